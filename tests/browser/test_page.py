"""The page in headless Chromium: quiet console, nothing from outside, no sideways scrolling."""

import pytest

from tests.report import seeding
from trend_lib.report import publish


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = seeding.seed(seeding.new_home(tmp_path_factory.mktemp("browser")))
    with seeding.open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.episode_weeks SET topic_name = repeat('Ж', 200) WHERE topic_id = 13"
        )
        con.execute(
            "UPDATE episodes.series_weeks SET topic_name = repeat('Ж', 200) WHERE topic_id = 13"
        )
    return publish(home, seeding.WEEK).path.parent


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_page_fits_its_screen_and_needs_nothing_else(visit, folder, width):
    page = visit(folder / "index.html", width)
    assert page.said == []
    fetched = [url for url in page.asked_for if not url.startswith("data:")]
    assert fetched == [(folder / "index.html").as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_drawing_of_each_chart_is_shown(visit, folder):
    for width, shown in ((1280, "wide"), (390, "narrow")):
        page = visit(folder / "index.html", width)
        for name in ("wide", "narrow"):
            assert page.locator(f".{name} svg").first.is_visible() == (name == shown)


def test_names_of_places_stand_clear_of_their_bars(visit, folder):
    page = visit(folder / "index.html")
    overlaps = page.evaluate("""() => [...document.querySelectorAll('svg[aria-label^="By "]')].flatMap(svg => {
        const marks = 'text, path[fill="var(--hot)"], path[fill="var(--obs)"]';
        const drawn = [...svg.querySelectorAll(marks)].map(mark => [mark, mark.getBoundingClientRect()]);
        return drawn.filter(([, one], at) => drawn.slice(at + 1).some(([, other]) =>
            one.right > other.left && other.right > one.left &&
            one.bottom - 4 > other.top && other.bottom - 4 > one.top)).map(([mark]) => mark.outerHTML);
    })""")
    assert (
        page.locator('svg[aria-label^="By "]').count() == 9
    )  # places, products and days of three spikes
    assert overlaps == []


def test_paper_gets_the_list_of_spikes_on_its_first_page_and_a_screen_does_not(visit, folder):
    page = visit(folder / "index.html")
    assert not page.locator(".on-paper").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".on-paper tbody tr").count() == 3
    assert page.locator(".on-paper").is_visible()


def test_the_button_turns_the_page_dark_and_back(visit, folder):
    page = visit(folder / "index.html")
    paper = "getComputedStyle(document.querySelector('.sheet')).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) == "rgb(21, 27, 33)"
    page.click("#theme")
    assert page.evaluate(paper) == light == "rgb(255, 255, 255)"


def test_a_dark_system_gets_a_dark_page_and_dark_charts(visit, folder):
    page = visit(folder / "index.html", colours="dark")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
        == "rgb(21, 27, 33)"
    )
    ground = "getComputedStyle(document.querySelector('.chart rect')).fill"
    assert page.evaluate(ground) == "rgb(21, 27, 33)"


def test_the_keyboard_reaches_the_report_and_sees_where_it_is(visit, folder):
    page = visit(folder / "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_mail_and_the_archive_fit_a_phone(visit, folder):
    for file in (folder / "mail.html", folder.parents[2] / "index.html"):
        page = visit(file, 390)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_quiet_week_fits_one_screen(visit, tmp_path):
    home = seeding.seed(seeding.new_home(tmp_path), spiking={})
    with seeding.open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.series_weeks SET upper = observed + 1 "
            "WHERE topic_id = 0 AND week_start = DATE '2026-09-14'"
        )
    page = visit(publish(home, seeding.WEEK).path)
    folded = page.locator("details.rest")
    strip = page.locator(".indicators").bounding_box()
    assert strip["y"] + strip["height"] <= 900  # the screen's height
    assert not page.locator("#movers").is_visible()
    folded.locator("summary").first.click()
    assert page.locator("#movers").is_visible()
