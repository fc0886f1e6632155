"""Persons' edits hold: at once for new contacts, for past ones only when asked, and twice is once."""

from datetime import datetime

import pytest

from tests.topics.conftest import usual
from tests.topics.invented import STORM
from trend_lib.base.errors import ConfigError


def edit(home, action, topic_id, into_id=None):
    home.execute(
        "INSERT INTO registers.topic_edits VALUES (?, 'olena', ?, ?, ?)",
        [datetime(2026, 5, 4, 10), action, topic_id, into_id],  # noqa: DTZ001 - UTC without a zone, as stored
    )


def topic_state(home, topic_id):
    return home.execute(
        "SELECT state, merged_into, split_from, is_pinned FROM topics.topics WHERE topic_id = ?",
        [topic_id],
    )[0]


def topics_of_week(home, week):
    rows = home.execute(
        "SELECT topic_id FROM topics.contact_topics WHERE week_start = ?", [week.start]
    )
    return {topic_id for (topic_id,) in rows}


def test_every_topic_begins_with_a_subtopic_of_its_id(founded):
    rows = founded.execute("SELECT topic_id, topic_id FROM topics.topics ORDER BY ALL")
    assert rows
    owned = founded.execute("SELECT subtopic_id, topic_id FROM topics.subtopics ORDER BY ALL")
    assert set(rows) <= set(owned)
    assert {topic_id for _, topic_id in owned} == {topic_id for topic_id, _ in rows}


def test_new_contacts_follow_a_merge_and_past_ones_stay(founded, weeks):
    past = founded.rows()
    edit(founded, "merge", 3, 2)
    founded.put(weeks[6], usual(6))
    founded.assign(weeks[6])
    assert topic_state(founded, 3) == ("merged", 2, None, False)
    assert 3 in topics_of_week(founded, weeks[5])
    assert 3 not in topics_of_week(founded, weeks[6])
    assert founded.rows()[: len(past)] == past


def test_a_split_takes_a_merge_back(founded, weeks):
    edit(founded, "merge", 3, 2)
    edit(founded, "split", 3)
    founded.assign(weeks[5])
    assert topic_state(founded, 3)[0] == "lasting"
    assert founded.execute("SELECT topic_id FROM topics.subtopics WHERE subtopic_id = 3") == [(3,)]


def test_an_edit_taken_out_of_the_register_is_undone(founded, weeks):
    before = founded.execute("FROM topics.topics ORDER BY topic_id")
    edit(founded, "merge", 3, 2)
    edit(founded, "pin", 4)
    founded.assign(weeks[5])
    assert topic_state(founded, 4)[3]
    founded.execute("DELETE FROM registers.topic_edits")
    founded.assign(weeks[5])
    assert founded.execute("FROM topics.topics ORDER BY topic_id") == before


def test_edits_applied_twice_change_nothing_more(founded, weeks):
    edit(founded, "merge", 3, 2)
    edit(founded, "pin", 4)
    founded.assign(weeks[5])
    once = founded.tables()
    founded.assign(weeks[5], weeks[4])
    assert founded.tables() == once
    said = founded.execute(
        "SELECT what, topic_id, other_id, who FROM topics.lineage WHERE who = 'olena'"
    )
    assert sorted(said) == [("merged", 3, 2, "olena"), ("pinned", 4, None, "olena")]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([("merge", 2, 2)], "cannot be merged into itself"),
        ([("merge", 2, 3), ("merge", 3, 2)], "line 3: merge 3 into 2: 2 was merged before"),
        ([("merge", 2, 1)], "1 holds what is of no topic"),
        ([("move", 1, 2)], "1 holds what is of no topic"),
        ([("merge", 2, None)], "into_id is empty"),
        ([("split", 2, None)], "2 is a topic already"),
        ([("pin", 2, 3)], "takes one id"),
    ],
)  # fmt: skip
def test_an_edit_that_makes_no_sense_is_refused_with_its_line_and_cure(founded, weeks, lines, says):
    for line in lines:
        edit(founded, *line)
    with pytest.raises(ConfigError, match=says):
        founded.assign(weeks[5])


def test_an_edit_of_a_topic_not_born_yet_waits_for_it(founded, weeks):
    edit(founded, "pin", founded.execute("SELECT max(subtopic_id) + 1 FROM topics.subtopics")[0][0])
    founded.assign(weeks[5])
    assert founded.execute("SELECT 1 FROM topics.topics WHERE is_pinned") == []
    founded.put(weeks[6], usual(6) + STORM)
    founded.assign(weeks[6])
    founded.assign(weeks[6])
    assert founded.execute("SELECT name FROM topics.topics WHERE is_pinned")


def test_a_silent_topic_is_retired_and_comes_back_under_its_id(founded, weeks):
    late = weeks[5].plus(26)
    founded.put(late, ["something short"])
    founded.assign(late)
    assert {
        state for (state,) in founded.execute("SELECT state FROM topics.topics WHERE topic_id > 1")
    } == {"retired"}
    founded.put(late.plus(1), usual(5) * 2)
    founded.assign(late.plus(1), late.plus(1))
    back = founded.execute("SELECT topic_id FROM topics.lineage WHERE what = 'resurfaced'")
    assert {topic_id for (topic_id,) in back} >= {2, 3}
    assert len(back) == len(set(back))


def give_name(home, topic_id, name, kind=None):
    home.execute(
        "INSERT INTO registers.topic_names (topic_id, name, kind) VALUES (?, ?, ?)",
        [topic_id, name, kind],
    )


def test_two_topics_may_exchange_their_names(founded, weeks):
    names = dict(founded.execute("SELECT topic_id, name FROM topics.topics"))
    give_name(founded, 2, names[3])
    give_name(founded, 3, names[2])
    founded.assign(weeks[5])
    after = dict(founded.execute("SELECT topic_id, name FROM topics.topics"))
    assert after == names | {2: names[3], 3: names[2]}


@pytest.mark.parametrize(
    ("lines", "cure"),
    [([], "trends topics merge 2 3"), ([("merge", 3, 4)], "trends topics rename 3 NAME` first")],
)
def test_a_name_that_another_topic_bears_is_refused_with_the_cure(founded, weeks, lines, cure):
    for line in lines:
        edit(founded, *line)
    give_name(founded, 2, dict(founded.execute("SELECT topic_id, name FROM topics.topics"))[3])
    with pytest.raises(ConfigError, match=cure):
        founded.assign(weeks[5])


def test_a_file_of_names_that_says_a_topic_twice_or_an_unknown_kind_is_refused(founded, weeks):
    give_name(founded, 2, "One", "tech")
    with pytest.raises(ConfigError, match="the kind of 2 is 'tech'; it is one of customer_service"):
        founded.assign(weeks[5])
    give_name(founded, 2, "Another")
    with pytest.raises(ConfigError, match="2 stands there 2 times; keep one line"):
        founded.assign(weeks[5])


def test_a_split_gives_back_all_that_was_merged_and_did_not_go_elsewhere(founded, weeks):
    for line in [("merge", 3, 2), ("move", 10, 4), ("merge", 2, 5), ("split", 3)]:
        edit(founded, *line)
    founded.assign(weeks[5])
    owners = dict(founded.execute("SELECT subtopic_id, topic_id FROM topics.subtopics"))
    assert [owners[one] for one in (2, 3, 9, 10, 11)] == [5, 3, 3, 4, 3]
