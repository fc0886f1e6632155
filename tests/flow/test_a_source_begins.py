"""Chat begins beside a desk that was there before: weeks say the same, built as they came or all again."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from trend_lib import contacts, flow, sources, watching
from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week

FIRST = Week(date(2026, 6, 1))
SOURCE = """
[[sources]]
name = "{name}"
path = "drop/{name}/*"
settle_seconds = 0
[sources.columns]
source_id = "id"
opened_at = "opened"
text = "text"
"""
WORDS = ("the line is slow in the evening", "the bill is too high", "no picture on any channel")
ALL_ROOMS = (
    "weekly.source_weeks", "weekly.topic_weeks", "weekly.topic_days", "weekly.new_sources", "detection.assessments",
    "episodes.topic_events", "episodes.episode_weeks",
)  # fmt: skip
TABLES = ("sources.source_weeks", "contacts.source_weeks", "contacts.contacts")


class Provider:
    """A home whose weeks are delivered and built one by one."""

    def __init__(self, folder):
        self.folder = folder
        self.name("desk")

    def name(self, *names):
        self.folder.mkdir(exist_ok=True)
        (self.folder / "trends.toml").write_text("".join(SOURCE.format(name=one) for one in names))
        for one in names:
            (self.folder / "drop" / one).mkdir(parents=True, exist_ok=True)
        self.home = Home(self.folder)

    def deliver(self, source, week, weekdays=range(7), contacts_a_day=3):
        days = [week.start + timedelta(days=day) for day in weekdays]
        lines = [
            f"{day}-{number},{day}T10:0{number},{WORDS[number % 3]}\n"
            for day in days
            for number in range(contacts_a_day)
        ]
        file = self.folder / "drop" / source / f"{week}_{len(list(days))}.csv"
        file.write_text("id,opened,text\n" + "".join(lines))
        sources.land(self.home)

    def build(self, weeks=None):
        """Build what waits, as the weekly run does, or the weeks that are named."""
        waiting = sources.pending_weeks(self.home) if weeks is None else weeks
        for room in (sources.account, contacts.build):
            for week in waiting:
                room(self.home, week)
        sources.settle(self.home, waiting)
        return [str(week) for week in waiting]

    def build_all_again(self):
        first, last = sources.known_span(self.home)
        weeks = [first.plus(ahead) for ahead in range((last.start - first.start).days // 7 + 1)]
        self.build(weeks)

    def build_every_room(self):
        waiting = sources.pending_weeks(self.home)
        flow.build(self.home, waiting, lambda _: None)

    def said(self, tables=TABLES):
        with open_warehouse(self.home) as con:
            return [con.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in tables]

    def ask(self, sql):
        with open_warehouse(self.home) as con:
            return con.execute(sql).fetchall()

    def incomplete(self):
        """Return the weeks that lack something, by their place."""
        found = self.ask(
            "SELECT week_start, source, why_incomplete FROM contacts.source_weeks "
            "WHERE NOT is_complete ORDER BY ALL"
        )
        return [((start - FIRST.start).days // 7, source, why) for start, source, why in found]

    def live(self, ahead, **weekdays):
        """Let a week pass: each source delivers on its weekdays, then what waits is built."""
        for source, days in weekdays.items():
            self.deliver(source, FIRST.plus(ahead), days)
        return self.build()


@pytest.fixture
def provider(tmp_path):
    made = Provider(tmp_path / "home")
    with hold_warehouse(made.home):
        yield made


@contextmanager
def same_when_built_again(provider):
    yield
    before = provider.said()
    provider.build_all_again()
    assert provider.said() == before


EVERY_DAY, WORKDAYS = range(7), range(5)


def test_weeks_before_chat_begins_are_whole_without_it_built_live_or_again(provider):
    with same_when_built_again(provider):
        for ahead in range(2):
            provider.live(ahead, desk=EVERY_DAY)
        provider.name("desk", "chat")
        provider.live(2, desk=EVERY_DAY, chat=range(2, 5))
        for ahead in range(3, 11):
            assert provider.live(ahead, desk=EVERY_DAY, chat=WORKDAYS) == [str(FIRST.plus(ahead))]
    assert provider.incomplete() == []
    assert provider.ask(
        "SELECT CAST(week_start AS VARCHAR), note, CAST(begins_on AS VARCHAR) FROM sources.source_weeks "
        "WHERE source = 'chat' AND (note IS NOT NULL OR begins_on IS NULL) ORDER BY week_start LIMIT 2"
    ) == [("2026-06-15", "begins on 2026-06-17", "2026-06-17"), ("2026-08-10", None, None)]


def test_a_usual_day_that_a_new_source_lacks_makes_its_week_incomplete(provider):
    provider.name("desk", "chat")
    provider.live(0, desk=EVERY_DAY)
    provider.live(1, desk=EVERY_DAY, chat=WORKDAYS)
    provider.live(2, desk=EVERY_DAY, chat=[0, 1, 3, 4])
    assert provider.incomplete() == [(2, "chat", "no records on 2026-06-17")]


def test_weeks_that_waited_for_a_source_are_built_again_once_it_begins(provider):
    provider.name("desk", "chat")
    with same_when_built_again(provider):
        provider.live(0, desk=EVERY_DAY)
        assert provider.incomplete() == [(0, "chat", "no records yet")]
        assert len(provider.live(1, desk=EVERY_DAY, chat=WORKDAYS)) == 2
        assert provider.incomplete() == []


def test_a_source_that_is_no_longer_named_keeps_its_weeks_and_is_missed_in_none_after(provider):
    provider.name("desk", "chat")
    with same_when_built_again(provider):
        for ahead in range(3):
            provider.live(ahead, desk=EVERY_DAY, chat=EVERY_DAY)
        provider.live(3, desk=EVERY_DAY)
        assert provider.incomplete() == [(3, "chat", "silent since 2026-06-21")]
        provider.name("desk")
        assert len(provider.live(4, desk=EVERY_DAY)) == 2
        assert provider.incomplete() == []
    assert provider.ask("SELECT count(*) FROM contacts.source_weeks WHERE source = 'chat'") == [
        (3,)
    ]


def test_a_source_whose_history_comes_later_begins_with_that_history(provider):
    provider.name("desk", "chat")
    with same_when_built_again(provider):
        for ahead in range(3):
            provider.live(ahead, desk=EVERY_DAY)
        provider.live(3, desk=EVERY_DAY, chat=range(3, 7))
        provider.deliver("chat", FIRST.plus(1), WORKDAYS)
        provider.build()
    assert provider.incomplete() == [
        (2, "chat", "no records in the whole week"),
        (3, "chat", "no records on 2026-06-22, 2026-06-23, 2026-06-24"),
    ]


def test_the_first_week_of_all_is_incomplete_where_its_first_days_are_missing(provider):
    provider.name("desk", "chat")
    with same_when_built_again(provider):
        provider.live(0, desk=range(2, 7), chat=EVERY_DAY)
        provider.live(1, desk=EVERY_DAY, chat=EVERY_DAY)
    assert provider.incomplete() == [(0, "desk", "begins on 2026-06-03")]


@pytest.mark.parametrize(("holds", "again"), [("contacts", 1), ("callbacks", 0)])
def test_what_an_older_version_said_of_weeks_before_a_beginning_is_mended_where_baselines_hang_on_it(
    provider, holds, again
):
    provider.name("desk", "chat")
    provider.live(0, desk=EVERY_DAY)
    provider.live(1, desk=EVERY_DAY, chat=EVERY_DAY)
    provider.ask(f"UPDATE sources.records SET holds = '{holds}' WHERE source = 'chat'")
    provider.ask(
        "INSERT INTO sources.source_weeks SELECT * REPLACE (DATE '2026-06-01' AS week_start, false AS is_complete, "
        f"'begins on 2026-06-08' AS why_incomplete, '{holds}' AS holds, NULL AS begins_on) "
        "FROM sources.source_weeks WHERE source = 'chat'"
    )
    provider.ask(f"UPDATE sources.source_weeks SET begins_on = NULL WHERE '{holds}' = 'callbacks'")
    sources.land(provider.home)
    assert len(sources.pending_weeks(provider.home)) == again


def test_nothing_waits_to_be_built_where_nothing_new_came(provider):
    provider.name("desk", "chat")
    provider.live(0, desk=range(3, 7))
    provider.live(1, desk=EVERY_DAY, chat=range(3, 7))
    sources.land(provider.home)
    assert provider.build() == []


@pytest.mark.slow
def test_a_rise_that_a_new_source_brings_names_it_and_every_room_says_the_same_when_built_again(
    provider,
):
    for ahead in range(24):
        if ahead == 20:
            provider.name("desk", "chat")
        provider.deliver("desk", FIRST.plus(ahead), EVERY_DAY)
        if ahead >= 20:
            provider.deliver("chat", FIRST.plus(ahead), EVERY_DAY, contacts_a_day=2)
        provider.build_every_room()
    before = provider.said(ALL_ROOMS)
    told = provider.ask(
        "SELECT CAST(week_start AS VARCHAR), topic_id, known_events FROM episodes.episode_weeks "
        "WHERE grade <> '' ORDER BY ALL"
    )
    assert told
    assert {tuple(events) for _, _, events in told} == {("source chat began on 2026-10-19",)}
    first, last = sources.known_span(provider.home)
    weeks = [first.plus(ahead) for ahead in range((last.start - first.start).days // 7 + 1)]
    flow.build(provider.home, weeks, lambda _: None)
    assert provider.said(ALL_ROOMS) == before
    for source in ("desk", "chat"):
        provider.deliver(source, FIRST.plus(24), range(2))
    watching.rehearse(provider.home, FIRST.plus(24).start + timedelta(days=1))
    morning = "SELECT new_sources, new_contacts FROM weekly.running_topics WHERE topic_id = 0"
    assert provider.ask(morning) == [(["source chat began on 2026-10-19"], 6)]
