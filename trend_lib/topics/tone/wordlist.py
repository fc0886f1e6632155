"""The seed lexicon as a table: which part a word plays, looked up once a process and remembered."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEXICON = Path(__file__).parent / "lexicon.toml"
LANGUAGES = ("uk", "ru", "en")
STRONGER, WEAKER = 1.3, 0.7
SHORTEST_STEM = 3
SPELLINGS = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("‘", "'"))
FOREIGN = re.compile(
    r"[^\W\d_a-zа-яіїєґ]"
)  # in normal form, a letter that none of the languages has

Phrase = tuple[tuple[str, ...], float]  # the words after the first, and the weight


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, which is fast
class Role:
    """What a word does to the tone of the text around it."""

    weight: float | None = None
    phrases: tuple[Phrase, ...] = ()  # longest first
    factor: float = 1.0  # of the feeling that follows
    is_negation: bool = False
    is_contrast: bool = False
    may_feel: bool = False  # has a weight, or begins a phrase that has one

    def match(self, tokens: Sequence[str], place: int) -> tuple[float | None, int]:
        """Return the weight of the longest phrase that starts here, else the word's, and what it swallows."""
        if self.phrases and place + 1 < len(tokens):
            for rest, weight in _likely_phrases(tokens[place], tokens[place + 1]):
                following = tokens[place + 1 : place + 1 + len(rest)]
                if len(following) == len(rest) and all(map(_fits, following, rest)):
                    return weight, len(rest)
        return self.weight, 0


PLAIN, MARK, STRANGER = Role(), Role(), Role()


@dataclass(frozen=True)
class Lexicon:
    """Words, stems and phrases of the three languages in one table: texts mix them, and few words collide."""

    words: Mapping[str, float]
    stems: Mapping[str, float]
    phrases: Mapping[str, tuple[Phrase, ...]]  # by first word, which may be a stem
    negations: frozenset[str]
    factors: Mapping[str, float]
    contrasts: frozenset[str]
    marks: re.Pattern[str]
    mark_weights: Mapping[str, float]
    version: str


def normalize(text: str) -> str:
    """Return a text in lower case, with one spelling where people use two."""
    text = text.lower()
    for written, meant in SPELLINGS:
        text = text.replace(written, meant)
    return text


@lru_cache(maxsize=200_000)
def role_of(token: str) -> Role:
    """Return what a word or mark of punctuation does to the tone; `PLAIN` for the many that do nothing."""
    if not token[0].isalpha():
        return MARK
    if FOREIGN.search(token):
        return STRANGER
    lexicon = load_lexicon()
    weight = lexicon.words.get(token)
    factor = lexicon.factors.get(token, 1.0)
    is_negation, is_contrast = token in lexicon.negations, token in lexicon.contrasts
    if weight is None and factor == 1 and not is_negation and not is_contrast:
        weight = next((lexicon.stems[one] for one in _stems(token) if one in lexicon.stems), None)
    phrases = _phrases_from(token, lexicon)
    if weight is None and factor == 1 and not (phrases or is_negation or is_contrast):
        return PLAIN
    may_feel = bool(weight) or any(points for _, points in phrases)
    return Role(weight, phrases, factor, is_negation, is_contrast, may_feel=may_feel)


@lru_cache(maxsize=200_000)
def _likely_phrases(token: str, following: str) -> tuple[Phrase, ...]:
    """Return the phrases whose first two words these are; 'not' alone begins dozens."""
    return tuple(one for one in role_of(token).phrases if _fits(following, one[0][0]))


@cache
def load_lexicon() -> Lexicon:
    """Read `lexicon.toml` once a process."""
    written = LEXICON.read_bytes()
    tables = tomllib.loads(written.decode("utf-8"))
    words = dict(pair for language in LANGUAGES for pair in _words(tables[language]["words"]))
    marks = {mark: float(weight) for weight, row in tables["marks"].items() for mark in row}
    return Lexicon(
        words={word: weight for word, weight in words.items() if not word.endswith("*")},
        stems={word[:-1]: weight for word, weight in words.items() if word.endswith("*")},
        phrases=_phrases(tables),
        negations=_shaping(tables, "negations"),
        factors=dict.fromkeys(_shaping(tables, "boosters"), STRONGER)
        | dict.fromkeys(_shaping(tables, "dampers"), WEAKER),
        contrasts=_shaping(tables, "contrasts"),
        marks=re.compile("|".join(map(re.escape, sorted(marks, key=len, reverse=True)))),
        mark_weights=marks,
        version=hashlib.sha256(written).hexdigest()[:10],
    )


def _words(table: Mapping[str, str]) -> Iterable[tuple[str, float]]:
    """Yield each word with its weight."""
    for weight, words in table.items():
        yield from ((normalize(word), float(weight)) for word in words.split())


def _phrases(tables: Mapping[str, Any]) -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases by their first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    for language in LANGUAGES:
        for weight, phrases in tables[language]["phrases"].items():
            for phrase in phrases:
                first, *rest = normalize(phrase).split()
                found.setdefault(first, []).append((tuple(rest), float(weight)))
    return {first: tuple(sorted(set(rows), key=_longest_first)) for first, rows in found.items()}


def _longest_first(phrase: Phrase) -> tuple[int, Phrase]:
    """Order phrases so that the longest is tried first."""
    return -len(phrase[0]), phrase


def _shaping(tables: Mapping[str, Any], name: str) -> frozenset[str]:
    """Return the words of one list, of all languages."""
    return frozenset(normalize(" ".join(tables[one]["shaping"][name] for one in LANGUAGES)).split())


def _stems(token: str) -> Iterable[str]:
    """Yield a word's beginnings, longest first."""
    return (token[:letters] for letters in range(len(token), SHORTEST_STEM - 1, -1))


def _phrases_from(token: str, lexicon: Lexicon) -> tuple[Phrase, ...]:
    """Return the phrases that a word may start, longest first."""
    found = [*lexicon.phrases.get(token, ())]
    for stem in _stems(token):
        found += lexicon.phrases.get(f"{stem}*", ())
    return tuple(sorted(found, key=_longest_first))


def _fits(word: str, pattern: str) -> bool:
    """Tell whether a word is the pattern, or begins with it where it ends in a star."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
