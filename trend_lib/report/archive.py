"""The archive: a page and a JSON file that list every bulletin, newest first."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import NAMES, spoken
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.faces import render_archive
from trend_lib.report.writing import write_whole

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.report.rows import BulletinRow

    Entry = dict[str, Any]


def write_archive(home: Home, rows: list[BulletinRow]) -> None:
    """Write `bulletins/index.html` and `archive.json` from the newest revision of each week.

    The page lists a week once, in the language spoken where there is one; the file lists them all.
    """
    entries = [_entry(row) for row in newest_revisions(rows)]
    folder = home.folder("bulletins")
    told = [{key: entry[key] for key in entry if not key.endswith("_text")} for entry in entries]
    listed = json.dumps({"bulletins": told}, ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / "archive.json", listed.encode())
    page = render_archive(home.config.home.provider, [_of_week(week) for week in _weeks(entries)])
    write_whole(folder / "index.html", page.encode())


def newest_revisions(rows: list[BulletinRow]) -> list[BulletinRow]:
    """Return the newest revision of every week and language, newest week first."""
    newest: dict[tuple[object, str], BulletinRow] = {}
    for row in sorted(rows, key=lambda row: row.revision):
        newest[row.week_start, row.language] = row
    return sorted(newest.values(), key=lambda row: (row.week_start, row.language), reverse=True)


def _weeks(entries: list[Entry]) -> list[list[Entry]]:
    """Return the entries of each week together, newest week first."""
    return [list(week) for _, week in groupby(entries, key=lambda entry: entry["week"])]


def _of_week(entries: list[Entry]) -> Entry:
    """Return a week's bulletin in the language spoken, else the first there is, with the others."""
    shown = next((one for one in entries if one["language"] == spoken().code), entries[0])
    others = [
        (one["language"], one["page"], NAMES[str(one["language"])])
        for one in entries
        if one != shown
    ]
    return {**shown, "others": others}


def _entry(row: BulletinRow) -> Entry:
    """Describe one bulletin."""
    week = Week(row.week_start)
    return {
        "week": str(week),
        "week_name": f"{figures.week_name(week)}, {week.year}",
        "period": figures.period(week),
        "language": row.language,
        "page": row.path.removeprefix("bulletins/"),
        "verdict": row.verdict,
        "contacts": row.contacts,
        "contacts_text": figures.count(row.contacts),
        "spikes": row.spikes,
        "revision": row.revision,
    }
