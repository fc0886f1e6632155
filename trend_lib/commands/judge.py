"""The commands that look into the detector: `trends backtest` and `trends explain`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads it at run time
from typing import Annotated

import typer

from trend_lib.commands import telling, telling_backtest, telling_explanation
from trend_lib.commands.options import HomeOption, JsonOption


def backtest(
    weeks: Annotated[
        str,
        typer.Option(help="Which weeks to replay: last:N, or FROM..TO as in 2026-W01..2026-W34."),
    ] = "last:26",
    plantings: Annotated[int, typer.Option(min=1, max=50, help="Rises of each size a topic.")] = 5,
    budget: Annotated[
        float, typer.Option(min=0.0, help="Alarming topics a week that people can look at.")
    ] = 3.0,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write backtest.html and backtest.json into this folder."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the planted rises: the same gives the same.")] = 7,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Replay past weeks and plant rises: alarms a week, what is caught, settings for a budget.

    Each week is judged as the detection room would judge it now, by the counts up to that week. Then every
    topic is raised in quiet weeks, by ×1.25 to ×3 and by 2 to 8 standard deviations, and all is judged again.
    Nothing is written into the warehouse; nobody is told anything.
    """
    from trend_lib.backtesting import backtest

    found = backtest(home, weeks, plantings=plantings, seed=seed, budget=budget, out=out)
    telling.show(found, json, telling_backtest.backtested)


def explain(
    what: Annotated[
        str, typer.Argument(metavar="EPISODE", help="As in mail and Slack; with --series the WEEK.")
    ],
    series: Annotated[
        str,
        typer.Option(
            help='Any series of that week, also one that kept silent: "topic 12", "topic 12, region North", '
            '"all contacts, kind technical"; a part of a topic\'s name will do for its number.'
        ),
    ] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Print the whole arithmetic behind an episode, or behind any series of a week, to redo by hand.

    `trends explain 2026-W34-T12` for the newest assessment of an episode;
    `trends explain 2026-W34 --series "topic 12, region North"` also says why a series kept silent.
    """
    from trend_lib.base.home import open_home
    from trend_lib.detection import explain_named
    from trend_lib.episodes import explain
    from trend_lib.flow import resolve_week

    opened = open_home(home)
    if series:
        said = explain_named(opened, resolve_week(opened, what), series)
    else:
        said = explain(opened, what)
    telling.show(said, json, telling_explanation.explained)
