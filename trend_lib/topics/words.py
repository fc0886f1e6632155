"""Texts as words: tokens, and their lemmas in Ukrainian, Russian and English, remembered per token."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import simplemma

TAG = re.compile(r"\[[\w -]{1,24}\]")  # what redaction leaves: [phone], [card]
TOKEN = re.compile(r"[^\W\d_][^\W_]*(?:['-][^\W\d_]+)*|\d{1,2}[^\W\d_]+")
ONE_WAY = str.maketrans("’ʼ`‘ё", "''''е")  # what people write in two ways
PHRASE_END = re.compile(r"[.!?:;,\n…«»\"()]+")
UKRAINIAN_LETTERS = re.compile("[іїєґ]")
CYRILLIC = re.compile("[а-яёіїєґ]")
MAX_LETTERS = 4_000  # what a request is about stands on its first page
MAX_TOKEN_LETTERS = 40  # longer ones are keys held down


class Token(NamedTuple):
    """A word as written (lower case), its dictionary form, and whether it says nothing."""

    surface: str
    lemma: str
    is_stop: bool


def read_tokens(text: str) -> list[Token]:
    """Return the text's words in order, without redaction tags and numbers."""
    return list(chain.from_iterable(read_phrases(text)))


def read_phrases(text: str) -> list[list[Token]]:
    """Return the text's words, in a list for each stretch between marks of punctuation."""
    lowered = TAG.sub(" ", text[:MAX_LETTERS]).lower().translate(ONE_WAY)
    cyrillic = "uk" if UKRAINIAN_LETTERS.search(lowered) else "ru"
    found = (TOKEN.findall(stretch) for stretch in PHRASE_END.split(lowered))
    return [[make_token(word[:MAX_TOKEN_LETTERS], cyrillic) for word in words] for words in found]


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
    lists = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    return frozenset(" ".join(lists.values()).translate(ONE_WAY).split())
