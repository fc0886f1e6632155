"""A piece of a file is spoilt: all the others come out as if nothing had happened."""

import json
from collections import Counter
from random import Random

from tests.sources.readers.fuzz_run import form_of, pieces_of
from tests.sources.readers.fuzzing import SEEDS, source_of
from tests.sources.readers.spoiling import spoil_bytes
from tests.sources.readers.spoiling_json import spoil_value, values_in
from tests.sources.readers.told import FIXTURES
from trend_lib.sources.reader import Record


def lost_neighbours(seed_number, inputs, seed):
    """Yield what of the other pieces got lost when one line was spoilt, with the number that shows it."""
    lines, head = _pieces(seed_number)
    known = [_records(pieces_of(seed_number, b"\n".join([*head, line]))) for line in lines]
    if len(lines) < 2 or not any(known):
        return  # one object, whose parts are no pieces
    for number in range(inputs):
        random = Random(f"{seed}:{seed_number}:{number}:neighbours")
        place = random.randrange(len(lines))
        spoilt = [
            *head,
            *lines[:place],
            _spoilt(lines[place], seed_number, random),
            *lines[place + 1 :],
        ]
        others = sum(known[:place] + known[place + 1 :], Counter())
        lost = others - _records(pieces_of(seed_number, b"\n".join(spoilt)))
        if lost:
            yield f"{number}: {sum(lost.values())} of {sum(others.values())} lost: {str(lost)[:200]}"


def _records(pieces):
    return Counter(
        repr(sorted(piece.fields.items())) for piece in pieces if isinstance(piece, Record)
    )


def _pieces(seed_number):
    """Return the pieces of a seed, a line each, and the lines above them."""
    content = (FIXTURES / SEEDS[seed_number][2]).read_bytes()
    if form_of(SEEDS[seed_number][2]) == "json":
        return [json.dumps(value).encode() for value in _elements(content)], []
    lines = [line for line in content.splitlines() if line]
    head = (
        0
        if SEEDS[seed_number][2].endswith(("queue_log", "Master.csv"))
        else source_of(seed_number).skip_lines + 1
    )
    return lines[head:], lines[:head]


def _elements(content):
    """Return the objects of a JSON file: of its longest list, else its own."""
    values = values_in(content.decode())
    if len(values) == 1 and isinstance(values[0], dict):
        lists = [value for value in values[0].values() if isinstance(value, list)]
        values = max(lists, key=len, default=values)
    elif len(values) == 1:
        values = values[0]
    return [value for value in values if isinstance(value, dict)]


def _spoilt(line, seed_number, random):
    """Return a line spoilt, still one line.

    Its first byte stays: at the top of a file it is what tells of which kind the file is.
    """
    if form_of(SEEDS[seed_number][2]) == "json" and random.random() < 0.5:
        return json.dumps(spoil_value(json.loads(line), random)).encode("utf-8", "surrogatepass")
    return line[:1] + spoil_bytes(line[1:], random).replace(b"\n", b" ")
