"""How the classifier of kinds is fitted: folds of groups choose how bold it is and how loud it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from trend_lib.topics.kinds.calibration import choose_temperature, log_loss, to_probabilities
from trend_lib.topics.kinds.example import KINDS, wording_key
from trend_lib.topics.kinds.fold import fold_groups
from trend_lib.topics.kinds.reading import KindVocabulary
from trend_lib.topics.words import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.words import Token

    Floats = NDArray[np.float64]

STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)  # C: the larger, the more a single example is believed
FOLDS = 5
VECTOR_LOUDNESS = 2.0  # of an encoder's vector beside the words; chosen on the shipped examples


@dataclass(frozen=True)
class Lesson:
    """Texts read, with their kinds, weights and groups; what is taught."""

    documents: tuple[Sequence[Token], ...]
    columns: NDArray[np.int64]
    weights: Floats  # every kind's add up to the same
    groups: tuple[str, ...]
    vectors: NDArray[np.float32]

    @classmethod
    def make(
        cls,
        texts: Sequence[str],
        kinds: Sequence[str],
        vectors: NDArray[np.float32] | None,
        weights: Sequence[float] | None,
        groups: Sequence[str] | None,
    ) -> Self:
        """Read the texts and give every kind the same say."""
        if set(kinds) != set(KINDS):
            raise ValueError(f"texts of each kind are needed, and of no other: {', '.join(KINDS)}")
        columns = np.array([KINDS.index(kind) for kind in kinds], dtype=np.int64)
        given = np.ones(len(texts)) if weights is None else np.array(weights, float)
        fair = given / np.bincount(columns, given)[columns] * len(texts) / len(KINDS)
        kept = tuple(map(wording_key, texts)) if groups is None else tuple(groups)
        taught = np.zeros((len(texts), 0), np.float32) if vectors is None else vectors
        return cls(tuple(read_tokens(text) for text in texts), columns, fair, kept, taught)

    def part(self, rows: NDArray[np.int64]) -> Lesson:
        """Return the lesson of some of the texts."""
        return Lesson(
            tuple(self.documents[row] for row in rows),
            self.columns[rows],
            self.weights[rows],
            tuple(self.groups[row] for row in rows),
            self.vectors[rows],
        )


def read_features(lesson: Lesson, vocabulary: KindVocabulary) -> sparse.csr_matrix:
    """Return what the texts say and, beside it, the encoder's vectors."""
    rows = [vocabulary.read(lesson.documents), sparse.csr_matrix(VECTOR_LOUDNESS * lesson.vectors)]
    return sparse.csr_matrix(sparse.hstack(rows))


def fit_weights(lesson: Lesson, vocabulary: KindVocabulary, strength: float) -> Floats:
    """Return the weight of every feature for each kind."""
    return _regress(read_features(lesson, vocabulary), lesson, strength)


def out_of_fold_scores(
    lesson: Lesson, seed: int, strengths: Sequence[float] = STRENGTHS, folds: int = FOLDS
) -> Floats:
    """Return strengths x texts x kinds: what models say that saw nothing of a text's group."""
    scores = np.zeros((len(strengths), len(lesson.columns), len(KINDS)))
    kinds = [KINDS[column] for column in lesson.columns]
    fold_of = fold_groups(lesson.groups, kinds, folds, seed)
    for fold in range(folds):
        seen, held = (np.flatnonzero(side) for side in (fold_of != fold, fold_of == fold))
        taught, judged = lesson.part(seen), lesson.part(held)
        vocabulary = KindVocabulary.learn(taught.documents)
        rows, asked = read_features(taught, vocabulary), read_features(judged, vocabulary)
        for place, strength in enumerate(strengths):
            scores[place, held] = asked @ _regress(rows, taught, strength)
    return scores


def choose(lesson: Lesson, seed: int) -> tuple[float, float]:
    """Return the strength and the temperature with the least log-loss on texts that were held out."""
    tried = []
    for strength, scores in zip(STRENGTHS, out_of_fold_scores(lesson, seed), strict=True):
        temperature = choose_temperature(scores, lesson.columns, lesson.weights)
        loss = log_loss(scores / temperature, lesson.columns, lesson.weights)
        tried.append((loss, strength, temperature))
    _, strength, temperature = min(tried)
    return strength, temperature


def choose_out_of_fold(lesson: Lesson, seed: int) -> Floats:
    """Return what each text is given by models, strengths and temperatures that never saw its group."""
    told = np.zeros((len(lesson.columns), len(KINDS)))
    kinds = [KINDS[column] for column in lesson.columns]
    fold_of = fold_groups(lesson.groups, kinds, FOLDS, seed)
    for fold in range(FOLDS):
        taught = lesson.part(np.flatnonzero(fold_of != fold))
        held = np.flatnonzero(fold_of == fold)
        strength, temperature = choose(taught, seed)
        vocabulary = KindVocabulary.learn(taught.documents)
        scores = read_features(lesson.part(held), vocabulary) @ fit_weights(
            taught, vocabulary, strength
        )
        told[held] = to_probabilities(scores, temperature)
    return told


def _regress(rows: sparse.csr_matrix, lesson: Lesson, strength: float) -> Floats:
    """Fit; a kind that a fold lacks has no weight."""
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=500)
    model.fit(rows, lesson.columns, sample_weight=lesson.weights)
    return np.asarray(model.coef_.T, dtype=np.float64)
