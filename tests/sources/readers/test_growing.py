"""A file that is still being written is left alone, whichever reader it is for, and lands whole once it rests."""

import os
import time

import pytest

from tests.sources.readers.fuzz_run import pieces_of
from tests.sources.readers.fuzzing import SEEDS, settings_of
from tests.sources.readers.told import FIXTURES
from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse

NUMBERS = range(len(SEEDS))


def content_of(number):
    return (FIXTURES / SEEDS[number][2]).read_bytes()


def file_of(home, number, prefix=""):
    name = SEEDS[number][2].rpartition("/")[2]
    return home.path / "drop" / f"seed_{number}" / f"{prefix}{name}"


@pytest.fixture
def home(tmp_path):
    settings = "".join(f"[[sources]]\n{settings_of(number)}" for number in NUMBERS)
    settings = settings.replace("settle_seconds = 0", "settle_seconds = 60")
    (tmp_path / "trends.toml").write_text(settings, "utf-8")
    home = Home(tmp_path)
    for number in NUMBERS:
        file_of(home, number).parent.mkdir(parents=True)
    with hold_warehouse(home):
        yield home


def test_half_a_file_is_no_delivery_of_any_reader_and_the_whole_one_is(home):
    for number in NUMBERS:
        half = content_of(number)[: len(content_of(number)) // 2]
        file_of(home, number).write_bytes(half)
        draft = file_of(
            home, number, ".000000001-"
        )  # what a fetch has not yet renamed, however old
        draft.with_name(f"{draft.name}.part").write_bytes(half)
        os.utime(draft.with_name(f"{draft.name}.part"), (1, 1))
    landed = sources.land(home)
    assert (landed.deliveries, landed.refused, len(landed.growing)) == (0, (), len(SEEDS))
    resting = time.time() - 61
    for number in NUMBERS:
        file_of(home, number).write_bytes(content_of(number))
        os.utime(file_of(home, number), (resting, resting))
    landed = sources.land(home)
    assert (landed.deliveries, landed.refused, landed.growing) == (len(SEEDS), (), ())
    with open_warehouse(home) as con:
        rows = con.execute("SELECT source, rows_read FROM sources.deliveries").fetchall()
    assert dict(rows) == {
        f"seed_{number}": len(pieces_of(number, content_of(number))) for number in NUMBERS
    }
