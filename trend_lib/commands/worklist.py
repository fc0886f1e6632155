"""The command `trends worklist`: whom to call next, and whose kind to settle."""

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
    "kinds": ("week_start", "text", "about"),
    "unresolved": ("next_try", "preferred_window", "age_days", "kind", "priority", "state", "attempts", "about"),
}  # fmt: skip
NEXT = {
    "callbacks": "After a call: trends answer solved {about} --value content, not_solved, spoke, tried --value no_answer, take_off",
    "kinds": "Settle one: trends answer kind {about} --value technical, marketing or customer_service; or at the desk",
    "unresolved": "After a call: trends answer solved {about}, not_solved, tried --value no_answer, take_off --value duplicate",
}


def worklist(
    name: Annotated[str, typer.Argument(metavar="NAME", help="unresolved, callbacks or kinds")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the whole list here, as .csv or .xlsx.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    r"""List whom to call next, or whose kind to settle.

    [bold]unresolved[/bold]: requests that were not solved within their limit, until their subscriber says that
    they are. [bold]callbacks[/bold]: those whom the lists of call-backs chose. What is answered by trends answer
    counts as soon as it is collected (trends collect). [bold]kinds[/bold]: contacts of the last four weeks of which a
    person should say whether they are marketing, technical or customer service (\[kinds] in trends.toml).
    """
    from trend_lib.worklists import list_work

    telling.show(list_work(home, name, out), json, _listed)


def _listed(answer: dict[str, Any]) -> None:
    """Show the first rows, what to do next and where the rest is."""
    rows, name = answer["rows"], answer["worklist"]
    if not rows:
        telling.console.print(
            "Nothing waits to be settled." if name == "kinds" else "Nobody waits for a call."
        )
        return
    table = telling.make_table(*COLUMNS[name])
    for row in rows[:SHOWN]:
        cells = (row[column] for column in COLUMNS[name])
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in cells))
    telling.console.print(table)
    rest = f", of which the first {SHOWN} are shown" if len(rows) > SHOWN else ""
    telling.console.print(f"{len(rows):,} wait{rest}; --out writes all of them.")
    telling.console.print(escape(NEXT[name].format(about=rows[0]["about"])))
    if answer["out"]:
        telling.console.print(f"Written to {answer['out']}.")
