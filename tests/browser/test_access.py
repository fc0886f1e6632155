"""Every kind of page, for those who do not see it as drawn: axe finds no violation, html5lib no error."""

import html5lib
import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser import scenes

SLOW = pytest.mark.slow
PAGES = (
    "busy", "archive", "uk", "ru", pytest.param("replaced", marks=SLOW), pytest.param("quiet", marks=SLOW),
    pytest.param("incomplete", marks=SLOW), pytest.param("hostile", marks=SLOW),
    pytest.param("backtest", marks=SLOW),
)  # fmt: skip
LOOKS = ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"))
TARGETS = """() => [...document.querySelectorAll('a, button, summary')].filter(one => {
    const box = one.getBoundingClientRect();
    const isInline = getComputedStyle(one).display === 'inline';
    return box.width && !isInline && one.className !== 'skip' && Math.min(box.width, box.height) < 24;
}).map(one => one.outerHTML)"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return scenes.Pages(tmp_path_factory.mktemp("scenes"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed_as_browsers_read_it(pages, name):
    parser = html5lib.HTMLParser(strict=True)  # raises at the first error
    parser.parse(pages[name].read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_against_a_page_in_any_look(visit, pages, name, record_property):
    found = []
    for width, colours in LOOKS:
        page = visit(pages[name], width, colours)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(AXE_SCRIPT)
        results = page.evaluate("axe.run({resultTypes: ['violations', 'incomplete']})")
        found += [
            (width, colours, rule["id"], node["html"][:200])
            for rule in results["violations"]
            for node in rule["nodes"]
        ]
        unsure = {rule["id"]: len(rule["nodes"]) for rule in results["incomplete"]}
        record_property(f"{name} {width} {colours}, incomplete", unsure)  # in --junitxml
        assert set(unsure) <= {
            "color-contrast"
        }  # letters in drawings: the palette's test computes them
        assert page.evaluate(TARGETS) == []
        assert page.said == []
        assert [url for url in page.asked_for if not url.startswith("data:")] == [
            pages[name].as_uri()
        ]
        page.context.close()
    assert found == []


def test_axe_can_find_something(visit, tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><html><title>x</title><main><h1>x</h1><img src=y></main>")
    page = visit(bad)
    page.evaluate(AXE_SCRIPT)
    found = {rule["id"] for rule in page.evaluate("axe.run()")["violations"]}
    assert {"image-alt", "html-has-lang"} <= found
