"""`trends fetch`: what live APIs, far files and databases hold comes into drop/."""

from __future__ import annotations

from typing import Annotated

import typer

from trend_lib.base.errors import SourceError
from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption


def fetch(
    source: Annotated[
        str | None, typer.Argument(metavar="SOURCE", help="Its name in trends.toml; else all.")
    ] = None,
    since: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            help="Begin again at this day (2026-08-19), whatever was fetched before; "
            "landing keeps only what is new.",
        ),
    ] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Fetch into drop/ what changed since the last time, and land nothing; trends run fetches first."""
    from trend_lib.running import fetch as fetch_into_home

    fetched = fetch_into_home(home, source, since)
    telling.show(fetched, json, telling.fetched)
    if fetched["faults"]:
        raise SourceError("; ".join(fetched["faults"]))
