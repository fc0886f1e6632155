"""A week of a home: stored topics stay, new faults are found, nothing is lost."""

from itertools import chain

import pytest

from tests.topics.conftest import usual
from tests.topics.invented import STORM, make_week
from trend_lib.base.errors import DataCheckError
from trend_lib.base.warehouse import check_week, open_warehouse

NASTY = [
    "",
    " ",
    "?",
    "[phone]",
    "👍👍",
    "<script>alert(1)</script>",
    "x" * 10_000,
    "слово " * 2_000,
    "a\0b",
]


def test_every_contact_gets_one_topic_of_the_register(founded):
    contacts = founded.execute("SELECT count(*) FROM contacts.contacts")[0][0]
    rows = founded.execute(
        "SELECT count(*), count(DISTINCT contact_id), count(topics.topic_id) "
        "FROM topics.contact_topics LEFT JOIN topics.topics USING (topic_id)"
    )[0]
    assert rows == (contacts, contacts, contacts)


def test_the_register_holds_the_residue_as_topic_one(founded):
    assert founded.execute("SELECT name FROM topics.topics WHERE topic_id = 1") == [
        ("Other requests",)
    ]


def test_texts_of_one_plot_share_topics_with_no_other_plot(founded):
    found = founded.execute("SELECT text, topic_id FROM topics.contact_topics WHERE topic_id > 1")
    plots = {text: plot for first in range(6) for plot, text in make_week(12, first)}
    by_topic = {}
    for text, topic_id in found:
        by_topic.setdefault(topic_id, set()).add(plots[text])
    assert all(len(inside) == 1 for inside in by_topic.values())
    assert set(chain.from_iterable(by_topic.values())) == set(plots.values())


def test_running_a_week_twice_gives_equal_tables(founded, weeks):
    before = founded.tables()
    founded.assign(weeks[5], weeks[2], weeks[5])
    assert founded.tables() == before


def test_two_homes_with_the_same_contacts_get_the_same_tables(founded_once, topics_home, weeks):
    for number, week in enumerate(weeks[:6]):
        topics_home.put(week, usual(number))
    topics_home.assign(*weeks[:6])
    assert topics_home.tables() == founded_once.tables()


def test_a_week_more_changes_no_stored_row(founded, weeks):
    before = founded.rows()
    founded.put(weeks[6], usual(6) + STORM)
    founded.assign(weeks[6])
    assert founded.rows()[: len(before)] == before


def test_twelve_texts_with_unseen_words_become_one_new_topic(founded, weeks):
    founded.put(weeks[6], usual(6) + STORM)
    founded.assign(weeks[6])
    born = founded.execute(
        "SELECT topic_id, state, name FROM topics.topics WHERE first_week = ?", [weeks[6].start]
    )
    members = founded.execute("SELECT text FROM topics.contact_topics WHERE is_new_topic")
    assert [state for _, state, _ in born] == ["young"]
    assert sorted(text for (text,) in members) == sorted(STORM)
    assert "hurricane" in born[0][2].lower()


def test_later_texts_of_a_new_fault_join_its_topic(founded, weeks):
    founded.put(weeks[6], usual(6) + STORM[:8])
    founded.put(weeks[7], usual(7) + STORM[8:])
    founded.assign(weeks[6], weeks[7])
    found = founded.execute(
        "SELECT DISTINCT topic_id, is_new_topic FROM topics.contact_topics "
        "WHERE week_start = ? AND contains(text, 'hurricane')",
        [weeks[7].start],
    )
    assert len(found) == 1
    assert found[0][1] is False


def test_five_texts_are_no_topic_yet(founded, weeks):
    founded.put(weeks[6], usual(6) + STORM[:5])
    founded.assign(weeks[6])
    assert founded.execute("SELECT * FROM topics.topics WHERE state = 'young'") == []


def test_a_slow_fault_is_found_over_three_weeks(founded, weeks):
    founded.put(weeks[6], usual(6) + STORM[:4])
    founded.put(weeks[7], usual(7) + STORM[4:8])
    founded.assign(weeks[6], weeks[7])
    found = founded.execute("SELECT first_week FROM topics.topics WHERE state = 'young'")
    assert found == [(weeks[7].start,)]


def test_a_young_topic_is_lasting_after_eight_weeks(founded, weeks):
    founded.put(weeks[6], usual(6) + STORM)
    founded.assign(weeks[6], weeks[6].plus(7))
    assert founded.execute("SELECT count(*) FROM topics.topics WHERE state = 'young'") == [(1,)]
    founded.assign(weeks[6].plus(8))
    assert founded.execute("SELECT count(*) FROM topics.topics WHERE state = 'young'") == [(0,)]


@pytest.mark.parametrize("order", [(4, 5), (5, 4)], ids=["old week first", "new week first"])
def test_a_contact_that_moved_to_another_week_takes_its_topic_along(founded, weeks, order):
    contact, topic_id = founded.execute(
        "SELECT contact_id, topic_id FROM topics.contact_topics WHERE week_start = ? LIMIT 1",
        [weeks[4].start],
    )[0]
    founded.execute(
        "UPDATE contacts.contacts SET week_start = ?, day = ? WHERE contact_id = ?",
        [weeks[5].start, weeks[5].start, contact],
    )
    founded.assign(*(weeks[number] for number in order))
    moved = founded.execute(
        "SELECT week_start, day, topic_id FROM topics.contact_topics WHERE contact_id = ?",
        [contact],
    )
    assert moved == [(weeks[5].start, weeks[5].start, topic_id)]


def test_a_changed_text_keeps_its_topic_and_is_carried_forward(founded, weeks):
    contact, topic_id = founded.execute(
        "SELECT contact_id, topic_id FROM topics.contact_topics WHERE week_start = ? LIMIT 1",
        [weeks[4].start],
    )[0]
    founded.execute(
        "UPDATE contacts.contacts SET text = 'something else', region = 'South' WHERE contact_id = ?",
        [contact],
    )
    founded.assign(weeks[4])
    assert founded.execute(
        "SELECT text, region, topic_id FROM topics.contact_topics WHERE contact_id = ?", [contact]
    ) == [("something else", "South", topic_id)]


def test_an_erased_contact_leaves_no_row(founded, weeks):
    founded.execute("DELETE FROM contacts.contacts WHERE contact_id LIKE '%0003'")
    founded.assign(*weeks[:6])
    assert founded.execute(
        "SELECT count(*) FROM topics.contact_topics WHERE contact_id LIKE '%0003'"
    ) == [(0,)]


def test_a_kind_that_people_gave_is_respected(founded, weeks):
    topic_id = founded.execute("SELECT max(topic_id) FROM topics.topics")[0][0]
    founded.execute(
        "INSERT INTO registers.topic_names (topic_id, name, kind) VALUES (?, 'As we call it', 'marketing')",
        [topic_id],
    )
    founded.assign(*weeks[:6])
    assert founded.execute(
        "SELECT DISTINCT kind FROM topics.contact_topics WHERE topic_id = ?", [topic_id]
    ) == [("marketing",)]


def test_late_contacts_are_placed_and_change_no_other(founded, weeks):
    before = {row[0]: row for row in founded.rows()}
    founded.put(weeks[2], usual(2)[:5], prefix="late")
    founded.assign(weeks[2])
    after = {row[0]: row for row in founded.rows()}
    assert len(after) == len(before) + 5
    assert {contact: after[contact] for contact in before} == before


def test_nasty_texts_are_placed_like_any_others(founded, weeks):
    founded.put(weeks[6], [*usual(6), *NASTY, *NASTY])
    founded.assign(weeks[6], weeks[6])
    found = founded.execute(
        "SELECT count(*), max(similarity) FROM topics.contact_topics WHERE week_start = ? "
        "AND length(trim(text)) < 2",
        [weeks[6].start],
    )
    assert found == [(6, 0.0)]


@pytest.mark.parametrize("texts", [[], [""], ["hello"], ["help"] * 50], ids=len)
def test_a_home_of_hardly_any_texts_can_be_run(topics_home, weeks, texts):
    topics_home.put(weeks[0], texts)
    topics_home.assign(weeks[0], weeks[1])
    assert len(topics_home.rows()) == len(texts)


def test_a_contact_without_a_topic_fails_the_check(founded, weeks):
    founded.execute("DELETE FROM topics.contact_topics WHERE contact_id LIKE '%0003'")
    with open_warehouse(founded.home) as con, pytest.raises(DataCheckError):
        check_week(con, "3_topics/31_contact_topics", {"week_start": weeks[0].start})
