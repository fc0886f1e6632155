"""The week's bulletin as `report` published it: the newest revision of each language, off the disk."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trend_lib.alerts.last_check import visible_texts

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.settings import TrendConfig
    from trend_lib.base.weeks import Week

APPENDICES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
IMPRINT = re.compile(r"<!-- imprint -->.*?<!-- /imprint -->", re.DOTALL)  # what made it: no news
NAMED_IMAGE = re.compile(r"""(?<=["'(])cid:([\w.\-]+)(?=["')])""")

NEWEST = """
SELECT language, revision, path, subject, verdict, lacking
FROM report.bulletins
WHERE week_start = ?
QUALIFY row_number() OVER (PARTITION BY language ORDER BY revision DESC) = 1
ORDER BY language
"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """The appendix as a file beside the mail."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One language's newest revision, with everything its mail is made of."""

    week: Week
    language: str
    revision: int
    path: str  # of the page, below the home
    subject: str
    verdict: str
    html: str
    text: str
    images: tuple[tuple[str, bytes], ...]  # name and PNG, in the order of the mail

    attachment: Attachment | None = None
    lacking: str = ""  # which sources lack what, a line each

    @property
    def content_hash(self) -> str:
        """Changes with any figure a reader of the mail would see, and with nothing else.

        A new owner or another wording is no correction: the page has it, and nobody is written to.
        """
        shown = (text for _, text in visible_texts(IMPRINT.sub("", self.html), "mail"))
        figures = re.findall(r"\d+", "\n".join((self.subject, *shown)))
        return hashlib.sha256(" ".join(figures).encode()).hexdigest()[:32]


def read_bulletins(
    home: Home, con: duckdb.DuckDBPyConnection, week: Week
) -> tuple[list[Bulletin], list[str]]:
    """Return the week's bulletins in the home's order of languages, and those that lack files."""
    whole, broken = [], []
    for language, revision, path, subject, verdict, lacking in con.execute(
        NEWEST, [week.start]
    ).fetchall():
        folder = (home.path / path).parent
        try:
            html, text = ((folder / name).read_text("utf-8") for name in ("mail.html", "mail.txt"))
            images = _read_images(folder / "images", html)
            attachment = _read_attachment(folder, home.config, f"{week}-{language}")
        except (FileNotFoundError, NotADirectoryError) as error:
            broken.append(f"{language}: {path} lacks {_name_of(error)}")
            continue
        whole.append(
            Bulletin(
                week,
                language,
                revision,
                path,
                subject,
                verdict,
                html,
                text,
                images,
                attachment,
                lacking or "",
            )
        )
    order: list[str] = [*home.config.report.languages, *home.config.home.languages]
    whole.sort(key=lambda one: order.index(one.language) if one.language in order else len(order))
    return whole, broken


def _read_images(folder: Path, html: str) -> tuple[tuple[str, bytes], ...]:
    """Return the images the mail names, each once."""
    names = dict.fromkeys(NAMED_IMAGE.findall(html))
    return tuple((name, (folder / f"{name}.png").read_bytes()) for name in names)


def _read_attachment(folder: Path, config: TrendConfig, stem: str) -> Attachment | None:
    """Return the appendix where the settings ask for it, or where nothing else leads to it."""
    asked = config.alerts.attach
    if asked == "none" or (asked == "auto" and config.home.public_url):
        return None
    kinds = ("csv",) if asked == "csv" else ("xlsx", "csv")  # a home may have no workbook yet
    kind = next((one for one in kinds if (folder / f"appendix.{one}").is_file()), "csv")
    content = (folder / f"appendix.{kind}").read_bytes()
    return Attachment(f"{stem}.{kind}", APPENDICES[kind], content)


def _name_of(error: OSError) -> str:
    """Return the missing file's name without the path of this machine."""
    return str(error.filename).replace("\\", "/").rpartition("/")[2]


def bulletin_for(language: str, bulletins: list[Bulletin]) -> Bulletin | None:
    """Return the reader's own language, else the first there is."""
    own = [one for one in bulletins if one.language == language]
    return next(iter(own or bulletins), None)


def page_link(public_url: str, path: str) -> str:
    """Return the page's address: `public_url` serves the home's `bulletins/` under that name."""
    return f"{public_url.rstrip('/')}/{path}" if public_url else ""
