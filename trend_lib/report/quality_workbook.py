"""The quality managers' workbook of a week: `quality/<year>/w<week>/workbook.xlsx`, the only file with names of people.

A sheet a table. Who adds one adds an entry to SHEETS: its name, its query, its columns and what each of them means.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from trend_lib.base.speech import say, speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.report.called_sheets import CALLED_SHEETS
from trend_lib.report.kind_sheets import KIND_SHEETS
from trend_lib.report.line_sheets import LINE_SHEETS
from trend_lib.report.person_sheets import PERSON_SHEETS
from trend_lib.report.quality_table import explanations, filled
from trend_lib.report.workbook import Column, Sheet, make_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trend_lib.base.home import Home

FOLDER = "quality"
PRIVATE = 0o600
OF_NOBODY = (*LINE_SHEETS, *KIND_SHEETS)
SHEETS = (*OF_NOBODY, *PERSON_SHEETS, *CALLED_SHEETS)


def write_quality_workbook(home: Home, week: Week) -> Path | None:
    """Write the week's workbook where there is anything to tell of people; equal tables give equal bytes."""
    with open_warehouse(home) as con, speaking(home.config.report.languages[0]):
        sheets = [filled(con, table, week, home.config.alerts.desk_url) for table in SHEETS]
        if not any(sheet.rows for sheet in sheets[len(OF_NOBODY) :]):
            return None
        title = say(
            "{provider}: quality of service, {week}",
            provider=home.config.home.provider,
            week=str(week),
        )
        book = make_workbook(title, [_notes(home, sheets), explanations(SHEETS), *sheets])
    folder = home.path / FOLDER / f"{week.year}" / f"w{week.number:02d}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "workbook.xlsx"
    _write_private(path, book)
    return path


def _notes(home: Home, sheets: Sequence[Sheet]) -> Sheet:
    """Return the first sheet: how the others are to be read."""
    lines = (
        say("Names of people stand in this file alone. Do not send it on."),
        say("Scorecards: every figure is set beside what the same cases come to at the typical operator. Nobody is ranked."),
        say("Who stands out does so with all operators and measures looked at at once: of twenty teams of equals, one at most sees a name. Talk with them first."),
        say("“Adjusted” is drawn to the typical operator, the more so the less it rests on; the truth lies between “From” and “To” 95 times of 100."),
        say("A typical operator with as many contacts lies between “Chance from” and “Chance to” in 95 of 100 quarters."),
        say("Contacts listened to for a reason (the part “risk”) are in no figure."),
        say("Lenient and strict reviewers are told by contacts that two have heard. Agreement: 1 as one, 0 as by chance."),
        say("“Not solved in time” and “Call-backs” are the lists of people who call subscribers, as they stood when this was written; {where}",
            where=_where(home)),
    )  # fmt: skip
    return Sheet(
        say("Read first"),
        (Column(say("How to read this")),),
        [[line] for line in (*lines, *_empty(sheets))],
    )


def _empty(sheets: Sequence[Sheet]) -> list[str]:
    """Say which sheets have no row, so that nobody takes them for broken."""
    names = ", ".join(sheet.name for sheet in sheets if not sheet.rows)
    return [say("Nothing this week to show in: {sheets}.", sheets=names)] if names else []


def _where(home: Home) -> str:
    """Say where the lists are worked through."""
    desk_url = home.config.alerts.desk_url.rstrip("/")
    if desk_url:
        return say(
            "a contact has the same id at the desk: {address}", address=f"{desk_url}/worklists"
        )
    return say("a contact has the same id at the desk and in trends worklist.")


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, in one step."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        file.write(content)
    fresh.replace(path)


def renew_quality_workbooks(home: Home) -> None:
    """Write those that are there anew, from the tables as they are now."""
    for path in sorted((home.path / FOLDER).glob("*/w*/workbook.xlsx")):
        week = Week.parse(f"{path.parent.parent.name}-{path.parent.name.upper()}")
        if write_quality_workbook(home, week) is None:
            path.unlink()
