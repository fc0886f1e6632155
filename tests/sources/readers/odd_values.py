"""Values of any type in any field: what a desk would never write stops no reader."""

import json

from tests.sources.readers.told import tell

ODD = (
    None,
    True,
    0,
    -1.5,
    10**400,
    "",
    "x",
    "2026",
    [],
    {},
    [[]],
    {"a": [None]},
    [{"id": {}}],
    {"id": []},
)


def assert_nothing_stops(reader, thing):
    """Put odd values in each field of an object, one after another and one level below."""
    for read in reader.reads.values():
        tell(read, "\n".join(json.dumps(spoilt) for spoilt in _spoilt(thing)), chunk=1 << 20)


def _spoilt(thing):
    for key, value in thing.items():
        yield from ({**thing, key: odd} for odd in ODD)
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict):
            for below in _spoilt(inner):
                yield {**thing, key: [below] if isinstance(value, list) else below}
