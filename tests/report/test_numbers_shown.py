"""Every drawing of the page has its numbers in a table beside it, for those who do not read drawings."""

import re

import pytest

from tests.report import seeding
from trend_lib.report import publish

DRAWN = re.compile(r"<figure\b.*?</figure>(.{0,60})", re.DOTALL)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    home = seeding.new_home(
        tmp_path_factory.mktemp("pages") / "home", settings='[report]\nlanguages = ["en", "uk"]\n'
    )
    page = publish(seeding.seed(home), seeding.WEEK).path
    return {"en": page, "uk": page.parents[1] / "uk/index.html"}


@pytest.mark.parametrize("language", ["en", "uk"])
def test_after_every_figure_comes_a_table_that_opens(pages, language):
    after = DRAWN.findall(pages[language].read_text("utf-8"))
    assert len(after) > 10
    assert [text for text in after if "<details><summary>" not in text] == []


def test_bars_are_told_in_full_with_what_was_expected(pages, composed):
    page = pages["en"].read_text("utf-8")
    home = seeding.Home(pages["en"].parents[4])
    for spike in composed(home).spikes:
        own = page.split(f'id="{spike.anchor}"')[1].split("</article>")[0]
        for chart in spike.places:
            table = own.split(f'<th scope="col">{chart.title}</th>')[1].split("</table>")[0]
            for bar in chart.bars:
                figures = (bar.observed_text, bar.expected_text)
                cells = "".join(f'<td class="num">{figure}</td>' for figure in figures)
                assert f'<th scope="row">{bar.name}</th>{cells}' in table


def test_the_weeks_of_the_strip_are_told_and_the_newest_is_the_strips_own(pages, composed):
    bulletin = composed(seeding.Home(pages["en"].parents[4]))
    assert len(bulletin.indicator_weeks) == len(bulletin.total.moments)
    assert [week.name for week in bulletin.indicator_weeks] == [
        moment.name for moment in reversed(bulletin.total.moments)
    ]
    for indicator, told in zip(
        bulletin.indicators, bulletin.indicator_weeks[0].figures, strict=True
    ):
        assert told.rstrip("%") == indicator.figure
    contacts = [week.figures[0] for week in bulletin.indicator_weeks]
    assert contacts == [moment.observed_text for moment in reversed(bulletin.total.moments)]
