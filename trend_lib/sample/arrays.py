"""The shapes the sample's steps hand to each other: columns of equal length, one entry a contact."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]

Columns = TypeVar("Columns", bound=Any)


def pick(columns: Columns, rows: Flags | Ints) -> Columns:
    """Return the same dataclass of columns with only these rows, in this order."""
    chosen = {each.name: getattr(columns, each.name)[rows] for each in fields(columns)}
    return replace(columns, **chosen)


def as_texts(values: list[str] | tuple[str, ...]) -> Texts:
    """Return an object array, whose `+` joins texts and whose index copies no letters."""
    texts = np.empty(len(values), dtype=object)
    texts[:] = values
    return texts


def dice(seed: int, part: int) -> np.random.Generator:
    """Return the random numbers of one part: more draws in one part change no other."""
    return np.random.default_rng([seed, part])
