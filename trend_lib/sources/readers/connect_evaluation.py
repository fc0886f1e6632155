"""A filled-in evaluation form of Amazon Connect: a record a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.json_values import part_of
from trend_lib.sources.readers.within import (
    number_in,
    objects_within,
    of_unknown_shape,
    record,
    text_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.sources.reader import Record
    from trend_lib.sources.record_lines import SetAside


def is_evaluation(value: dict[str, Any]) -> bool:
    """Tell whether an object is a filled-in form."""
    return isinstance(value.get("evaluationId"), str) and isinstance(value.get("metadata"), dict)


def question_records(place: int, value: dict[str, Any]) -> Iterator[Record | SetAside]:
    """Yield the questions of a form; Connect writes some forms twice, which gives the same records."""
    form = _form(value)
    titles = _section_titles(value)
    questions = list(objects_within(value, "questions"))
    if not questions:
        yield of_unknown_shape(place, value)
    for number, question in enumerate(questions):
        ref = text_in(question, "questionRefId") or str(number)
        yield record(
            place,
            {
                **form,
                "source_id": f"{value['evaluationId']}:{ref}",
                "section": titles.get(text_in(question, "sectionRefId") or ""),
                "question": text_in(question, "questionText") or ref,
                "answer": _answer(question),
                "points": _share(question),
                "is_not_applicable": _is_not_applicable(question),
                "notes": text_in(question, "answer", "notes"),
            },
        )


def _form(value: dict[str, Any]) -> dict[str, Any]:
    """Return what all questions of a form share."""
    about = value["metadata"]
    submitted = text_in(about, "evaluationSubmitTimestamp")
    return {
        "evaluation_id": value["evaluationId"],
        "contact_ref": text_in(about, "contactId"),
        "operator": text_in(about, "agentId"),
        "reviewer": text_in(about, "evaluator"),
        "form": text_in(about, "evaluationDefinitionTitle"),
        "form_version": text_in(about, "evaluationDefinitionVersion"),
        "score": _share(about),
        "evaluated_at": submitted or text_in(about, "evaluationStartTimestamp"),
        "updated_at": submitted,
    }


def _section_titles(value: dict[str, Any]) -> dict[str, str]:
    """Return the title of each section, below that of the section it stands in."""
    sections = {
        text_in(section, "sectionRefId") or "": section
        for section in objects_within(value, "sections")
    }
    titles = {}
    for ref, section in sections.items():
        above = sections.get(text_in(section, "parentSectionRefId") or "")
        names = [text_in(above, "sectionTitle"), text_in(section, "sectionTitle")]
        titles[ref] = " / ".join(name for name in names if name)
    return titles


def _answer(question: dict[str, Any]) -> str | None:
    """Return what the reviewer entered or chose."""
    chosen = [
        text_in(option, "valueText") or ""
        for option in objects_within(question, "answer", "values")
        if option.get("selected") is True
    ]
    return ", ".join(filter(None, chosen)) or text_in(question, "answer", "value")


def _share(value: dict[str, Any]) -> float | None:
    """Return the share of the points that was given, 0 to 1."""
    percentage = number_in(value, "score", "percentage")
    return None if percentage is None else percentage / 100


def _is_not_applicable(question: dict[str, Any]) -> bool:
    """Tell whether the question was skipped; one that gives no points is not."""
    return part_of(question, "answer", "metadata", "notApplicable") is True
