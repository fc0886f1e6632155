"""Amazon Connect: contact records, Contact Lens analyses, and evaluation forms, told apart by shape.

Objects of another kind than the source holds are passed over: one folder may serve three sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.reader import Reader
from trend_lib.sources.readers.connect_analysis import analysis_record, is_analysis
from trend_lib.sources.readers.connect_contact import contact_record, is_contact, score_records
from trend_lib.sources.readers.connect_evaluation import is_evaluation, question_records
from trend_lib.sources.readers.json_objects import objects_in
from trend_lib.sources.readers.within import of_unknown_shape, record
from trend_lib.sources.record_lines import SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import ReadFile, Record
    from trend_lib.sources.readers.json_objects import Found

    Told = Callable[[str, Found, SourceConfig], Iterable[Record | SetAside]]

IS = {"contact": is_contact, "analysis": is_analysis, "evaluation": is_evaluation}


def _reading(told: dict[str, Told]) -> ReadFile:
    """Return a reader of these kinds of objects."""

    def read_file(
        name: str, chunks: Iterator[bytes], source: SourceConfig
    ) -> Iterator[Record | SetAside]:
        for found in objects_in(chunks, source.encoding):
            if isinstance(found, SetAside):
                yield found
            elif tell := next((told[kind] for kind in told if IS[kind](found.value)), None):
                yield from tell(name, found, source)
            elif not any(is_it(found.value) for is_it in IS.values()):
                yield of_unknown_shape(found.place, found.value)

    return read_file


CONTACTS: dict[str, Told] = {
    "contact": lambda _name, found, _: [record(found.place, contact_record(found.value))],
    "analysis": lambda name, found, _: [analysis_record(found.place, name, found.value)],
}
SCORES: dict[str, Told] = {
    "contact": lambda _name, found, source: score_records(found.place, found.value, source)
}
EVALUATIONS: dict[str, Told] = {
    "evaluation": lambda _name, found, _: question_records(found.place, found.value)
}

READER = Reader(
    "amazon_connect",
    {
        "contacts": _reading(CONTACTS),
        "survey_answers": _reading(SCORES),
        "evaluations": _reading(EVALUATIONS),
    },
)
