"""The archive: a page, a JSON file and a feed a language that list every bulletin, newest first."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import NAMES, spoken
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.faces import render_archive
from trend_lib.report.feed import feed_name, write_feed
from trend_lib.report.rows_published import TotalWeek
from trend_lib.report.sparklines import make_spark
from trend_lib.report.stored import read_rows
from trend_lib.report.writing import write_whole

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.report.chart_data import Spark
    from trend_lib.report.rows_published import BulletinRow

TREND_WEEKS = 13  # a quarter, in the small drawing beside a week's contacts


def write_archive(home: Home, rows: list[BulletinRow]) -> None:
    """Write `bulletins/index.html`, `archive.json` and the feeds from the newest revision of each week."""
    newest, folder = newest_revisions(rows), home.folder("bulletins")
    told = [_told(row, rows, home.config.home.public_url) for row in newest]
    listed = json.dumps({"bulletins": told}, ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / "archive.json", listed.encode())
    feeds = []
    for code in sorted({row.language for row in newest}):
        own = [row for row in newest if row.language == code]
        write_whole(folder / feed_name(code), write_feed(home.config.home, own, code))
        feeds.append((feed_name(code), code, NAMES[code]))
    with open_warehouse(home) as con:
        totals = read_rows(con, "total_weeks", TotalWeek, {})
    weeks = _weeks(newest, rows, totals)
    page = render_archive(home.config.home.provider, weeks, feeds)
    write_whole(folder / "index.html", page.encode())


def newest_revisions(rows: list[BulletinRow]) -> list[BulletinRow]:
    """Return the newest revision of every week and language, newest week first."""
    newest: dict[tuple[object, str], BulletinRow] = {}
    for row in sorted(rows, key=lambda row: row.revision):
        newest[row.week_start, row.language] = row
    return sorted(newest.values(), key=lambda row: (row.week_start, row.language), reverse=True)


def page_below(row: BulletinRow) -> str:
    """Return where a bulletin's page lies, as seen from the archive."""
    return row.path.removeprefix("bulletins/")


def _told(row: BulletinRow, rows: list[BulletinRow], public_url: str) -> dict[str, Any]:
    """Describe one bulletin for programs; an address only when the pages are public."""
    week = Week(row.week_start)
    told = {
        "week": str(week),
        "language": row.language,
        "page": page_below(row),
        "verdict": row.verdict,
        "contacts": row.contacts,
        "spikes": row.spikes,
        "revision": row.revision,
        "earlier": [{"revision": one.revision, "page": page_below(one)} for one in _earlier(row, rows)],
    }  # fmt: skip
    root = public_url.rstrip("/")
    return told | ({"address": f"{root}/{row.path}"} if root else {})


def _weeks(
    newest: list[BulletinRow], rows: list[BulletinRow], totals: list[TotalWeek]
) -> list[dict[str, Any]]:
    """Describe every week for the page, in the language spoken where there is one."""
    weeks, language = [], spoken().code
    for _, group in groupby(newest, key=lambda row: row.week_start):
        own = sorted(group, key=lambda row: (row.language != language, row.language))
        weeks.append(_week(own, rows, totals))
    return weeks


def _week(
    own: list[BulletinRow], rows: list[BulletinRow], totals: list[TotalWeek]
) -> dict[str, Any]:
    """Describe one week; its bulletins stand in the order in which they are offered."""
    row, week = own[0], Week(own[0].week_start)
    return {
        "name": f"{figures.week_name(week)}, {week.year}",
        "period": figures.period(week),
        "page": page_below(row),
        "language": row.language,
        "verdict": row.verdict,
        "contacts": figures.count(row.contacts),
        "spark": _trend(week, totals),
        "spikes": figures.count(row.spikes),
        "languages": [(page_below(one), one.language, NAMES[one.language]) for one in own],
        "revision": row.revision,
        "earlier": [(page_below(one), one.revision) for one in _earlier(row, rows)],
    }


def _earlier(row: BulletinRow, rows: list[BulletinRow]) -> list[BulletinRow]:
    """Return the revisions that a bulletin replaced, newest first."""
    same = [one for one in rows if one[:2] == row[:2] and one.revision < row.revision]
    return sorted(same, key=lambda one: one.revision, reverse=True)


def _trend(week: Week, totals: list[TotalWeek]) -> Spark | None:
    """Draw the contacts of the weeks up to this one."""
    first = week.plus(1 - TREND_WEEKS).start
    shown = [row for row in totals if first <= row.week_start <= week.start]
    if not shown or shown[-1].week_start != week.start:
        return None
    return make_spark(
        [row.observed for row in shown],
        [row.lower for row in shown],
        [row.upper for row in shown],
    )
