"""Every kind of page at the desk, for those who do not see it as drawn: axe finds no violation, html5lib no error."""

import tomllib
from datetime import datetime

import html5lib
import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.desk.drawn_sample import score
from tests.quality.listening.test_forms import CALL
from tests.report import seeding
from tests.report.test_faces import HOSTILE, HOSTILE_NAME
from trend_lib.base.warehouse import open_warehouse
from trend_lib.desk.audit_page import show_audit
from trend_lib.desk.data_page import show_data
from trend_lib.desk.episode_list import Wanted, show_episodes
from trend_lib.desk.episode_page import show_episode
from trend_lib.desk.look import style_name, style_sheet
from trend_lib.desk.reader import Reader
from trend_lib.desk.review_list import show_reviews
from trend_lib.desk.review_page import show_review
from trend_lib.desk.reviewers_page import show_reviewers
from trend_lib.desk.scorecards import WantedScores, show_operator, show_scorecards
from trend_lib.desk.settling_page import show_settling
from trend_lib.desk.topic_list import WantedTopics, show_topics
from trend_lib.desk.topic_page import show_topic
from trend_lib.desk.warning_page import show_warning
from trend_lib.desk.worklist_page import show_worklist, show_worklists
from trend_lib.desk.worklists import worklist_named
from trend_lib.quality.listening.form import Form
from trend_lib.report.published import write_published

from .test_access import LOOKS, TARGETS

SLOW = pytest.mark.slow
ANNA = Reader(
    "anna", may_answer=True, form_token="f" * 64, reviewer_id="rv-1", is_quality_manager=True
)
EPISODE, MEMBER = "2026-W38-T12", "2026-W38-T13"
REVIEW, WARNING = "2026-W38-0123456789", "2026-W39-T12"
GIVEN = {"action": "snooze", "note": "not now"}
PAGES = {  # place below the desk: how it is made
    "list.html": lambda home: show_episodes(home, ANNA, Wanted(state="any")),
    "episodes/one.html": lambda home: show_episode(
        home, ANNA, EPISODE, None, refused="no day", given=GIVEN
    ),
    "episodes/member.html": lambda home: show_episode(home, ANNA, MEMBER, None),
    "episodes/bare.html": lambda home: show_episode(home, ANNA, "2026-W38-T14", None),
    "topics.html": lambda home: show_topics(home, ANNA, WantedTopics()),
    "topics/one.html": lambda home: show_topic(home, ANNA, 12),
    "worklists.html": lambda home: show_worklists(home, ANNA),
    "settling.html": lambda home: show_settling(home, ANNA, refused="no day"),
    "worklists/kinds.html": lambda home: show_worklist(home, ANNA, worklist_named("kinds"), {}),
    "worklists/unresolved.html": lambda home: show_worklist(
        home, ANNA, worklist_named("unresolved"), {}
    ),
    "episodes/warning.html": lambda home: show_warning(home, ANNA, WARNING),
    "data.html": lambda home: show_data(home, ANNA, None),
    "listening.html": lambda home: show_reviews(home, ANNA, "any", 1),
    "listening/one.html": lambda home: show_review(home, ANNA, REVIEW, refused="no day"),
    "quality.html": lambda home: show_scorecards(home, ANNA, WantedScores()),
    "quality/one.html": lambda home: show_operator(home, ANNA, "op-0"),
    "quality/reviewers.html": lambda home: show_reviewers(home, ANNA),
    "quality/audit.html": lambda home: show_audit(home, ANNA, "", 1),
}
FAST = ("list.html", "episodes/one.html")
CASES = [pytest.param(name, marks=() if name in FAST else SLOW) for name in PAGES]


def fill(home, name, words):
    """A topic with parts, answers, countermeasures and a doubtful contact, all in the same words."""
    monday = seeding.WEEK.start
    with open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.episode_weeks SET topic_name = ?, owner = ?, examples = [?, ?]",
            [name, words, words, "x"],
        )
        con.execute("DELETE FROM episodes.topic_names")
        con.execute(
            "INSERT INTO topics.topics VALUES (12, ?, [?], [?], 'technical', 0.8, ?, 'lasting', NULL, NULL, false, 'm')",
            [name, words, words, monday],
        )
        con.execute(
            "INSERT INTO topics.subtopics VALUES (120, 12, ?, [?], ?, 'm')", [name, words, monday]
        )
        con.execute(
            "INSERT INTO topics.lineage VALUES (1, ?, 12, 'renamed', NULL, ?, ?)",
            [monday, name, words],
        )
        con.execute(
            "INSERT INTO topics.kind_sample VALUES (?, 'desk:1', 12, ?, 'even', 1, 'technical', 'technical', 0.5, 'marketing', 0.3, 1, 1)",
            [monday, words],
        )
        con.execute(
            "INSERT INTO episodes.answers VALUES (?, 'inbox:1', ?, TIMESTAMP '2026-09-21 08:00:00', ?, 'slack', 'start', ?, ?, ?, "
            "false, ?, NULL)", [monday, EPISODE, words, words, words, words, words],
        )  # fmt: skip
        con.execute(
            "INSERT INTO episodes.countermeasures VALUES (?, 'inbox:1', ?, 12, ?, ?, ?, NULL, ?, NULL, true)",
            [monday, EPISODE, words, words, monday, words],
        )
        con.execute(
            "INSERT INTO report.explanations VALUES (?, ?, 0, 'topic 12', ['verdict']), (?, ?, 1, ?, [?])",
            [monday, EPISODE, monday, EPISODE, name, words],
        )
        con.execute("UPDATE episodes.episode_weeks SET led_by = ? WHERE topic_id = 13", [EPISODE])
        for one in (EPISODE, MEMBER):
            why = [f"place:{words}", "day:2026-09-16"]
            con.execute(
                "INSERT INTO episodes.causes VALUES (?, ?, ?, ?, ?)",
                [monday, EPISODE, one, why, one == MEMBER],
            )
        fill_listening(con, words)
        fill_lists(con, name, words)
    write_published(home)


def fill_lists(con, name, words):
    """A request that waits for its subscriber's word, and a warning of the running week."""
    con.execute(
        "INSERT INTO quality.unresolved_worklist BY NAME SELECT ? AS week_start, ? AS contact_id, 'ticket' AS channel, "
        "'technical' AS kind, ? AS priority, TIMESTAMP '2026-09-01' AS opened_at, TIMESTAMP '2026-09-08' AS entered_at, "
        "13 AS age_days, 'open' AS state, 1 AS attempts, 'no_answer' AS last_outcome, DATE '2026-09-22' AS next_try, "
        "'evening' AS preferred_window", [seeding.WEEK.start, words, words],
    )  # fmt: skip
    con.execute(
        "INSERT INTO episodes.early_warnings BY NAME SELECT ? AS week_start, DATE '2026-09-22' AS day, ? AS warning_id, "
        "12 AS topic_id, ? AS topic_name, DATE '2026-09-22' AS first_day, 'exceptional' AS grade, ? AS owner, "
        "? AS countermeasure, 84 AS observed, 20.0 AS expected, 12.0 AS lower, 30.0 AS upper, [] AS known_events, "
        "[?] AS examples, [] AS contact_ids", [seeding.WEEK.plus(1).start, WARNING, name, words, words, words],
    )  # fmt: skip


def fill_listening(con, words):
    """A review of one's own and the figures of two operators and two reviewers, in those words."""
    monday = seeding.WEEK.start
    con.execute(
        "INSERT INTO quality.review_sample VALUES (?, ?, ?, ?, 'risk', 1, 'rv-1', 'technical', 'call', ?, '06-14', 'repeat', "
        "NULL, NULL)", [monday, REVIEW, words, words, monday],
    )  # fmt: skip
    form = Form.model_validate(tomllib.loads(CALL))
    con.execute(
        "INSERT INTO quality.forms VALUES ('call', '2', ?, ?)", [words, form.model_dump_json(include={"sections"})]
    )  # fmt: skip
    con.execute("INSERT INTO registers.operators VALUES ('op-0', ?)", [words])
    score(con, "op-0", week_start=monday, adjusted=2.8, lower=2.6, upper=3.0, stands_out="worse")
    score(con, words, week_start=monday)
    score(con, "op-0", "held", week_start=monday, status="too_few_contacts")
    con.execute(
        "INSERT INTO quality.reviews VALUES (?, 'f:1', 'desk', ?, 'op-0', ?, 'call', '2', 0.5, true, 'even', ?, ?, ?)",
        [monday, f"{words}!", words, words, datetime(2026, 9, 16, 12), words],  # noqa: DTZ001 - as the tables hold UTC
    )
    con.execute(
        "INSERT INTO quality.agreement VALUES (?, '(all)', ?, 'alpha', 40, 0.4, 0.2, 0.6)", [monday, words]
    )  # fmt: skip
    con.execute(
        "INSERT INTO quality.reviewer_bias VALUES (?, ?, 60, 0.8, 40, 0.2, 0.1, 0.3, 'lenient')", [monday, words]
    )  # fmt: skip
    con.execute(
        "INSERT INTO quality.audit VALUES (?, 'f:1', ?, 'op-0', ?, 0.5, 1.0, true, 'blamed_happy', 0.2)",
        [monday, f"{words}!", words],
    )


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """The same pages in plain and in hostile words."""
    made = {}
    for mood, name, words in (
        ("plain", "Roaming charged twice", "Charged twice abroad"),
        ("hostile", HOSTILE_NAME, HOSTILE[0]),
    ):
        folder = tmp_path_factory.mktemp(mood)
        home = seeding.seed(seeding.new_home(folder / "home"))
        fill(home, name, words)
        (folder / "desk").mkdir()
        (folder / "desk" / style_name()).write_text(style_sheet(), "utf-8")
        made[mood] = (home, folder / "desk")
    return made


def make(desks, mood, place):
    home, folder = desks[mood]
    file = folder / place
    file.parent.mkdir(exist_ok=True)
    file.write_text(PAGES[place](home), "utf-8")
    return file


@pytest.mark.parametrize("mood", ["plain", "hostile"])
@pytest.mark.parametrize("place", PAGES)
def test_a_page_is_well_formed_as_browsers_read_it(desks, mood, place):
    page = make(desks, mood, place).read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)  # raises at the first error


@pytest.mark.parametrize("place", CASES)
def test_axe_finds_nothing_against_a_page_in_any_look(visit, desks, place):
    found = []
    for width, colours in LOOKS:
        page = visit(make(desks, "plain", place), width, colours)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(AXE_SCRIPT)
        results = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
        found += [
            (width, colours, rule["id"], node["html"][:200])
            for rule in results["violations"]
            for node in rule["nodes"]
        ]
        assert page.evaluate(TARGETS) == []
        assert page.said == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()
    assert found == []


@pytest.mark.parametrize("place", CASES)
def test_hostile_words_stay_words_and_break_no_page(visit, desks, place):
    for width in (1280, 390):
        page = visit(make(desks, "hostile", place), width)
        assert page.said == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()


FOCUSED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
    return {
        said: (one.getAttribute('aria-label') || one.innerText || one.name || '').trim(),
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
        ringed: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    }
}"""
KEEP_WHAT_IS_SENT = """() => document.addEventListener('submit', event => {
    event.preventDefault()
    window.sent = Object.fromEntries(new FormData(event.target, event.submitter))
})"""


def tab_to(page, said, most=60):
    """Press Tab until something of that name has the focus; every stop on the way is seen and ringed."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"], focused
        assert focused["ringed"], focused
        if focused["said"] == said:
            return
    pytest.fail(f"no Tab leads to {said!r}")


def test_an_episode_is_answered_by_the_keyboard_alone(visit, desks):
    page = visit(make(desks, "plain", "episodes/one.html"))
    page.evaluate(KEEP_WHAT_IS_SENT)
    tab_to(page, "Skip to the page", most=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    tab_to(page, "Tell apart: Roaming charged twice")
    page.keyboard.press("Enter")
    assert page.evaluate("[sent.action, sent.about]") == ["apart", MEMBER]
    tab_to(page, "I take it")
    page.keyboard.press("Space")
    assert page.evaluate("[sent.action, sent.about]") == ["take", EPISODE]
    tab_to(page, "Give it to somebody")
    page.keyboard.press("Enter")
    tab_to(page, "value")
    page.keyboard.type("vera")
    page.keyboard.press("Enter")
    assert page.evaluate("[sent.action, sent.value]") == ["assign", "vera"]
