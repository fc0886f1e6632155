"""What a reader of a known export is: a name, and for each kind of record how to read a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.record_lines import SetAside


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that a file says, under our columns' names (`base.source_columns.COLUMNS_OF`).

    Moments are ISO 8601, with an offset where the system knows one. Keys that are no column of
    ours (`ticket`: the object as it came) can be mapped in `[sources.columns]` by their path.
    """

    place: int  # 1, 2, 3 ...: the line, or the number of the object, in its file
    fields: Mapping[str, Any]


class ReadFile(Protocol):
    """Reads one file; every piece of it comes out, as a record or set aside, and none raises."""

    def __call__(
        self, name: str, chunks: Iterator[bytes], source: SourceConfig, /
    ) -> Iterator[Record | SetAside]:
        """Yield what the bytes of the file called `name` hold."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A system's exports: `reads["contacts"]` finds the contacts in them, and so on."""

    name: str
    reads: Mapping[str, ReadFile]
