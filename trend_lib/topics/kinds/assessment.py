"""How good the kinds are on texts whose kind people know: right how often, confused how, sure with reason?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binomtest

from trend_lib.topics.kinds.example import KINDS
from trend_lib.topics.kinds.verdict import likeliest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BINS = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A share of texts with its 95 % interval; all NaN where there was none."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class KindAssessment:
    """What probabilities are worth on labelled texts."""

    texts: int
    accuracy: Share
    recall: dict[str, Share]  # of the texts of a kind, how many were told
    confusion: NDArray[np.int64]  # rows: what people said; columns: what the classifier said
    calibration_error: float
    brier: float


def assess_kinds(labels: Sequence[str], probabilities: Floats) -> KindAssessment:
    """Compare probabilities with labels that people gave; no text may have taught the model."""
    truth = np.array([KINDS.index(label) for label in labels], dtype=np.int64)
    said = likeliest(probabilities)
    confusion = np.zeros((len(KINDS), len(KINDS)), dtype=np.int64)
    np.add.at(confusion, (truth, said), 1)
    rights = confusion.diagonal()
    return KindAssessment(
        texts=len(truth),
        accuracy=wilson_share(int(rights.sum()), len(truth)),
        recall={
            kind: wilson_share(int(right), int(row.sum()))
            for kind, right, row in zip(KINDS, rights, confusion, strict=True)
        },
        confusion=confusion,
        calibration_error=calibration_error(truth, probabilities),
        brier=brier_score(truth, probabilities),
    )


def wilson_share(right: int, tried: int) -> Share:
    """Return a share and which true shares make it unsurprising (E. B. Wilson, JASA 22, 1927).

    Assumes that texts are right or wrong independently; where copies of one text abound it is too narrow.
    """
    if not tried:
        return Share(np.nan, np.nan, np.nan)
    interval = binomtest(right, tried).proportion_ci(0.95, method="wilson")
    return Share(right / tried, float(interval.low), float(interval.high))


def calibration_error(truth: NDArray[np.int64], probabilities: Floats) -> float:
    """Return how far what is said lies from what holds: the expected calibration error.

    Question: of texts told with probability p, is the share p right? Formula: sum over ten bins of equal width of
    (texts in bin / all) * |share right - mean of the largest probability|. Source: M. Naeini, G. Cooper,
    M. Hauskrecht, AAAI 2015. It is wrong in either direction for few texts: bins are noisy, and errors of
    opposite sign inside a bin cancel.
    """
    if not len(truth):
        return float("nan")
    rows = np.asarray(probabilities, float)
    sureness = rows.max(axis=1)
    is_right = likeliest(rows) == truth
    bins = np.minimum((sureness * BINS).astype(np.int64), BINS - 1)
    gaps = np.bincount(bins, is_right, BINS) - np.bincount(bins, sureness, BINS)
    return float(np.abs(gaps).sum() / len(truth))


def brier_score(truth: NDArray[np.int64], probabilities: Floats) -> float:
    """Return the mean squared distance to certainty about the truth, 0 to 2 (G. Brier, 1950)."""
    if not len(truth):
        return float("nan")
    wanted = np.eye(len(KINDS))[truth]
    return float(np.square(np.asarray(probabilities, float) - wanted).sum(axis=1).mean())
