"""Texts made fit for a language model: hostile bytes out, cut to what a model reads and we can afford."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

MAX_LETTERS = (
    500  # a request says what it is about at its start; reading costs more than in proportion
)
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")  # NUL would end the text inside a C library
BLANKS = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Return the text without control characters and lone surrogates, cut to a model's window."""
    return BLANKS.sub(" ", CONTROL.sub(" ", text[: 2 * MAX_LETTERS])).strip()[:MAX_LETTERS]


def encode_clean(
    texts: Sequence[str], width: int, encode: Callable[[list[str]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return unit rows of cleaned texts; empty ones never reach the model and are rows of zeros."""
    cleaned = [clean_text(text) for text in texts]
    rows = np.zeros((len(texts), width), dtype=np.float32)
    filled = [row for row, text in enumerate(cleaned) if text]
    if filled:
        rows[filled] = unit_rows(encode([cleaned[row] for row in filled]))
    return rows


def unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale every row to length one; rows of zeros, and what a model could not say, are zeros."""
    finite = np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(finite, axis=1, keepdims=True)
    scaled = np.divide(finite, lengths, out=np.zeros_like(finite), where=lengths > 1e-9)
    return np.asarray(scaled, dtype=np.float32)
