"""Publish a bulletin: compute it, draw it, render it, write it, and record which revision it is."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pandas as pd

from trend_lib import __version__
from trend_lib.base.config import config_hash
from trend_lib.base.logs import room_log
from trend_lib.base.speech import NAMES, speaking, spoken
from trend_lib.base.warehouse import hold_warehouse, open_warehouse, replace_rows
from trend_lib.base.weeks import Week
from trend_lib.report import Published
from trend_lib.report.appendix import read_appendix
from trend_lib.report.appendix_sheets import make_sheets
from trend_lib.report.archive import write_archive
from trend_lib.report.completeness import lacking_sources
from trend_lib.report.compose import bulletin_folder, compose
from trend_lib.report.drawings import draw
from trend_lib.report.explanations import write_explanations
from trend_lib.report.faces import image_files, render_faces
from trend_lib.report.pictures import draw_pictures, pictured_episodes
from trend_lib.report.published import write_published
from trend_lib.report.quality_workbook import write_quality_workbook
from trend_lib.report.readers_names import appendix_for_readers, names_in, week_for_readers
from trend_lib.report.revisions import make_imprint, read_told, remember, told_figures
from trend_lib.report.rows_published import BulletinRow
from trend_lib.report.stored import read_rows, read_week
from trend_lib.report.workbook import make_workbook
from trend_lib.report.writing import holds, keep_revision, sha256_of, write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.report.appendix import Appendix
    from trend_lib.report.bulletin import Bulletin
    from trend_lib.report.rows_published import ToldFigure
    from trend_lib.report.stored import StoredWeek

logger = logging.getLogger(__name__)

FACES = {"index.html", "mail.html", "mail.txt", "appendix.csv", "appendix.xlsx"}


def publish_bulletin(home: Home, week: Week) -> Published:
    """Publish the week's bulletin, its archive and the snapshot for other tools."""
    with room_log(logger, "report", week) as facts, hold_warehouse(home):
        with open_warehouse(home) as con:
            stored = read_week(con, week, home.config.report.weeks_shown)
            appendix = read_appendix(con, week)
            rows = read_rows(con, "bulletins", BulletinRow, {})
        published = []
        for language in home.config.report.languages:
            with speaking(language):
                listed = appendix_for_readers(appendix, names_in(language, stored.names))
                bulletin = compose(stored, home.config, language)
                one, rows = _publish(home, stored, bulletin, listed, rows)
            published.append(one)
        with speaking(home.config.report.languages[0]):
            write_archive(home, rows)
        write_explanations(home, week)
        write_published(home)
        write_quality_workbook(home, week)
        facts |= {"contacts": bulletin.contacts, "spikes": _spike_count(bulletin),
                  "languages": len(published), "revision": published[0].revision,
                  "changed": sum(one.changed for one in published)}  # fmt: skip
    return published[0]


def fingerprint(bulletin: Bulletin, appendix: Appendix) -> str:
    """Return the hash of everything the bulletin says, and of nothing else.

    Settings, versions and looks that change no figure and no word make no corrected report.
    """
    said = json.dumps(asdict(bulletin), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode() + appendix.said()).hexdigest()


def _publish(
    home: Home, stored: StoredWeek, bulletin: Bulletin, appendix: Appendix, rows: list[BulletinRow]
) -> tuple[Published, list[BulletinRow]]:
    """Write the bulletin in the language spoken when it is new, says something else, or does not lie as it was written.

    Other settings or another version that change nothing it says rewrite it in place: its footer
    names what made it, and it stays the same revision. Returns all rows as they are then.
    """
    week = stored.week
    folder = home.folder("bulletins") / bulletin_folder(week, spoken().code)
    newest = _newest(rows, week)
    row = _row(home, stored, bulletin, newest, fingerprint(bulletin, appendix))
    is_new = newest is None or row.revision > newest.revision
    others = [old for old in rows if old[:3] != row[:3]]  # week, language, revision
    pictured = pictured_episodes(stored)
    if row != newest or not _lies_there(folder, bulletin, row, set(pictured)):
        if newest is not None and is_new:
            others = [_keep(folder, old) if old == newest else old for old in others]
        with open_warehouse(home) as con:
            named = week_for_readers(stored, row.language)
            remember(con, week, told_figures(named, row.language, row.revision))
            told = read_told(con, week)
        files = _files(home, bulletin, appendix, row, told)
        drawn = {name for name in pictured if f"images/{name}.png" in files}
        files |= {
            f"images/{name}.png": image for name, image in draw_pictures(named, drawn).items()
        }
        shown = {one.episode_id: name for name, one in pictured.items()}
        files["images/episodes.json"] = json.dumps(shown).encode()
        write_folder(folder, files)
        row = row._replace(sha256=hashlib.sha256(files["index.html"]).hexdigest())
        _record(home, week, [*[old for old in others if old.week_start == week.start], row])
    return Published(folder / "index.html", row.revision, is_new), [*others, row]


def _lies_there(folder: Path, bulletin: Bulletin, row: BulletinRow, pictured: set[str]) -> bool:
    """Tell whether all files are there and the page is the one that was recorded."""
    pictures = {f"images/{name}.png" for name in pictured}
    return (
        holds(folder, FACES | image_files(bulletin) | pictures)
        and sha256_of(folder / "index.html") == row.sha256
    )


def _keep(folder: Path, row: BulletinRow) -> BulletinRow:
    """Keep the newest revision's files aside, and record where its page lies from now on."""
    kept = keep_revision(folder, row.revision)
    if kept is None:
        return row
    path = row.path.removesuffix("index.html") + f"{kept.name}/index.html"
    return row._replace(path=path, sha256=sha256_of(kept / "index.html"))


def _files(
    home: Home, bulletin: Bulletin, appendix: Appendix, row: BulletinRow, told: list[ToldFigure]
) -> dict[str, bytes]:
    """Draw and render every file of a bulletin, by its path below the bulletin's folder."""
    imprint = replace(make_imprint(row, told), languages=_other_languages(home, row))
    faces = render_faces(bulletin, draw(bulletin), imprint)
    return {
        "index.html": faces.page.encode(),
        "mail.html": faces.mail.encode(),
        "mail.txt": faces.text.encode(),
        "appendix.csv": appendix.as_csv(),
        "appendix.xlsx": make_workbook(bulletin.subject, make_sheets(appendix)),
        **{f"images/{name}.png": image for name, image in faces.images.items()},
    }


def _newest(rows: list[BulletinRow], week: Week) -> BulletinRow | None:
    """Return the newest revision of the week's bulletin."""
    own = [row for row in rows if (row.week_start, row.language) == (week.start, spoken().code)]
    return max(own, key=lambda row: row.revision, default=None)


def _row(
    home: Home,
    stored: StoredWeek,
    bulletin: Bulletin,
    newest: BulletinRow | None,
    content_hash: str,
) -> BulletinRow:
    """Describe the bulletin as it should lie there; the page's hash is known when it is written."""
    week = stored.week
    is_same = newest is not None and newest.content_hash == content_hash
    return BulletinRow(
        week_start=week.start,
        language=spoken().code,
        revision=1 if newest is None else newest.revision + (not is_same),
        path=f"bulletins/{bulletin_folder(week, spoken().code)}/index.html",
        sha256=newest.sha256 if newest is not None and is_same else "",
        content_hash=content_hash,
        subject=bulletin.subject,
        verdict=bulletin.verdict,
        contacts=bulletin.contacts,
        spikes=_spike_count(bulletin),
        config_hash=config_hash(home.config),
        code_version=__version__,
        model_version=stored.model_version,
        lacking=lacking_sources(bulletin.completeness),
    )


def _other_languages(home: Home, row: BulletinRow) -> tuple[tuple[str, str, str], ...]:
    """Return code, address and name of the same bulletin in the home's other languages."""
    week = Week(row.week_start)
    return tuple(
        (code, f"../../../{bulletin_folder(week, code)}/index.html", NAMES[code])
        for code in home.config.report.languages
        if code != row.language
    )


def _record(home: Home, week: Week, rows: list[BulletinRow]) -> None:
    """Write the week's revisions down, this one added, and check them."""
    frame = pd.DataFrame(rows, columns=list(BulletinRow._fields))
    with open_warehouse(home) as con:
        replace_rows(con, "8_report/81_bulletins", week, frame)


def _spike_count(bulletin: Bulletin) -> int:
    """Return how many spikes the bulletin tells of."""
    return len(bulletin.spikes) + len(bulletin.further_spikes)
