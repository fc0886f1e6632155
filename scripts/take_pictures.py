"""Take pictures of a published bulletin, in each of its languages: `take_pictures.py HOME WEEK OUT`.

The page on a desk, on a phone, in the dark and on paper; the mail on a desk, on a phone, in the dark and
with its images blocked; the archive; pages of the desk, whose English tops the docs show. Needs Chromium (`CHROMIUM=/path`, or on the PATH), and poppler's
pdftoppm for the sheets. Pictures have few colours, so that the repository stays small.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageColor
from playwright.sync_api import sync_playwright

from trend_lib.base.home import Home
from trend_lib.base.weeks import Week
from trend_lib.desk.episode_page import show_episode
from trend_lib.desk.look import style_name, style_sheet
from trend_lib.desk.reader import Reader
from trend_lib.desk.review_page import show_review
from trend_lib.desk.scorecards import WantedScores, show_operator, show_scorecards
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.worklist_page import show_worklist
from trend_lib.desk.worklists import worklist_named
from trend_lib.report.pdf import find_browser, print_page
from trend_lib.report.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

QUIET = (  # no calls home
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CONTENT_ID = re.compile(r"cid:([\w-]+)")
LANGUAGES = ("en", "uk")  # Russian looks as Ukrainian does
EDGED, SHARES = ("ink", "ink2", "obs", "hot"), (0.25, 0.5, 0.75)
SHEETS_IN_A_ROW = 3
DOTS_PER_INCH = "72"
SCREEN = 1480  # pixels of a page's top
DESK_SCREEN = 1000
FIRST_EPISODE = """
SELECT episode_id FROM episodes.episodes WHERE state = 'open' ORDER BY week_start DESC, observed DESC, episode_id LIMIT 1
"""
FIRST_APART = """
SELECT operator_id FROM quality.operator_scores ORDER BY stands_out IS NULL, week_start DESC, operator_id LIMIT 1
"""
FIRST_REVIEW = """
SELECT reviewer_id, review_id FROM quality.review_sample
ORDER BY week_start DESC, part DESC, day, review_id LIMIT 1
"""


@dataclass(frozen=True)
class Shot:
    """One picture: of which file, how wide, in which colours."""

    name: str
    file: Path
    width: int
    is_dark: bool = False
    height: int = 0  # of the picture; 0: the whole page


def main(home: Path, week: Week, out: Path) -> None:
    """Take all pictures of a week's bulletin."""
    out.mkdir(parents=True, exist_ok=True)
    bulletins = home / "bulletins"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=list(QUIET), chromium_sandbox=os.geteuid() != 0
        )
        for language in LANGUAGES:
            folder = bulletins / str(week.year) / f"w{week.number:02d}" / language
            if folder.is_dir():
                for shot in shots(folder, language, Path(scratch)):
                    take(browser, shot, out)
                picture_sheets(folder / "index.html", out / f"page_print_{language}.png", Path(scratch))  # fmt: skip
        take(browser, Shot("archive", bulletins / "index.html", 1280), out)
        for shot in desk_shots(Home(home), Path(scratch)):
            take(browser, shot, out)
        browser.close()
    kilobytes = sum(file.stat().st_size for file in out.glob("*.png")) // 1024
    print(f"{len(list(out.glob('*.png')))} pictures, {kilobytes} KB")


def shots(folder: Path, language: str, scratch: Path) -> Iterator[Shot]:
    """Yield every picture of one language; the English top of the page is the README's."""
    page = folder / "index.html"
    mail = mail_for_browser(folder, scratch / f"mail_{language}.html", shows_images=True)
    blocked = mail_for_browser(folder, scratch / f"blocked_{language}.html", shows_images=False)
    if language == "en":
        yield Shot("readme", page, 1280, height=SCREEN)
    yield Shot(f"page_desktop_{language}", page, 1280, height=3 * SCREEN)
    yield Shot(f"page_phone_{language}", page, 390, height=4 * SCREEN)
    yield Shot(f"page_dark_{language}", page, 1280, is_dark=True, height=2 * SCREEN)
    yield Shot(f"mail_desktop_{language}", mail, 800)
    yield Shot(f"mail_phone_{language}", mail, 390, height=2 * SCREEN)
    yield Shot(f"mail_dark_{language}", mail, 800, is_dark=True, height=SCREEN)
    yield Shot(f"mail_images_blocked_{language}", blocked, 800, height=SCREEN)


def desk_shots(home: Home, scratch: Path) -> Iterator[Shot]:
    """Yield pages of the desk as somebody sees them who answers, reviews and manages quality."""
    with open_snapshot(home) as con:
        episode = read(con, FIRST_EPISODE)[0]["episode_id"]
        review = read(con, FIRST_REVIEW)[0]
        apart = read(con, FIRST_APART)[0]["operator_id"]
    reader = Reader(
        "vera", may_answer=True, reviewer_id=review["reviewer_id"], is_quality_manager=True
    )
    pages = {
        "desk_episode": show_episode(home, reader, episode, None),
        "desk_listening": show_review(home, reader, review["review_id"]),
        "desk_scorecards": show_scorecards(home, reader, WantedScores("survey:politeness")),
        "desk_operator": show_operator(home, reader, apart),
        "desk_unresolved": show_worklist(home, reader, worklist_named("unresolved"), {}),
    }
    folder = scratch / "desk"
    (folder / "of").mkdir(parents=True)
    for place in (folder, folder / "of"):
        (place / style_name()).write_text(style_sheet(), "utf-8")
    for name, page in pages.items():
        file = folder / "of" / f"{name}.html"
        file.write_text(page or "", "utf-8")
        yield Shot(name, file, 1280, height=DESK_SCREEN)


def mail_for_browser(folder: Path, target: Path, *, shows_images: bool) -> Path:
    """Write the mail as a mail program would show it: images in place, or blocked."""
    place = f"{(folder / 'images').resolve().as_uri()}/\\1.png" if shows_images else "about:blank"
    html = (folder / "mail.html").read_text("utf-8")
    target.write_text(CONTENT_ID.sub(place, html), "utf-8")
    return target


def take(browser: Browser, shot: Shot, out: Path) -> None:
    """Take one picture of a page, or of its top."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height or 900},
        color_scheme="dark" if shot.is_dark else "light",
    )
    page = context.new_page()
    page.goto(shot.file.resolve().as_uri())
    target = out / f"{shot.name}.png"
    page.screenshot(path=target, full_page=not shot.height)
    context.close()
    make_small(target, is_dark=shot.is_dark)
    print(target)


def picture_sheets(page: Path, target: Path, scratch: Path) -> None:
    """Print to A4 and lay the sheets out side by side, where poppler's tool is installed."""
    if not shutil.which("pdftoppm"):
        print("no pdftoppm: the sheets are not pictured (apt install poppler-utils)")
        return
    folder = Path(tempfile.mkdtemp(dir=scratch))
    print_page(page, folder / "page.pdf", find_browser())
    command = ["pdftoppm", "-png", "-r", DOTS_PER_INCH, folder / "page.pdf", folder / "sheet"]
    subprocess.run(command, check=True)
    sheets = [Image.open(file) for file in sorted(folder.glob("sheet*.png"))]
    width, height, gap = *sheets[0].size, 10
    rows = -(-len(sheets) // SHEETS_IN_A_ROW)
    whole = Image.new("RGB", ((width + gap) * SHEETS_IN_A_ROW, (height + gap) * rows), "#97a4b0")
    for at, sheet in enumerate(sheets):
        row, column = divmod(at, SHEETS_IN_A_ROW)
        whole.paste(sheet, (column * (width + gap), row * (height + gap)))
    whole.save(target)
    make_small(target)
    print(target)


def make_small(file: Path, *, is_dark: bool = False) -> None:
    """Keep the palette's colours and what lies between them and the paper, where letters have their edges."""
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(
            palette=few_colours(is_dark=is_dark), dither=Image.Dither.NONE
        )
    few.save(file, optimize=True)


def few_colours(*, is_dark: bool) -> Image.Image:
    """Return a picture that carries the colours to keep; charts in a dark mail stay on white."""
    palette = DARK if is_dark else LIGHT
    shown = [*palette.values(), *(LIGHT.values() if is_dark else ())]
    paper = ImageColor.getrgb(palette["paper"])
    colours = [ImageColor.getrgb(colour) for colour in shown]
    edges = [
        tuple(round(ground + share * (part - ground)) for ground, part in zip(paper, ImageColor.getrgb(palette[role]), strict=True))
        for role in EDGED for share in SHARES
    ]  # fmt: skip
    carrier = Image.new("P", (1, 1))
    carrier.putpalette([part for colour in (*colours, *edges) for part in colour])
    return carrier


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Week.parse(sys.argv[2]), Path(sys.argv[3]))
