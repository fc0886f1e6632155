"""The appendix's sheets about countermeasures and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.effect_words import outcome_sentence, verdict_word
from trend_lib.base.precision import precision_of
from trend_lib.base.speech import mark, say
from trend_lib.report.marks import METHODS
from trend_lib.report.words import name_of, plain_text
from trend_lib.report.workbook import Column

if TYPE_CHECKING:
    from trend_lib.report.rows_effects import Marks, MeasureEffect

EFFECTS = (
    Column(mark("Topic")), Column(mark("Countermeasure")), Column(mark("Who")), Column(mark("Since"), "day"),
    Column(mark("Did it work?")), Column(mark("Share gone"), "share"), Column(mark("From"), "share"),
    Column(mark("To"), "share"), Column(mark("Fewer contacts"), "expected"), Column(mark("From"), "expected"),
    Column(mark("To"), "expected"), Column(mark("Cost saved"), "expected"),
    Column(mark("Weeks before"), "count"), Column(mark("Weeks since"), "count"), Column(mark("In words")),
)  # fmt: skip
MARKS = (
    Column(mark("Topic")), Column(mark("Method")), Column(mark("Spikes"), "count"), Column(mark("Useful"), "count"),
    Column(mark("False alarms"), "count"), Column(mark("Known events"), "count"), Column(mark("Useful, share"), "share"),
    Column(mark("From"), "share"), Column(mark("To"), "share"),
)  # fmt: skip


def effect_cells(row: MeasureEffect) -> tuple[Any, ...]:
    """Write one countermeasure and what came of it."""
    return (
        name_of(row.topic_name), plain_text(row.what), plain_text(row.who, 80), row.from_day,
        verdict_word(row.verdict), row.share, row.lower, row.upper, row.contacts_saved, row.saved_lower,
        row.saved_upper, row.cost_saved, row.weeks_before, row.weeks_after, outcome_sentence(row.told()),
    )  # fmt: skip


def marks_cells(row: Marks) -> tuple[Any, ...]:
    """Write what people made of a topic's spikes that one method found."""
    found = precision_of(row.useful, row.false_alarms) or (None, None, None)
    method = METHODS.get(row.method)
    return (
        name_of(row.topic_name), say(method) if method else "", row.episodes, row.useful, row.false_alarms,
        row.known_events, *found,
    )  # fmt: skip
