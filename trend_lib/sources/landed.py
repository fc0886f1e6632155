"""What landing answers: how many deliveries came in, and where every row of them went."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Where the rows of a delivery went; the three ends add up to what was read."""

    read: int = 0
    kept: int = 0
    repeated: int = 0
    quarantined: int = 0

    @property
    def is_accounted(self) -> bool:
        """Whether nothing was lost and nothing counted twice."""
        return self.read == self.kept + self.repeated + self.quarantined

    def __add__(self, other: RowCounts) -> RowCounts:
        """Return the counts of both."""
        return RowCounts(
            self.read + other.read,
            self.kept + other.kept,
            self.repeated + other.repeated,
            self.quarantined + other.quarantined,
        )


@dataclass(frozen=True, slots=True)
class Landed:
    """What one landing did; plain values, so that a machine can read it as JSON."""

    deliveries: int = 0
    rows_read: int = 0
    rows_kept: int = 0
    rows_repeated: int = 0
    rows_quarantined: int = 0
    refused: tuple[str, ...] = ()  # what is wrong with each refused file, and the cure
    growing: tuple[str, ...] = ()  # files left alone: somebody may still be writing them


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What became of a delivery of which rows were set aside, read again by today's settings."""

    source: str
    path: str
    set_aside_before: int
    set_aside_now: int
    is_changed: bool = False
    why_not: str = ""  # why nothing of it was changed, and the cure
