"""The student: a linear map from what a text is written with to what the teacher says of it.

Question: what would the teacher say of this text? Assumption: its vector is near a sum of parts that words,
pairs and letter groups bring. Formula: W = X'(XX' + lambda I)^-1 Y, ridge regression in its dual form
(Saunders, Gammerman and Vovk 1998), X the texts' features, Y the teacher's centred unit vectors.
It is wrong for words the sample never held, and where the order of words decides; then the teacher is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy import linalg, sparse

from trend_lib.topics.encoders.cleaning import unit_rows
from trend_lib.topics.encoders.vocabulary import Vocabulary, row_lengths, scale_rows, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

RIDGE = 0.3  # flat between .1 and 1 on the sets it was chosen on
MOST_TEXTS = 8_000  # of the dual form: its square matrix takes a quarter of a gigabyte then
REMEMBERED_WORDS = 40_000  # spelled words with their vectors: some 60 MB


@dataclass
class _SpelledWords:
    """Words with the vectors of their letter groups."""

    places: dict[str, int] = field(default_factory=dict)
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    lengths: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    def make_room(self, words: set[str]) -> list[str]:
        """Forget all when too much is remembered; return the words that must be spelled."""
        if len(self.places) + len(words - self.places.keys()) > REMEMBERED_WORDS:
            self.places.clear()
            self.vectors, self.lengths = self.vectors[:0], self.lengths[:0]
        return sorted(words - self.places.keys())

    def add(
        self, words: list[str], vectors: NDArray[np.float32], lengths: NDArray[np.float32]
    ) -> None:
        """Remember words."""
        self.places.update(
            zip(words, range(len(self.places), len(self.places) + len(words)), strict=True)
        )
        held = self.vectors.reshape(-1, vectors.shape[1])
        self.vectors = np.vstack([held, vectors]) if len(words) else held
        self.lengths = np.concatenate([self.lengths, lengths])


@dataclass(frozen=True)
class Student:
    """A frozen vocabulary and what each of its features adds to a text's vector."""

    vocabulary: Vocabulary
    word_map: NDArray[np.float16]  # words and pairs x dimensions
    gram_map: NDArray[np.float16]  # letter groups x dimensions
    _spelled: _SpelledWords = field(default_factory=_SpelledWords, repr=False, compare=False)

    @classmethod
    def fit(cls, documents: Sequence[Sequence[str]], taught: NDArray[np.float32]) -> Self:
        """Learn the map from texts (as words) to what the teacher said of them (unit rows)."""
        vocabulary = Vocabulary.learn(documents)
        words = vocabulary.count_words(documents)
        grams = _spell_texts(vocabulary, documents)
        alike = (words @ words.T).toarray()
        alike += (grams @ grams.T).toarray()  # hardly a zero in it: sparse sums would only cost
        alike[np.diag_indices_from(alike)] += RIDGE
        shares = linalg.solve(alike, taught, assume_a="pos", overwrite_a=True)
        word_map, gram_map = (
            np.asarray(block.T @ shares, dtype=np.float16) for block in (words, grams)
        )
        return cls(vocabulary, word_map, gram_map)

    @cached_property
    def width(self) -> int:
        """The teacher's dimensions."""
        return int(self.word_map.shape[1])

    def project(self, documents: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return what the teacher would say: unit rows, zeros where nothing is known."""
        words = self.vocabulary.count_words(documents) @ self._word_map
        return unit_rows(words + self._project_grams(documents))

    @cached_property
    def _word_map(self) -> NDArray[np.float32]:
        return self.word_map.astype(np.float32)

    @cached_property
    def _gram_map(self) -> NDArray[np.float32]:
        return self.gram_map.astype(np.float32)

    def _project_grams(self, documents: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Add up the words' spellings, each looked up once."""
        spelled = self._spelled
        new = spelled.make_room({word for words in documents for word in words})
        rows = self.vocabulary.spell(new)
        spelled.add(new, rows @ self._gram_map, row_lengths(rows))
        counted = spread(documents, spelled.places)
        lengths = _lengths_of_sums(counted, spelled.lengths)
        product = scale_rows(counted, lengths) @ spelled.vectors
        return np.asarray(product, dtype=np.float32).reshape(len(documents), self.width)


def _spell_texts(vocabulary: Vocabulary, documents: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Return the texts' letter groups: sums over their words, every row of length one (or empty)."""
    distinct = sorted({word for words in documents for word in words})
    rows = vocabulary.spell(distinct)
    counted = spread(documents, {word: place for place, word in enumerate(distinct)})
    lengths = _lengths_of_sums(counted, row_lengths(rows))
    return sparse.csr_matrix(scale_rows(counted, lengths) @ rows)


def _lengths_of_sums(
    counted: sparse.csr_matrix, lengths: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the texts' lengths as if no two words shared a letter group: near enough, and quick."""
    data = counted.data**2 * lengths[counted.indices] ** 2
    squares = sparse.csr_matrix((data, counted.indices, counted.indptr), shape=counted.shape)
    return np.asarray(np.sqrt(squares @ np.ones(counted.shape[1], np.float32)), dtype=np.float32)
