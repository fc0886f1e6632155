"""Bulletins without a person's words: rendered anew from the tables, their earlier revisions masked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.masking import mask_files, quote_patterns
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.report.publication import publish_bulletin
from trend_lib.report.published import write_published
from trend_lib.report.quality_workbook import renew_quality_workbooks
from trend_lib.report.rows_published import BulletinRow
from trend_lib.report.stored import read_rows
from trend_lib.report.writing import sha256_of

if TYPE_CHECKING:
    import re

    from trend_lib.base.home import Home


def renew_bulletins(home: Home, words: tuple[str, ...]) -> int:
    """Publish again the weeks whose newest page quotes the words; mask every revision; renew the snapshot."""
    with open_warehouse(home) as con:
        rows = read_rows(con, "bulletins", BulletinRow, {})
    patterns = quote_patterns(words)
    quoting = sorted({row.week_start for row in rows if _quotes(home, row, patterns)})
    for start in quoting:
        publish_bulletin(home, Week(start))
    mask_files(home.folder("bulletins"), words)
    _record_hashes(home)
    write_published(home)
    renew_quality_workbooks(home)
    return len(quoting)


def _record_hashes(home: Home) -> None:
    """Record the hash of every page as it lies there now."""
    with open_warehouse(home) as con:
        for row in read_rows(con, "bulletins", BulletinRow, {}):
            page = home.path / row.path
            if page.is_file():
                con.execute(
                    "UPDATE report.bulletins SET sha256 = ? WHERE path = ? AND sha256 <> ?",
                    [sha := sha256_of(page), row.path, sha],
                )


def _quotes(home: Home, row: BulletinRow, patterns: list[re.Pattern[str]]) -> bool:
    """Tell whether a page, where it lies, quotes the words."""
    page = home.path / row.path
    text = page.read_text("utf-8") if page.is_file() else ""
    return any(pattern.search(text) for pattern in patterns)
