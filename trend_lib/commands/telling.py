"""How the commands' answers look: one JSON object for machines, a few lines for people."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

Answer = dict[str, Any]
console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 140)
SHOWN = 12  # episodes; a person reads no more in a terminal, and the bulletin has them all
MARKS = {"ok": "[green]ok[/green]  ", "warn": "[yellow]look[/yellow]", "fail": "[red]mend[/red]"}


def show(answer: Answer, as_json: bool, for_people: Callable[[Answer], None]) -> None:
    """Print an answer, once."""
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
    else:
        for_people(answer)


def show_table(rows: pd.DataFrame, out: Path | None, as_json: bool, **facts: float) -> None:
    """Write rows as CSV to a file or to standard output; facts to standard error."""
    if out is not None:
        rows.to_csv(out, index=False)
    if as_json:
        answer = {**facts, "rows": json.loads(rows.to_json(orient="records", date_format="iso"))}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return
    if out is None:
        sys.stdout.write(rows.to_csv(index=False))
    for name, value in facts.items():
        sys.stderr.write(f"{name} {value:.4f}\n")


def no_topics(found: pd.DataFrame, fewest: int) -> None:
    """Say on standard error why all texts are in topic 1, if they are, or that there are none."""
    if not len(found):
        sys.stderr.write("no texts: the table has a header and no rows under it\n")
    elif (found["topic_id"] == 1).all():
        sys.stderr.write(
            f"no topics: all {len(found)} texts are in topic 1, that of what belongs to none; "
            f"a topic needs {fewest} texts of several words that say much the same\n"
        )


def made_home(answer: Answer) -> None:
    """Say what to do with a new home."""
    console.print(f"Made {answer['home']}. Next:")
    for number, step in enumerate(answer["next"], start=1):
        console.print(f"  {number}. {step}")


def made_sample(answer: Answer) -> None:
    """Say what the invented provider holds."""
    word = "Made" if answer["made"] else "Already there, left alone:"
    console.print(
        f"{word} {answer['home']}: {answer['weeks']} weeks up to {answer['last_week']}, "
        f"about {answer['contacts_per_week']:,} contacts a week. Next: trends run latest --home {answer['home']}"
    )


def fetched(answer: Answer) -> None:
    """Say what each source gave."""
    if not answer["sources"]:
        console.print(
            "No source is fetched: none has \\[sources.live], \\[sources.query], or a URL as path"
        )
        return
    table = make_table("source", "files", "records", "bytes", "seconds waited", "")
    for one in answer["sources"]:
        table.add_row(
            one["source"], f"{one['pages']:,}", f"{one['records']:,}" if one["records"] else "", f"{one['bytes']:,}",
            f"{one['seconds_waited']:,}", "[red]stopped[/red]" if one["fault"] else "[green]whole[/green]",
        )  # fmt: skip
    console.print(table)


def landed(answer: Answer) -> None:
    """Say what was landed, with the identity."""
    console.print(
        f"Landed {answer['deliveries']} deliveries: {answer['rows_read']:,} rows read = "
        f"{answer['rows_kept']:,} kept + {answer['rows_repeated']:,} repeated + "
        f"{answer['rows_quarantined']:,} set aside"
    )
    for growing in answer["growing"]:
        console.print(
            f"[yellow]left for the next run, it may still be growing:[/yellow] {escape(growing)}"
        )
    for refused in answer["refused"]:
        console.print(f"[red]refused[/red] {escape(refused)}")


def ran_week(answer: Answer) -> None:
    """Say what a run did, then what the week says."""
    landed(answer["landed"])
    if answer["caught_up"]:
        first, last = answer["caught_up"][0], answer["caught_up"][-1]
        console.print(f"Built {len(answer['caught_up'])} earlier weeks, {first} to {last}")
    summary(answer["summary"])


def ran_room(answer: Answer) -> None:
    """Say that a room is done."""
    console.print(f"{answer['room']} is done for {answer['week']}")


def backfilled(answer: Answer) -> None:
    """Say which weeks stand now."""
    landed(answer["landed"])
    console.print(
        f"Built {len(answer['weeks'])} weeks, {answer['weeks'][0]} to {answer['weeks'][-1]}"
    )


def rotated(answer: Answer) -> None:
    """Say what a change of the key did."""
    for name in ("contacts", "callbacks"):
        told = answer[name]
        console.print(
            f"{name}: {told['rows']:,} rows of {told['customers']:,} customers have new hashes "
            f"({told['customers_before']:,} customers before)"
        )
        if told["forgotten"]:
            console.print(
                f"  [yellow]look:[/yellow] {told['forgotten']:,} rows whose originals are no longer in landing/ "
                "belong to no customer from now on"
            )
    console.print(
        f"The key is in {answer['key']}; the one before opens nothing any more: delete its copies."
    )


def summary(answer: Answer) -> None:
    """Say verdict, alarms beside the planted truth if there is one, bulletin and messages."""
    console.print(f"\n[bold]{answer['week']}: {escape(answer['verdict'])}[/bold]")
    for note in answer["notes"]:
        console.print(f"  [yellow]look:[/yellow] {escape(note)}")
    for row in answer["left_out"]:
        console.print(f"  left out of {row['source']}: {row['contacts']:,} {row['reason']}")
    _episode_table(answer["episodes"])
    _countermeasure_table(answer["countermeasures"])
    if answer["planted"]:
        _planted_table(answer["planted"])
    for bulletin in answer["bulletins"]:
        console.print(
            f"Bulletin ({bulletin['language']}, revision {bulletin['revision']}): {bulletin['path']}"
        )
    _messages(answer["messages"])


def watched(answer: Answer) -> None:
    """Say what a morning found, and what it waits for."""
    landed(answer["landed"])
    if not answer["is_watched"]:
        console.print(
            f"{answer['day']}: week {answer['week']} is whole, so it is the weekly run's: trends run"
        )
        return
    console.print(
        f"\n[bold]{answer['week']} up to {answer['day']}[/bold]: {answer['tested']} of "
        f"{answer['watched']} topics tested, {answer['exceptional']} exceptional"
    )
    table = make_table("warning", "topic", "so far", "expected", "95 of 100", "grade", "since")
    for row in answer["warnings"]:
        table.add_row(
            row["warning_id"], escape(row["topic_name"]), f"{row['observed']:,}", _number(row["expected"]),
            f"{_number(row['lower'])} to {_number(row['upper'])}", row["grade"], row["first_day"],
        )  # fmt: skip
    console.print(table if answer["warnings"] else "Nothing that cannot wait for Monday.")


def _episode_table(episodes: list[Answer]) -> None:
    table = make_table(
        "episode", "topic", "observed", "expected", "95 of 100 weeks", "grade", "state"
    )
    for row in episodes[:SHOWN]:
        table.add_row(
            row["episode_id"], escape(row["topic_name"]), f"{row['observed']:,}", _number(row["expected"]),
            f"{_number(row['lower'])} to {_number(row['upper'])}", row["grade"], row["state"],
        )  # fmt: skip
    console.print(table if episodes else "No episode is open.")
    if len(episodes) > SHOWN:
        console.print(f"... and {len(episodes) - SHOWN} more; --json lists them all")


def _countermeasure_table(countermeasures: list[Answer]) -> None:
    if not countermeasures:
        return
    table = make_table("countermeasure of", "what", "who", "since", "due", "done")
    for row in countermeasures:
        words = (escape(row["what"]), escape(row["who"]))
        days = (row["from_day"], row["due_day"] or "", row["finished_day"] or "")
        table.add_row(row["episode_id"], *words, *days)
    console.print(table)


def _planted_table(planted: list[Answer]) -> None:
    console.print("The planted truth of this week, beside what was found:")
    table = make_table("planted", "topic", "where", "weeks", "found")
    for row in planted:
        table.add_row(row["what"], row["topic"], row["where"], row["weeks"], row["found"])
    console.print(table)


def _messages(messages: list[Answer]) -> None:
    waiting = [message for message in messages if message["channel"] == "outbox"]
    for message in messages:
        console.print(f"  {message['channel']:6} {message['state']:8} {message['what']}")
    if any(message["state"] in ("unknown", "failed") for message in messages):
        console.print(
            "[yellow]look:[/yellow] `trends alerts` lists what failed or may have arrived, and what to do."
        )
    if waiting:
        console.print(
            "What went by outbox lies as files in the home's outbox/, since its way, Slack or mail, is not set "
            "up: see \\[alerts] in trends.toml."
        )


def doctor(answer: Answer) -> None:
    """Print findings, what to mend first."""
    for finding in answer["findings"]:
        console.print(f"{MARKS[finding['level']]} {finding['what']}: {escape(finding['says'])}")


def make_table(*names: str) -> Table:
    """Return a table whose first column is never cut: it is what one copies."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(name, no_wrap=name == names[0])
    return table


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:,.0f}"
