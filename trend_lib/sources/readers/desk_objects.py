"""From the objects of a desk's JSON files to records: numbered, without empty fields, or set aside."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from trend_lib.sources.reader import Record
from trend_lib.sources.readers.json_objects import objects_in
from trend_lib.sources.readers.json_values import text_of, things_in
from trend_lib.sources.record_lines import RAW_BYTES, SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import ReadFile

    ReadObject = Callable[["Object", "Beside"], Iterable["Object | NoRecord"]]

Object = dict[str, Any]
OUTCOME = ("closed_at", "status", "is_resolved", "operator", "wait_seconds", "reopened_count")
WORDS = ("text", "direction", "channel", "customer", "priority")


@dataclass(frozen=True, slots=True)
class NoRecord:
    """An object that is no record of this kind, and why."""

    reason: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What an envelope holds beside its list: the users, groups and metrics that its objects name."""

    said: Object
    indexes: dict[tuple[str, str], dict[str, Object]] = field(default_factory=dict)

    def find(self, those: str, number: Any, key: str = "id") -> Object:
        """Return the one of `those` that has this number, {} when there is none."""
        wanted = text_of(number)
        if wanted is None or those not in self.said:
            return {}
        if (those, key) not in self.indexes:
            listed = things_in(self.said[those])
            self.indexes[those, key] = {str(text_of(one.get(key))): one for one in listed}
        return self.indexes[those, key].get(wanted, {})


def reading(lists: tuple[str, ...], read: ReadObject) -> ReadFile:
    """Return how to read a file whose objects `read` knows.

    Args:
        lists: Names under which envelopes keep the objects.
        read: Yields the fields of each record in an object.
    """

    def read_file(
        name: str,  # noqa: ARG001 - the objects tell
        chunks: Iterator[bytes],
        source: SourceConfig,
    ) -> Iterator[Record | SetAside]:
        places = count(1)
        beside = Beside({})
        for found in objects_in(chunks, source.encoding, lists):
            if isinstance(found, SetAside):
                yield replace(found, line=next(places))
                continue
            if beside.said is not found.beside:
                beside = Beside(found.beside)
            for said in read(found.value, beside):
                yield _numbered(next(places), said, found.value)

    return read_file


def _numbered(place: int, said: Object | NoRecord, value: Object) -> Record | SetAside:
    """Return a record without its empty fields, or the object set aside."""
    if isinstance(said, NoRecord):
        raw = json.dumps(value, ensure_ascii=False)[:RAW_BYTES]
        return SetAside(place, said.reason, raw, said.column)
    return Record(place, {key: told for key, told in said.items() if told is not None})


def merged(said: Object) -> Object:
    """Return a part whose own end is no news: it was closed because another ticket took its place."""
    return without(said, *OUTCOME)


def internal(said: Object) -> Object:
    """Return a part that no customer wrote: work of ours, which says nothing of the contact."""
    return without(said, *OUTCOME, *WORDS)


def without(value: Object, *keys: str) -> Object:
    """Return what is left of an object."""
    return {key: told for key, told in value.items() if key not in keys}
