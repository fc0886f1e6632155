"""What came but is no contact of a customer is said where the sources are, never silently gone."""

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.summing import summarise

LEFT_OUT = [("desk", "spam", 9), ("desk", "outbound", 1212), ("calls", "not_a_contact", 4)]


@pytest.fixture
def home(tmp_path):
    made = seeding.seed(seeding.new_home(tmp_path))
    with open_warehouse(made) as con:
        for source, reason, contacts in LEFT_OUT:
            con.execute(
                "INSERT INTO weekly.left_out VALUES (?, ?, ?, ?)",
                [seeding.WEEK.start, source, reason, contacts],
            )
        con.execute("UPDATE weekly.source_weeks SET contacts = 812 WHERE source = 'desk'")
    return made


def test_a_source_says_what_was_left_out_of_it_and_why(home, composed):
    said = {row.name: row for row in composed(home).completeness.sources}
    assert said["desk"].remark.endswith("Left out: begun by us 1,212, spam 9.")
    assert "Left out: no contact of a customer 4." in said["calls"].remark
    assert "Left out" not in said["survey"].remark


def test_a_source_of_many_records_a_contact_says_how_many_contacts_they_are(home, composed):
    said = {row.name: row.records_text for row in composed(home).completeness.sources}
    assert said["desk"] == "812 contacts"


def test_the_summary_counts_what_was_left_out(home):
    told = summarise(home.path, str(seeding.WEEK))["left_out"]
    assert [(row["source"], row["reason"], row["contacts"]) for row in told] == sorted(
        LEFT_OUT, key=lambda row: (row[0], -row[2])
    )
