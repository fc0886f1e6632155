"""The command `trends answer`: say what you know or do about an episode or a topic, as a button would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from trend_lib.base.inbox import ACTIONS
from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption

if TYPE_CHECKING:
    from trend_lib.commands.telling import Answer

MEANINGS = "\n\n".join(f"[bold]{name}[/bold]: {action.says}." for name, action in ACTIONS.items())
HELP = (
    "Answer an episode: `trends answer take 2026-W34-T12`. Without words it lists the open ones. Topics and kinds of "
    'contacts are answered, too: `trends answer rename topic:12 --value "No signal"`, `trends answer kind '
    "kind:desk:4711 --value technical`.\n\n"
    f"{MEANINGS}\n\nThe answer is a signed file in inbox/; `trends collect`, and every run, count it."
)


def answer(
    action: Annotated[str, typer.Argument(metavar="[ACTION]", help="One of those above.")] = "",
    about: Annotated[
        str, typer.Argument(metavar="[ABOUT]", help="An episode, as 2026-W34-T12; or topic:12.")
    ] = "",
    value: Annotated[str, typer.Option("--value", help="Who, what, or worse; see above.")] = "",
    since: Annotated[
        str, typer.Option("--from", help="The day a countermeasure began, as 2026-08-18.")
    ] = "",
    until: Annotated[str, typer.Option("--until", help="A day, as 2026-08-19.")] = "",
    note: Annotated[str, typer.Option("--note", help="Anything else worth knowing.")] = "",
    who: Annotated[str, typer.Option("--who", help="Who says so; else your login name.")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Write an answer, or list what may be answered."""
    from trend_lib import answering

    if not action:
        telling.show(answering.list_living(home), json, _living)
        return
    said = answering.answer(
        home, action, about, value=value, since=since, until=until, note=note, who=who
    )
    telling.show(said, json, _answered)


def _living(answer: Answer) -> None:
    """List the episodes that may be answered."""
    if not answer["episodes"]:
        telling.console.print("No episode is open: nothing to answer.")
        return
    table = telling.make_table("episode", "topic", "state", "owner", "this week", "usual")
    for row in answer["episodes"]:
        usual = "" if row["expected"] is None else f"{row['expected']:.0f}"
        told_with = f", told with {row['led_by']}" if row["led_by"] else ""
        state = row["state"].replace("_", " ") + told_with
        named = (row["topic_name"], state, row["owner"] or "nobody")
        table.add_row(row["episode_id"], *map(escape, named), f"{row['observed']:,}", usual)
    telling.console.print(table)
    first = answer["episodes"][0]["episode_id"]
    telling.console.print(
        f"Answer one: `trends answer take {first}`; `trends answer --help` has all answers."
    )


def _answered(answer: Answer) -> None:
    """Say what was written, and when it counts."""
    telling.console.print(
        f"{escape(answer['who'])}: {answer['action'].replace('_', ' ')} {answer['about']}. Written to {answer['path']}; "
        "`trends collect` takes it in, as every run does; of topics and kinds the counts follow with the weekly run."
    )
