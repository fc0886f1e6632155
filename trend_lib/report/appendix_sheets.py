"""The sheets of the appendix, said in the language spoken: all figures of the week, for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.grades import GRADES
from trend_lib.base.speech import mark, say
from trend_lib.report.begun import begun_sentence
from trend_lib.report.open_contacts import age_name
from trend_lib.report.reason import reason_text
from trend_lib.report.service import question_name
from trend_lib.report.sheets_effects import EFFECTS, MARKS, effect_cells, marks_cells
from trend_lib.report.spikes import STATES
from trend_lib.report.teams import ALL_TEAMS, team_name
from trend_lib.report.words import kind_name, name_of, plain_text, slice_name
from trend_lib.report.workbook import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.report.appendix import Appendix
    from trend_lib.report.rows import Driver, Episode
    from trend_lib.report.rows_appendix import AppendixSeries, ServiceFigure
    from trend_lib.report.rows_quality import SurveyScore

DIMS = {
    "all": mark("all contacts"),
    "kind": mark("kind"),
    "region": mark("place"),
    "product": mark("product"),
    "channel": mark("channel"),
    "team": mark("team"),
    "topic": mark("topic"),
}
STATUSES = {
    "tested": mark("tested"),
    "baseline_too_short": mark("too few earlier weeks"),
    "source_incomplete": mark("data is missing"),
    "too_few_contacts": mark("too few contacts"),
    "no_contacts_ever": mark("no contacts before"),
    "new_level": mark("too few weeks since a new level"),
    "renamed": mark("continues another topic under a new name"),
    "holiday_unknown": mark("first holiday of this kind"),
}
MEASURES = {
    "came_back": mark("repeat contacts"),
    "first_contact": mark("solved at first contact"),
    "open": mark("still open"),
    "team": mark("came back after a team’s first contact"),
}
DEFINITIONS = {
    "status": mark("by status"),
    "survey": mark("by survey"),
    "repeat": mark("by no repeat"),
    "one_reply": mark("by one message"),
}
RANGE = (
    Column(mark("Contacts"), "count"),
    Column(mark("Expected"), "expected"),
    Column(mark("Range from"), "expected"),
    Column(mark("Range to"), "expected"),
)
SERIES = (Column(mark("Topic")), Column(mark("Kind")), Column(mark("By")), Column(mark("Which")))
SPIKES = (
    Column(mark("Topic")), Column(mark("Kind")), Column(mark("How unusual")), Column(mark("Status")),
    *RANGE, Column(mark("Since"), "week"), Column(mark("Countermeasure")), Column(mark("Owner")),
)  # fmt: skip
TOPICS = (
    Column(mark("Topic")), Column(mark("Number"), "count"), Column(mark("Kind")), *RANGE,
    Column(mark("Customers"), "count"), Column(mark("Tested")), Column(mark("Alarm")),
)  # fmt: skip
SLICES = (
    *SERIES,
    *RANGE,
    Column(mark("Customers"), "count"),
    Column(mark("Tested")),
    Column(mark("Alarm")),
)
SILENT = (*SERIES, *RANGE, Column(mark("Why no alert")))
DRIVERS = (
    Column(mark("Topic")), Column(mark("By")), Column(mark("Which")), Column(mark("Contacts"), "count"),
    Column(mark("Expected"), "expected"), Column(mark("Beyond the expected"), "expected"),
    Column(mark("Share of the rise"), "share"),
)  # fmt: skip
DAYS = (Column(mark("Topic")), Column(mark("Day"), "day"), Column(mark("Contacts"), "count"))
SOURCES = (
    Column(mark("Source")), Column(mark("Records"), "count"), Column(mark("Days"), "count"),
    Column(mark("Days expected"), "count"), Column(mark("Read"), "count"), Column(mark("Kept"), "count"),
    Column(mark("Repeated"), "count"), Column(mark("Set aside"), "count"),
)  # fmt: skip
SURVEYS = (
    Column(mark("Question")), Column(mark("By")), Column(mark("Which")), Column(mark("Asked"), "count"),
    Column(mark("Answers"), "count"), Column(mark("Mean"), "score"), Column(mark("From"), "score"),
    Column(mark("To"), "score"), Column(mark("Satisfied"), "share"), Column(mark("From"), "share"),
    Column(mark("To"), "share"),
)  # fmt: skip
SERVICE = (
    Column(mark("Figure")), Column(mark("Age or definition")), Column(mark("By")), Column(mark("Which")),
    Column(mark("Part"), "count"), Column(mark("Of"), "count"), Column(mark("Customers"), "count"),
    Column(mark("Share"), "share"),
    Column(mark("From"), "share"), Column(mark("To"), "share"),
)  # fmt: skip


def make_sheets(appendix: Appendix) -> list[Sheet]:
    """Return all sheets, the spikes first."""
    series = appendix.series
    names = {row.episode_id: row.topic_name for row in appendix.episodes}
    return [
        _sheet(say("Spikes"), SPIKES, [
            _spike(row, begun_sentence(appendix.countermeasures, row.episode_id))
            for row in appendix.episodes if row.grade]),
        _sheet(say("Countermeasures"), EFFECTS, [effect_cells(row) for row in appendix.effects]),
        _sheet(say("Topics"), TOPICS, [_topic(row) for row in series if row.slice_dim == "all"]),
        _sheet(say("Kinds and slices"), SLICES, [_slice(row) for row in series if row.slice_dim != "all"]),
        _sheet(say("Rose but did not alert"), SILENT, [_silent(row) for row in series if row.why_no_alarm]),
        _sheet(say("Where spikes lie"), DRIVERS, [_driver(row, names) for row in appendix.drivers]),
        _sheet(say("Days of spikes"), DAYS, [
            (name_of(names.get(row.episode_id, "")), row.day, row.contacts) for row in appendix.days]),
        _sheet(say("As people marked them"), MARKS, [marks_cells(row) for row in appendix.marks]),
        _sheet(say("Sources"), SOURCES, [
            (row.source, row.records, row.days_with_records, row.days_expected, row.rows_read,
             row.rows_kept, row.rows_repeated, row.rows_quarantined) for row in appendix.sources]),
        _sheet(say("Satisfaction"), SURVEYS, [_survey(row) for row in appendix.surveys]),
        _sheet(say("Service"), SERVICE, [_service(row) for row in appendix.service]),
    ]  # fmt: skip


def _sheet(name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Sheet:
    """Put a sheet together, its headers in the language spoken."""
    return Sheet(name, tuple(Column(say(one.name), one.holds) for one in columns), rows)


def _spike(row: Episode, begun: str) -> tuple[Any, ...]:
    """Write one spike, with what was begun about it, else what is suggested."""
    return (
        name_of(row.topic_name), _kind(row.kind), say(GRADES[row.grade][0]), say(STATES[row.state][0]),
        row.observed, row.expected, row.lower, row.upper, row.opened_week,
        begun or row.countermeasure, row.owner,
    )  # fmt: skip


def _topic(row: AppendixSeries) -> tuple[Any, ...]:
    """Write one topic, or all contacts."""
    return (
        _name(row), row.topic_id, _kind(row.kind), *_range(row), row.customers,
        _said(STATUSES, row.status), say("yes") if row.is_alarm else None,
    )  # fmt: skip


def _slice(row: AppendixSeries) -> tuple[Any, ...]:
    """Write one slice of a topic or of all contacts."""
    return (*_series(row), *_range(row), row.customers, _said(STATUSES, row.status),
            say("yes") if row.is_alarm else None)  # fmt: skip


def _silent(row: AppendixSeries) -> tuple[Any, ...]:
    """Write one rise that did not alert."""
    return (*_series(row), *_range(row), reason_text(row.why_no_alarm or ""))


def _driver(row: Driver, names: dict[str, str]) -> tuple[Any, ...]:
    """Write where some of a spike lies."""
    return (
        name_of(names.get(row.episode_id, "")), _said(DIMS, row.slice_dim), slice_name(row.slice_value),
        row.observed, row.expected, row.excess, row.excess_share,
    )  # fmt: skip


def _survey(row: SurveyScore) -> tuple[Any, ...]:
    """Write the answers to one question."""
    return (
        question_name(row.question), _said(DIMS, row.slice_dim), slice_name(row.slice_value), row.asked,
        row.answered, row.mean_score, row.mean_lower, row.mean_upper, row.satisfied_share,
        row.satisfied_lower, row.satisfied_upper,
    )  # fmt: skip


def _service(row: ServiceFigure) -> tuple[Any, ...]:
    """Write one figure about the service."""
    return (
        _said(MEASURES, row.measure), _detail(row), _said(DIMS, row.slice_dim),
        _which(row), row.part, row.whole, row.customers, row.share, row.lower, row.upper,
    )  # fmt: skip


def _detail(row: ServiceFigure) -> str | None:
    """Name an age, or a definition of what is solved."""
    if row.measure == "first_contact":
        return say(DEFINITIONS[row.detail])
    return age_name(row.detail) if row.detail else None


def _which(row: ServiceFigure) -> str:
    """Name a slice of the service."""
    if row.slice_dim == "team":
        return say("all") if row.slice_value == ALL_TEAMS else team_name(row.slice_value)
    if row.slice_dim == "topic":
        return name_of(row.slice_value)
    return kind_name(row.slice_value) if row.slice_dim == "kind" else slice_name(row.slice_value)


def _series(row: AppendixSeries) -> tuple[Any, ...]:
    """Name a series."""
    which = kind_name(row.slice_value) if row.slice_dim == "kind" else slice_name(row.slice_value)
    return _name(row), _kind(row.kind), _said(DIMS, row.slice_dim), which


def _range(row: AppendixSeries) -> tuple[Any, ...]:
    """Return what came and what was expected."""
    return row.contacts, row.expected, row.lower, row.upper


def _name(row: AppendixSeries) -> str:
    """Name a topic; 0 is all contacts."""
    return say("All contacts") if row.topic_id == 0 else name_of(row.topic_name)


def _kind(kind: str | None) -> str | None:
    """Name a kind, where there is one."""
    return kind_name(kind) if kind else None


def _said(names: dict[str, str], value: str) -> str:
    """Say a stored word that readers have another for."""
    return say(names[value]) if value in names else plain_text(value, 60)
