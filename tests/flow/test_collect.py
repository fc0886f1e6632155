"""Between two Mondays: an answer shows in the episode, the published snapshot and the message, once, and soon."""

from datetime import UTC, datetime

import duckdb
import pytest

from tests.cli.test_cli import call
from trend_lib import alerts, episodes
from trend_lib.base.errors import DeliveryError
from trend_lib.base.home import Home
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.between_mondays import collect

TUESDAY = datetime(2026, 11, 17, 8, 15, tzinfo=UTC)
BEFORE = Week.parse("2026-W45")
OPENED = """
INSERT INTO episodes.episode_weeks (
    week_start, episode_id, topic_id, topic_name, opened_week, last_alarm_week, state, grade, observed, expected,
    method, known_events, examples
) VALUES (?, '2026-W45-T1', 1, 'No signal', ?, ?, 'open', 'unusual', 40, 12.5, 'design', [], [])
"""


@pytest.fixture
def home(copied_home):
    return Home(copied_home)


@pytest.fixture
def episode(home):
    """An episode that alarmed a week ago, was told, and recovers in the newest week."""
    with open_warehouse(home) as con:
        con.execute(OPENED, ["2026-11-02"] * 3)
    alerts.send(home, BEFORE)
    episodes.update(home, BEFORE.plus(1))
    return "2026-W45-T1"


def ask(home, sql):
    with open_warehouse(home) as con:
        return con.execute(sql).fetchall()


def say(home, episode, action="take", minute=15, **said):
    write_answer(
        home, Answer(TUESDAY.replace(minute=minute), "olena", "desk", action, episode, **said)
    )


def messages(home):
    return "".join(
        file.read_text("utf-8") for file in sorted((home.path / "outbox").glob("*slack*"))
    )


def test_an_answer_shows_everywhere_after_one_collect(home, episode):
    say(home, episode)
    say(home, episode, "start", minute=20, value="restart the exchange")
    assert "olena" not in messages(home)
    collected = collect(home)
    told = collected["alerts"].outbox  # the message, and three notes: the week, the answers
    assert (collected["week"], told) == ("2026-W46", 4)
    stands = f"SELECT state, owner FROM {{}} WHERE episode_id = '{episode}' ORDER BY week_start DESC LIMIT 1"
    assert ask(home, stands.format("episodes.episode_weeks")) == [("recovering", "olena")]
    with duckdb.connect(str(home.path / "published" / "trends.duckdb"), read_only=True) as con:
        assert con.execute(stands.format("episode_weeks")).fetchall() == [("recovering", "olena")]
        assert con.execute("SELECT what FROM countermeasures").fetchall() == [
            ("restart the exchange",)
        ]
    assert "olena" in messages(home)


def test_nothing_new_opens_no_warehouse_and_says_so(home, episode):
    say(home, episode)
    assert call("collect", "--home", home.path).stdout.startswith(
        "1 new answers, counted in 2026-W46; 3 messages"
    )
    home.warehouse.rename(home.warehouse.with_suffix(".away"))
    assert call("collect", "--home", home.path).stdout == "No new answers.\n"
    assert not home.warehouse.exists()


def test_a_collect_that_fails_halfway_is_done_again(home, episode, monkeypatch):
    say(home, episode)
    with monkeypatch.context() as broken:
        broken.setattr("trend_lib.report.published.MARTS", ("no.such_mart",))
        with pytest.raises(duckdb.Error):
            collect(home)
    assert collect(home)["week"] == "2026-W46"
    assert "olena" in messages(home)
    assert collect(home) == {"week": None}


def test_what_slack_refuses_is_not_tried_every_five_minutes(home, episode, monkeypatch):
    say(home, episode)

    def refuse(*_):
        raise DeliveryError("not now")

    monkeypatch.setattr("trend_lib.alerts.refresh", refuse)
    with pytest.raises(DeliveryError):
        collect(home)
    assert collect(home) == {"week": None}
    assert ask(home, "SELECT is_applied FROM episodes.answers") == [(True,)]


def test_a_week_that_nobody_was_told_of_is_not_told_by_collecting(home, episode):
    for file in (home.path / "outbox").iterdir():
        file.unlink()
    with open_warehouse(home) as con:
        con.execute("DELETE FROM alerts.ledger")
    say(home, episode)
    collect(home)
    assert messages(home) == ""


def test_answers_before_the_first_week_are_kept(tmp_path):
    (tmp_path / "trends.toml").write_text("", "utf-8")
    home = Home(tmp_path)
    say(home, "2026-W46-T1")
    said = call("collect", "--home", tmp_path).stdout
    assert said == "1 new answers; the first week that is built counts them.\n"
    assert ask(home, "SELECT who FROM contacts.answers") == [("olena",)]
