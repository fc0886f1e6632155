"""Real processes that fetch and land are killed at random moments; nothing is lost, doubled or left half done."""

import random
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from tests.sources.fake_api import FAULTS
from tests.sources.fetching.test_every_api import APIS, NO_OVERLAP, make_desk
from trend_lib import sources
from trend_lib.base.warehouse import open_warehouse

__all__ = ["make_desk"]  # a fixture
STARTS = 6
WORK = """
import sys
from pathlib import Path
from trend_lib import sources
from trend_lib.base.home import Home
home = Home(Path(sys.argv[1]))
sources.fetch(home)
sources.land(home)
"""
CASES = [
    pytest.param("zendesk", 1),
    pytest.param("zammad", 2),
    *(pytest.param(api, seed, marks=pytest.mark.slow) for api in APIS for seed in range(3, 6)),
]


@pytest.mark.parametrize(("make_desk", "seed"), CASES, indirect=["make_desk"])
def test_a_run_killed_at_random_moments_loses_nothing_and_counts_nothing_twice(
    make_desk, seed, fake
):
    chance = random.Random(seed)
    desk = make_desk(fake.address, keys=NO_OVERLAP)
    faults = [fault for fault in FAULTS if fault != "slow"]
    fake.misbehave(seed, share=0.2, faults=faults, changes=0.1, until=300)
    kills = 0
    for _ in range(STARTS):
        fake.add(100, apart=timedelta(seconds=5))
        kills += _killed(desk, fake, chance)
    assert kills >= STARTS // 2
    fake.before_answer, fake.faults = lambda: None, iter(())
    desk.whole()
    landed = sources.land(desk.home)
    assert (landed.refused, landed.growing) == ((), ())
    assert desk.newest() == fake.truth()
    assert not list((desk.home.path / "drop" / "desk").glob(".*"))
    with open_warehouse(desk.home) as con:
        roots = con.execute("SELECT source_id FROM sources.records WHERE source_id = whole_id")
        assert sorted(int(one) for (one,) in roots.fetchall()) == [
            ticket["id"] for ticket in fake.tickets
        ]
        sums = con.execute(
            "SELECT count(*) FROM sources.deliveries "
            "WHERE rows_read <> rows_kept + rows_repeated + rows_quarantined OR rows_quarantined > 0"
        )
        assert sums.fetchall() == [(0,)]


def _killed(desk, fake, chance):
    """Start the work, kill it after some requests and a while; tell whether it was still at it."""
    asked, begun = len(fake.calls) + chance.randint(1, 8), time.monotonic()
    command = [sys.executable, "-c", WORK, str(desk.home.path)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None and len(fake.calls) < asked and time.monotonic() - begun < 30:
        time.sleep(0.001)
    time.sleep(chance.choice([0.01, 0.05, 0.5]) * chance.random())
    is_at_work = process.poll() is None
    process.kill()
    process.wait()
    return is_at_work
