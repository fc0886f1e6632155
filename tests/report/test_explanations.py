"""The arithmetic is published as the command tells it, for whoever reads what is published alone."""

import html

import pytest

from tests.detection.weekly_rows import provider
from tests.episodes.living import LAST, SPIKE, live_through
from trend_lib.desk.episode_page import show_episode
from trend_lib.desk.reader import Reader
from trend_lib.episodes import explain
from trend_lib.report.explanations import write_explanations
from trend_lib.report.published import write_published

EPISODE = "2020-W51-T3"


@pytest.fixture
def desk(tmp_path):
    with provider(tmp_path / "home") as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST), 30)
        yield desk


def test_every_line_of_the_command_stands_on_the_desk(desk):
    live_through(desk, {3: SPIKE})
    write_explanations(desk.home, LAST)
    write_published(desk.home)
    said = explain(desk.home, EPISODE)
    lines = [line for step in said["steps"] for line in step["lines"]] + said["alarms_of_the_week"]
    lines.append(said["series"])
    assert len(lines) > 50
    page = show_episode(desk.home, Reader("anna", may_answer=False), EPISODE, None)
    page = html.unescape(page)
    assert [line for line in lines if line not in page] == []


def test_twice_gives_the_same_rows_and_a_quiet_week_none(desk):
    live_through(desk, {3: SPIKE}, {})
    rows = "SELECT * FROM report.explanations ORDER BY ALL"
    write_explanations(desk.home, LAST.plus(1))
    assert desk.rows(rows) == []
    live_through(desk, {3: SPIKE}, first=LAST.plus(2))
    write_explanations(desk.home, LAST.plus(2))
    first = desk.rows(rows)
    assert first
    write_explanations(desk.home, LAST.plus(2))
    assert desk.rows(rows) == first


def test_an_earlier_week_published_again_tells_of_that_week(desk):
    live_through(desk, {3: SPIKE}, {3: {"North": 70, "South": 12}})
    write_explanations(desk.home, LAST)
    (verdict,) = desk.rows(
        "SELECT week_start, title, lines FROM report.explanations WHERE place = 0"
    )
    assert verdict["week_start"] == LAST.start
    assert verdict["title"] == "topic 3, region North"
    assert verdict["lines"][0].startswith("2020-W51: 90 contacts")
