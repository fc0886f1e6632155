"""The command `trends pdf`: the published page on paper."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads it at run time
from typing import Annotated, Any

import typer

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption, WeekArgument


def pdf(
    week: WeekArgument,
    language: Annotated[
        str, typer.Option(help="One of [report] languages in trends.toml; the first if left out.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The file to write; bulletin.pdf beside the page if left out."),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Print the week's bulletin as PDF: A4, tagged, with an outline. Needs Chromium or Chrome.

    Page one stands alone. Set CHROMIUM to a browser's path when it is not on the PATH.
    """
    telling.show(_print(home, week, language, out), json, _printed)


def _print(given: Path | None, written: str, language: str, out: Path | None) -> dict[str, Any]:
    """Print a week's bulletin."""
    from trend_lib import flow
    from trend_lib.base.home import open_home
    from trend_lib.report import print_bulletin

    home = open_home(given)
    week = flow.resolve_week(home, written)
    spoken = language or home.config.report.languages[0]
    path = print_bulletin(home, week, spoken, out)
    return {"week": str(week), "language": spoken, "pdf": str(path), "bytes": path.stat().st_size}


def _printed(answer: dict[str, Any]) -> None:
    """Say where it lies."""
    telling.console.print(answer["pdf"], highlight=False, soft_wrap=True)
