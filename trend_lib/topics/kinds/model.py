"""The classifier of kinds: multinomial logistic regression on what is read in a text, calibrated.

Question: how likely is each of the three kinds, given the text? Assumption: words, letter groups, votes and the
encoder's dimensions add up, each for or against a kind. Formula: p = softmax((x W) / T); W minimises the weighted
log-loss plus |W|^2 / 2C (scikit-learn), without an intercept and with every kind of equal weight, so that a text
that says nothing known is of each kind alike: labels that people gave to doubtful texts say nothing of how
frequent a kind is. C is chosen by log-loss over folds of groups, T by `calibration`.
It is wrong about subjects that no example taught, and where a text is of two kinds.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from trend_lib.topics.kinds.calibration import to_probabilities
from trend_lib.topics.kinds.example import KINDS
from trend_lib.topics.kinds.fitting import VECTOR_LOUDNESS, Lesson, choose, fit_weights
from trend_lib.topics.kinds.reading import KindVocabulary
from trend_lib.topics.words import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.words import Token

    Floats = NDArray[np.float32]
    Probabilities = NDArray[np.float64]

PARTS = ("words", "grams")
BATCH = 20_000  # texts read at once: memory stays small however many there are


@dataclass(frozen=True)
class KindModel:
    """A frozen vocabulary, the weight of each feature for each kind, and a temperature."""

    vocabulary: KindVocabulary
    coefficients: Floats  # (features + dimensions of vectors) x kinds
    temperature: float
    taught_by: str  # names the lesson: the same lesson need not be taught again
    version: str
    kinds: tuple[str, ...] = KINDS

    @classmethod
    def fit(  # noqa: PLR0913 - the first three say what is learned, the others have defaults
        cls,
        texts: Sequence[str],
        kinds: Sequence[str],
        seed: int,
        *,
        vectors: Floats | None = None,
        weights: Sequence[float] | None = None,
        groups: Sequence[str] | None = None,
        taught_by: str = "",
    ) -> Self:
        """Learn from texts of all three kinds; texts of one group are never judged by each other.

        Raises:
            ValueError: A kind has no text, or is not one of the three.
        """
        lesson = Lesson.make(texts, kinds, vectors, weights, groups)
        strength, temperature = choose(lesson, seed)
        vocabulary = KindVocabulary.learn(lesson.documents)
        coefficients = fit_weights(lesson, vocabulary, strength)
        coefficients[vocabulary.width :] *= VECTOR_LOUDNESS  # vectors are handed in as they are
        return cls.load(_pack(vocabulary, coefficients.astype(np.float32), temperature, taught_by))

    @property
    def dimensions(self) -> int:
        """How wide the vectors must be that come with the texts; 0: none are read."""
        return len(self.coefficients) - self.vocabulary.width

    def probabilities(self, texts: Sequence[str], vectors: Floats | None = None) -> Probabilities:
        """Return a row a text, a column a kind; each row adds up to one.

        Raises:
            ValueError: The vectors are not those the model was taught with.
        """
        width = 0 if vectors is None else vectors.shape[1]
        if width != self.dimensions:
            raise ValueError(f"vectors have {width} dimensions, the model reads {self.dimensions}")
        documents = [read_tokens(text) for text in texts]
        parts = [
            self._score(documents[first : first + BATCH]) for first in range(0, len(texts), BATCH)
        ]
        scores = np.vstack([np.zeros((0, len(KINDS))), *parts])
        if vectors is not None:
            scores = scores + vectors @ self.coefficients[self.vocabulary.width :]
        return to_probabilities(scores, self.temperature)

    def pack(self) -> bytes:
        """Return everything as a NumPy archive without pickles."""
        return _pack(self.vocabulary, self.coefficients, self.temperature, self.taught_by)

    @classmethod
    def load(cls, artefact: bytes) -> Self:
        """Read a model back from the bytes of `pack`."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as stored:
            words, grams = (_unpack_names(stored[name]) for name in PARTS)
            vocabulary = KindVocabulary(
                words, grams, stored["word_weights"], stored["gram_weights"]
            )
            coefficients, temperature = stored["coefficients"], float(stored["temperature"])
            taught_by = str(stored["taught_by"])
        version = f"kinds-{hashlib.sha256(artefact).hexdigest()[:10]}"
        return cls(vocabulary, coefficients, temperature, taught_by, version)

    def _score(self, documents: Sequence[Sequence[Token]]) -> Probabilities:
        """Return what the words say for each kind."""
        rows = self.vocabulary.read(documents)
        return np.asarray(rows @ self.coefficients[: self.vocabulary.width], dtype=np.float64)


def _pack(
    vocabulary: KindVocabulary, coefficients: Floats, temperature: float, taught_by: str
) -> bytes:
    """Write the archive; names are one UTF-8 text each, a feature a line."""
    written = io.BytesIO()
    lines = {name: "\n".join(getattr(vocabulary, name)).encode() for name in PARTS}
    names = {name: np.frombuffer(text, dtype=np.uint8) for name, text in lines.items()}
    np.savez_compressed(
        written,
        allow_pickle=False,
        word_weights=vocabulary.word_weights,
        gram_weights=vocabulary.gram_weights,
        coefficients=coefficients,
        temperature=np.array(temperature),
        taught_by=np.array(taught_by),
        **names,
    )
    return written.getvalue()


def _unpack_names(stored: NDArray[np.uint8]) -> tuple[str, ...]:
    """Read a list of features back."""
    return tuple(stored.tobytes().decode().split("\n")) if stored.size else ()
