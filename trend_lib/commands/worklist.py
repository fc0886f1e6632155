"""The command `trends worklist`: whom to call next."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads it at run time
from typing import Annotated, Any

import typer
from rich.markup import escape

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption

SHOWN = 20
COLUMNS = {
    "callbacks": ("next_try", "worklist", "event_at", "attempts", "last_outcome", "about"),
    "unresolved": ("next_try", "preferred_window", "age_days", "kind", "priority", "state", "attempts", "about"),
}  # fmt: skip
NEXT = {
    "callbacks": "trends answer solved {about} --value content, not_solved, spoke, tried --value no_answer, take_off",
    "unresolved": "trends answer solved {about}, not_solved, tried --value no_answer, take_off --value duplicate",
}


def worklist(
    name: Annotated[str, typer.Argument(metavar="NAME", help="unresolved or callbacks")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the whole list here, as .csv or .xlsx.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """List whom to call next.

    [bold]unresolved[/bold]: requests that were not solved within their limit, until their subscriber says that
    they are. [bold]callbacks[/bold]: those whom the lists of call-backs chose. What is answered by trends answer
    counts as soon as it is collected (trends collect).
    """
    from trend_lib.worklists import list_work

    telling.show(list_work(home, name, out), json, _listed)


def _listed(answer: dict[str, Any]) -> None:
    """Show the first rows, what to do next and where the rest is."""
    rows, name = answer["rows"], answer["worklist"]
    if not rows:
        telling.console.print("Nobody waits for a call.")
        return
    table = telling.make_table(*COLUMNS[name])
    for row in rows[:SHOWN]:
        cells = (row[column] for column in COLUMNS[name])
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in cells))
    telling.console.print(table)
    rest = f", of which the first {SHOWN} are shown" if len(rows) > SHOWN else ""
    telling.console.print(f"{len(rows):,} wait{rest}; --out writes all of them.")
    telling.console.print(f"After a call: {escape(NEXT[name].format(about=rows[0]['about']))}")
    if answer["out"]:
        telling.console.print(f"Written to {answer['out']}.")
