"""`trends watch`: the running week, each morning."""

from __future__ import annotations

from typing import Annotated

import typer

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption


def watch(
    day: Annotated[
        str,
        typer.Argument(
            metavar="DAY",
            help="The last day to look at: 2026-08-19, yesterday, or latest (the newest in the data).",
        ),
    ] = "latest",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Fetch, land, hold the week so far against its weekday profile, and tell what cannot wait for Monday."""
    from trend_lib.running import watch as watch_home

    telling.show(watch_home(home, day), json, telling.watched)
