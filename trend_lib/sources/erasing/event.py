"""People's answers without a person: what is about their contacts goes; what quotes them is masked and signed again.

Where an answer stands in landing/ it keeps its file's name (its first hash), as any delivery does. The one in inbox/
has another hash from then on, so it is landed once more, as a newer version of the same answer.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from trend_lib.base.inbox import INBOX, NAMED_ABOUT, is_signed, sign, write_whole
from trend_lib.base.masking import mask, mask_file, patterns_of
from trend_lib.base.secrets import answers_key

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.sources.erasing.person import Person

WRITTEN = ("value", "note")  # what people may quote somebody in
Patterns = list[re.Pattern[str]]


def erase_events(home: Home, person: Person, words: tuple[str, ...]) -> int:
    """Take a person out of every answer in inbox/ and landing/inbox/; return how many files changed or went."""
    landed = home.path / "landing" / INBOX
    patterns = patterns_of(words, person.spellings)
    contacts = {f"{source}:{source_id}" for source, source_id in person.records}
    files = [*home.folder(INBOX).glob("*.json"), *landed.glob("*.json")]
    changed = [_erase_event(path, contacts, patterns, answers_key(home.path)) for path in files]
    return sum(changed) + sum(_mask_rows(path, patterns) for path in landed.glob("*.parquet"))


def _erase_event(path: Path, contacts: set[str], patterns: Patterns, key: bytes) -> bool:
    """Remove or mask one event; tell whether it changed. What is no event is masked as any text."""
    try:
        event = json.loads(path.read_bytes())
    except ValueError:
        return mask_file(path, patterns)
    if not isinstance(event, dict):
        return mask_file(path, patterns)
    if re.sub(NAMED_ABOUT, "", str(event.get("about"))) in contacts:
        path.unlink()
        return True
    masked = event | {name: _masked(event[name], patterns) for name in WRITTEN if event.get(name)}
    if masked == event:
        return False
    if is_signed(event, key):
        masked["signature"] = sign(masked, key)
    write_whole(path, json.dumps(masked, ensure_ascii=False, indent=1))
    return True


def _masked(said: Any, patterns: Patterns) -> Any:
    """Return what was said without the person's words; it need not be a text."""
    if isinstance(said, str):
        return mask(said, patterns)
    return json.loads(mask(json.dumps(said, ensure_ascii=False), patterns))


def _mask_rows(path: Path, patterns: Patterns) -> bool:
    """Mask the landed row of an event; tell whether it changed."""
    before = pq.read_table(path)
    after = before
    for name in {*WRITTEN} & {*before.column_names}:
        said = [one and mask(one, patterns) for one in before[name].to_pylist()]
        column = pa.array(said, before.schema.field(name).type)
        after = after.set_column(after.column_names.index(name), before.schema.field(name), column)
    if after.equals(before):
        return False
    fresh = path.with_name(f".{path.name}.new")
    pq.write_table(after, fresh, compression="zstd")
    os.replace(fresh, path)  # noqa: PTH105 - one atomic step
    return True
