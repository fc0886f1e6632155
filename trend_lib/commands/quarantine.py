"""`trends quarantine ...`: what was set aside, why, and what to do; read again after a config fix."""

from __future__ import annotations

from typing import Annotated

import typer

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption, Polite

app = typer.Typer(
    cls=Polite,
    invoke_without_command=True,
    rich_markup_mode="rich",
    help="List rows that were set aside, with counts by source and reason, or read them again after a fix of "
    "trends.toml. Nothing is lost: what was received lies unchanged in landing/.",
)
Source = Annotated[str, typer.Argument(metavar="[SOURCE]", help="One source; without it, all.")]
Files = Annotated[bool, typer.Option("--files", help="A line a file, not a line a reason.")]
Whole = Annotated[
    bool,
    typer.Option(
        "--all",
        help="Deliveries of which nothing was set aside, too: after a change of columns, values or dates.",
    ),
]


@app.callback()
def _list(
    ctx: typer.Context, files: Files = False, home: HomeOption = None, json: JsonOption = False
) -> None:
    if ctx.invoked_subcommand is None:
        list_reasons(files, home, json)


@app.command("list")
def list_reasons(files: Files = False, home: HomeOption = None, json: JsonOption = False) -> None:
    """List reasons with counts, an example and the cure; also what `trends quarantine` alone does."""
    from trend_lib.commands import telling_quarantine
    from trend_lib.summing import list_quarantine

    telling.show(list_quarantine(home, by_file=files), json, telling_quarantine.reasons)


@app.command()
def retry(
    source: Source = "", whole: Whole = False, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Read deliveries with rows set aside again, by today's trends.toml; what is good now is kept.

    Their weeks are built again by the next run. Where a fix would lose a record, nothing is changed. Twice
    changes nothing the second time. `trends quarantine retry desk`.
    """
    from trend_lib.commands import telling_quarantine
    from trend_lib.running import read_again

    answer = read_again(home, source or None, whole=whole)
    telling.show(answer, json, telling_quarantine.retried)
