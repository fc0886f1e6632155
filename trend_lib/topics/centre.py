"""Topic centres: where each topic lies, and how far its own texts stray from it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

RESIDUE = 1  # the topic of contacts that fit nowhere
FLOOR_QUANTILE = 0.02  # of a topic's own texts may lie farther out than its floor
LEAST_FLOOR = 0.1  # nothing this unlike a centre belongs to it, whatever its texts say
SINGLE_TEXT_MEDIAN = 0.8  # of a topic that is one text repeated: near copies belong, others do not


@dataclass(frozen=True)
class Centres:
    """One row a topic: its id, centre, and the cosines that its own texts reach."""

    topic_ids: NDArray[np.int64]
    vectors: NDArray[np.float32]
    floors: NDArray[np.float32]  # below it a text is not of the topic
    medians: NDArray[np.float32]  # half of the topic's texts lie nearer than this

    @classmethod
    def measure(
        cls, topic_ids: Sequence[int], groups: Sequence[NDArray[np.float32]], *, width: int
    ) -> Self:
        """Calibrate centres on the texts of each topic; `width` is that of a vector."""
        measured = [_measure_one(group) for group in groups]
        centres = [centre for centre, _, _ in measured]
        return cls(
            np.array(topic_ids, dtype=np.int64),
            np.array(centres, dtype=np.float32).reshape(len(measured), width),
            np.array([floor for _, floor, _ in measured], dtype=np.float32),
            np.array([median for _, _, median in measured], dtype=np.float32),
        )

    @classmethod
    def join(cls, parts: Sequence[Centres]) -> Self:
        """Put the topics of several births side by side."""
        return cls(
            np.concatenate([part.topic_ids for part in parts]),
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.floors for part in parts]),
            np.concatenate([part.medians for part in parts]),
        )

    @classmethod
    def load(cls, artefact: bytes) -> Self:
        """Read centres back from the bytes of `pack`."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as stored:
            return cls(stored["topic_ids"], stored["vectors"], stored["floors"], stored["medians"])

    def pack(self) -> bytes:
        """Return everything as a NumPy archive without pickles."""
        written = io.BytesIO()
        np.savez_compressed(
            written,
            allow_pickle=False,
            topic_ids=self.topic_ids,
            vectors=self.vectors,
            floors=self.floors,
            medians=self.medians,
        )
        return written.getvalue()

    def only(self, topic_ids: Collection[int]) -> Centres:
        """Return the centres of some topics."""
        kept = np.isin(self.topic_ids, sorted(topic_ids))
        return Centres(
            self.topic_ids[kept], self.vectors[kept], self.floors[kept], self.medians[kept]
        )

    def place(self, vectors: NDArray[np.float32]) -> Placed:
        """Give each text its nearest topic that takes it, or the residue."""
        if not len(self):
            nothing = np.zeros(len(vectors), dtype=np.float32)
            return Placed(np.full(len(vectors), RESIDUE), nothing, nothing - 1)
        cosines = vectors @ self.vectors.T
        accepted = np.where(cosines >= self.floors, cosines, -1)
        fits = accepted.max(axis=1) > 0
        nearest = np.where(fits, accepted.argmax(axis=1), cosines.argmax(axis=1))
        similarity = np.clip(cosines[np.arange(len(vectors)), nearest], 0, 1)
        topic_ids = np.where(fits, self.topic_ids[nearest], RESIDUE)
        return Placed(topic_ids, similarity, similarity - self.medians[nearest])

    def __len__(self) -> int:
        return len(self.topic_ids)


@dataclass(frozen=True)
class Placed:
    """Where texts were placed."""

    topic_ids: NDArray[np.int64]
    similarity: NDArray[np.float32]  # to the nearest centre, 0 to 1
    margin: NDArray[np.float32]  # similarity less the topic's median; below 0 it fits badly


def _measure_one(group: NDArray[np.float32]) -> tuple[NDArray[np.float32], float, float]:
    """Return centre, floor and median; a text is compared with the centre of the others."""
    total = group.sum(axis=0)
    centre = total / max(float(np.linalg.norm(total)), 1e-9)
    if len(np.unique(group, axis=0)) == 1:
        return centre, SINGLE_TEXT_MEDIAN, SINGLE_TEXT_MEDIAN
    others = total - group
    lengths = np.maximum(np.linalg.norm(others, axis=1), 1e-9)
    cosines = (group * others).sum(axis=1) / lengths
    floor = max(float(np.quantile(cosines, FLOOR_QUANTILE)), LEAST_FLOOR)
    return centre, floor, max(float(np.median(cosines)), floor)
