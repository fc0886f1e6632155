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
from trend_lib.base.warehouse import open_warehouse, replace_rows
from trend_lib.report import Published
from trend_lib.report.appendix import make_appendix
from trend_lib.report.archive import write_archive
from trend_lib.report.bulletin import Imprint
from trend_lib.report.compose import bulletin_folder, compose
from trend_lib.report.drawings import draw
from trend_lib.report.faces import image_files, render_faces
from trend_lib.report.published import write_published
from trend_lib.report.rows import BulletinRow
from trend_lib.report.stored import read_rows, read_week
from trend_lib.report.words import say
from trend_lib.report.writing import holds, keep_revision, write_folder

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.report.bulletin import Bulletin

logger = logging.getLogger(__name__)

LANGUAGE = "en"
FACES = {"index.html", "mail.html", "mail.txt", "appendix.csv"}
NO_IMPRINT = Imprint(config_hash="", code_version="", revision=0, corrects="", earlier=())


def publish_bulletin(home: Home, week: Week) -> Published:
    """Publish the week's bulletin, its archive and the snapshot for other tools."""
    with room_log(logger, "report", week) as facts:
        with open_warehouse(home) as con:
            stored = read_week(con, week, home.config.report.weeks_shown)
            appendix = make_appendix(con, week)
            rows = read_rows(con, "bulletins", BulletinRow, {})
        bulletin = compose(stored, home.config, LANGUAGE)
        published = _publish(home, week, bulletin, appendix, rows)
        write_published(home)
        facts |= {"contacts": bulletin.contacts, "spikes": _spike_count(bulletin),
                  "revision": published.revision, "changed": int(published.changed)}  # fmt: skip
    return published


def fingerprint(bulletin: Bulletin, appendix: bytes) -> str:
    """Return the hash of everything the bulletin says, and of nothing else.

    Settings, versions and looks that change no figure and no word make no corrected report.
    """
    said = json.dumps(asdict(bulletin), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode() + appendix).hexdigest()


def _publish(
    home: Home, week: Week, bulletin: Bulletin, appendix: bytes, rows: list[BulletinRow]
) -> Published:
    """Write the bulletin when it is new, changed or incomplete on disk."""
    folder = home.folder("bulletins") / bulletin_folder(week, LANGUAGE)
    sha256 = fingerprint(bulletin, appendix)
    newest = _newest(rows, week)
    if newest is not None and newest.sha256 == sha256:
        row, is_new = newest, False
    else:
        row, is_new = _new_row(home, week, bulletin, newest, sha256), True
    if is_new and newest is not None:
        keep_revision(folder, newest.revision)
    if is_new or not holds(folder, FACES | image_files(bulletin)):
        write_folder(folder, _files(bulletin, appendix, row))
    if is_new:
        _record(home, week, [*[old for old in rows if old.week_start == week.start], row])
    write_archive(home, [*[old for old in rows if old != row], row], LANGUAGE)
    return Published(folder / "index.html", row.revision, is_new)


def _files(bulletin: Bulletin, appendix: bytes, row: BulletinRow) -> dict[str, bytes]:
    """Draw and render every file of a bulletin, by its path below the bulletin's folder."""
    faces = render_faces(bulletin, draw(bulletin), _imprint(row), LANGUAGE)
    return {
        "index.html": faces.page.encode(),
        "mail.html": faces.mail.encode(),
        "mail.txt": faces.text.encode(),
        "appendix.csv": appendix,
        **{f"images/{name}.png": image for name, image in faces.images.items()},
    }


def _newest(rows: list[BulletinRow], week: Week) -> BulletinRow | None:
    """Return the newest revision of the week's bulletin."""
    own = [row for row in rows if (row.week_start, row.language) == (week.start, LANGUAGE)]
    return max(own, key=lambda row: row.revision, default=None)


def _new_row(
    home: Home, week: Week, bulletin: Bulletin, newest: BulletinRow | None, sha256: str
) -> BulletinRow:
    """Describe the revision that is about to be written."""
    return BulletinRow(
        week_start=week.start,
        language=LANGUAGE,
        revision=1 if newest is None else newest.revision + 1,
        path=f"bulletins/{bulletin_folder(week, LANGUAGE)}/index.html",
        sha256=sha256,
        subject=bulletin.subject,
        verdict=bulletin.verdict,
        contacts=bulletin.contacts,
        spikes=_spike_count(bulletin),
        config_hash=config_hash(home.config),
        code_version=__version__,
    )


def _imprint(row: BulletinRow) -> Imprint:
    """Return the imprint that a revision carries, with its correction note."""
    imprint = replace(
        NO_IMPRINT,
        config_hash=row.config_hash,
        code_version=row.code_version,
        revision=row.revision,
    )
    if row.revision == 1:
        return imprint
    note = say(
        "This is a corrected report: revision {revision} replaces what was published before.",
        revision=row.revision,
    )
    earlier = tuple(
        (f"r{number}/index.html", say("Revision {number}", number=number))
        for number in range(row.revision - 1, 0, -1)
    )
    return replace(imprint, corrects=note, earlier=earlier)


def _record(home: Home, week: Week, rows: list[BulletinRow]) -> None:
    """Write the week's revisions down, this one added, and check them."""
    frame = pd.DataFrame(rows, columns=list(BulletinRow._fields))
    with open_warehouse(home) as con:
        replace_rows(con, "8_report/81_bulletins", week, frame)


def _spike_count(bulletin: Bulletin) -> int:
    """Return how many spikes the bulletin tells of."""
    return len(bulletin.spikes) + len(bulletin.further_spikes)
