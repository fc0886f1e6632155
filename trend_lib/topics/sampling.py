"""Samples that hardly change when texts are added: those whose digest is lowest."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def sample_texts(texts: Iterable[str], most: int, seed: int = 0) -> list[str]:
    """Return at most `most` distinct texts, in an order that says nothing about them."""
    key = seed.to_bytes(8, "big", signed=True)
    return sorted(set(texts), key=lambda text: _digest(text, key))[:most]


def sample_contacts(said: Mapping[str, int], most: int) -> Counter[str]:
    """Return at most `most` contacts as text → how many of them, in an order that says nothing."""
    drawn = sorted(
        (_digest(f"{copy} {text}", b""), text)
        for text, count in said.items()
        for copy in range(count)
    )
    return Counter(text for _, text in drawn[:most])


def _digest(text: str, key: bytes) -> bytes:
    """Return a text's place in the order."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()
