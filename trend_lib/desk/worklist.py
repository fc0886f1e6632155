"""What a worklist is: rows that somebody should say something about, described and not programmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.desk.answer_forms import Form


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a worklist: how its value is told, and whether rows are found by it."""

    name: str  # of the query
    label: str
    tell: Callable[[Any], str]
    is_choice: bool = False  # rows can be narrowed to one value of it
    is_typed: bool = False  # they are found by typing it, as an id
    is_long: bool = False  # of several words: its lines may break


@dataclass(frozen=True, slots=True)
class Worklist:
    """A list of things to be answered.

    The query gives a row a thing, what matters most first: `about`, as an answer names it, and the columns.
    """

    name: str  # in its address
    prefix: str  # of everything on it
    title: str
    says: str  # what it is for, and what an answer does
    sql: str
    columns: tuple[Column, ...]
    forms: tuple[Form, ...]
    one_by_one: str = ""  # address of a page that asks about one thing after another
