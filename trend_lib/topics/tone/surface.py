"""What of a text the head reads beside its vector: the lexicon's word, length, marks and capitals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.tone.lexicon import lexicon_tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SURFACE = 6  # how many there are
SMALL = 0.3  # against the lexicon's own, so that the penalty trusts them less


def surface_features(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return a row a text, of about the size of a vector of length one."""
    rows = {text: _features(text) for text in set(texts)}
    return np.array([rows[text] for text in texts], dtype=np.float64).reshape(-1, SURFACE)


def _features(text: str) -> tuple[float, ...]:
    """Return one text's features."""
    tone = lexicon_tone(text)
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    return (
        tone or 0.0,
        SMALL * (tone is not None),
        SMALL * math.log1p(len(text)) / 4,
        SMALL * min(text.count("!"), 4) / 2,
        SMALL * min(text.count("?"), 4) / 2,
        SMALL * capitals / max(letters, 1),
    )
