"""Centres: where each subtopic lies, whose it is, and how far its own texts stray from it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

RESIDUE = 1  # the topic of contacts that fit nowhere, and its only subtopic
COLUMNS = ("topic_ids", "vectors", "floors", "medians", "subtopic_ids")
FLOOR_QUANTILE = 0.02  # of a topic's own texts may lie farther out than its floor
LEAST_FLOOR = 0.1  # nothing this unlike a centre belongs to it, whatever its texts say
SINGLE_TEXT_MEDIAN = 0.8  # of a topic that is one text repeated: near copies belong, others do not


def _not_given() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Centres:
    """One row a subtopic: its id, its topic, its centre, and the cosines that its own texts reach."""

    topic_ids: NDArray[np.int64]  # may repeat: a topic can lie in several places
    vectors: NDArray[np.float32]
    floors: NDArray[np.float32]  # below it a text is not of the subtopic
    medians: NDArray[np.float32]  # half of the subtopic's texts lie nearer than this
    subtopic_ids: NDArray[np.int64] = field(
        default_factory=_not_given
    )  # left out: each topic's first, of the same id

    def __post_init__(self) -> None:
        """Let each topic have one subtopic of the same id where nothing else is said."""
        if len(self.subtopic_ids) != len(self.topic_ids):
            object.__setattr__(self, "subtopic_ids", self.topic_ids)

    @classmethod
    def measure(
        cls,
        topic_ids: Sequence[int],
        groups: Sequence[NDArray[np.float32]],
        *,
        width: int,
        subtopic_ids: Sequence[int] | None = None,
    ) -> Self:
        """Calibrate centres on the texts of each subtopic; `width` is that of a vector."""
        measured = [_measure_one(group) for group in groups]
        centres = [centre for centre, _, _ in measured]
        return cls(
            np.array(topic_ids, dtype=np.int64),
            np.array(centres, dtype=np.float32).reshape(len(measured), width),
            np.array([floor for _, floor, _ in measured], dtype=np.float32),
            np.array([median for _, _, median in measured], dtype=np.float32),
            np.array(topic_ids if subtopic_ids is None else subtopic_ids, dtype=np.int64),
        )

    @classmethod
    def join(cls, parts: Sequence[Centres]) -> Self:
        """Put the subtopics of several births side by side."""
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS))

    @classmethod
    def load(cls, artefact: bytes) -> Self:
        """Read centres back from the bytes of `pack`."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as stored:
            return cls(*(stored[name] for name in COLUMNS))

    def pack(self) -> bytes:
        """Return everything as a NumPy archive without pickles."""
        written = io.BytesIO()
        columns = {name: getattr(self, name) for name in COLUMNS}
        np.savez_compressed(written, allow_pickle=False, **columns)
        return written.getvalue()

    def only(self, topic_ids: Collection[int]) -> Centres:
        """Return the centres of some topics."""
        return self.pick(np.flatnonzero(np.isin(self.topic_ids, sorted(topic_ids))))

    def of_subtopics(self, subtopic_ids: Collection[int]) -> Centres:
        """Return the centres of some subtopics."""
        return self.pick(np.flatnonzero(np.isin(self.subtopic_ids, sorted(subtopic_ids))))

    def pick(self, rows: NDArray[np.int64]) -> Centres:
        """Return some rows."""
        return Centres(*(getattr(self, name)[rows] for name in COLUMNS))

    def newest(self) -> Centres:
        """Return the last row of each subtopic: a refit measures its centre anew."""
        last = {one: row for row, one in enumerate(self.subtopic_ids.tolist())}
        return self.pick(np.array(sorted(last.values()), dtype=np.int64))

    def owned(self, owners: Mapping[int, int]) -> Centres:
        """Return the centres with the topics that own them now (subtopic → topic)."""
        topic_ids = [owners[one] for one in self.subtopic_ids.tolist()]
        return replace(self, topic_ids=np.array(topic_ids, dtype=np.int64))

    def place(self, vectors: NDArray[np.float32]) -> Placed:
        """Give each text its nearest subtopic that takes it, or the residue."""
        if not len(self):
            nothing = np.zeros(len(vectors), dtype=np.float32)
            nowhere = np.full(len(vectors), RESIDUE)
            return Placed(nowhere, nothing, nothing - 1, nowhere)
        cosines = vectors @ self.vectors.T
        accepted = np.where(cosines >= self.floors, cosines, -1)
        fits = accepted.max(axis=1) > 0
        nearest = np.where(fits, accepted.argmax(axis=1), cosines.argmax(axis=1))
        similarity = np.clip(cosines[np.arange(len(vectors)), nearest], 0, 1)
        topic_ids = np.where(fits, self.topic_ids[nearest], RESIDUE)
        subtopic_ids = np.where(fits, self.subtopic_ids[nearest], RESIDUE)
        return Placed(topic_ids, similarity, similarity - self.medians[nearest], subtopic_ids)

    def __len__(self) -> int:
        return len(self.topic_ids)


@dataclass(frozen=True)
class Placed:
    """Where texts were placed."""

    topic_ids: NDArray[np.int64]
    similarity: NDArray[np.float32]  # to the nearest centre, 0 to 1
    margin: NDArray[np.float32]  # similarity less the subtopic's median; below 0 it fits badly
    subtopic_ids: NDArray[np.int64]


def _measure_one(group: NDArray[np.float32]) -> tuple[NDArray[np.float32], float, float]:
    """Return centre, floor and median; a text is compared with the centre of the others."""
    total = group.sum(axis=0)
    centre = total / max(float(np.linalg.norm(total)), 1e-9)
    if (group == group[0]).all():
        return centre, SINGLE_TEXT_MEDIAN, SINGLE_TEXT_MEDIAN
    others = total - group
    lengths = np.maximum(np.linalg.norm(others, axis=1), 1e-9)
    cosines = (group * others).sum(axis=1) / lengths
    floor = max(float(np.quantile(cosines, FLOOR_QUANTILE)), LEAST_FLOOR)
    return centre, floor, max(float(np.median(cosines)), floor)
