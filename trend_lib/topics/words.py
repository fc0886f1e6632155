"""Texts as words: tokens, and their lemmas in Ukrainian, Russian and English, remembered per token."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import simplemma

TAG = re.compile(r"\[[\w -]{1,24}\]")  # what redaction leaves: [phone], [card]
TOKEN = re.compile(r"[^\W\d_][^\W_]*(?:['-][^\W\d_]+)*|\d{1,2}[^\W\d_]+")
ONE_WAY = str.maketrans("’ʼ`‘ё", "''''е")  # what people write in two ways
PHRASE_END = re.compile(r"[.!?:;,\n…«»\"()]+")
UKRAINIAN_LETTERS = re.compile("[іїєґ]")
CYRILLIC = re.compile("[а-яёіїєґ]")
MAX_LETTERS = 4_000  # what a request is about stands on its first page
MAX_TOKEN_LETTERS = 40  # longer ones are keys held down
LANGUAGES = ("uk", "ru", "en")
RUSSIAN_LETTERS = re.compile("[ыэъё]")
FEW_LETTERS = 0.4  # of a text in Cyrillic that quotes names in Latin


class Token(NamedTuple):
    """A word as written (lower case), its dictionary form, and whether it says nothing."""

    surface: str
    lemma: str
    is_stop: bool


def read_tokens(text: str) -> list[Token]:
    """Return the text's words in order, without redaction tags and numbers."""
    return list(chain.from_iterable(read_phrases(text)))


def read_phrases(text: str, language: str = "") -> list[list[Token]]:
    """Return the text's words, in a list for each stretch between marks of punctuation."""
    lowered = TAG.sub(" ", text[:MAX_LETTERS]).lower().translate(ONE_WAY)
    cyrillic = language if language in {"uk", "ru"} else _guess_cyrillic(lowered)
    found = (TOKEN.findall(stretch) for stretch in PHRASE_END.split(lowered))
    return [[make_token(word[:MAX_TOKEN_LETTERS], cyrillic) for word in words] for words in found]


def _guess_cyrillic(lowered: str) -> str:
    """Return the language of a Cyrillic text by the letters that only Ukrainian has."""
    return "uk" if UKRAINIAN_LETTERS.search(lowered) else "ru"


def text_language(text: str) -> str:
    """Return uk, ru or en by letters; what has none that tell, by which dictionary knows more words."""
    lowered = TAG.sub(" ", text[:MAX_LETTERS]).lower()
    if UKRAINIAN_LETTERS.search(lowered):
        return "uk"
    words = TOKEN.findall(lowered)
    cyrillic = [word for word in words if CYRILLIC.search(word)]
    if len(cyrillic) < FEW_LETTERS * len(words) or not cyrillic:
        return "en"
    if RUSSIAN_LETTERS.search(lowered):
        return "ru"
    known = {one: sum(is_known(word, one) for word in cyrillic) for one in ("ru", "uk")}
    return "uk" if known["uk"] > known["ru"] else "ru"


@lru_cache(maxsize=100_000)
def is_known(word: str, language: str) -> bool:
    """Tell whether a language's dictionary has the word."""
    return simplemma.is_known(word, lang=language)


@lru_cache(maxsize=500_000)
def make_token(surface: str, cyrillic: str) -> Token:
    """Look a word's dictionary form up, once a process; `cyrillic` is the text's language if not Latin."""
    language = cyrillic if CYRILLIC.search(surface) else "en"
    lemma = simplemma.lemmatize(surface, lang=language).lower().translate(ONE_WAY)
    forms = {surface, lemma}
    if language == "en":
        forms.add(surface.partition("'")[0])  # you've, customer's
    is_stop = len(surface) == 1 or not forms.isdisjoint(stop_words())
    return Token(surface, lemma, is_stop)


@cache
def stop_words() -> frozenset[str]:
    """Return the words of all three languages that never say what a request is about."""
    lists = _word_lists()
    return frozenset(" ".join(lists[language] for language in LANGUAGES).translate(ONE_WAY).split())


@cache
def naming_stop_words() -> frozenset[str]:
    """Return the words that may tell a text's subject, yet name none: days, amounts, streets."""
    return frozenset(" ".join(_word_lists()["naming"].values()).translate(ONE_WAY).split())


@cache
def _word_lists() -> dict[str, Any]:
    """Read words.toml once."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
