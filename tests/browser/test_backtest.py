"""The backtest's page in headless Chromium: whole, quiet, readable on a phone and in the dark."""

import pytest

from tests.report.backtest_answer import make_answer
from trend_lib.report import render_backtest


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    answer = make_answer()
    answer["topics"][1]["topic"] = "Ж" * 200
    file = tmp_path_factory.mktemp("backtest") / "backtest.html"
    file.write_text(render_backtest(answer), "utf-8")
    return file


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_page_fits_its_screen_and_needs_nothing_else(visit, page_file, width):
    page = visit(page_file, width)
    assert page.said == []
    assert [url for url in page.asked_for if not url.startswith("data:")] == [page_file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_part_week_has_a_hollow_circle_and_every_other_its_bar(visit, page_file):
    page = visit(page_file)
    bars = page.locator('.wide svg[aria-label^="Topics that alarm"] path[fill="var(--obs)"]')
    heights = bars.evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().height)")
    assert [round(height) > 0 for height in heights] == [False, True]
    assert (
        page.locator('.wide svg[aria-label^="Topics that alarm"] path[fill="var(--paper)"]').count()
        == 1
    )


def test_a_dark_system_gets_dark_charts(visit, page_file):
    page = visit(page_file, colours="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor") == (
        "rgb(21, 27, 33)"
    )
