"""Tone by the home's own scores: a ridge on the encoder's vectors, taught by what customers pressed.

Question: which score would the writer of this text give, on a scale from -1 to 1? Assumes that those who answered
speak for those who did not. Method: ridge (`ridge.py`) on the vector, the lexicon's tone and simple surface features;
the linear calibration y = a + b * prediction is fitted on out-of-fold predictions, so that the output is an expectation
(Cox 1958). Unknown: texts so new to the head that, out of fold, those at least as new were foretold no better than
by the mean. With few scores, or scores that no text foretells (the lower end of the interval of rho is below .05), the
lexicon alone judges. Wrong where only the angry answer, and for encoders other than the one it was fitted on.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from trend_lib.topics.tone.lexicon import lexicon_tone
from trend_lib.topics.tone.measure import rank_agreement
from trend_lib.topics.tone.ridge import OutOfFold, Ridge, deal_folds, fit_ridge, predict_out_of_fold
from trend_lib.topics.tone.surface import SURFACE, surface_features
from trend_lib.topics.tone.wordlist import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_SCORED = 200
MOST_SCORED = 20_000  # more teach hardly more
LEAST_RHO = 0.05  # surely above: a fainter head would only tell the mean
LEAST_TAIL = 30  # texts that a verdict on the newest needs
TAILS = (0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01)
FIELDS = ("middle", "weights", "axes", "newness", "mean", "calibration", "newest")


@dataclass(frozen=True)
class ToneHead:
    """A frozen judge of tone; without a ridge the lexicon judges."""

    ridge: Ridge | None
    calibration: tuple[float, float]  # constant and slope
    newest: float  # texts newer than this are unknown
    version: str

    @classmethod
    def lexicon_alone(cls) -> Self:
        """Return the judge of a home without scores."""
        return cls(None, (0.0, 1.0), 1.0, f"tone-lexicon-{load_lexicon().version}")

    @classmethod
    def fit(
        cls, texts: Sequence[str], vectors: NDArray[np.float32], scores01: Floats, seed: int
    ) -> Self:
        """Learn from scored texts; scores run from 0 to 1, the best.

        Raises:
            ValueError: Texts, vectors and scores differ in number, or a score is outside 0 to 1.
        """
        scores = np.asarray(scores01, dtype=np.float64)
        _refuse_misfits(texts, vectors, scores)
        kept = _choose_rows(texts, vectors, seed)
        texts, rows = [texts[row] for row in kept], _features(texts, vectors)[kept]
        targets = 2 * scores[kept] - 1
        if len(kept) < LEAST_SCORED or np.ptp(targets) == 0:
            return cls.lexicon_alone()
        foretold = predict_out_of_fold(rows, targets, deal_folds(texts, targets, seed))
        if rank_agreement(foretold.predicted, targets).lower < LEAST_RHO:
            return cls.lexicon_alone()
        ridge = fit_ridge(rows, targets, foretold.penalty)
        calibration = _calibrate(foretold.predicted, targets)
        return cls.load(_pack(ridge, calibration, _newest_known(foretold, targets)))

    @classmethod
    def load(cls, artefact: bytes) -> Self:
        """Read a judge back from the bytes of `pack`."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as stored:
            if "weights" not in stored:
                return cls.lexicon_alone()
            parts = {name: stored[name].astype(np.float64) for name in FIELDS}
        ridge = Ridge(
            parts["middle"], float(parts["mean"]), parts["weights"], parts["axes"], parts["newness"]
        )
        constant, slope = parts["calibration"].tolist()
        made = hashlib.sha256(artefact + load_lexicon().version.encode()).hexdigest()[:10]
        return cls(ridge, (constant, slope), float(parts["newest"]), f"tone-{made}")

    def pack(self) -> bytes:
        """Return everything as a NumPy archive without pickles."""
        return _pack(self.ridge, self.calibration, self.newest)

    def tone(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> Floats:
        """Return each text's tone, -1 to 1, NaN where it cannot be judged.

        Raises:
            ValueError: The vectors are not of the encoder it was fitted on, or not one a text.
        """
        if self.ridge is None:
            tones = {text: lexicon_tone(text) for text in set(texts)}
            return np.array([tones[text] for text in texts], dtype=np.float64)
        if vectors.shape != (len(texts), len(self.ridge.weights) - SURFACE):
            raise ValueError(f"vectors of shape {vectors.shape} are not this head's encoder's")
        rows = _features(texts, vectors)
        constant, slope = self.calibration
        tones_of_rows = np.clip(constant + slope * self.ridge.predict(rows), -1, 1)
        unknown = ~np.any(vectors, axis=1) | (self.ridge.newness_of(rows) > self.newest)
        unknown |= np.array([not any(map(str.isalpha, text)) for text in texts], dtype=np.bool_)
        return np.where(unknown, np.nan, tones_of_rows)


def judge_out_of_fold(
    texts: Sequence[str], vectors: NDArray[np.float32], scores01: Floats, seed: int
) -> Floats:
    """Return each text's tone by a head that neither it nor its like had taught."""
    folds = deal_folds(texts, scores01, seed)
    tones = np.full(len(texts), np.nan)
    for fold in np.unique(folds):
        held, taught = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        known = [texts[row] for row in taught.tolist()]
        head = ToneHead.fit(known, vectors[taught], scores01[taught], seed)
        tones[held] = head.tone([texts[row] for row in held.tolist()], vectors[held])
    return tones


def _refuse_misfits(texts: Sequence[str], vectors: NDArray[np.float32], scores: Floats) -> None:
    """Refuse what cannot be a set of scored texts."""
    if not len(texts) == len(vectors) == len(scores):
        raise ValueError("texts, vectors and scores must be as many")
    if not np.all((scores >= 0) & (scores <= 1)):
        raise ValueError("scores must lie in 0 to 1")


def _choose_rows(
    texts: Sequence[str], vectors: NDArray[np.float32], seed: int
) -> NDArray[np.int64]:
    """Return the rows that can teach, a sample where they are very many, always in one order."""
    worded = np.flatnonzero(np.any(vectors, axis=1)) if len(texts) else np.arange(0)
    chosen = np.random.default_rng(seed).permutation(worded)[:MOST_SCORED]
    return np.sort(chosen)


def _features(texts: Sequence[str], vectors: NDArray[np.float32]) -> Floats:
    """Put what is read of a text beside its vector."""
    return np.hstack([np.asarray(vectors, dtype=np.float64), surface_features(texts)])


def _calibrate(predicted: Floats, targets: Floats) -> tuple[float, float]:
    """Return the line through out-of-fold predictions: what they mean as an expectation."""
    spread = float(np.var(predicted))
    slope = float(np.mean((predicted - predicted.mean()) * (targets - targets.mean()))) / spread
    return float(targets.mean() - slope * predicted.mean()), slope


def _newest_known(foretold: OutOfFold, targets: Floats) -> float:
    """Return the newness from which on the mean foretells as well; at most the newest ever judged."""
    order = np.argsort(foretold.newness)
    for tail in TAILS:
        newest = order[len(order) - int(tail * len(order)) :]
        if len(newest) < LEAST_TAIL:
            break
        errors = (foretold.predicted[newest] - targets[newest]) ** 2
        if errors.mean() >= ((targets[newest] - targets.mean()) ** 2).mean():
            return float(foretold.newness[newest[0]])
    return float(foretold.newness.max())


def _pack(ridge: Ridge | None, calibration: tuple[float, float], newest: float) -> bytes:
    """Write the archive; half the precision is plenty for the axes."""
    written = io.BytesIO()
    parts = {"calibration": np.array(calibration), "newest": np.array(newest)}
    if ridge is not None:
        parts |= {name: np.asarray(getattr(ridge, name)) for name in FIELDS[:5]}
        parts |= {"axes": ridge.axes.astype(np.float32)}
    np.savez_compressed(written, allow_pickle=False, **parts)
    return written.getvalue()
