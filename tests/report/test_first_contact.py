"""Solved at first contact is never shown without the definition it was counted by."""

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import figures
from trend_lib.report.appendix import read_appendix
from trend_lib.report.appendix_sheets import make_sheets
from trend_lib.report.first_contact import MEANINGS, NAMES


@pytest.mark.parametrize("definition", sorted(NAMES))
def test_the_strip_names_the_definition_that_is_set_and_says_what_it_counts(
    tmp_path, composed, definition
):
    home = seeding.new_home(tmp_path, settings=f'[quality]\nfcr = "{definition}"\n')
    bulletin = composed(seeding.seed(home))
    (solved,) = [one for one in bulletin.indicators if one.anchor == "solved"]
    assert solved.name == NAMES[definition]
    assert (
        MEANINGS.get(definition, "of the first contacts of week 37, those whose customer")
        in bulletin.indicators_note
    )
    assert (solved.figure == figures.UNKNOWN) == (
        definition in {"survey", "one_reply"}
    )  # nobody was asked, no messages


def test_the_appendix_holds_all_four_definitions(tmp_path):
    home = seeding.seed(seeding.new_home(tmp_path))
    with open_warehouse(home) as con:
        service = make_sheets(read_appendix(con, seeding.WEEK))[-1]
    assert [row[1] for row in service.rows if row[0] == "solved at first contact"] == [
        "by one message", "by no repeat", "by status", "by survey",
    ]  # fmt: skip


def test_a_storm_of_one_caller_shows_customers_beside_contacts(tmp_path, composed):
    repeats = composed(seeding.seed(seeding.new_home(tmp_path))).repeats
    told = [(row.name, row.contacts_text, row.customers_text) for row in repeats.by_topic]
    assert told == [
        ("Roaming charged twice", "341", "188"),
        ("Number transfer delayed", "190", "169"),
    ]


def test_topics_that_nobody_repeated_are_not_listed(tmp_path, composed):
    home = seeding.seed(seeding.new_home(tmp_path))
    with open_warehouse(home) as con:
        con.execute("UPDATE quality.repeat_contacts SET repeats = 1 WHERE slice_dim = 'topic'")
    assert composed(home).repeats.by_topic == ()
