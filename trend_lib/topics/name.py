"""Names: the words that a topic's texts hold more often than the other topics' texts do.

The weight is class-based TF-IDF (Grootendorst 2022) over dictionary forms: share of the topic's texts
that hold a term x log(1 + average / how often all topics hold it), shown as most people write it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import count, pairwise
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from trend_lib.topics.words import Token

NAME_TERMS = 3
NAME_LETTERS = 60
KEYWORDS = 6
PAIR_BONUS = 1.3  # a pair of words says more than its parts
LEAST_SHARE = 0.06  # of a topic's texts must hold a term
WORDLESS = "Requests of few words"


@dataclass
class TermCounts:
    """In how many texts each term stands, and how it is written."""

    texts: int = 0
    held: Counter[str] = field(default_factory=Counter)
    written: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, tokens: Sequence[Token]) -> None:
        """Count one text's terms, each once."""
        self.texts += 1
        for lemma, surface in dict(find_terms(tokens)).items():
            self.held[lemma] += 1
            self.written.setdefault(lemma, Counter())[surface] += 1

    def surface(self, lemma: str) -> str:
        """Return the most frequent form; of equals the first in the alphabet."""
        return min(self.written[lemma].items(), key=lambda form: (-form[1], form[0]))[0]


def find_terms(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Return dictionary form and written form of a text's telling words and pairs of them."""
    singles = [(one.lemma, one.surface) for one in tokens if not one.is_stop and len(one.lemma) > 2]
    pairs = [
        (f"{one.lemma} {other.lemma}", f"{one.surface} {other.surface}")
        for one, other in pairwise(tokens)
        if not (one.is_stop or other.is_stop) and one.lemma != other.lemma
    ]
    return singles + pairs


def count_terms(documents: Sequence[Sequence[Token]]) -> TermCounts:
    """Count the terms of texts given as their words."""
    counts = TermCounts()
    for tokens in documents:
        counts.add(tokens)
    return counts


def count_everywhere(counts: Sequence[TermCounts]) -> tuple[Counter[str], float]:
    """Return how often all groups hold each term, and the average number of terms a group."""
    everywhere: Counter[str] = Counter()
    for group in counts:
        everywhere.update(group.held)
    return everywhere, everywhere.total() / max(len(counts), 1)


def rank_keywords(topic: TermCounts, everywhere: Counter[str], average: float) -> list[str]:
    """Return at most `KEYWORDS` terms as written, no dictionary form in two of them."""
    least = max(2 if topic.texts > 1 else 1, LEAST_SHARE * topic.texts)
    weights = {
        lemma: (PAIR_BONUS if " " in lemma else 1) * held * log(1 + average / everywhere[lemma])
        for lemma, held in topic.held.items()
        if held >= least
    }
    chosen: list[str] = []
    used: set[str] = set()
    for lemma in sorted(weights, key=lambda term: (-weights[term], term)):
        if len(chosen) < KEYWORDS and used.isdisjoint(lemma.split()):
            chosen.append(topic.surface(lemma))
            used.update(lemma.split())
    return chosen


def make_name(keywords: Sequence[str], taken: Collection[str]) -> str:
    """Return 'Word, pair of words, word' that no other topic bears, at most `NAME_LETTERS` long."""
    leading, others = keywords[: NAME_TERMS - 1], keywords[NAME_TERMS - 1 :] or [""]
    for last in others:
        name = _join_terms([*leading, last])
        if name not in taken:
            return name
    plain = _join_terms(keywords[:NAME_TERMS])
    return next(name for number in count(2) if (name := f"{plain} ({number})") not in taken)


def _join_terms(terms: Sequence[str]) -> str:
    """Join terms by commas as far as they fit, with a capital first letter."""
    name = ""
    for term in filter(None, terms):
        longer = f"{name}, {term}" if name else term[: NAME_LETTERS - 6]
        if len(longer) <= NAME_LETTERS - 6:  # room for a number in brackets
            name = longer
    return name[:1].upper() + name[1:] if name else WORDLESS
