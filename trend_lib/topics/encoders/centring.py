"""One space for all languages: from every vector its own language's mean is taken.

Question: what does a text say, apart from the language it is said in? A multilingual teacher puts a language's
texts beside one another; the mean of a language holds that, and taking it away leaves the subject. Assumption:
the languages speak about the same things in like shares. Formula: unit(v - m_l), with m_l drawn to the mean of
all texts by CAUTION texts' weight. It is wrong where one language has a subject of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from trend_lib.topics.encoders.cleaning import unit_rows
from trend_lib.topics.words import CYRILLIC, UKRAINIAN_LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LANGUAGES = ("uk", "ru", "en")
CAUTION = 10  # texts of the overall mean that each language's own is mixed with: so much less do means differ than texts
LEAST_APART = 0.01  # from the mean; closer is rounding


def read_language(text: str) -> int:
    """Return a text's language by its letters, as a place in LANGUAGES."""
    lowered = text.lower()
    if UKRAINIAN_LETTERS.search(lowered):
        return 0
    return 1 if CYRILLIC.search(lowered) else 2


@dataclass(frozen=True)
class LanguageMeans:
    """A mean vector a language."""

    rows: NDArray[np.float32]  # languages x dimensions

    @classmethod
    def measure(cls, texts: Sequence[str], vectors: NDArray[np.float32]) -> Self:
        """Measure the languages' means in the teacher's vectors of some texts."""
        spoken = np.array([read_language(text) for text in texts], dtype=np.int64)
        overall = vectors.sum(axis=0) / max(1, len(vectors))
        rows = [
            (vectors[spoken == one].sum(axis=0) + CAUTION * overall)
            / ((spoken == one).sum() + CAUTION)
            for one in range(len(LANGUAGES))
        ]
        return cls(np.array(rows, dtype=np.float32))

    def take_away(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the texts' vectors without their languages' means, of length one; zeros stay.

        Where all texts are the same, the mean is the text: it keeps its vector.
        """
        spoken = [read_language(text) for text in texts]
        apart = vectors - self.rows[spoken]
        same = np.linalg.norm(apart, axis=1) < LEAST_APART
        apart[same] = vectors[same]
        apart[~vectors.any(axis=1)] = 0
        return unit_rows(apart)
