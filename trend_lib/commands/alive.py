"""`trends alive`: for cron, on a machine beside Airflow."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption
from trend_lib.commands.telling import Answer


def alive(
    airflow: Annotated[
        str,
        typer.Option(help="Airflow's address, to ask how its parts are: http://127.0.0.1:18480"),
    ] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Look from outside: has the last week its bulletin by Monday 09:00, and do Airflow's parts live?

    Exit code 1 and a line for each fault; says nothing while all is well, so that cron mails only what matters.
    """
    from trend_lib.aliveness import look

    found = look(home, airflow)
    telling.show(found, json, _faults)
    if not found["is_alive"]:
        raise typer.Exit(1)


def _faults(answer: Answer) -> None:
    """Print what is wrong."""
    for fault in answer["wrong"]:
        telling.console.print(f"[red]mend[/red] {escape(fault)}")
