"""How the answers of `trends alerts` look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from trend_lib.commands.telling import console, make_table

if TYPE_CHECKING:
    from trend_lib.commands.telling import Answer


def open_messages(answer: Answer) -> None:
    """List messages, the reason of each below the table: it is a sentence."""
    rows = answer["messages"]
    if not rows:
        console.print("Every message that was ever tried is there.")
        return
    table = make_table("key", "week", "way", "state", "about", "reader", "tries", "last")
    for row in rows:
        table.add_row(
            row["key"], row["week"], row["channel"], row["state"], escape(row["about"]), escape(row["reader"]),
            str(row["attempts"]), row["updated_at"],
        )  # fmt: skip
    console.print(table)
    for why, keys in _by_reason(rows).items():
        console.print(f"{', '.join(keys)}: {escape(why)}.")
    if any(row["state"] == "unknown" for row in rows):
        console.print(
            "Unknown ones are never sent again unseen: ask the reader or look, then `trends alerts sent KEY` "
            "(it is there) or `trends alerts again KEY` (it is not)."
        )


def _by_reason(rows: list[Answer]) -> dict[str, list[str]]:
    """Return the keys that share a reason, so that a broken server is told once."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row["why"] or "no reason was kept", []).append(row["key"])
    return reasons


def marked(answer: Answer) -> None:
    """Say that a message counts as sent."""
    console.print(f"{answer['key']} ({escape(answer['about'])}) counts as sent.")


def sent_again(answer: Answer) -> None:
    """Say what went out."""
    went = {name: number for name, number in answer["sent"].items() if number}
    said = ", ".join(f"{number} {name}" for name, number in went.items()) or "nothing"
    console.print(f"Week {answer['week']}, sent now: {said}")
