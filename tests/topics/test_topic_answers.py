"""What people answer about topics is one more way to the same edits: in order of time, once, through every refit."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topics.conftest import usual
from tests.topics.test_register import edit, give_name, topic_state, topics_of_week
from trend_lib import topics
from trend_lib.base.errors import ConfigError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.topics.heard import WAITS
from trend_lib.topics.heard_contacts import LABELLED, LATER, NO_CONTACT
from trend_lib.topics.persons import apply_edits

MONDAY = datetime(2026, 5, 4, 10)  # noqa: DTZ001 - UTC without a zone, as stored
LAND = "INSERT OR IGNORE INTO contacts.answers VALUES (?, ?, 'inbox', ?, ?, 'desk', ?, ?, ?, NULL, '', NULL)"
FATES = "SELECT answer_id, is_applied, why_not FROM topics.answers ORDER BY answer_id"


def say(action, about, value=None, hour=0):
    """Return a row of contacts.answers."""
    said_at = MONDAY + timedelta(hours=hour)
    week = Week.of_day(said_at.date()).start
    return [week, f"a{hour:02}", said_at, "olena", action, about, value]


def land(home, *rows):
    with open_warehouse(home.home) as con:
        for row in rows:
            con.execute(LAND, row)


def fates(home):
    return {answer_id: why for answer_id, _, why in home.execute(FATES)}


def name_of(home, topic_id):
    return home.execute("SELECT name FROM topics.topics WHERE topic_id = ?", [topic_id])[0][0]


def test_an_answer_merges_as_a_line_of_the_register_does(founded, weeks):
    past = founded.rows()
    land(founded, say("merge", "topic:3", "2"))
    founded.put(weeks[6], usual(6))
    founded.assign(weeks[6])
    assert topic_state(founded, 3) == ("merged", 2, None, False)
    assert 3 not in topics_of_week(founded, weeks[6])
    assert founded.rows()[: len(past)] == past
    assert founded.execute(FATES) == [("a00", True, None)]
    told = "SELECT what, topic_id, other_id, who FROM topics.lineage WHERE who = 'olena'"
    assert founded.execute(told) == [("merged", 3, 2, "olena")]


def test_lines_and_answers_are_folded_by_time(founded, weeks):
    edit(founded, "merge", 3, 2)  # at ten
    land(founded, say("split", "topic:2", "3", hour=1), say("merge", "topic:3", "4", hour=-1))
    founded.assign(weeks[5])
    assert topic_state(founded, 3)[:2] == ("merged", 4)
    assert fates(founded) == {"a-1": None, "a01": "3 is a subtopic of 4, not of 2"}


def test_a_line_that_an_answer_made_impossible_is_left_out_and_told_and_the_run_goes_on(
    founded, weeks, caplog
):
    caplog.set_level("WARNING", logger="trend_lib")  # whatever a command before has asked for
    land(founded, say("merge", "topic:3", "4", hour=-1))
    edit(founded, "merge", 3, 2)
    founded.assign(weeks[5])
    assert topic_state(founded, 3)[:2] == ("merged", 4)
    assert "line 2: merge 3 into 2: left out, since people answered otherwise" in caplog.text


def test_a_line_that_is_wrong_by_itself_still_stops_the_run(founded, weeks):
    land(founded, say("merge", "topic:3", "4", hour=-1))
    edit(founded, "merge", 2, 2)
    with pytest.raises(ConfigError, match="line 2: merge 2 into 2: a topic cannot be merged"):
        founded.assign(weeks[5])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("merge", "topic:2", "2"), "a topic cannot be merged into itself; name two"),
        (("merge", "topic:2", "soon"), "'soon' is no id; `trends topics` lists them"),
        (("merge", "topic:1", "2"), "1 holds what is of no topic; it cannot be changed"),
        (("merge", "topic:2", "9999"), WAITS),
        (("split", "topic:2", "2"), "2 is a topic already; name one of its other subtopics, if it has any"),
        (("pin", "topic:2:uk", None), "a language is named for a new name alone"),
        (("take", "topic:2", None), "take is not said of topic:2"),
        (("rename", "topic:9999", "x"), "there is no topic 9999 yet"),
        (("rename", "topic:2", " "), "the value is empty: people call the topic VALUE; of topic:12:uk, in that language alone"),
        (("kind", "kind:desk:none", "technical"), NO_CONTACT),
        (("kind", "kind:desk:none", "billing"), "'billing' is no kind; it is one of customer_service, marketing, technical"),
        (("move", "topic:2", "desk:none"), NO_CONTACT),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_changes_nothing_and_is_told_why(founded, weeks, said, why):
    before = founded.tables()
    land(founded, say(*said))
    founded.assign(weeks[5])
    assert founded.execute(FATES) == [("a00", False, why)]
    assert founded.tables() == before


def test_a_name_holds_for_every_reader_unless_it_is_given_for_one_language(founded, weeks):
    land(
        founded,
        say("rename", "topic:2", "No signal"),
        say("rename", "topic:2:uk", "Немає сигналу", hour=1),
    )
    founded.assign(weeks[5], weeks[5])
    assert name_of(founded, 2) == "No signal"
    assert founded.execute("SELECT language, name FROM topics.given_names ORDER BY ALL") == [
        ("", "No signal"),
        ("uk", "Немає сигналу"),
    ]
    told = "SELECT what, detail FROM topics.lineage WHERE who = 'olena' ORDER BY event"
    assert [what for what, _ in founded.execute(told)] == ["renamed", "called in uk"]


def test_of_two_topics_called_alike_the_first_to_be_so_keeps_the_name(founded, weeks):
    land(
        founded,
        say("rename", "topic:3", "One name", hour=2),
        say("rename", "topic:2", "One name", hour=1),
    )
    founded.assign(weeks[5])
    assert name_of(founded, 2) == "One name"
    assert name_of(founded, 3) != "One name"
    assert fates(founded) == {"a01": None, "a02": "topic 2 is called so"}


def test_of_register_and_answer_the_later_name_stands_and_a_line_without_a_time_is_the_older(
    founded, weeks
):
    give_name(founded, 2, "By file", "marketing")
    land(founded, say("rename", "topic:2", "By answer"))
    founded.assign(weeks[5])
    assert name_of(founded, 2) == "By answer"
    assert founded.execute("SELECT kind FROM topics.topics WHERE topic_id = 2") == [("marketing",)]
    founded.execute("UPDATE registers.topic_names SET said_at = ?", [MONDAY + timedelta(minutes=1)])
    founded.assign(weeks[5])
    assert name_of(founded, 2) == "By file"
    assert fates(founded) == {"a00": "registers/topic_names.csv calls it otherwise, later"}


def test_a_name_whose_line_is_taken_out_is_undone(founded, weeks):
    before = name_of(founded, 2)
    give_name(founded, 2, "By file")
    founded.assign(weeks[5])
    founded.execute("DELETE FROM registers.topic_names")
    founded.assign(weeks[5])
    assert name_of(founded, 2) == before


def test_what_was_answered_survives_a_refit(founded, weeks):
    land(
        founded,
        say("merge", "topic:3", "2"),
        say("pin", "topic:4", hour=1),
        say("rename", "topic:5", "As we say", hour=2),
    )
    founded.assign(weeks[5])
    before = founded.execute(FATES)
    topics.refit(founded.home, 52, 7)
    assert topic_state(founded, 3)[:2] == ("merged", 2)
    assert topic_state(founded, 4)[3]
    assert name_of(founded, 5) == "As we say"
    assert founded.execute(FATES) == before


def test_a_contact_moved_by_a_person_goes_there_where_past_weeks_are_told_anew(founded, weeks):
    placed = "SELECT contact_id, topic_id, subtopic_id FROM topics.contact_topics WHERE week_start = ? ORDER BY ALL"
    before = founded.execute(placed, [weeks[4].start])
    contact, topic_id, subtopic_id = next(row for row in before if row[1] != 4)
    land(
        founded,
        say("move", "topic:3", contact, hour=0),
        say("move", "topic:4", contact, hour=1),
        say("merge", "topic:4", "5", hour=2),
    )
    founded.assign(weeks[5])
    assert founded.execute(placed, [weeks[4].start]) == before
    assert fates(founded) == {"a00": LATER, "a01": None, "a02": None}
    topics.restate(founded.home, [weeks[4]], "olena")
    after = {row[0]: row[1:] for row in founded.execute(placed, [weeks[4].start])}
    assert after[contact] == (5, subtopic_id)
    assert topic_id != 5
    founded.assign(weeks[4])
    assert {row[0]: row[1:] for row in founded.execute(placed, [weeks[4].start])} == after


ASKED = "SELECT contact_id, guess FROM topics.kind_sample WHERE week_start = ? ORDER BY contact_id"
KIND_MODELS = "SELECT count(*) FROM topics.models WHERE role = 'kinds'"


def test_a_contact_whose_kind_a_person_said_teaches_and_what_was_said_before_stays(founded, weeks):
    before = founded.execute("FROM topics.kind_sample ORDER BY ALL")
    (contact, guess), (labelled, _), *_ = founded.execute(ASKED, [weeks[5].start])
    kind = "technical" if guess != "technical" else "marketing"
    founded.execute("INSERT INTO registers.kind_labels VALUES (?, NULL, 'marketing')", [labelled])
    land(
        founded,
        say("kind", f"kind:{contact}", guess, hour=0),
        say("kind", f"kind:{contact}", kind, hour=1),
        say("kind", f"kind:{labelled}", "technical", hour=2),
    )
    ((taught,),) = founded.execute(KIND_MODELS)
    founded.assign(weeks[5], weeks[5])
    assert founded.execute("FROM topics.kind_sample ORDER BY ALL") == before
    assert fates(founded) == {"a00": LATER, "a01": None, "a02": LABELLED}
    assert founded.execute(KIND_MODELS) == [(taught + 1,)]


SAID = st.tuples(
    st.sampled_from(["merge", "split", "move", "pin", "unpin", "rename", "rename"]),
    st.integers(1, 13),
    st.integers(1, 13),
    st.sampled_from(["", ":uk", ":en"]),
)


def spell(place, action, one, other, language):
    """Return an answer; names are few, so that topics quarrel about them."""
    is_name = action == "rename"
    about = f"topic:{one}{language if is_name else ''}"
    return say(action, about, f"Name {other % 3}" if is_name else str(other), place)


def folded(con):
    """Return the register as answers left it, and what became of them."""
    asked = ("topics.topics", "topics.subtopics", "topics.given_names", "topics.answers")
    return [con.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in asked]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(st.lists(SAID, max_size=8), st.randoms(use_true_random=False))
def test_in_whatever_order_answers_land_and_however_often_the_register_is_the_same(
    founded_once, weeks, said, random
):
    rows = [spell(place, *one) for place, one in enumerate(said)]
    with open_warehouse(founded_once.home) as con:
        outcomes = []
        for batches in (rows, random.sample(rows * 2, 2 * len(rows))):
            con.begin()
            for number, row in enumerate(batches):
                con.execute(LAND, row)
                if outcomes or number == len(batches) - 1:
                    apply_edits(con, weeks[5])
            outcomes.append(folded(con))
            con.rollback()
    assert outcomes[0] == outcomes[1]


def test_between_two_runs_the_register_hears_at_once_and_the_run_finds_nothing_more_to_do(
    founded, weeks
):
    past = founded.rows()
    land(founded, say("merge", "topic:3", "2"), say("rename", "topic:4", "No signal", hour=1),
         say("merge", "topic:2", "2", hour=2))  # fmt: skip
    topics.hear(founded.home, weeks[5])
    assert topic_state(founded, 3) == ("merged", 2, None, False)
    assert name_of(founded, 4) == "No signal"
    assert [why is None for why in fates(founded).values()] == [True, True, False]
    assert founded.rows() == past  # no contact changed its topic
    lineage = founded.execute("SELECT * FROM topics.lineage ORDER BY event")
    topics.hear(founded.home, weeks[5])
    founded.put(weeks[6], usual(6))
    founded.assign(weeks[6])
    assert founded.execute("SELECT * FROM topics.lineage ORDER BY event")[: len(lineage)] == lineage
    assert 3 not in topics_of_week(founded, weeks[6])


def test_a_wrong_register_holds_back_what_was_said_of_topics_and_nothing_else(
    founded, weeks, caplog
):
    edit(founded, "merge", 3, 3)
    land(founded, say("rename", "topic:4", "No signal"))
    topics.hear(founded.home, weeks[5])
    assert "waits for the next weekly run" in caplog.text
    assert fates(founded) == {}
