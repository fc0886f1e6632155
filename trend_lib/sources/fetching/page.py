"""What a fetcher yields: one answer as it came, and where to go on after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import httpx

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.client import Client

Cursor = dict[str, Any]  # plain JSON values; what it holds is its fetcher's business


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, unchanged, and the cursor that is true once it lies on disk."""

    content: bytes
    cursor: Cursor
    records: int
    suffix: str = ".json"

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Copied:
    """One file of elsewhere, copied whole beside the place where it shall lie."""

    draft: Path
    name: str
    size: int
    cursor: Cursor | None  # None: not worth writing down yet; after a crash it is copied again
    records: int = 0  # that is for its reader to say


class Fetch(Protocol):
    """Walks an API from a cursor (empty at first) to its end."""

    def __call__(
        self, live: LiveConfig, cursor: Mapping[str, Any], client: Client, /
    ) -> Iterator[Page]:
        """Yield what the server holds beyond the cursor."""


@dataclass(frozen=True, slots=True)
class Api:
    """A system that can be asked: how it wants requests signed, and what it can be asked for."""

    sign: Callable[[LiveConfig, str], httpx.Auth]
    fetches: Mapping[str, Fetch]  # by what the source holds
