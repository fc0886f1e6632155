"""What a fetch answers: what each source gave, how long it made us wait, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchedSource:
    """What one source gave."""

    source: str
    pages: int = 0
    records: int = 0
    bytes: int = 0
    seconds_waited: float = 0.0  # because the server asked for it, or was out of order
    fault: str = ""  # why it stopped before its end; empty: it was fetched whole


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one fetch did; plain values, so that a machine can read it as JSON."""

    sources: tuple[FetchedSource, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with each source that was not fetched whole, and the cure."""
        return tuple(f"{one.source}: {one.fault}" for one in self.sources if one.fault)
