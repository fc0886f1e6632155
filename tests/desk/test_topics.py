"""Topics at the desk: the register as readers of a language see it, and what people may say of it."""

import json
import re
from datetime import UTC, datetime

import pytest

from tests.report import seeding
from trend_lib.base.errors import MisuseError
from trend_lib.base.inbox import ACTIONS, TOPIC, Answer, write_answer
from trend_lib.base.speech import speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.desk.answering import take_answer
from trend_lib.desk.places import place_of
from trend_lib.desk.topic_forms import BESIDE_A_PART, topic_forms
from trend_lib.desk.topic_list import WantedTopics, show_topics
from trend_lib.desk.topic_page import show_topic
from trend_lib.report.published import write_published

from .test_episode_page import told

MONDAY = seeding.WEEK.start


@pytest.fixture
def register(home):
    """Four topics: in use, with names of their languages; pinned; merged; retired; and the residue."""
    with open_warehouse(home) as con:
        for topic, name, kind, state, into, pinned in (
            (1, "No topic", "technical", "lasting", None, False),
            (12, "Roaming charged twice", "technical", "lasting", None, False),
            (13, "Router loses Wi-Fi", "technical", "young", None, True),
            (14, "Second SIM", "marketing", "merged", 13, False),
            (15, "Old tariff", "marketing", "retired", None, False),
        ):
            con.execute(
                "INSERT INTO topics.topics VALUES (?, ?, ['abroad', 'sim'], ['Charged twice <b>abroad</b>.'], ?, 0.8, ?, ?, ?, "
                "NULL, ?, 'm')", [topic, name, kind, MONDAY, state, into, pinned],
            )  # fmt: skip
        con.execute(
            "INSERT INTO topics.names VALUES (12, 'uk', 'Роумінг списано двічі', ['роумінг'])"
        )
        con.execute(
            "INSERT INTO topics.given_names VALUES (13, '', 'Wi-Fi gone', NULL, NULL, 'vera')"
        )
        con.execute(
            "INSERT INTO topics.given_names VALUES (13, 'uk', 'Зник Wi-Fi', NULL, NULL, 'vera')"
        )
        con.execute(
            "INSERT INTO topics.subtopics VALUES (120, 12, 'Charged abroad', ['abroad'], ?, 'm')",
            [MONDAY],
        )
        con.execute(
            "INSERT INTO topics.lineage VALUES (1, ?, 12, 'renamed', NULL, 'Roaming', 'vera')",
            [MONDAY],
        )
        con.execute(
            "INSERT INTO topics.lineage VALUES (2, ?, 14, 'merged', 13, 'said then', 'olha')",
            [MONDAY],
        )
    write_published(home)
    return home


def numbers(page):
    return [int(number) for number in re.findall(r'href="topics/(\d+)"', page)]


@pytest.mark.parametrize(
    ("wanted", "topics"),
    [
        (WantedTopics(), {12, 13}),
        (WantedTopics(state="any"), {12, 13, 14, 15}),
        (WantedTopics(state="merged"), {14}),
        (WantedTopics(text="wi-fi GONE"), {13}),
        (WantedTopics(text="12"), {12}),
        (WantedTopics(kind="marketing", state="any"), {14, 15}),
        (WantedTopics(kind="marketing"), set()),
    ],
)
def test_the_filter_finds_what_fits_and_never_the_residue(register, anna, wanted, topics):
    assert set(numbers(show_topics(register, anna, wanted))) == topics


def test_the_largest_of_the_quarter_stands_first(register, anna):
    page = show_topics(register, anna, WantedTopics())
    assert numbers(page) == [13, 12]
    assert "2 topics in use" in told(page)


def test_a_topic_has_the_name_of_the_readers_language(register, anna):
    with speaking("uk"):
        page = told(show_topics(register, anna, WantedTopics()))
    assert "Роумінг списано двічі" in page
    assert "Зник Wi-Fi" in page
    page = told(show_topics(register, anna, WantedTopics()))
    assert "Roaming charged twice" in page
    assert "Wi-Fi gone" in page


def test_a_page_tells_course_quotes_episodes_parts_and_lineage(register, anna):
    page = show_topic(register, anna, 12)
    assert "Charged twice <b>abroad</b>." in told(page)
    assert 'href="../episodes/2026-W38-T12"' in page
    assert '<svg class="chart"' in page
    assert "Charged abroad (120)" in told(page)
    assert "Renamed; before that “Roaming”. vera" in told(page)
    assert "as the program thinks, 80% sure" in told(page)
    merged = show_topic(register, anna, 14)
    assert "Merged. With “Wi-Fi gone” (13). said then olha" in told(merged)
    assert 'href="13"' in merged
    assert "<form" not in merged


def test_there_is_no_page_of_the_residue_or_of_nothing(register, anna):
    assert show_topic(register, anna, 1) is None
    assert show_topic(register, anna, 999) is None


def test_everything_that_may_be_said_of_topics_has_a_form(register):
    topic = {"topic_id": 12, "state": "lasting", "is_pinned": False}
    pinned = {**topic, "is_pinned": True}
    actions = {form.action for one in (topic, pinned) for form in topic_forms(one, [])}
    of_topics = {name for name, action in ACTIONS.items() if TOPIC in action.of}
    assert actions | {*BESIDE_A_PART} == of_topics
    assert topic_forms({**topic, "state": "merged"}, []) == []


def test_a_name_may_be_for_the_readers_of_one_language(register):
    form = {
        "once": "x",
        "action": "rename",
        "about": "topic:12",
        "value": "Роумінг",
        "language": "uk",
    }
    event = json.loads(take_answer(register, "vera", form).read_text("utf-8"))
    assert event["about"] == "topic:12:uk"
    with pytest.raises(MisuseError):
        take_answer(register, "vera", form | {"language": "de"})


def test_what_was_said_waits_and_then_tells_what_became_of_it(register, anna):
    said = datetime(2026, 9, 22, 7, 30, tzinfo=UTC)
    write_answer(
        register,
        Answer(said, "vera", "desk", "rename", "topic:12:uk", "Роумінг", event_id="event-01"),
    )
    write_answer(register, Answer(said, "vera", "desk", "pin", "topic:120", event_id="event-02"))
    page = told(show_topic(register, anna, 12))
    assert (
        "Noted; the register has it within minutes, counts follow with the next weekly run: vera calls it “Роумінг”."
        in page
    )
    assert "pinned it" not in page
    with open_warehouse(register) as con:
        con.execute(
            "INSERT INTO topics.answers VALUES ('inbox:event-01', ?, TIMESTAMP '2026-09-22 07:30:00', 'vera', 'desk', 'rename', "
            "'topic:12:uk', 'Роумінг', '', false, 'topic 13 bears that name')", [MONDAY],
        )  # fmt: skip
    write_published(register)
    page = told(show_topic(register, anna, 12))
    assert "Noted" not in page
    assert "vera calls it “Роумінг”. topic 13 bears that name" in page


@pytest.mark.parametrize(
    ("about", "address"),
    [
        ("2026-W38-T12", "episodes/2026-W38-T12"), ("topic:12", "topics/12"), ("topic:12:uk", "topics/12"),
        ("topic:1", None), ("topic:999", None), ("topic:", None), ("topic:x", None), ("topic:\u00b2", None),
        ("kind:desk:1", None), ("nothing", None), ("", None), ("../topics/12", None), ("a:b", None),
    ],
)  # fmt: skip
def test_an_answer_leads_back_to_the_page_of_what_it_is_about(register, about, address):
    place = place_of(register, about)
    assert (place.address if place else None) == address
