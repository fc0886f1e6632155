"""What a fixture becomes, as a text that one can read: `make golden` writes it anew, review the diff."""

import os
from pathlib import Path

from tests.sources.readers.told import FIXTURES, tell
from trend_lib.base.source_columns import COLUMNS_OF


def told_as_text(read, content, holds):
    """Return each record with our columns only, and each piece set aside with its reason."""
    records, set_aside = tell(read, content)
    pieces = [(record.place, _record(record, holds)) for record in records]
    pieces += [(piece.line, f"set aside: {piece.reason}\n") for piece in set_aside]
    return "\n".join(f"#{place} {text}" for place, text in sorted(pieces))


def _record(record, holds):
    said = {key: value for key, value in record.fields.items() if key in COLUMNS_OF[holds]}
    lines = [f"  {key} = {value!r}" for key, value in sorted(said.items()) if key != "source_id"]
    return "\n".join([said.get("source_id", "record"), *lines, ""])


def assert_golden(reader, holds, name):
    """Compare what became of a fixture with what was agreed."""
    read = reader.reads[holds]
    text = told_as_text(read, (FIXTURES / reader.name / name).read_bytes(), holds)
    file = FIXTURES / reader.name / f"{Path(name).stem}.{holds}.txt"
    if os.environ.get("TRENDS_GOLDEN") == "1":
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")
