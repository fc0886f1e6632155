"""From `trends answer` to contacts.answers: each answer once, soon, and only those that the home signed."""

import json
from datetime import UTC, datetime

import pytest

from tests.cli.test_cli import call
from trend_lib import flow, sources
from trend_lib.base.errors import ConfigError
from trend_lib.base.home import Home
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.base.warehouse import open_warehouse

MONDAY = datetime(2026, 8, 24, 8, 15, tzinfo=UTC)
EPISODE = "2026-W34-T12"
STORE_EPISODE = """
INSERT INTO episodes.episode_weeks (
    week_start, episode_id, topic_id, topic_name, opened_week, last_alarm_week, state, grade, observed, expected,
    p_value, method, known_events, examples
) VALUES (DATE '2026-08-17', ?, 12, 'No signal at home', DATE '2026-08-17', DATE '2026-08-17', 'open', 'unusual',
    40, 12.5, 0.001, 'design', [], [])
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "trends.toml").write_text("", "utf-8")
    return Home(tmp_path)


@pytest.fixture
def alarmed(home):
    with open_warehouse(home) as con:
        con.execute(STORE_EPISODE, [EPISODE])
    return home


def ask(home, sql):
    with open_warehouse(home) as con:
        return con.execute(sql).fetchall()


def say(home, action="acknowledge", minute=15, **said):
    moment = MONDAY.replace(minute=minute)
    return write_answer(home, Answer(moment, "olena", "desk", action, EPISODE, **said))


def test_an_answer_is_stored_as_soon_as_it_is_landed_and_only_once(home):
    say(
        home,
        "start",
        value="restart the exchange; ring 067 123-45-67",
        until="2026-09-01",
        note="fewer by half",
    )
    for _ in range(2):
        flow.land(home)
    ((who, way, action, about, value, until, note),) = ask(
        home, "SELECT who, way, action, about, value, until, note FROM contacts.answers"
    )
    assert (who, way, action, about) == ("olena", "desk", "start", EPISODE)
    assert (value, until, note) == (
        "restart the exchange; ring [phone]",
        "2026-09-01",
        "fewer by half",
    )
    assert ask(home, "SELECT week_start, said_at FROM contacts.answers") == [
        (MONDAY.date(), MONDAY.replace(tzinfo=None))
    ]


def test_a_dag_that_lands_source_by_source_takes_the_inbox_along(home):
    say(home)
    flow.land_answers(home)
    assert ask(home, "SELECT who FROM contacts.answers") == [("olena",)]


def test_later_answers_join_those_of_the_same_week(home):
    for minute in (15, 16):
        say(home, minute=minute)
        flow.land(home)
    assert ask(home, "SELECT count(*), count(DISTINCT answer_id) FROM contacts.answers") == [(2, 2)]


@pytest.mark.parametrize("forge", [
    lambda event: event | {"who": "somebody else"},
    lambda event: {name: said for name, said in event.items() if name != "signature"},
    lambda event: event | {"signature": 5},
    lambda event: event | {"signature": "ї"},
])  # fmt: skip
def test_what_the_home_did_not_sign_is_set_aside_with_its_reason(home, forge):
    path = say(home)
    path.write_text(json.dumps(forge(json.loads(path.read_text()))), "utf-8")
    landed = flow.land(home)
    assert (landed.rows_read, landed.rows_quarantined) == (1, 1)
    assert ask(home, "SELECT source, reason FROM sources.quarantine") == [("inbox", "not_signed")]
    assert ask(home, "SELECT * FROM contacts.answers") == []
    assert "trends answer" in call("quarantine", "--home", home.path).stdout


def test_answers_are_read_again_from_landing_years_later(home):
    say(home)
    flow.land(home)
    (retried,) = sources.retry(home, whole=True)
    assert (retried.source, retried.set_aside_now, retried.why_not) == ("inbox", 0, "")
    assert ask(home, "SELECT count(*) FROM sources.records") == [(1,)]


def test_a_source_over_the_inbox_is_refused_with_its_cure(home):
    written = '[[sources]]\nname = "answers"\nreader = "answers"\nholds = "answers"\npath = "inbox/*.json"\n'
    (home.path / "trends.toml").write_text(written, "utf-8")
    with pytest.raises(ConfigError, match="without being named"):
        flow.land(Home(home.path))


def test_the_command_lists_answers_and_teaches(alarmed):
    listed = call("answer", "--home", alarmed.path).stdout
    assert EPISODE in listed
    assert f"trends answer take {EPISODE}" in listed
    said = json.loads(
        call("answer", "take", EPISODE, "--who", "olena", "--home", alarmed.path, "--json").stdout
    )
    assert (said["who"], said["way"], said["action"]) == ("olena", "command", "take")
    flow.land(alarmed)
    assert ask(alarmed, "SELECT who, action, about FROM contacts.answers") == [
        ("olena", "take", EPISODE)
    ]


def test_the_list_says_which_episode_is_told_with_another(alarmed):
    with open_warehouse(alarmed) as con:
        con.execute("UPDATE episodes.episode_weeks SET led_by = '2026-W34-T7'")
    listed = " ".join(call("answer", "--home", alarmed.path).stdout.split())
    assert "open, told with 2026-W34-T7" in listed


@pytest.mark.parametrize(("words", "cure"), [
    (("take", "2026-W34-T13"), EPISODE), (("take",), "needs about"), (("took", EPISODE), "there are: acknowledge"),
    (("snooze", EPISODE), "until (a day)"),
])  # fmt: skip
def test_a_mistyped_answer_is_refused_with_its_cure_and_writes_nothing(alarmed, words, cure):
    assert cure in call("answer", *words, "--home", alarmed.path, code=2).stderr
    assert not list(alarmed.path.glob("inbox/*"))


def test_a_home_without_episodes_has_nothing_to_answer(home):
    assert "nothing to answer" in call("answer", "--home", home.path).stdout
