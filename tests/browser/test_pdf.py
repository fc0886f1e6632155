"""The page on paper: tagged, with an outline; its first sheet stands alone, its last is no scrap."""

import re

import pypdf
import pytest

from tests.browser.scenes import Pages
from tests.report import seeding
from trend_lib.base.errors import ConfigError, MisuseError
from trend_lib.report.pdf import find_browser, print_bulletin, print_page

A4 = (595, 842)  # points
SCRAP = 500  # letters; a sheet with fewer is nearly empty


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    try:
        browser = find_browser()
    except ConfigError as error:
        pytest.skip(str(error))
    pages = Pages(tmp_path_factory.mktemp("scenes"))

    def read(name):
        target = tmp_path_factory.mktemp("paper") / f"{name}.pdf"
        print_page(pages[name], target, browser)
        return pypdf.PdfReader(target)

    return read


def words(sheet):
    return re.sub(r"\s+", " ", sheet.extract_text())


def test_a_busy_week_prints_with_tags_an_outline_and_a_first_sheet_that_stands_alone(printed):
    pdf = printed("busy")
    assert tuple(round(float(side)) for side in pdf.pages[0].mediabox[2:]) == A4
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "The week at a glance" in str(pdf.outline)
    first = words(pdf.pages[0])
    for said in ("Decisions we ask for", "Roaming charged twice", "Billing, O. Example", "issued"):
        assert said in first
    assert "spikes need attention" not in first
    assert "Three spikes need attention" in words(pdf.pages[1])
    assert "Show the numbers" not in "".join(words(sheet) for sheet in pdf.pages)


@pytest.mark.parametrize("name", ["busy", "quiet", pytest.param("hostile", marks=pytest.mark.slow)])
def test_no_sheet_is_nearly_empty(printed, name):
    sheets = [words(sheet) for sheet in printed(name).pages]
    assert [len(sheet) for sheet in sheets if len(sheet) < SCRAP] == []


def test_a_machine_without_a_browser_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(ConfigError, match="apt install chromium"):
        find_browser()


def test_a_week_without_a_bulletin_is_told_how_to_get_one(tmp_path):
    home = seeding.new_home(tmp_path)
    with pytest.raises(MisuseError, match="trends room report 2026-W38"):
        print_bulletin(home, seeding.WEEK, "uk")
