"""`weekly.topic_terms`: which terms the week's contacts hold, counted by contacts and by customers."""

from datetime import date

import pyarrow as pa
import pytest

from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.topics import read_terms
from trend_lib.weekly import count

WEEK = Week(date(2026, 8, 17))


@pytest.fixture
def counted(tmp_path):
    """Count a week of (text, topic, customer) and return its terms as {(topic, term): counts}."""
    (tmp_path / "trends.toml").write_text("")
    home = Home(tmp_path)

    def terms_of(*contacts):
        with hold_warehouse(home), open_warehouse(home) as con:
            con.execute("DELETE FROM topics.contact_topics")
            rows = [
                {"contact_id": f"desk:{n}", "week_start": WEEK.start, "day": WEEK.start,
                 "topic_id": topic, "subtopic_id": topic, "kind": "technical", "similarity": 0.5,
                 "is_new_topic": False, "channel": "call", "customer_id": customer, "text": text,
                 "model_version": "m"}
                for n, (text, topic, customer) in enumerate(contacts)
            ]  # fmt: skip
            if rows:
                con.register("made_up", pa.Table.from_pylist(rows))
                con.execute("INSERT INTO topics.contact_topics BY NAME SELECT * FROM made_up")
            count(home, WEEK)
            found = con.execute(
                "SELECT topic_id, term, contacts, customers, written FROM weekly.topic_terms"
            )
            return {row[:2]: row[2:] for row in found.fetchall()}

    return terms_of


def test_a_term_counts_contacts_and_customers_in_all_its_inflections(counted):
    found = counted(
        ("Payments are pending", 5, "ann"),
        ("My payment again", 5, "ann"),
        ("A payment failed", 5, "bob"),
        ("Payment by card", 7, None),
        ("Payment by card", 7, None),
    )
    assert found[5, "payment"] == (3, 2, "payment")
    assert found[7, "payment"] == (2, 2, "payment")


def test_no_stays_with_what_it_negates(counted):
    found = counted(("не працює інтернет", 5, "ann"))
    assert (5, "не працювати") in found
    assert (5, "працювати") not in found


def test_numbers_and_what_was_redacted_are_no_terms(counted):
    found = counted(("Call me at [phone], contract 4711, router", 5, "ann"))
    assert not [term for _, term in found if "phone" in term or any(map(str.isdigit, term))]
    assert (5, "router") in found


def test_a_week_without_contacts_has_no_terms(counted):
    assert counted() == {}


def test_twice_gives_the_same_rows(counted):
    once = counted(("Router is slow", 5, "ann"))
    assert counted(("Router is slow", 5, "ann")) == once


def test_every_text_is_read_in_its_own_language():
    found = {term.term for term in read_terms(["рахунки за роумінг", "счета за роуминг", "bills"])}
    assert {"рахунок", "счет", "bill"} <= found
