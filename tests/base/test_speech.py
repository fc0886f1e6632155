"""Sentences are said in the language that is spoken, with as many forms as it has."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from babel.messages.catalog import Catalog

from trend_lib.base import speech
from trend_lib.base.speech import Language, say, say_many, speaking

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "{contacts} in {place}"
msgstr "{place}: {contacts}"

msgid "One spike"
msgid_plural "{number} spikes"
msgstr[0] "{number} сплеск"
msgstr[1] "{number} сплески"
msgstr[2] "{number} сплесків"

#, fuzzy
msgid "Doubtful"
msgstr "Сумнівно"
"""


@pytest.fixture
def made_up():
    """A language of two sentences."""
    return Language("uk", "uk", speech.read_catalogue(PO.encode(), "uk"))


def test_english_needs_no_catalogue():
    assert say("{n} of {all}", n=3, all=4) == "3 of 4"
    assert say_many(1, "one spike", "{n} spikes", n=1) == "one spike"
    assert say_many(0, "one spike", "{n} spikes", n=0) == "0 spikes"


def test_a_translation_may_move_the_places(made_up):
    with speaking(made_up):
        assert say("{contacts} in {place}", contacts=5, place="Київ") == "Київ: 5"


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1 сплеск"), (2, "2 сплески"), (5, "5 сплесків"), (11, "11 сплесків"), (21, "21 сплеск"),
     (22, "22 сплески"), (25, "25 сплесків"), (100, "100 сплесків")],
)  # fmt: skip
def test_a_number_takes_the_form_of_its_language(made_up, number, written):
    with speaking(made_up):
        assert say_many(number, "One spike", "{number} spikes", number=number) == written


def test_a_doubtful_translation_is_not_said(made_up):
    with speaking(made_up):
        assert say("Doubtful") == "Doubtful"


def test_the_language_ends_with_its_block_also_after_an_error(made_up):
    def fails():
        with speaking(made_up):
            raise ValueError("inside")

    with pytest.raises(ValueError, match="inside"):
        fails()
    assert speech.spoken() is speech.ENGLISH


def test_two_threads_speak_their_own_language(made_up):
    def said(language):
        with speaking(language):
            return say_many(2, "One spike", "{number} spikes", number=2)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(said, [made_up, "en"])) == ["2 сплески", "2 spikes"]


@pytest.mark.parametrize("language", [code for code in speech.LOCALES if code != "en"])
def test_the_shipped_catalogues_are_read_from_their_text_files(language):
    rule = Catalog(locale=language)
    assert speech.language_of(language).catalogue.plural(21) == eval_plural(rule, 21)


def eval_plural(catalogue, number):
    """What CLDR's rule says, by Babel."""
    from gettext import c2py

    return c2py(catalogue.plural_expr)(number)
