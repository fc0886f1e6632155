"""However a log is cut into files, shuffled and delivered twice, its calls are the same contacts."""

import random

import pytest

from tests.sources.readers.told import fixture
from trend_lib import contacts, sources
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

SETTINGS = """
[[sources]]
name = "calls"
reader = "asterisk_queue_log"
path = "drop/calls/*"
settle_seconds = 0
"""


def contacts_of(folder, deliveries):
    """Return the contacts after each delivery of files came by itself."""
    (folder / "drop" / "calls").mkdir(parents=True)
    (folder / "trends.toml").write_text(SETTINGS)
    home = Home(folder)
    for number, lines in enumerate(deliveries):
        (folder / "drop" / "calls" / f"queue_log.{number}").write_bytes(b"".join(lines))
        landed = sources.land(home)
        counted = landed.rows_kept + landed.rows_repeated + landed.rows_quarantined
        assert landed.rows_read == len(lines) == counted
    contacts.build(home, Week.parse("2026-W34"))
    with open_warehouse(home) as con:
        return con.execute(
            "SELECT * REPLACE (customer_id IS NULL AS customer_id) FROM contacts.contacts ORDER BY contact_id"
        ).fetchall()


@pytest.fixture(scope="module")
def lines():
    return fixture("asterisk_queue_log", "queue_log").splitlines(keepends=True)


@pytest.fixture(scope="module")
def known_calls(lines, tmp_path_factory):
    return contacts_of(tmp_path_factory.mktemp("whole"), [lines])


@pytest.mark.parametrize("seed", range(4))
def test_calls_are_the_same_however_their_lines_come(lines, known_calls, tmp_path, seed):
    dice = random.Random(seed)
    mixed = [*lines, *dice.sample(lines, 6)]
    dice.shuffle(mixed)
    first, second = sorted(dice.sample(range(1, len(mixed)), 2))
    deliveries = [mixed[:first], mixed[first:second], mixed[second:]]
    assert contacts_of(tmp_path, deliveries) == known_calls


def test_a_call_that_rotation_cut_is_one(lines, known_calls, tmp_path):
    within = next(at for at, line in enumerate(lines) if b"|CONNECT|" in line)
    assert contacts_of(tmp_path, [lines[:within], lines[within:]]) == known_calls
