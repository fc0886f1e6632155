"""A time chart is read week by week, by keys, by a pointer, and by those who hear it."""

import pytest

from tests.browser.scenes import WEEK
from tests.report import seeding
from trend_lib.report import publish


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    home = seeding.seed(seeding.new_home(tmp_path_factory.mktemp("reading")))
    return publish(home, WEEK).path


def readout(page):
    return page.locator("#spike-1 .readout")


def press(page, *keys):
    page.locator("#spike-1 .plot").focus()
    for key in keys:
        page.keyboard.press(key)


def test_keys_move_the_readout_and_escape_ends_it(visit, file):
    page = visit(file)
    press(page, "End")
    last = "Week 38, 14–20 September 2026 · Observed: 412 · Normal range: 92–147 · ▲ above"
    assert readout(page).text_content() == last
    press(page, "ArrowRight")  # there is no later week
    assert readout(page).text_content() == last
    press(page, "ArrowLeft")
    assert readout(page).text_content().startswith("Week 37, 7–13 September 2026 · Observed: ")
    press(page, "Home")
    assert readout(page).text_content().startswith("Week 13, ")
    press(page, "Escape")
    assert not readout(page).is_visible()


def test_what_is_read_is_said_and_the_chart_says_how_it_is_read(visit, file):
    page = visit(file)
    plot = page.locator("#spike-1 .plot")
    assert plot.get_attribute("role") == "group"
    assert plot.get_attribute("tabindex") == "0"
    hint = page.locator(f"#{plot.get_attribute('aria-describedby')}")
    assert "Arrow keys" in hint.text_content()
    assert readout(page).get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pointer_reads_the_week_under_it_on_any_screen(visit, file, width):
    page = visit(file, width)
    drawing = page.locator("#spike-1 .plot svg:visible")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + 60)
    assert readout(page).text_content().startswith("Week 38")
    around, shown = (
        page.locator(f"#spike-1 .{name}").bounding_box() for name in ("plot", "readout")
    )
    assert shown["x"] >= around["x"] - 1
    assert shown["x"] + shown["width"] <= around["x"] + around["width"] + 1
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    assert not readout(page).text_content().startswith("Week 38")
    page.mouse.move(0, 0)
    assert not readout(page).is_visible()


def test_every_readout_is_a_row_of_the_table_below(visit, file):
    page = visit(file)
    charts = page.locator(".timed")
    assert charts.count() == 9  # all contacts, three spikes, three kinds, a countermeasure, repeats
    for at in range(charts.count()):
        chart = charts.nth(at)
        chart.locator(".plot").focus()
        page.keyboard.press("End")
        cells = chart.locator("tbody tr").first.locator("th, td").all_text_contents()
        said = chart.locator(".readout").text_content()
        assert [cell for cell in cells if cell not in said] == []


def test_a_page_without_script_has_no_dead_stop_for_the_keyboard(file):
    text = file.read_text("utf-8")
    assert 'class="plot" role="group" aria-label=' in text
    assert 'class="plot" tabindex' not in text
