"""Reads many spoilt files with one reader and holds each against what every reader promises."""

import json
import signal
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from random import Random

from tests.sources.readers.fuzzing import SEEDS, read_of, source_of
from tests.sources.readers.spoiling import spoil
from tests.sources.readers.told import FIXTURES
from trend_lib.sources.known_export import _as_json
from trend_lib.sources.reader import Record
from trend_lib.sources.record_lines import SetAside

LONGEST = 5.0  # CPU seconds for one file of some kilobytes: one that takes so long may never end


@dataclass
class Tally:
    """What became of the spoilt files of one seed."""

    inputs: int = 0
    records: int = 0
    set_aside: int = 0
    refused: int = 0  # as a whole, by landing
    untouched: int = 0  # files all of whose pieces are still records
    faults: list[str] = field(default_factory=list)
    reasons: Counter = field(default_factory=Counter)


def form_of(file):
    """Return how a file is written."""
    return "json" if file.endswith((".json", ".jsonl")) else "table"


def spoilt_file(seed_number, number, seed):
    """Return the spoilt file of a number, always the same one."""
    content, others = _contents(seed_number)
    return spoil(
        content, others, Random(f"{seed}:{seed_number}:{number}"), form_of(SEEDS[seed_number][2])
    )


@cache
def _contents(seed_number):
    reader, _, file = SEEDS[seed_number]
    others = [(FIXTURES / other).read_bytes() for name, _, other in SEEDS if name == reader]
    return (FIXTURES / file).read_bytes(), others


def pieces_of(seed_number, content, chunk=1 << 20):
    """Return all that a reader makes of bytes."""
    file = SEEDS[seed_number][2]
    chunks = (content[at : at + chunk] for at in range(0, len(content), chunk))
    return list(read_of(seed_number)(file.rpartition("/")[2], chunks, source_of(seed_number)))


def fuzz(seed_number, inputs, seed):
    """Read spoilt files; a fault is told with the number that gives the file again."""
    tally = Tally()
    for number in range(inputs):
        content = spoilt_file(seed_number, number, seed)
        tally.inputs += 1
        try:
            with cpu_limit(LONGEST):
                pieces = pieces_of(seed_number, content)
                again = pieces_of(seed_number, content, Random(number).choice([64, 999]))
        except Exception as error:  # noqa: BLE001 - whatever it is, a reader must not raise it
            tally.faults.append(f"{number}: {type(error).__name__}: {str(error)[:200]}")
            continue
        tally.faults += [f"{number}: {fault}" for fault in faults_in(pieces)]
        if sorted(map(repr, again)) != sorted(map(repr, pieces)):
            tally.faults.append(f"{number}: other pieces when the bytes come in smaller chunks")
        _count(tally, pieces)
    return tally


def faults_in(pieces):
    """Yield what is wrong with the pieces of a file, by what a reader promises."""
    places = Counter()
    for piece in pieces:
        if not isinstance(piece, (Record, SetAside)):
            yield f"a {type(piece).__name__} is no piece"
            continue
        place = piece.place if isinstance(piece, Record) else piece.line
        places[place, isinstance(piece, Record)] += 1
        if type(place) is not int or place < 1:
            yield f"place {place!r}"
        if isinstance(piece, Record):
            json.loads(_as_json(piece.fields))
        elif not (piece.reason and isinstance(piece.raw, str)):
            yield f"set aside without a reason or a text: {piece}"
    both = [place for place, is_record in places if is_record and places[place, False]]
    if both:
        yield f"pieces {both} are records and set aside at once"
    if max((count for (_, is_record), count in places.items() if not is_record), default=1) > 1:
        yield "a piece is set aside twice"


@contextmanager
def cpu_limit(seconds):
    """Stop what takes too long, in CPU seconds of this process."""

    def stop(*_):
        raise TimeoutError(f"more than {seconds} CPU seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _count(tally, pieces):
    aside = [piece.reason for piece in pieces if isinstance(piece, SetAside)]
    tally.set_aside += len(aside)
    tally.records += len(pieces) - len(aside)
    tally.untouched += not aside
    tally.reasons.update(aside)
