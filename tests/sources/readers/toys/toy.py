"""A reader for tests of what all readers share: `id|moment|text|part_of` a line; `?` is no record.

A .json file is a list of records as they shall come out.
"""

import json

from trend_lib.sources.reader import Reader, Record
from trend_lib.sources.record_lines import SetAside


def read_contacts(name, chunks, source):
    if name.endswith(".json"):
        for place, fields in enumerate(json.loads(b"".join(chunks)), 1):
            yield Record(place, fields)
        return
    for place, line in enumerate(b"".join(chunks).decode(errors="replace").splitlines(), 1):
        if line.startswith("?"):
            yield SetAside(place, "no_record", line)
            continue
        own, moment, text, part_of = (line.split("|") + [""] * 4)[:4]
        fields = {"source_id": own, "opened_at": moment, "text": text, "part_of": part_of or None}
        yield Record(place, {**fields, "file": {"name": name, "kind": source.holds}, "tone": 0.5})


def read_answers(name, chunks, source):
    """Two answers from one line: more records than places."""
    for line in b"".join(chunks).decode().splitlines():
        ref, moment, first, second = line.split("|")
        for question, score in (("quality", first), ("politeness", second)):
            yield Record(1, {"contact_ref": ref, "asked_at": moment, "question": question, "score": score})  # fmt: skip


READER = Reader("toy", {"contacts": read_contacts, "survey_answers": read_answers})
