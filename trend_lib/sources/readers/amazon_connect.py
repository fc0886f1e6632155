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
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import Record


def read_contacts(
    name: str, chunks: Iterator[bytes], source: SourceConfig
) -> Iterator[Record | SetAside]:
    """Yield contact records, and what their analyses know of them."""
    for found in objects_in(chunks, source.encoding):
        if isinstance(found, SetAside):
            yield found
        elif is_contact(found.value):
            yield record(found.place, contact_record(found.value))
        elif is_analysis(found.value):
            yield analysis_record(found.place, name, found.value)
        elif not is_evaluation(found.value):
            yield of_unknown_shape(found.place, found.value)


def read_scores(
    name: str,  # noqa: ARG001 - all is in the objects
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield the answers to a survey that a flow keeps in contact attributes."""
    for found in objects_in(chunks, source.encoding):
        if isinstance(found, SetAside):
            yield found
        elif is_contact(found.value):
            yield from score_records(found.place, found.value, source)
        elif not is_analysis(found.value) and not is_evaluation(found.value):
            yield of_unknown_shape(found.place, found.value)


def read_evaluations(
    name: str,  # noqa: ARG001 - all is in the objects
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield the questions of evaluation forms."""
    for found in objects_in(chunks, source.encoding):
        if isinstance(found, SetAside):
            yield found
        elif is_evaluation(found.value):
            yield from question_records(found.place, found.value)
        elif not is_contact(found.value) and not is_analysis(found.value):
            yield of_unknown_shape(found.place, found.value)


READER = Reader(
    "amazon_connect",
    {
        "contacts": read_contacts,
        "survey_answers": read_scores,
        "evaluations": read_evaluations,
    },
)
