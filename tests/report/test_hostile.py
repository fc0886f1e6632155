"""Whatever comes, a bulletin is published in every language: whole, harmless, and not too large."""

import io
import re
import unicodedata
import zipfile

import pytest

from tests.report import hostile, seeding
from tests.report.test_faces import MAIL_LIMIT, parsed
from trend_lib.alerts.last_check import LastCheck, cell_texts, text_lines, visible_texts
from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.report import publish
from trend_lib.report.faces import bytes_as_sent

PAGE_LIMIT = 500 * 1024
CONTROLS = {"Cc", "Cs", "Co", "Cn"}
ALLOWED = {"\n", "\r", "\t"}


@pytest.fixture(scope="module", params=hostile.WORST)
def published(request, tmp_path_factory):
    """The folders of a bad home's bulletin, by language."""
    home = seeding.new_home(tmp_path_factory.mktemp(request.param), settings=hostile.SETTINGS)
    first = publish(hostile.WORST[request.param](home), seeding.WEEK).path.parent
    return request.param, {language: first.parent / language for language in hostile.LANGUAGES}


@pytest.fixture(params=hostile.LANGUAGES)
def folder(request, published):
    return published[1][request.param]


def read(folder, name):
    return (folder / name).read_text("utf-8")


def test_page_and_mail_are_whole_and_run_nothing_of_others(folder):
    for name, scripts in (("index.html", 1), ("mail.html", 0)):
        tags = parsed(read(folder, name))
        assert tags.tags.count("script") == scripts
        assert not [one for one in tags.attributes if one[1].startswith("on")]
        assert not [one for one in tags.attributes if "javascript:" in (one[2] or "")]
        assert not [
            one for one in tags.attributes if one[1] in {"src", "href"} and "evil" in (one[2] or "")
        ]


def test_page_and_mail_are_not_too_large(folder):
    assert len(read(folder, "index.html").encode()) <= PAGE_LIMIT
    assert bytes_as_sent(read(folder, "mail.html")) <= MAIL_LIMIT


def test_no_face_holds_controls_or_turns_the_direction_of_what_follows(folder):
    for name in ("index.html", "mail.html", "mail.txt", "appendix.csv"):
        face = read(folder, name)
        found = {letter for letter in face if unicodedata.category(letter) in CONTROLS} - ALLOWED
        assert found == set(), name
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", face), name
        assert "я" * 241 not in face or name == "appendix.csv"


def test_no_cell_of_the_appendix_is_a_formula(folder):
    assert not re.search(r'(?m)(^|,)"?[=+@]', read(folder, "appendix.csv"))
    with zipfile.ZipFile(io.BytesIO((folder / "appendix.xlsx").read_bytes())) as book:
        for name in book.namelist():
            assert b"<f>" not in book.read(name), name
            assert b"<hyperlink" not in book.read(name), name


def test_harmless_words_do_not_hold_the_mail_back(folder):
    check = LastCheck(PrivacyConfig())
    check.refuse_personal_data(visible_texts(read(folder, "mail.html"), "mail"))
    check.refuse_personal_data(text_lines(read(folder, "mail.txt"), "text"))
    for name in ("appendix.csv", "appendix.xlsx"):
        check.refuse_personal_data(cell_texts((folder / name).read_bytes(), name))


def test_spikes_beyond_the_list_are_counted_and_stand_in_the_appendix(published):
    name, folders = published
    if name != "three_hundred_spikes":
        assert "more spikes are in the appendix" not in read(folders["en"], "index.html")
        return
    for face in ("index.html", "mail.txt"):
        assert "240 more spikes are in the appendix." in read(folders["en"], face)
    with zipfile.ZipFile(folders["en"] / "appendix.xlsx") as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 301
