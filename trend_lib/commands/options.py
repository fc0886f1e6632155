"""What the commands have in common: their options, and how they fail politely."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from typer.core import TyperGroup

from trend_lib.base.errors import MisuseError, TrendError


class Polite(TyperGroup):
    """Says a deliberate error in one line with its cure, and keeps tracebacks for bugs."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn our own errors into exit codes."""
        try:
            return super().invoke(ctx)
        except TrendError as error:
            Console(stderr=True).print(
                f"[red]error:[/red] {escape(str(error))}", highlight=False, soft_wrap=True
            )
            raise typer.Exit(2 if isinstance(error, MisuseError) else 1) from error


class Engine(StrEnum):
    """What `trends assess --method` may be."""

    design = "design"
    farrington_flexible = "farrington-flexible"
    farrington = "farrington"
    ears_c1 = "ears-c1"
    ears_c2 = "ears-c2"
    ears_c3 = "ears-c3"
    cusum = "cusum"
    z_score = "z-score"
    poisson = "poisson"
    negative_binomial = "negative-binomial"


class Direction(StrEnum):
    """Which way a count may be unusual."""

    up = "up"
    down = "down"
    both = "both"


class Gaps(StrEnum):
    """What a missing week is."""

    refuse = "refuse"
    zero = "zero"
    unknown = "unknown"


HolidaysOption = Annotated[
    Path | None,
    typer.Option(
        "--holidays", metavar="FILE.csv", help="Columns day, name: fewer come on these days."
    ),
]
EventsOption = Annotated[
    Path | None,
    typer.Option(
        "--events",
        metavar="FILE.csv",
        help="Columns first_day, last_day, what, slice_dim (all or series), slice_value: "
        "known events, whose weeks never become normal.",
    ),
]
LevelShiftsOption = Annotated[
    Path | None,
    typer.Option(
        "--level-shifts",
        metavar="FILE.csv",
        help="Columns series, week: from that week on a new level is normal.",
    ),
]
GapsOption = Annotated[
    Gaps, typer.Option(help="What a week that a series lacks is: refuse, zero or unknown.")
]
HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", help="The home's folder; else TRENDS_HOME; else var/home of a checkout."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object, for machines.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Write a CSV file here.")]
WeekArgument = Annotated[
    str, typer.Argument(metavar="WEEK", help="2026-W34, latest (last whole week), or previous.")
]
