"""Words that a vocabulary never saw: hashed, not lost."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSEEN_DIMENSIONS = 128
UNSEEN_PLACES = 4  # of each such word among them


def hashed_places(word: str) -> Iterator[tuple[int, int]]:
    """Yield the places and signs of an unseen word; the same on every machine."""
    digest = hashlib.blake2b(word.encode(), digest_size=2 * UNSEEN_PLACES).digest()
    for place, sign in zip(digest[::2], digest[1::2], strict=True):
        yield place % UNSEEN_DIMENSIONS, 1 if sign % 2 else -1
