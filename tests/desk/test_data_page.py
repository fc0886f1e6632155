"""The data-quality page says of a week what its bulletin says, and how the sources did before."""

import re

from tests.report import seeding
from trend_lib.desk.data_page import show_data
from trend_lib.report import publish

from .test_episode_page import told

SECTION = re.compile(r'<section id="sources".*?</section>', re.DOTALL)


def test_a_week_is_told_as_in_its_bulletin(tmp_path, anna):
    home = seeding.seed(seeding.new_home(tmp_path / "home"))
    bulletin = publish(home, seeding.WEEK).path.read_text("utf-8")
    page = show_data(home, anna, None)
    assert SECTION.search(page)[0] == SECTION.search(bulletin)[0]
    assert "The data of Week 38, 14–20 September 2026" in told(page)


def test_a_source_that_was_late_or_silent_is_seen_among_the_weeks(home, anna, change):
    change("DELETE FROM weekly.source_weeks WHERE week_start = DATE '2026-08-31'")
    change(
        "UPDATE weekly.source_weeks SET is_complete = false, rows_quarantined = 7 WHERE week_start = DATE '2026-09-07'"
    )
    cells = re.findall(
        r'<td class="num worse">(.*?)</td>', show_data(home, anna, None).partition('id="weeks"')[2]
    )
    assert any("incomplete" in cell and "7 set aside" in cell for cell in cells)
    assert "–" in cells


def test_an_earlier_week_can_be_looked_at_and_an_unknown_one_not(home, anna):
    from trend_lib.base.weeks import Week

    page = show_data(home, anna, seeding.WEEK.plus(-3))
    assert "Week 35" in told(page)
    assert show_data(home, anna, Week.parse("2019-W01")) is None


def test_before_the_first_bulletin_it_says_so(tmp_path, anna):
    page = show_data(seeding.new_home(tmp_path / "new"), anna, None)
    assert "Nothing was published yet" in told(page)
