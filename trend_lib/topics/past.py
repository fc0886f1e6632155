"""What was said before the last weeks: samples of contacts, each with how much it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.encoder import Encoder

COPIES = 4  # one more than the nearest texts that count: more copies of one text change nothing


@dataclass(frozen=True)
class Held:
    """A sample of the contacts that a topic held."""

    texts: Mapping[str, int]  # text → contacts of the sample
    contacts: int  # that it held in all
    among: int  # contacts of all topics since its first one


@dataclass(frozen=True)
class Past:
    """What was said before the last weeks: by all, and of single topics."""

    said: Held  # in an order that says nothing
    of_topics: Callable[[Collection[int], int], Mapping[int, Held]]  # so many contacts of each


@dataclass(frozen=True)
class Spoken:
    """Texts as vectors, with how many contacts said each; texts without words are left out."""

    vectors: NDArray[np.float32]
    counts: NDArray[np.int64]

    @classmethod
    def read(cls, encoder: Encoder, texts: Mapping[str, int]) -> Spoken:
        """Encode texts (text → contacts)."""
        vectors = encoder.encode(list(texts))
        counts = np.fromiter(texts.values(), dtype=np.int64, count=len(texts))
        worded = vectors.any(axis=1)
        return cls(vectors[worded], counts[worded])

    @classmethod
    def join(cls, parts: Sequence[Spoken]) -> Spoken:
        """Put texts side by side; a text of two parts counts twice."""
        vectors, counts = ([getattr(one, name) for one in parts] for name in ("vectors", "counts"))
        return cls(np.concatenate(vectors), np.concatenate(counts))

    @property
    def rows(self) -> NDArray[np.float32]:
        """A row a contact, as far as copies count."""
        return np.repeat(self.vectors, np.minimum(self.counts, COPIES), axis=0)
