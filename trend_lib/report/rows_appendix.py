"""The rows that only the appendix shows: columns in the order of their query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class AppendixSeries(NamedTuple):
    """A series of the week, as the appendix lists it."""

    week_start: date
    topic_id: int
    topic_name: str
    kind: str | None
    slice_dim: str
    slice_value: str
    contacts: int
    customers: int
    expected: float | None
    lower: float | None
    upper: float | None
    status: str
    is_alarm: bool
    why_no_alarm: str | None


class ServiceFigure(NamedTuple):
    """A figure about the service: a part of a whole, with its interval."""

    measure: str
    detail: str
    slice_dim: str
    slice_value: str
    part: int
    whole: int | None
    share: float | None
    lower: float | None
    upper: float | None
    place: int  # of ages
    customers: int | None  # of the whole: one who calls all week is one
