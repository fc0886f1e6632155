"""Marketing, technical or customer service: a vote of seed words, kept in `kinds.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from trend_lib.topics.words import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trend_lib.topics.words import Token

DEFAULT_KIND = "customer_service"
STRENGTHS = {"strong": 3.0, "weak": 1.0}


def kind_of_words(tokens: Sequence[Token]) -> str:
    """Return a text's kind by its words; without a seed word it is customer service."""
    return _most_voted(vote(tokens))


def kind_of_topic(documents: Iterable[Sequence[Token]]) -> str:
    """Return the kind for which most texts vote; each text with seed words has one vote to share."""
    total: defaultdict[str, float] = defaultdict(float)
    for tokens in documents:
        votes = vote(tokens)
        for kind, weight in votes.items():
            total[kind] += weight / sum(votes.values())
    return _most_voted(total)


def vote(tokens: Sequence[Token]) -> dict[str, float]:
    """Return the weight of seed words a kind, each word once."""
    votes: defaultdict[str, float] = defaultdict(float)
    for lemma in {token.lemma for token in tokens}:
        for kind, weight in seed_words().get(lemma, ()):
            votes[kind] += weight
    return votes


def _most_voted(votes: Mapping[str, float]) -> str:
    """Return the kind with most votes; of equals customer service, then the alphabet."""
    if not votes:
        return DEFAULT_KIND
    return min(votes, key=lambda kind: (-votes[kind], kind != DEFAULT_KIND, kind))


@cache
def seed_words() -> dict[str, list[tuple[str, float]]]:
    """Return each seed word's kinds and weights; forms that the lemmatiser keeps are listed too."""
    kinds = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
    seeds: dict[str, dict[str, float]] = {}
    for kind, strengths in kinds.items():
        for strength, languages in strengths.items():
            for words in languages.values():
                for token in forms_of_words(words):
                    seeds.setdefault(token, {})[kind] = STRENGTHS[strength]
    return {lemma: sorted(votes.items()) for lemma, votes in seeds.items()}


def forms_of_words(words: str) -> list[str]:
    """Return a list's words and their dictionary forms, which a lemmatiser may change once more."""
    return [
        form for word in words.split() for form in (word, *(t.lemma for t in read_tokens(word)))
    ]
