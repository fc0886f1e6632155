"""How the answers of `trends quarantine` look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from trend_lib.commands.telling import console, make_table

if TYPE_CHECKING:
    from trend_lib.commands.telling import Answer

AS_BEFORE = "as before"
CURES = {  # by reason; a reader's own reasons, which are not here, stand in docs/sources/
    "bad_date": "say how the source writes dates: formats in [sources.dates]",
    "impossible_date": "before 1990 or in the future: look at the row; perhaps repair or timezone in [sources.dates]",
    "unclosed_quote": 'a quote in the text opens what never ends: have the export corrected, or quote = "" where it '
    "knows no quotes",
    "bad_quotes": 'a quote inside of a quoted text: have the export corrected, or quote = "" where it knows no quotes',
    "too_many_fields": "more fields than the header: a delimiter in a text without quotes; have the export corrected",
    "too_few_fields": "fewer fields than the header: a line break in a text without quotes; have the export corrected",
    "cannot_be_parsed": "look at the line in landing/, and have the export corrected",
    "line_too_long": "over 1 MiB without a line's end: perhaps a quote that is never closed, or another format",
    "field_too_long": "one field over 128 KiB: perhaps a quote that is never closed",
    "record_too_long": "one record over 1 MiB: look at it in landing/",
    "bad_json": "no JSON object: look at the line; perhaps another format or reader",
    "cut_off": "the file ends in the middle of an object: fetch or export it again",
    "not_an_object": "a number, a text or a list where an object is expected: export the objects, not a list of ids",
    "nested_too_deep": "more than 100 levels, which no export has: take the file out of the source",
    "error_answer": "the desk answered with an error; its code stands in the row: often a right is missing",
    "bad_encoding": "the bytes are not in the source's encoding: set encoding (cp1251, utf-16 ...), or have the export "
    "corrected",
    "unknown_shape": "nothing that this reader knows: look at the row; perhaps it belongs to another source's path",
    "no_question": "no column of the row is a question yet: name them in [sources.values] question",
    "bad_workbook": "the row says why: deliver it again, or as CSV",
    "no_moment_in_name": "nothing else says when the call was: deliver the file under the name it had",
    "no_contact_in_name": "nothing else says of which call it is: deliver the file under the name it had",
    "not_signed": "only what `trends answer`, Slack and the desk write counts in inbox/: answer with one of them",
    "no_event": "an event needs said_at and action, both texts: docs/sources/answers.md",
}


def reasons(answer: Answer) -> None:
    """List reasons, and below them what to do about each."""
    rows = answer["reasons"]
    if not rows:
        console.print("Nothing is set aside.")
        return
    table = make_table("source", "reason", "column", "rows", "files", "for example")
    for row in rows:
        table.add_row(
            row["source"], row["reason"], row["column_name"] or "", f"{row['rows']:,}", f"{row['files']:,}",
            escape(f"{row['path']}: {row['lines']}"),
        )  # fmt: skip
    console.print(table)
    cures: dict[str, list[str]] = {}
    for reason in dict.fromkeys(row["reason"] for row in rows):
        cures.setdefault(_cure(reason), []).append(reason)
    for cure, those in cures.items():
        console.print(escape(f"{', '.join(those)}: {cure}."))
    console.print("After a fix of trends.toml: `trends quarantine retry`.")


def retried(answer: Answer) -> None:
    """Say what became of each delivery, and which weeks wait."""
    deliveries = answer["deliveries"]
    if not deliveries:
        console.print("Nothing is set aside, so there is nothing to read again.")
        return
    told = [one for one in deliveries if one["set_aside_before"] or _outcome(one) != AS_BEFORE]
    table = make_table("source", "file", "set aside before", "now", "")
    for one in told:
        table.add_row(
            one["source"], escape(one["path"]), f"{one['set_aside_before']:,}", f"{one['set_aside_now']:,}",
            _outcome(one),
        )  # fmt: skip
    console.print(table if told else "Every delivery says what it said before.")
    for one in deliveries:
        if one["why_not"]:
            console.print(escape(f"{one['path']} {one['why_not']}."))
    if answer["weeks"]:
        console.print(f"The next run builds again: {', '.join(answer['weeks'])}")


def _outcome(one: Answer) -> str:
    """Return in a word whether a delivery is told otherwise now."""
    if one["why_not"]:
        return "[red]left as it was[/red]"
    return "[green]changed[/green]" if one["is_changed"] else AS_BEFORE


def _cure(reason: str) -> str:
    """Return what to do about a reason."""
    if reason.startswith("missing_"):
        name = reason.removeprefix("missing_")
        return f"a record without {name} is none: map it in [sources.columns], or have the export corrected"
    return CURES.get(reason, "see the reader's page in docs/sources/")
