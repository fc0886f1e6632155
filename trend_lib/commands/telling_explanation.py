"""How `trends explain` answers a person: the verdict, then the sum step by step, then what else is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from trend_lib.commands.telling import console

if TYPE_CHECKING:
    Answer = dict[str, Any]


def explained(answer: Answer) -> None:
    """Print the whole arithmetic of one assessment."""
    (verdict, *steps) = answer["steps"]
    console.print(f"[bold]{escape(_name(answer))}[/bold]")
    for line in verdict["lines"]:
        console.print(escape(line))
    _record(answer)
    for number, step in enumerate(steps, start=1):
        console.print(f"\n[bold]{number}. {escape(step['title'])}[/bold]")
        for line in step["lines"]:
            console.print(f"   {escape(line)}")
    _around(answer)


def _name(answer: Answer) -> str:
    """Name the series: its topic, and the slice if it is one."""
    series = answer["series"].removesuffix(", all all")
    episode = f"{answer['episode']}: " if "episode" in answer else ""
    return f"{episode}{answer['topic']} ({series})"


def _record(answer: Answer) -> None:
    """Say whether the sum still gives what was written when the week was judged."""
    if answer.get("agrees_with_record") is False:
        console.print(
            f"[yellow]look:[/yellow] p = {answer['p_value_on_record']} was written when the week was judged; "
            "its counts, settings or code changed since"
        )


def _around(answer: Answer) -> None:
    """Say what else an episode knows: the alarms of the week, events, and its life."""
    alarms, events, states = (
        answer.get(name) for name in ("alarms_of_the_week", "known_events", "states")
    )
    for title, lines in (
        ("Alarms of this topic in that week", alarms),
        ("Known events", events),
        ("The episode week by week", [f"{week}  {said}" for week, said in (states or {}).items()]),
    ):
        if lines:
            console.print(f"\n[bold]{title}[/bold]")
            for line in lines:
                console.print(f"   {escape(line)}")
