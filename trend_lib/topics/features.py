"""Texts as sparse counts: lemmas and pairs of lemmas, and the letter groups inside words."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.words import Token

GRAM_LETTERS = (3, 4, 5)


def word_features(tokens: Sequence[Token]) -> list[str]:
    """Return the lemmas that say something, and every pair of neighbours (`no signal` is a pair)."""
    singles = [token.lemma for token in tokens if not token.is_stop]
    return singles + [f"{first.lemma} {second.lemma}" for first, second in pairwise(tokens)]


@lru_cache(maxsize=300_000)
def word_grams(word: str) -> tuple[str, ...]:
    """Return the groups of 3 to 5 letters of one word, its edges marked by blanks."""
    padded = f" {word} "
    return tuple(
        padded[start : start + letters]
        for letters in GRAM_LETTERS
        for start in range(len(padded) - letters + 1)
    )


def gram_features(tokens: Sequence[Token]) -> list[str]:
    """Return the letter groups of all the text's words: they forgive typing errors and endings."""
    return [gram for token in tokens for gram in word_grams(token.surface)]


def choose_vocabulary(documents: Iterable[Sequence[str]], most: int, least: int) -> list[str]:
    """Return at most `most` features that `least` documents or more hold, in alphabetical order."""
    held: Counter[str] = Counter()
    for features in documents:
        held.update(set(features))
    frequent = [(-count, feature) for feature, count in held.items() if count >= least]
    return sorted(feature for _, feature in sorted(frequent)[:most])


def count_features(documents: Iterable[Iterable[int]], size: int) -> sparse.csr_matrix:
    """Return how often each document holds each feature; documents list the features' columns."""
    columns: list[int] = []
    ends = [0]
    for document in documents:
        columns.extend(document)
        ends.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    indices = np.array(columns, dtype=np.int32)
    counts = sparse.csr_matrix((ones, indices, ends), shape=(len(ends) - 1, size))
    counts.sum_duplicates()
    return counts


def inverse_frequency(counts: sparse.csr_matrix) -> NDArray[np.float32]:
    """Return each feature's weight: 1 + log((1 + documents) / (1 + documents that hold it))."""
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(1 + np.log((1 + counts.shape[0]) / (1 + held)), dtype=np.float32)


def weigh(counts: sparse.csr_matrix, weights: NDArray[np.float32]) -> sparse.csr_matrix:
    """Return rows of (1 + log count) x weight, each of length one (or empty)."""
    weighted = counts.copy()
    weighted.data = (1 + np.log(weighted.data)) * weights[weighted.indices]
    lengths = np.sqrt(np.asarray(weighted.power(2).sum(axis=1)).ravel())
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    weighted.data *= np.repeat(scale, np.diff(weighted.indptr))
    return weighted
