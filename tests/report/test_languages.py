"""The bulletin in other languages: nothing is left in English, and nothing is glued together."""

import re
from gettext import NullTranslations
from html.parser import HTMLParser

import pytest

from tests.report import seeding
from trend_lib.base.speech import Language, speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.compose import compose
from trend_lib.report.drawings import draw
from trend_lib.report.faces import render_archive, render_faces
from trend_lib.report.publication import NO_IMPRINT
from trend_lib.report.stored import read_week

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "абцдефгхийклмнопярстувжщьызАБЦДЕФГХИЙКЛМНОПЯРСТУВЖЩЬЫЗ"
OF_PEOPLE = {  # texts that people and their customers wrote, and sources
    "episodes.series_weeks": ("topic_name",),
    "episodes.episode_weeks": ("topic_name", "owner", "countermeasure"),
    "episodes.terms": ("written",),
    "weekly.topic_weeks": ("topic_name",),
    "weekly.source_weeks": ("source", "note"),
}
PLACES = ("episodes.series_weeks", "episodes.drivers")
SHOWN_ATTRIBUTES = {"alt", "aria-label", "data-label", "title"}
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
        self.said += [value for name, value in attrs if name in SHOWN_ATTRIBUTES and value]
        if tag in SAYS_NOTHING:
            self.silent.append(tag)

    def handle_endtag(self, tag):
        if tag in self.silent:
            self.silent.remove(tag)

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


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


def test_every_word_of_the_archive_can_be_translated():
    entry = {"week_name": "⟦1⟧", "period": "⟦1⟧", "verdict": "⟦1⟧", "page": "2026/", "spikes": 1,
             "contacts_text": "1", "revision": 1, "others": []}  # fmt: skip
    with speaking(Language("xx", "uk", Bracketing())):
        assert outside_brackets(texts_of(render_archive("Північ", [entry]))) == []
