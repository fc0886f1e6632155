"""The page as PDF, printed by a Chromium that is installed: tagged, with an outline, on A4.

Not a part of publishing: no two prints have the same bytes, and a machine without a browser
publishes as well as any other.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError, MisuseError, TrendError
from trend_lib.report.compose import bulletin_folder

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE_SECONDS = 120
NAME = "bulletin.pdf"  # beside the page; a page that is written anew takes it away
PRINTING = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


def print_bulletin(home: Home, week: Week, language: str, out: Path | None = None) -> Path:
    """Print the week's published page; returns where the PDF lies."""
    folder = home.folder("bulletins") / bulletin_folder(week, language)
    page = folder / "index.html"
    if not page.is_file():
        raise MisuseError(
            f"there is no bulletin of {week} in {language!r} yet: `trends room report {week}` writes "
            "it in the languages of [report] in trends.toml"
        )
    target = (out or folder / NAME).resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    print_page(page, target, find_browser())
    return target


def find_browser() -> str:
    """Return the path of a Chromium or Chrome."""
    named = os.environ.get("CHROMIUM", "")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found is None:
        raise ConfigError(
            f"{named or 'Chromium'} is not there: a PDF is printed by Chromium or Chrome; install one "
            "(apt install chromium), or set CHROMIUM to its path"
        )
    return found


def print_page(page: Path, target: Path, browser: str) -> None:
    """Print a page; the file appears when it is whole."""
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / NAME
        command = [browser, *PRINTING, *_sandbox(), f"--user-data-dir={folder}/profile",
                   f"--print-to-pdf={printed}", page.resolve().as_uri()]  # fmt: skip
        _run(command)
        if not printed.is_file():
            raise TrendError(
                f"{browser} printed nothing: try it by hand with --print-to-pdf, or set CHROMIUM to another one"
            )
        fresh = target.with_name(f".{target.name}.new")
        shutil.copyfile(printed, fresh)
        fresh.replace(target)


def _run(command: list[str]) -> None:
    """Run the browser, and not for ever."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)  # noqa: S603 - our own page
    except subprocess.TimeoutExpired as error:
        raise TrendError(
            f"{command[0]} did not end within {PATIENCE_SECONDS} seconds: run it again on a quieter machine"
        ) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise TrendError(
            f"{command[0]} could not print ({error.__class__.__name__}): set CHROMIUM to another Chromium or Chrome"
        ) from error


def _sandbox() -> list[str]:
    """As root, as in containers, Chromium refuses to start with its sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
