"""The pages of worklists: which there are, and one with its filter, its rows and the forms beside each."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from trend_lib.base.inbox import about_of
from trend_lib.base.speech import say, say_many
from trend_lib.desk import history
from trend_lib.desk.answer_forms import in_words
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.waiting import read_waiting
from trend_lib.desk.worklists import WORKLISTS
from trend_lib.report import figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows
    from trend_lib.desk.worklist import Column, Worklist

PAGE_LENGTH = 50


def show_worklists(home: Home, reader: Reader) -> str:
    """Return the page that names them."""
    with open_snapshot(home) as con:
        lists = [
            {"name": one.name, "title": say(one.title), "says": say(one.says),
             "count": _count(len(read(con, one.sql)))}
            for one in WORKLISTS
        ]  # fmt: skip
    return render("worklists.html.j2", home, reader, here="worklists", title=say("Worklists"), lists=lists)  # fmt: skip


def show_worklist(  # noqa: PLR0913 - what a refused form brings along
    home: Home, reader: Reader, worklist: Worklist, chosen: Mapping[str, str], page: int = 1,
    *, sort: str = "", refused: str = "", given: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return a worklist, narrowed to what was chosen, in its own order or in that of a column; - turns it round."""
    with open_snapshot(home) as con:
        rows = read(con, worklist.sql)
    fitting = _in_order([row for row in rows if _fits(worklist, row, chosen)], worklist, sort)
    first = PAGE_LENGTH * (page - 1)
    columns = _filled(worklist, rows)
    noted = _noted(home, worklist)
    return render(
        "worklist.html.j2",
        home,
        reader,
        here="worklists",
        root="../",
        title=say(worklist.title),
        says=say(worklist.says),
        one_by_one=worklist.one_by_one,
        found=_count(len(fitting)),
        labels=[say(column.label) for column in columns],
        heads=[_head(column, sort) for column in columns],
        sort=sort,
        kept=_chosen(chosen) | ({"sort": sort} if sort else {}),
        choices=_choices(worklist, rows),
        typed={column.name: say(column.label) for column in worklist.columns if column.is_typed},
        chosen=_chosen(chosen),
        rows=[_row(columns, row, noted) for row in fitting[first : first + PAGE_LENGTH]],
        forms=in_words(worklist.forms) if reader.may_answer else [],
        once=secrets.token_urlsafe(16),
        page=page,
        has_more=len(fitting) > first + PAGE_LENGTH,
        refused=refused,
        given=given or {},
        waiting=[],
    )


def stands_on(home: Home, worklist: Worklist, about: str) -> bool:
    """Tell whether something is on a list."""
    with open_snapshot(home) as con:
        return any(row["about"] == about for row in read(con, worklist.sql))


def _count(entries: int) -> str:
    """Say how many there are."""
    return say_many(entries, "{entries} entry", "{entries} entries", entries=figures.count(entries))


def _fits(worklist: Worklist, row: dict[str, Any], chosen: Mapping[str, str]) -> bool:
    """Tell whether a row is one of those chosen."""
    return all(
        chosen.get(column.name, "").strip() in {"", str(row[column.name])}
        for column in worklist.columns
        if column.is_choice or column.is_typed
    )


def _chosen(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what narrows a list."""
    return {name: value.strip() for name, value in chosen.items() if value.strip()}


def _in_order(rows: Rows, worklist: Worklist, sort: str) -> Rows:
    """Return rows by the values of a column, what says nothing last; as they are where no column is named so."""
    name = sort.removeprefix("-")
    if name not in {column.name for column in worklist.columns}:
        return rows
    told = [row for row in rows if row[name] not in {"", None}]
    told.sort(key=lambda row: row[name], reverse=sort.startswith("-"))
    return told + [row for row in rows if row[name] in {"", None}]


def _head(column: Column, sort: str) -> dict[str, str]:
    """Return a column's head: how rows stand by it, and what a press makes of that."""
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "")
    turned = f"-{column.name}" if order == "ascending" else column.name
    return {"label": say(column.label), "order": order, "sort": turned}


def _choices(worklist: Worklist, rows: Rows) -> dict[str, dict[str, Any]]:
    """Return by which values of which columns rows can be found."""
    return {
        column.name: {
            "label": say(column.label),
            "values": {
                str(value): column.tell(value)
                for value in sorted({row[column.name] for row in rows}, key=str, reverse=True)
            },
        }
        for column in worklist.columns
        if column.is_choice and len({row[column.name] for row in rows}) > 1
    }


def _filled(worklist: Worklist, rows: Rows) -> list[Column]:
    """Return the columns that say anything of any row; where no source tells priorities, none is shown."""
    return [
        column
        for column in worklist.columns
        if not rows or any(row[column.name] not in {"", None} for row in rows)
    ]


def _noted(home: Home, worklist: Worklist) -> dict[str, str]:
    """Return what was said of each thing and does not count yet."""
    zone = home.config.home.zone
    waiting = read_waiting(home, lambda about: about_of(about) == worklist.prefix, ())
    return {row["about"]: history.answer_entry(row, zone).told for row in waiting}


def _row(
    columns: Sequence[Column], row: dict[str, Any], noted: Mapping[str, str]
) -> dict[str, Any]:
    """Write a row."""
    return {
        "about": row["about"],
        "cells": [
            (column.tell(row[column.name]), "line" if column.is_long else "short")
            for column in columns
        ],
        "noted": noted.get(row["about"], ""),
    }
