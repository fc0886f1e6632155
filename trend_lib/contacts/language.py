"""Which of the home's languages a text is written in: letters decide, else words, else a model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from py3langid.langid import LanguageIdentifier

UNKNOWN = "unknown"
CYRILLIC = ("uk", "ru")
CYRILLIC_LETTER = re.compile(r"[Ѐ-ӿ]")
LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
OWN_LETTERS = {  # each begins with one set of letters, which `re` looks for many times faster than for two beginnings
    "uk": re.compile("[іїєґІЇЄҐ'’ʼ](?:(?<=[іїєґІЇЄҐ])|(?<=[а-яА-Я]['’ʼ])[яюЯЮ])"),
    "ru": re.compile("[ыэъёЫЭЪЁ]"),
}
WORD = re.compile(r"[а-яА-Я]+")
OWN_WORDS = {  # frequent ones without own letters, which the other language does not have
    "uk": frozenset(
        WORD.findall(
            "що як це або вже тільки чому коли вчора треба буде будь ласка та й з чи щоб але дуже "
            "мене мого моя дякую день добрий знову потрібно можна кожен мабуть нема"
        )
    ),
    "ru": frozenset(
        WORD.findall(
            "что как или уже только почему когда вчера нужно где если сегодня после работает нет "
            "есть пожалуйста но очень меня моего спасибо снова можно каждый от со мне он она чтобы"
        )
    ),
}
NO_WORDS = re.compile(
    r"\[[^\]\s]{1,40}\]|(?:https?://|www\.)\S+"
)  # what redaction put in, and addresses of pages, are nobody's language
NO_WORDS_SIGNS = ("[", "://", "www.")
ENOUGH = 200  # characters: more of a text says nothing new, and costs
LONGEST_BEGINNING = 5 * ENOUGH  # addresses are long


def languages_of(texts: Sequence[str], languages: tuple[str, ...]) -> list[str]:
    """Return each text's language among the home's; 'unknown' for texts of no letters of theirs."""
    found = {text: language_of(_words_of(text), languages) for text in set(texts)}
    return [found[text] for text in texts]


def _words_of(text: str) -> str:
    """Return as much of a text's beginning as its language is told by."""
    beginning = text[:LONGEST_BEGINNING]
    if any(map(beginning.__contains__, NO_WORDS_SIGNS)):
        beginning = NO_WORDS.sub("", beginning)
    return beginning[:ENOUGH]


def language_of(text: str, languages: tuple[str, ...]) -> str:
    """Return the language of one text."""
    if not is_mostly_cyrillic(text):
        return "en" if "en" in languages and LATIN_LETTER.search(text) else UNKNOWN
    possible = tuple(language for language in CYRILLIC if language in languages)
    if len(possible) < len(CYRILLIC):
        return possible[0] if possible else UNKNOWN
    marked = [language for language in possible if OWN_LETTERS[language].search(text)]
    if len(marked) != 1:
        words = set(WORD.findall(text.lower()))
        marked = [language for language in possible if words & OWN_WORDS[language]]
    return marked[0] if len(marked) == 1 else _judge(text)


def is_mostly_cyrillic(text: str) -> bool:
    """Tell whether a text has Cyrillic letters, and at least as many as Latin ones."""
    if text.isascii() or CYRILLIC_LETTER.search(text) is None:
        return False
    if LATIN_LETTER.search(text) is None:
        return True
    return len(CYRILLIC_LETTER.findall(text)) >= len(LATIN_LETTER.findall(text))


def _judge(text: str) -> str:
    """Ask the model which Cyrillic language a text without, or with both kinds of, own letters is."""
    language, _ = _identifier().classify(text)
    return str(language)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once (half a second), restricted to the languages that letters cannot tell apart."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - rarely needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(CYRILLIC))
    return identifier
