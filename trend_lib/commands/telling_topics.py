"""How the answers of `trends topics` look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from trend_lib.commands.telling import console, make_table

if TYPE_CHECKING:
    from trend_lib.commands.telling import Answer

BARS = "▁▂▃▄▅▆▇█"
HOLDS = {
    "pin": "Every refit leaves it as it is, until `trends topics unpin`.",
    "unpin": "The next refit may change it.",
}
HOLDS_FOR_CONTACTS = "It holds from the next run on, for new contacts; past weeks stay until `trends topics restate`."


def topic_list(answer: Answer) -> None:
    """List topics."""
    table = make_table("id", "name", "kind", "first week", "state", "contacts")
    for row in answer["topics"]:
        table.add_row(
            str(row["topic_id"]), escape(row["name"]), row["kind"], row["first_week"], row["state"],
            f"{row['contacts']:,}",
        )  # fmt: skip
    console.print(table)


def topic(answer: Answer) -> None:
    """Say all of one topic."""
    pinned = ", pinned" if answer["is_pinned"] else ""
    console.print(f"[bold]{answer['topic_id']}  {escape(answer['name'])}[/bold]")
    console.print(f"{answer['kind']}, {answer['state']}{pinned}, since {answer['first_week']}")
    if answer["merged_into"]:
        console.print(f"merged into {answer['merged_into']}")
    counts = [row["contacts"] for row in answer["weeks"]]
    if counts:
        most = max(*counts, 1)
        bars = "".join(BARS[round(count / most * (len(BARS) - 1))] for count in counts)
        console.print(
            f"last {len(counts)} weeks  {bars}  newest {counts[-1]:,}, most {max(counts):,}"
        )
    table = make_table("subtopic", "name", "first week", "contacts")
    for row in answer["subtopics"]:
        cells = (row["subtopic_id"], escape(row["name"]), row["first_week"], f"{row['contacts']:,}")
        table.add_row(*map(str, cells))
    console.print(table)
    for quote in answer["quotes"]:
        console.print(f"  “{escape(quote)}”")
    lineage(answer)


def lineage(answer: Answer) -> None:
    """List events."""
    table = make_table("week", "id", "what", "other", "detail", "who")
    for row in answer["lineage"]:
        table.add_row(
            row["week"], str(row["topic_id"]), row["what"], str(row["other_id"] or ""),
            escape(row["detail"] or ""), escape(row["who"]),
        )  # fmt: skip
    console.print(table if answer["lineage"] else "Nothing happened yet.")


def edits(answer: Answer) -> None:
    """List what people said, and what became of it."""
    table = make_table("said", "who", "by", "what", "changed something")
    for row in answer["edits"]:
        did = "yes" if row["is_applied"] else f"no: {row['why_not']}"
        cells = (row["said_at"] or "", row["who"], row["way"], row["what"], did)
        table.add_row(*map(escape, cells))
    console.print(table if answer["edits"] else "Nobody said anything of topics yet.")


def judges(answer: Answer) -> None:
    """Say what kinds and tones are worth, each figure with its 95 % interval."""
    console.print("[bold]Kinds[/bold], by classifiers that saw no text of the same subject")
    for row in answer["kinds"]:
        console.print(
            f"{row['texts_are']}: {row['texts']:,} texts, right {_figure(row['accuracy'])}, "
            f"probabilities off by {row['calibration_error']:.3f}"
        )
        table = make_table("of this kind", *(f"told as {kind}" for kind in row["confusion"]))
        for kind, told in row["confusion"].items():
            table.add_row(kind, *map(str, told.values()))
        console.print(table)
    console.print(
        "[bold]Tone[/bold] beside the scores that customers gave, by judges that saw neither"
    )
    table = make_table(
        "judge", "texts", "number", "unknown", "rank correlation", "low scores told from high"
    )
    for row in answer["tone"]:
        figures = (_figure(row["rank_correlation"]), _figure(row["low_from_high"]))
        unknown = f"{row['unknown_share']:.1%}"
        table.add_row(row["judge"], row["texts_are"], f"{row['texts']:,}", unknown, *figures)
    console.print(
        table if answer["tone"] else "Nobody has given a score yet: nothing to compare with."
    )


def _figure(interval: list[float] | None) -> str:
    """Write a figure with its interval."""
    if interval is None:
        return "not known"
    value, lower, upper = interval
    return f"{value:.3f} ({lower:.3f} to {upper:.3f})"


def edited(answer: Answer) -> None:
    """Say what an edit does and when."""
    into = f" into {answer['into_id']}" if answer["into_id"] else ""
    console.print(
        f"Written: {answer['action']} {answer['topic_id']}{into}. "
        f"{HOLDS.get(answer['action'], HOLDS_FOR_CONTACTS)}"
    )


def renamed(answer: Answer) -> None:
    """Say a new name."""
    readers = f" for readers of {answer['language']}" if answer["language"] else ""
    console.print(
        f"Topic {answer['topic_id']} is now {escape(answer['name'])!r}{readers}, it was "
        f"{escape(answer['before'])!r}; bulletins show it from the next run on."
    )


def restated(answer: Answer) -> None:
    """Say what was restated."""
    console.print(
        f"{answer['first_week']} to {answer['last_week']}: {answer['contacts_changed']:,} contacts have "
        "another topic now; counts, verdicts and episodes follow. No bulletin was sent again."
    )


def refitted(answer: Answer) -> None:
    """Say what a refit did, and what of it a person may want to decide."""
    console.print(
        f"Fitted {answer['encoder']} on {answer['texts']:,} texts of {answer['weeks']} weeks: "
        f"{answer['carried']} subtopics carried over, {answer['grown']} new ones inside topics; "
        f"{answer['born']} topics born, {answer['merged']} merged, {answer['retired']} silent. "
        f"{answer['kept_share']:.1%} of the contacts would keep their topic; stored ones all do."
    )
    for part in answer["could_split"]:
        console.print(
            f"{part['topic_id']} {escape(part['name'])!r} fell apart: {part['contacts']:,} of "
            f"{part['of_contacts']:,} contacts are about {escape(part['part'])!r}. It stays one topic; to "
            f"part it: {' && '.join(part['commands'])}"
        )
