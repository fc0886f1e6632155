"""What the classifier of kinds reads in a text: words, pairs, letter groups, and votes of seed words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

import numpy as np
from scipy import sparse

from trend_lib.topics.features import (
    choose_vocabulary,
    count_features,
    inverse_frequency,
    word_features,
    word_grams,
)
from trend_lib.topics.kind import vote
from trend_lib.topics.kinds.example import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.words import Token

    Floats = NDArray[np.float32]
    Document = Sequence[Token]

Feature = TypeVar("Feature")
MAX_FEATURES = 20_000  # of words and pairs, and again of letter groups


@dataclass(frozen=True)
class KindVocabulary:
    """Known words, pairs and letter groups, each with its rarity.

    Rows are scaled by the length of all that was read, known or not: a text of strange words speaks softly,
    and its probabilities stay near the prior however much its one known letter group is for a kind.
    """

    words: tuple[str, ...]
    grams: tuple[str, ...]
    word_weights: Floats
    gram_weights: Floats

    @classmethod
    def learn(cls, documents: Sequence[Document]) -> Self:
        """Keep every word, the pairs that two texts hold, and the letter groups that two words hold."""
        features = [word_features(document) for document in documents]
        repeated = set(choose_vocabulary(features, MAX_FEATURES, 2))
        every = choose_vocabulary(features, MAX_FEATURES, 1)
        words = [word for word in every if " " not in word or word in repeated]
        spelled = [word_grams(token.surface) for token in _distinct(documents)]
        grams = choose_vocabulary(spelled, MAX_FEATURES, 2)
        return cls(tuple(words), tuple(grams), _rarity(features, words), _rarity(spelled, grams))

    @property
    def width(self) -> int:
        """Columns of a row."""
        return len(self.words) + len(self.grams) + len(KINDS)

    def read(self, documents: Sequence[Document]) -> sparse.csr_matrix:
        """Return a row a text: words, letter groups and votes, each part at most of length one."""
        votes = np.array([_share_votes(document) for document in documents], np.float32)
        parts = [
            self._read_words(documents),
            self._read_letters(documents),
            sparse.csr_matrix(votes.reshape(len(documents), len(KINDS))),
        ]
        return sparse.csr_matrix(sparse.hstack(parts), dtype=np.float32)

    @cached_property
    def _word_places(self) -> dict[str, int]:
        return _number(self.words)

    @cached_property
    def _gram_places(self) -> dict[str, int]:
        return _number(self.grams)

    @cached_property
    def _rarest(self) -> float:
        return float(self.word_weights.max(initial=1.0))

    def _read_words(self, documents: Sequence[Document]) -> sparse.csr_matrix:
        """Return weighed words and pairs; unknown words count in the length, unknown pairs do not."""
        places = self._word_places
        features = [word_features(document) for document in documents]
        counts = _count(features, places)
        counts.data *= self.word_weights[counts.indices]
        unknown = [sum(" " not in one and one not in places for one in row) for row in features]
        return _scale(counts, np.array(unknown, np.float32) * self._rarest**2)

    def _read_letters(self, documents: Sequence[Document]) -> sparse.csr_matrix:
        """Return the sum of the words' letter groups; rare words are louder, stop words silent."""
        tokens = list(_distinct(documents))
        spellings = [word_grams(token.surface) for token in tokens]
        counts = _count(spellings, self._gram_places)
        counts.data *= self.gram_weights[counts.indices]
        unknown = [sum(one not in self._gram_places for one in row) for row in spellings]
        rarest = float(self.gram_weights.max(initial=1.0))
        spelled = _scale(counts, np.array(unknown, np.float32) * rarest**2)
        said = _count(documents, {token: place for place, token in enumerate(tokens)})
        said.data *= np.array([self._loudness(token.lemma) for token in tokens], np.float32)[
            said.indices
        ]
        return sparse.csr_matrix(_scale(said, np.zeros(len(documents), np.float32)) @ spelled)

    def _loudness(self, lemma: str) -> float:
        """Return a word's rarity; a word never seen is as rare as the rarest."""
        place = self._word_places.get(lemma)
        return self._rarest if place is None else float(self.word_weights[place])


def _share_votes(document: Document) -> list[float]:
    """Return the kinds' shares of the seed words' votes; one weak vote says less than many."""
    votes = vote(document)
    whole = 1 + sum(votes.values())
    return [votes.get(kind, 0.0) / whole for kind in KINDS]


def _distinct(documents: Iterable[Document]) -> dict[Token, None]:
    """Return the words that say something, each once, in the order of the texts."""
    return dict.fromkeys(token for row in documents for token in row if not token.is_stop)


def _number(features: Iterable[Feature]) -> dict[Feature, int]:
    """Return each feature's column."""
    return {feature: column for column, feature in enumerate(features)}


def _count(rows: Iterable[Iterable[Feature]], places: dict[Feature, int]) -> sparse.csr_matrix:
    """Return how often each row holds each known feature."""
    return count_features(
        ([places[one] for one in row if one in places] for row in rows), len(places)
    )


def _rarity(rows: Sequence[Sequence[str]], features: Sequence[str]) -> Floats:
    """Return each feature's weight by how few rows hold it."""
    return inverse_frequency(_count(rows, _number(features)))


def _scale(rows: sparse.csr_matrix, unknown: Floats) -> sparse.csr_matrix:
    """Divide every row by its length, the squares of what is unknown in it added; empty rows stay."""
    squares = np.asarray(rows.power(2).sum(axis=1), np.float32).ravel()
    lengths = np.sqrt(squares + unknown)
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_matrix(sparse.diags_array(scale) @ rows)
