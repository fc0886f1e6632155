"""How `trends backtest` answers a person: what would have been told, caught, missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from trend_lib.commands.telling import console, make_table

if TYPE_CHECKING:
    Answer = dict[str, Any]

TOPICS_SHOWN = 15  # the busiest; --json and the page have all
MISSED_SHOWN = 8


def backtested(answer: Answer) -> None:
    """Say it in the order in which one asks: how loud, how sharp, was it right, what else."""
    alarms = answer["alarms"]
    console.print(f"\n[bold]{_weeks(answer)}, as judged with today's settings[/bold]")
    console.print(
        f"{alarms['topics_told_a_week']:.2g} topics a week would have alarmed ({alarms['fewest']} to "
        f"{alarms['most']}), at most {alarms['expected_false_alarms_a_week']:.2g} of them by chance; "
        f"{alarms['series_alarms_a_week']:.2g} series a week, their parts included."
    )
    _record(alarms)
    console.print(f"[dim]{escape(answer['not_as_known_then'])}[/dim]\n")
    _sizes(answer)
    _topics(answer)
    _marks(answer["marks"])
    _budget(answer["budget"])
    for path in answer.get("written", []):
        console.print(f"Written: {path}")


def _weeks(answer: Answer) -> str:
    """Name the weeks, and how many of them could be tested."""
    tested, replayed = answer["alarms"]["weeks_tested"], len(answer["weeks"])
    said = f"{replayed} weeks, {answer['first_week']} to {answer['last_week']}"
    return said if tested == replayed else f"{said} ({tested} of them could be tested)"


def _record(alarms: Answer) -> None:
    """Say how far the replay agrees with what was written in its time."""
    compared, agree = (
        alarms["weeks_compared_with_record"],
        alarms["weeks_that_agree_with_record"],
    )
    if compared > agree:
        console.print(
            f"In {compared - agree} of {compared} weeks the alarms on record are others: counts, settings "
            "or code changed since; `trends backfill` would write today's."
        )


def _sizes(answer: Answer) -> None:
    """Print the share caught of each size."""
    table = make_table(
        "planted rise", "caught", "share", "95% interval", "in its first week", "delay"
    )
    for row in answer["sizes"]:
        if row["planted"]:
            table.add_row(
                row["size"], f"{row['caught']} of {row['planted']}", f"{row['share']:.0%}",
                f"{row['lower']:.0%} to {row['upper']:.0%}", f"{row['caught_at_once']}",
                "" if row["mean_delay_weeks"] is None else f"{row['mean_delay_weeks']:.1f} weeks",
            )  # fmt: skip
    if not table.row_count:
        console.print("No topic had weeks quiet enough to plant a rise in: replay more weeks.\n")
        return
    console.print(
        "Planted rises (times the expected, or standard deviations on top), three weeks each:"
    )
    console.print(table)
    console.print()


def _topics(answer: Answer) -> None:
    """Print the smallest rise of the busiest topics."""
    if not answer["topics"]:
        return
    table = make_table("topic", "usual week", "smallest rise caught", "95% interval", "times")
    for row in answer["topics"][:TOPICS_SHOWN]:
        table.add_row(
            escape(f"{row['topic_id']} {row['topic']}"[:60]), f"{row['expected']:.0f}",
            smallest_rise(row), f"{row['lower']:.0f} to {row['upper']:.0f}",
            f"×{row['smallest_rise_times']:.1f}",
        )  # fmt: skip
    console.print("The smallest rise of which 4 of 5 are caught, in contacts a week:")
    console.print(table)
    rest = len(answer["topics"]) - TOPICS_SHOWN
    if rest > 0:
        console.print(f"... and {rest} smaller topics; --json and the page list them all")
    if answer["not_planted"]:
        console.print(
            f"Never quiet or tested for long enough: {len(answer['not_planted'])} topics."
        )
    console.print()


def smallest_rise(row: Answer) -> str:
    """Say a topic's smallest rise, or that none of those planted was large enough."""
    if row["is_beyond_planted"]:
        return f"over +{row['largest_planted']:.0f}"
    return f"+{row['smallest_rise']:.0f}"


def _marks(marks: Answer) -> None:
    """Say what people thought of past alarms."""
    if marks["precision"] is None:
        console.print(
            f"Nobody marked any of the {marks['episodes']} episodes of these weeks as useful or false, so "
            "their precision is not known.\n"
        )
        return
    console.print(
        f"People marked {marks['useful']} episodes useful and {marks['false_alarms']} false, of "
        f"{marks['episodes']}: precision {marks['precision']:.0%} ({marks['lower']:.0%} to "
        f"{marks['upper']:.0%}).\n"
    )


def _budget(budget: Answer) -> None:
    """Say which settings keep to the budget, and what they cost."""
    now, then = budget["now"], budget["then"]
    said = f"[bold]For at most {budget['topics_told_a_week']:g} alarming topics a week[/bold]"
    if then is None:
        console.print(
            f"{said}: no settings tried are strict enough; raise min_contacts, or the budget."
        )
        return
    is_same = (now["false_discovery_rate"], now["min_excess"]) == (
        then["false_discovery_rate"], then["min_excess"])  # fmt: skip
    if is_same:
        console.print(f"{said} the settings are right as they are.")
        return
    console.print(
        f"{said}: \\[detection] false_discovery_rate = {then['false_discovery_rate']:g}, min_excess = "
        f"{then['min_excess']:g}\n  alarming topics a week {now['topics_told_a_week']:.2g} → "
        f"{then['topics_told_a_week']:.2g}; planted rises caught {now['caught_share']:.0%} → "
        f"{then['caught_share']:.0%}; {budget['told_besides']} further alarms in these weeks, "
        f"{len(budget['missed'])} lost"
    )
    if now["useful_told"] or now["false_told"]:
        console.print(
            f"  of what people marked: useful told {now['useful_told']} → {then['useful_told']}, "
            f"false alarms told {now['false_told']} → {then['false_told']}"
        )
    for row in budget["missed"][:MISSED_SHOWN]:
        console.print(
            f"  lost: {row['week']} {escape(row['topic'])}, {row['observed']} against {row['expected']:.0f}"
        )
