"""What a reader makes of bytes, and every fixture of a reader at hand."""

from pathlib import Path

import pytest

from trend_lib.base.resources import CHECKOUT
from trend_lib.base.settings import SourceConfig
from trend_lib.sources.reader import Record

FIXTURES = Path(__file__).parents[1] / "fixtures"
REAL = Path(CHECKOUT).parent / "shared" / "data" / "real_formats"


def fixture(reader, name):
    return (FIXTURES / reader / name).read_bytes()


def real_sample(name):
    if not (REAL / name).is_file():
        pytest.skip(f"the public sample {name} is not beside this checkout")
    return (REAL / name).read_bytes()


def tell(read, content, name="export", chunk=7, **keys):
    """Return records and what is set aside; bytes come in small chunks, as a nasty disk gives them."""
    keys = {"name": "desk", "path": "drop/desk/*", "columns": {}, "values": {}, **keys}
    source = SourceConfig.model_construct(**keys)
    content = content.encode() if isinstance(content, str) else content
    chunks = (content[at : at + chunk] for at in range(0, len(content), chunk))
    pieces = list(read(name, chunks, source))
    records = [piece for piece in pieces if isinstance(piece, Record)]
    return records, [piece for piece in pieces if not isinstance(piece, Record)]


def said(record, *names):
    """Return some fields of a record, None where it says nothing."""
    return tuple(record.fields.get(name) for name in names)
