"""`episodes.drivers`: whatever the numbers, the parts add up to the whole to the last digit."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from trend_lib.base.schema import schema_sql
from trend_lib.base.warehouse import replace_week
from trend_lib.base.weeks import Week

WEEK = Week.parse("2026-W34")
EPISODE = {
    "week_start": WEEK.start, "episode_id": "2026-W34-T3", "topic_id": 3, "topic_name": "Bills",
    "opened_week": WEEK.start, "last_alarm_week": WEEK.start, "state": "open", "grade": "unusual",
    "method": "level", "known_events": [], "examples": [],
}  # fmt: skip


def insert(con, table, rows):
    con.register("made_up", pa.Table.from_pylist(rows))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM made_up")
    con.unregister("made_up")


def drivers_of(observed, expected, topic_expected):
    """The drivers of one episode whose topic has these slices; the check runs too."""
    con = duckdb.connect()
    con.execute(schema_sql())
    insert(con, "episodes.episode_weeks",
           [EPISODE | {"observed": int(sum(observed)), "expected": topic_expected}])  # fmt: skip
    insert(con, "detection.assessments", [
        {"week_start": WEEK.start, "topic_id": 3, "slice_dim": "region", "slice_value": f"{n:03d}",
         "observed": int(seen), "customers": int(seen), "expected": usual, "method": "level",
         "status": "tested", "is_alarm": False}
        for n, (seen, usual) in enumerate(zip(observed, expected, strict=True))
    ])  # fmt: skip
    replace_week(con, "6_episodes/63_drivers", WEEK)
    return con.execute(
        "SELECT observed, expected, excess, excess_share FROM episodes.drivers"
    ).fetchnumpy()


@pytest.mark.parametrize("seed", range(40))
def test_parts_of_any_size_add_up_to_the_whole_in_any_order(seed):
    random = np.random.default_rng(seed)
    slices = int(random.integers(1, 120))
    observed = random.poisson(random.gamma(0.5, 200, slices))
    expected = random.gamma(0.3, 10.0 ** random.integers(-3, 6), slices)
    topic_expected = round(expected.sum() * random.uniform(0.5, 2) * 2**20) / 2**20
    found = drivers_of(observed, expected, topic_expected)
    for order in (slice(None), slice(None, None, -1), random.permutation(slices)):
        assert sum(found["expected"][order].tolist()) == topic_expected
        assert sum(found["excess"][order].tolist()) == observed.sum() - topic_expected
    assert (found["expected"] >= 0).all()
    if observed.sum() - topic_expected > 1:
        assert found["excess_share"].sum() == pytest.approx(1)
