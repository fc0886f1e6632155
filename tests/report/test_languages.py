"""The bulletin in its languages: one folder each, nothing left in English, nothing glued together."""

import json
import re
from gettext import NullTranslations
from html.parser import HTMLParser

import pytest

from tests.report import seeding
from trend_lib.base.speech import LOCALES, Language, say, speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.report import figures, publish
from trend_lib.report.appendix import read_appendix
from trend_lib.report.appendix_sheets import make_sheets
from trend_lib.report.compose import compose
from trend_lib.report.drawings import draw
from trend_lib.report.faces import render_archive, render_faces
from trend_lib.report.retelling import retold
from trend_lib.report.revisions import NO_IMPRINT
from trend_lib.report.stored import read_week

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "абцдефгхийклмнопярстувжщьызАБЦДЕФГХИЙКЛМНОПЯРСТУВЖЩЬЫЗ"
OF_PEOPLE = {  # texts that people and their customers wrote, and sources
    "episodes.series_weeks": ("topic_name",),
    "episodes.episode_weeks": ("topic_name", "owner", "countermeasure"),
    "episodes.countermeasures": ("what", "who"),
    "episodes.terms": ("written",),
    "weekly.topic_weeks": ("topic_name",),
    "weekly.source_weeks": ("source", "note"),
}
PLACES = ("episodes.series_weeks", "episodes.drivers")
SHOWN_ATTRIBUTES = {"alt", "aria-label", "title"}  # and what styles and the script show of data-
SAYS_NOTHING = {"style", "script", "title"}
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{2,}")


class Bracketing(NullTranslations):
    """Sets every sentence off by brackets, so that what is not a sentence stands out."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, msgid1, msgid2, n):
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


class Shown(HTMLParser):
    """Collects all text that a reader, or a reader of screens, meets."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said, self.silent = [], []

    def handle_starttag(self, tag, attrs):
        self.said += [value for name, value in attrs if value and _is_shown(name)]
        if tag in SAYS_NOTHING:
            self.silent.append(tag)

    def handle_endtag(self, tag):
        if tag in self.silent:
            self.silent.remove(tag)

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


def _is_shown(attribute):
    return attribute in SHOWN_ATTRIBUTES or attribute.startswith("data-")


def texts_of(html):
    shown = Shown()
    shown.feed(re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL))
    return shown.said


def outside_brackets(texts):
    """The words that no sentence holds."""
    text = "\n".join(texts)
    while BRACKETED.search(text):
        text = BRACKETED.sub("", text)
    return sorted(set(WORD.findall(text)))


def in_other_letters(home):
    """Write everybody's words in letters that no sentence of ours has."""
    with open_warehouse(home) as con:
        for table, columns in OF_PEOPLE.items():
            for column in columns:
                con.execute(
                    f"UPDATE {table} SET {column} = translate({column}, '{LATIN}', '{OTHER}')"
                )
        for table in PLACES:
            con.execute(
                f"UPDATE {table} SET slice_value = translate(slice_value, '{LATIN}', '{OTHER}') "
                "WHERE slice_dim IN ('region', 'product') AND slice_value <> '(none)'"
            )
        for table, column in (("episodes.episode_weeks", "known_events"),
                              ("episodes.episode_weeks", "examples"),
                              ("weekly.topic_weeks", "examples")):  # fmt: skip
            con.execute(
                f"UPDATE {table} SET {column} = "
                f"list_transform({column}, lambda one: translate(one, '{LATIN}', '{OTHER}'))"
            )
        con.execute(
            f"UPDATE quality.team_weeks SET team = translate(team, '{LATIN}', '{OTHER}') "
            "WHERE team NOT IN ('(all)', '(small teams)')"
        )
    return home


def bracketed_faces(home):
    """All faces and drawings of a home's week, every sentence in brackets."""
    with open_warehouse(home) as con:
        stored = read_week(con, seeding.WEEK, home.config.report.weeks_shown)
    with speaking(Language("xx", "uk", Bracketing())):
        bulletin = compose(stored, home.config, "xx")
        return bulletin, render_faces(bulletin, draw(bulletin), NO_IMPRINT)


def quiet(home):
    return seeding.seed(home, spiking={})


def many(home):
    return seeding.seed(home, spiking={at: (90 + at, 40.0, 30.0, 55.0) for at in range(101, 114)})


def young(home):
    return seeding.seed(home, weeks=2)


@pytest.mark.parametrize("seeded", [seeding.seed, quiet, many, young, lambda home: home],
                         ids=["spikes", "quiet", "many", "young", "empty"])  # fmt: skip
def test_every_word_of_every_face_can_be_translated(tmp_path, seeded):
    home = in_other_letters(seeded(seeding.new_home(tmp_path / "home", provider="Північ")))
    bulletin, faces = bracketed_faces(home)
    mail = texts_of(faces.mail)
    mail.remove(bulletin.preheader)  # the lead again, cut inside a sentence
    assert outside_brackets(texts_of(faces.page)) == []
    assert outside_brackets(mail) == []
    assert outside_brackets([faces.text]) == []


def test_every_word_of_the_workbook_can_be_translated(tmp_path):
    home = in_other_letters(seeding.seed(seeding.new_home(tmp_path / "home")))
    with open_warehouse(home) as con:
        appendix = read_appendix(con, seeding.WEEK)
    with speaking(Language("xx", "uk", Bracketing())):
        sheets = make_sheets(appendix)
    cells = [cell for sheet in sheets for row in sheet.rows for cell in row]
    heads = [
        text for sheet in sheets for text in (sheet.name, *(one.name for one in sheet.columns))
    ]
    assert outside_brackets(heads + [cell for cell in cells if isinstance(cell, str)]) == []


def test_every_word_of_the_archive_can_be_translated():
    week = {"name": "⟦1⟧", "period": "⟦1⟧", "verdict": "⟦1⟧", "page": "2026/", "spikes": "1",
            "contacts": "1", "spark": None, "revision": 1, "language": "uk",
            "languages": [("2026/", "uk", "⟦1⟧")], "earlier": [("2026/", 1)]}  # fmt: skip
    with speaking(Language("xx", "uk", Bracketing())):
        assert (
            outside_brackets(texts_of(render_archive("Північ", [week], [("f", "uk", "⟦1⟧")]))) == []
        )


@pytest.fixture(scope="module")
def spoken_home(tmp_path_factory):
    """A home that publishes in all languages, Ukrainian first."""
    settings = '[report]\nlanguages = ["uk", "ru", "en"]\n'
    home = seeding.new_home(tmp_path_factory.mktemp("spoken") / "home", settings=settings)
    seeding.seed(home)
    return home, publish(home, seeding.WEEK)


def face(home, language, name):
    return (home.path / f"bulletins/2026/w38/{language}/{name}").read_text("utf-8")


def normalised(html):
    """HTML as its readers meet it: a tag a line, without looks and drawings."""
    bare = re.sub(r"<(style|script|svg)\b.*?</\1>|<!--.*?-->", "", html, flags=re.DOTALL)
    bare = re.sub(r"</[^>]+>", " ", bare)
    bare = re.sub(r' (style|class|width|height|align|valign|bgcolor)="[^"]*"', "", bare)
    lines = (re.sub(" +", " ", line).strip() for line in re.sub(r"(<)", r"\n\1", bare).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def without_imprint(text):
    return re.sub(r"sha256-[^']+|\b[0-9a-f]{10}\b|\b\d+\.\d+\.\d+\b", "…", text)


@pytest.mark.parametrize("language", LOCALES)
def test_every_face_in_every_language_is_as_agreed(spoken_home, golden, language):
    home, _ = spoken_home
    golden(f"spoken.{language}.txt", without_imprint(face(home, language, "mail.txt")))
    for name in ("mail", "page"):
        html = face(home, language, "index.html" if name == "page" else "mail.html")
        golden(f"spoken.{language}.{name}.txt", without_imprint(normalised(html)))


@pytest.mark.parametrize("language", LOCALES)
def test_a_page_names_its_language_and_leads_to_the_others(spoken_home, language):
    home, _ = spoken_home
    page = face(home, language, "index.html")
    assert f'<html lang="{language}">' in page
    for other in set(LOCALES) - {language}:
        address = f"../../../2026/w38/{other}/index.html"
        assert f'<link rel="alternate" hreflang="{other}" href="{address}">' in page
        assert f'lang="{other}" hreflang="{other}" href="{address}"' in page
        assert (home.path / "bulletins/2026/w38" / language / address).is_file()


def test_an_earlier_revision_still_leads_to_the_other_languages(tmp_path):
    home = seeding.new_home(tmp_path / "home", settings='[report]\nlanguages = ["en", "uk"]\n')
    seeding.seed(home, weeks=3, spiking={})
    publish(home, seeding.WEEK)
    with open_warehouse(home) as con:
        con.execute("UPDATE episodes.series_weeks SET observed = observed + 1 WHERE topic_id = 0")
    assert publish(home, seeding.WEEK).revision == 2
    kept = home.path / "bulletins/2026/w38/en/r1"
    linked = re.findall(r'hreflang="uk" href="([^"]+)"', (kept / "index.html").read_text("utf-8"))
    assert linked
    assert all((kept / address).is_file() for address in linked)


def test_each_language_is_recorded_and_the_first_one_is_told_of(spoken_home):
    home, published = spoken_home
    assert published.path == home.path / "bulletins/2026/w38/uk/index.html"
    with open_warehouse(home) as con:
        rows = con.execute(
            "SELECT language, revision, path, verdict FROM report.bulletins ORDER BY language"
        ).fetchall()
    assert [row[:2] for row in rows] == [("en", 1), ("ru", 1), ("uk", 1)]
    assert [(home.path / row[2]).is_file() for row in rows] == [True] * 3
    assert len({row[3] for row in rows}) == 3


def test_the_archive_lists_a_week_once_in_the_first_language(spoken_home):
    home, _ = spoken_home
    page = (home.path / "bulletins/index.html").read_text("utf-8")
    told = json.loads((home.path / "bulletins/archive.json").read_text("utf-8"))["bulletins"]
    assert '<html lang="uk">' in page
    assert page.count("38-й тиждень, 2026") == 1
    assert {entry["language"] for entry in told} == {"uk", "ru", "en"}
    assert all(f'href="{entry["page"]}"' in page for entry in told)


def test_publishing_all_languages_twice_changes_nothing(spoken_home):
    home, _ = spoken_home
    before = {path: path.read_bytes() for path in (home.path / "bulletins").rglob("*.*")
              if path.is_file()}  # fmt: skip
    assert not publish(home, seeding.WEEK).changed
    assert before == {path: path.read_bytes() for path in before}


def test_all_languages_tell_the_same_figures(spoken_home):
    home, _ = spoken_home
    told = {
        language: sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[,.\xa0](?=\d)", "", text)))
        for language in LOCALES
        for text in [face(home, language, "mail.txt")]
    }
    once = {language: sorted(set(numbers)) for language, numbers in told.items()}
    assert once["uk"] == once["ru"]
    assert set(once["en"]) - set(once["uk"]) <= {"1"}  # English counts one contact in a word


@pytest.mark.parametrize(
    ("language", "name", "days"),
    [
        ("en", "Week 53", "28 December 2026 – 3 January 2027"),
        ("uk", "53-й тиждень", "28 грудня 2026 – 3 січня 2027"),
        ("ru", "53-я неделя", "28 декабря 2026 – 3 января 2027"),
    ],
)
def test_the_week_of_new_year_has_its_iso_number(language, name, days):
    """Babel's own Ukrainian and Russian weeks would say week 1 of 2027."""
    week = Week.parse("2026-W53")
    with speaking(language):
        assert (figures.week_name(week), figures.period(week)) == (name, days)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["6,412", "−1,234", "2.31", "71.2%", "1.5 points"]),
        ("uk", ["6\xa0412", "−1\xa0234", "2,31", "71,2%", "1,5 в. п."]),
        ("ru", ["6\xa0412", "−1\xa0234", "2,31", "71,2\xa0%", "1,5 п. п."]),
    ],
)
def test_figures_are_written_as_the_language_writes_them(language, written):
    with speaking(language):
        assert written == [
            figures.count(6412), figures.count(-1234), figures.decimal(2.31, 2),
            figures.percent(0.712, 1), say("{points} points", points=figures.decimal(1.5, 1)),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("no records on 2026-10-13", "немає записів: 13 жовтня 2026"),
        ("begins on 2026-10-13; no records on 2026-10-14, 2026-10-15",
         "починається 13 жовтня 2026; немає записів: 14 жовтня 2026 і 15 жовтня 2026"),
        ("15-30 days", "15–30 дн."),
        ("nobody knows", "nobody knows"),
    ],
)  # fmt: skip
def test_stored_reasons_are_said_in_the_readers_language(stored, said):
    with speaking("uk"):
        assert retold(stored) == said


def test_stored_days_are_written_as_readers_write_them():
    assert retold("no records on 2026-10-13; 3-7 days") == "no records on 13 October 2026; 3-7 days"
