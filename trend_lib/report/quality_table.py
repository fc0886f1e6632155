"""What a sheet of the quality workbook is: a query, and columns that say what they hold and what that means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from trend_lib.base.speech import mark, say
from trend_lib.base.warehouse import run
from trend_lib.report.quality_words import code_word
from trend_lib.report.workbook import Column, Link, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.weeks import Week

MANY = ", "  # between codes of one cell


@dataclass(frozen=True, slots=True)
class Told(Column):
    """A column that explains itself."""

    means: str = ""
    is_code: bool = field(default=False, kw_only=True)  # one of our own words, told in the reader's
    leads_to: str = field(
        default="", kw_only=True
    )  # the desk's page of such a value, {} in its place


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet to be: its columns are those of the query, in order."""

    name: str
    query: str
    columns: tuple[Told, ...]


OPERATOR_PAGE = "quality/operator?id={}"
OPERATOR = Told(mark("Operator"), means=mark("Who handled the contact."), leads_to=OPERATOR_PAGE)
CONTACT = Told(
    mark("Contact"), means=mark("Its id, the same at the desk and in the lists of trends.")
)
REVIEWER = Told(mark("Reviewer"), means=mark("Who listens, or filled in the form."))


def listed_on(worklist: str) -> Told:
    """Return the column of contacts that stand on a worklist of the desk."""
    return replace(CONTACT, leads_to=f"worklists/{worklist}?contact_id={{}}")


LIMITS = (
    Told(mark("From"), "score", mark("The lower 95 % limit: the truth lies between “From” and “To” 95 times of 100.")),
    Told(mark("To"), "score", mark("The upper 95 % limit.")),
)  # fmt: skip


def filled(con: duckdb.DuckDBPyConnection, table: Table, week: Week, desk_url: str) -> Sheet:
    """Return a sheet with its week's rows, in the language spoken; ids lead to the desk where its address is known."""
    rows = run(con, table.query, {"week_start": week.start}).fetchall()
    told = [
        [_cell(value, column, desk_url) for value, column in zip(row, table.columns, strict=True)]
        for row in rows
    ]
    return Sheet(say(table.name), _named(table.columns), told)


def explanations(tables: Sequence[Table]) -> Sheet:
    """Return the sheet that says of every column of every sheet what it means."""
    rows = [
        [say(table.name), say(column.name), say(column.means)]
        for table in tables
        for column in table.columns
    ]
    heads = (mark("Sheet"), mark("Column"), mark("What it means"))
    return Sheet(say("Columns"), tuple(Column(say(head)) for head in heads), rows)


def _named(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return columns under the names that readers see."""
    return tuple(Column(say(column.name), column.holds) for column in columns)


def _cell(value: object, column: Told, desk_url: str) -> object:
    """Return a value as a reader sees it: ids stay as they are and lead to the desk, codes become words."""
    if isinstance(value, bool):
        return say("yes") if value else ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if value and isinstance(value, str) and column.leads_to and desk_url:
        place = column.leads_to.format(quote(value, safe=""))
        return Link(value, f"{desk_url.rstrip('/')}/{place}")
    if isinstance(value, str) and column.is_code:
        return MANY.join(code_word(part) for part in value.split(MANY))
    return value
