"""Folds of groups: wordings of one group are never on both sides, so that no near-copy leaks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def fold_groups(
    groups: Sequence[str], kinds: Sequence[str], folds: int, seed: int
) -> NDArray[np.int64]:
    """Return each text's fold: a kind's groups are dealt, largest first, to the fold with fewest of the kind."""
    sizes = Counter(zip(kinds, groups, strict=True))
    names = sorted({group for _, group in sizes})
    shuffled = np.random.default_rng(seed).permutation(len(names))
    luck = {name: int(place) for name, place in zip(names, shuffled, strict=True)}
    held: Counter[tuple[str, int]] = Counter()
    fold_of: dict[str, int] = {}
    for (kind, group), size in sorted(sizes.items(), key=lambda one: (-one[1], luck[one[0][1]])):
        if group not in fold_of:
            fold_of[group] = min(range(folds), key=lambda fold: (held[kind, fold], fold))
        held[kind, fold_of[group]] += size
    return np.array([fold_of[group] for group in groups], dtype=np.int64)
