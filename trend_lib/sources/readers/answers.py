"""What people answered: event files, written by rename, one event a file.

An event is known by its id, else by what it says, so that the same one written twice under two names is one. Events
of inbox/ must carry the home's signature; a source that somebody configured is trusted as a whole.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import is_signed
from trend_lib.sources.inbox import InboxConfig
from trend_lib.sources.reader import Reader
from trend_lib.sources.readers.fingerprint import fingerprint
from trend_lib.sources.readers.json_objects import objects_in
from trend_lib.sources.readers.json_values import part_of
from trend_lib.sources.readers.within import record, text_in
from trend_lib.sources.record_lines import RAW_BYTES, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import Record

SAID = ("said_at", "who", "way", "action", "about", "value", "until", "note")
SINCE = "since"  # known by it too, where it is there
NEEDED = ("said_at", "action")


def read_events(
    name: str,  # noqa: ARG001 - an event is known by what it says
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield the event of a file, or set the file aside."""
    for found in objects_in(chunks, source.encoding):
        if isinstance(found, SetAside):
            yield found
            continue
        fault = _fault_of(found.value, source)
        if fault:
            raw = json.dumps(found.value, ensure_ascii=False)[:RAW_BYTES]
            yield SetAside(found.place, fault, raw)
        else:
            yield record(found.place, _event(found.value))


def _fault_of(value: dict[str, Any], source: SourceConfig) -> str:
    """Return why an object is no event that counts."""
    if not all(isinstance(value.get(key), str) for key in NEEDED):
        return "no_event"
    if isinstance(source, InboxConfig) and not is_signed(value, source.key.get_secret_value()):
        return "not_signed"
    return ""


def _event(value: dict[str, Any]) -> dict[str, Any]:
    """Return an event under our columns' names; a value may be a number or a whole object."""
    known_by = (*SAID, SINCE) if value.get(SINCE) else SAID
    said = {key: _as_text(part_of(value, key)) for key in known_by}
    own = text_in(value, "event_id") or text_in(value, "source_id")
    return {"source_id": own or fingerprint(*(said[key] or "" for key in known_by)), **said}


def _as_text(said: Any) -> str | None:
    """Return what was said as one text."""
    if said is None or isinstance(said, str):
        return said or None
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


READER = Reader("answers", {"answers": read_events})
