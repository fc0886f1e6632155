"""Every sentence is translated, with the same places for figures and all forms of its language."""

import re
from string import Formatter

import pytest

from scripts import update_catalogues
from trend_lib.base import speech
from trend_lib.base.speech import say_many, speaking

LANGUAGES = update_catalogues.LANGUAGES
EXAMPLES = {  # CLDR's own numbers for the forms one, few and many
    "uk": {1: "звернення", 2: "звернення", 5: "звернень", 11: "звернень", 21: "звернення",
           22: "звернення", 25: "звернень", 100: "звернень"},
    "ru": {1: "обращение", 2: "обращения", 5: "обращений", 11: "обращений", 21: "обращение",
           22: "обращения", 25: "обращений", 100: "обращений"},
}  # fmt: skip


def places(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request):
    return update_catalogues.fresh_catalogue(request.param)


def entries(catalogue):
    return [message for message in catalogue if message.id]


def test_every_language_a_bulletin_may_have_is_kept():
    assert {"en", *LANGUAGES} == set(speech.LOCALES) == set(speech.NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_what_make_locale_writes(language):
    fresh = update_catalogues.written(update_catalogues.fresh_catalogue(language))
    stored = update_catalogues.path_of(language).read_bytes()
    assert stored == fresh, "run `make locale`, and write each msgstr that it names"


def test_nothing_waits_for_its_translation(catalogue):
    missing = update_catalogues.untranslated(catalogue)
    assert missing == [], "write their msgstr in reports/locale; `make locale` lists them"


def test_no_translation_is_in_doubt(catalogue):
    assert [message.id for message in entries(catalogue) if message.fuzzy] == []


def test_numbers_have_three_forms(catalogue):
    plurals = [message for message in entries(catalogue) if message.pluralizable]
    assert len(plurals) > 10
    assert {len(message.string) for message in plurals} == {3}


def test_a_translation_has_the_places_of_its_sentence(catalogue):
    for message in entries(catalogue):
        if message.pluralizable:
            wanted = places(message.id[1])
            # the form for one also stands for 21, so it names the number; a form may leave a figure out
            assert all(places(text) <= wanted for text in message.string), message.id
            assert places(message.string[2]) == wanted, message.id
        else:
            assert places(message.string) == places(message.id), message.id


def test_a_sentence_in_many_forms_is_whole_in_each(catalogue):
    for message in entries(catalogue):
        if message.pluralizable and places(message.id[0]) == places(message.id[1]):
            assert {frozenset(places(text)) for text in message.string} == {
                frozenset(places(message.id[1]))
            }, message.id


def test_sentences_end_as_the_english_ones_do(catalogue):
    for message in entries(catalogue):
        pairs = (
            zip([message.id[1]] * 3, message.string, strict=True)
            if message.pluralizable
            else [(message.id, message.string)]
        )
        for english, translation in pairs:
            if english[-1] in ".:":
                assert translation[-1] == english[-1], message.id


def test_letters_that_look_alike_are_not_mixed(catalogue):
    """A Latin c inside a Cyrillic word is found by no search."""
    mixed = re.compile(r"[A-Za-z][А-яҐґЄєІіЇїЁё]|[А-яҐґЄєІіЇїЁё][A-Za-z]")
    for message in entries(catalogue):
        texts = message.string if message.pluralizable else (message.string,)
        assert [text for text in texts if mixed.search(text)] == []


def test_quotes_and_spaces_are_those_of_the_language(catalogue):
    for message in entries(catalogue):
        texts = message.string if message.pluralizable else (message.string,)
        for text in texts:
            assert not re.search(r"[“”\"\N{NARROW NO-BREAK SPACE}]", text), message.id
            assert text == text.strip(" "), message.id
            if catalogue.locale.language == "ru":
                assert not re.search(r"[\d}]%", text), "a no-break space stands before %"


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_take_the_form_of_their_number(language):
    with speaking(language):
        said = {
            number: say_many(number, "{contacts} contact", "{contacts} contacts", contacts=number)
            for number in EXAMPLES[language]
        }
    assert said == {number: f"{number} {word}" for number, word in EXAMPLES[language].items()}
