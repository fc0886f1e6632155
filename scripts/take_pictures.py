"""Take pictures of a published bulletin: `take_pictures.py HOME WEEK OUT`.

The page on a desk, on a phone, in the dark and on paper; the mail on a desk, on a phone and with
its images blocked. Needs Chromium: `CHROMIUM=/path`, or on the PATH.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = (  # no sandbox in containers, and no calls home
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CONTENT_ID = re.compile(r"cid:([\w-]+)")


@dataclass(frozen=True)
class Shot:
    """One picture: of which file, how wide, in which colours."""

    name: str
    file: Path
    width: int
    scale: float = 1
    is_dark: bool = False
    height: int = 0  # of the picture; 0: the whole page


def main(home: Path, week: Week, out: Path) -> None:
    """Take all pictures of a week's English bulletin."""
    folder = home / "bulletins" / str(week.year) / f"w{week.number:02d}" / "en"
    out.mkdir(parents=True, exist_ok=True)
    with_images = mail_for_browser(folder, out / "mail.html", shows_images=True)
    without_images = mail_for_browser(folder, out / "mail_blocked.html", shows_images=False)
    page = folder / "index.html"
    shots = (
        Shot("readme", page, 1280, height=1480),
        Shot("page_desktop", page, 1280),
        Shot("page_phone", page, 390, scale=2),
        Shot("page_dark", page, 1280, is_dark=True),
        Shot("mail_desktop", with_images, 800),
        Shot("mail_dark", with_images, 800, is_dark=True),
        Shot("mail_phone", with_images, 390, scale=2),
        Shot("mail_images_blocked", without_images, 800),
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        for shot in shots:
            take(browser, shot, out)
        print_page(browser, page, out)
        browser.close()
    for file in (with_images, without_images):
        file.unlink()


def find_chromium() -> str:
    """Return Chromium's path, or end with what to do."""
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        sys.exit("no Chromium: install it, or set CHROMIUM to its path")
    return found


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
        device_scale_factor=shot.scale,
    )
    page = context.new_page()
    page.goto(shot.file.resolve().as_uri())
    page.screenshot(path=out / f"{shot.name}.png", full_page=not shot.height)
    context.close()
    print(out / f"{shot.name}.png")


def print_page(browser: Browser, file: Path, out: Path) -> None:
    """Print to A4, and picture the first sheet where poppler's tool is installed."""
    page = browser.new_page()
    page.goto(file.resolve().as_uri())
    pdf = out / "page_print.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True, tagged=True)
    page.close()
    print(pdf)
    if shutil.which("pdftoppm"):
        first_sheet = ("-f", "1", "-l", "1", "-singlefile")
        picture = str(out / "page_print")
        command = ["pdftoppm", "-png", "-r", "90", *first_sheet, str(pdf), picture]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Week.parse(sys.argv[2]), Path(sys.argv[3]))
