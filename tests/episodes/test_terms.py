"""`episodes.terms`: what customers say now and did not say before, beyond chance and never one person's."""

from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from tests.oracles import slow_terms
from trend_lib.base.schema import schema_sql
from trend_lib.base.warehouse import replace_rows
from trend_lib.base.weeks import Week
from trend_lib.episodes.terms import find_grown_terms, growth_p_values

WEEK = Week(date(2026, 8, 17))
BEFORE = [WEEK.plus(-back) for back in range(1, 21)]


def insert(con, table, rows):
    con.register("made_up", pa.Table.from_pylist(rows))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM made_up")
    con.unregister("made_up")


def terms_of(now, before, *, customers=90, usual=30, topic=3, weeks=BEFORE):
    """The terms of one episode; `now` and `before` are {term: customers, or (contacts, customers)}."""
    con = duckdb.connect()
    con.execute(schema_sql())
    insert(con, "episodes.episode_weeks", [{
        "week_start": WEEK.start, "episode_id": "E", "topic_id": topic, "topic_name": "Bills",
        "opened_week": WEEK.start, "last_alarm_week": WEEK.start, "state": "open",
        "grade": "unusual", "observed": customers, "method": "level", "known_events": [],
        "examples": [],
    }])  # fmt: skip
    for week in (WEEK, *weeks):
        count = customers if week == WEEK else usual
        insert(con, "weekly.topic_weeks", [
            {"week_start": week.start, "topic_id": number, "slice_dim": "all", "slice_value": "all",
             "contacts": count, "customers": count, "is_complete": True, "examples": [],
             "topic_name": "Bills"} for number in (0, 3)
        ])  # fmt: skip
        said = {"the bill": count // 2} | (now if week == WEEK else before)
        insert(con, "weekly.topic_terms", [
            {"week_start": week.start, "topic_id": 3, "term": term, "written": term.upper(),
             "contacts": np.max(number), "customers": np.min(number)}
            for term, number in said.items()
        ])  # fmt: skip
    replace_rows(con, "6_episodes/65_terms", WEEK, find_grown_terms(con, WEEK, 0.05))
    return con.execute("SELECT * FROM episodes.terms ORDER BY place").df()


@pytest.mark.parametrize("seed", range(5))
def test_p_values_agree_with_counting_out_the_table(seed):
    random = np.random.default_rng(seed)
    of_now, of_before = random.integers(3, 60, 20), random.integers(0, 200, 20)
    counted = {
        "of_customers": of_now,
        "of_customers_before": of_before,
        "customers": random.integers(3, of_now + 1),
        "customers_before": random.binomial(of_before, 0.2),
    }
    slow = [
        slow_terms.growth_p_value(*cells)
        for cells in zip(
            counted["customers"], of_now, counted["customers_before"], of_before, strict=True
        )
    ]
    assert growth_p_values(counted) == pytest.approx(slow, rel=1e-9)


def test_a_term_that_grew_is_told_with_its_shares():
    (row,) = terms_of({"outage": 45}, {"outage": 1}).to_dict("records")
    assert (row["term"], row["written"], row["place"]) == ("outage", "OUTAGE", 1)
    assert (row["customers"], row["customer_share"]) == (45, 0.5)
    assert row["usual_share"] == pytest.approx(1 / 30)
    assert row["p_value"] <= row["q_value"] < 1e-6


def test_what_is_said_as_often_as_ever_is_not_told():
    assert terms_of({"again": 9}, {"again": 3}).empty


def test_the_words_of_two_customers_are_never_told():
    assert terms_of({"secret": (50, 2)}, {}, customers=30).empty
    assert len(terms_of({"secret": (50, 3)}, {}, customers=30)) == 1


def test_one_customer_who_repeats_himself_counts_once():
    often = terms_of({"slow": (60, 6)}, {"slow": (1, 1)}).to_dict("records")
    once = terms_of({"slow": (6, 6)}, {"slow": (1, 1)}).to_dict("records")
    assert [row["p_value"] for row in often] == [row["p_value"] for row in once]


def test_a_phrase_is_told_instead_of_its_words_and_no_word_twice():
    said = {"double": 40, "charge": 42, "double charge": 38, "roaming": 30}
    assert list(terms_of(said, {})["term"]) == ["double charge", "roaming"]


def test_a_topic_without_a_past_has_no_terms_that_grew():
    assert terms_of({"intercom": 30}, {}, weeks=()).empty


def test_all_contacts_use_the_terms_of_every_topic():
    assert list(terms_of({"outage": 45}, {"outage": 1}, topic=0)["term"]) == ["outage"]


def test_among_steady_words_hardly_any_is_told():
    random = np.random.default_rng(6)
    shares = 0.3 * random.random(60) ** 3
    told = 0
    for _ in range(40):
        now = dict(zip(map(str, range(60)), random.binomial(90, shares).tolist(), strict=True))
        before = dict(
            zip(map(str, range(60)), (30 * shares).round().astype(int).tolist(), strict=True)
        )
        told += not terms_of({t: n for t, n in now.items() if n}, before, weeks=BEFORE[:6]).empty
    assert told <= 5  # 0.05 of 40 is 2
