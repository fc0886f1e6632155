"""Rows about what came back and what was solved: columns in the order of their query."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class RepeatShare(NamedTuple):
    """How many contacts were a customer coming back."""

    week_start: date
    slice_dim: str
    slice_value: str
    contacts: int
    repeats: int
    repeat_share: float | None
    repeat_lower: float | None
    repeat_upper: float | None


class RepeatTopic(NamedTuple):
    """A topic whose customers came back."""

    topic_id: int
    topic_name: str
    contacts: int
    customers: int
    repeats: int
    repeat_share: float
    repeat_lower: float
    repeat_upper: float


class FirstContact(NamedTuple):
    """How many contacts were solved at the first, by one definition."""

    week_start: date
    definition: str
    contacts_week: date
    contacts: int
    solved: int
    solved_share: float | None
