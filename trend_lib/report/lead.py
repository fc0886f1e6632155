"""The lead: how many contacts came, how much of the rise the spikes explain, what has no owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.spikes import ALL_CONTACTS
from trend_lib.report.words import first_upper, in_words

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode, SeriesWeek
    from trend_lib.report.stored import StoredWeek

AGAINST_RANGE = {
    "above": mark("above the {span} we expected"),
    "within": mark("within the {span} we expected"),
    "below": mark("below the {span} we expected"),
}
UNCOMPARED = {
    "incomplete": mark(
        "{counted}, from incomplete sources, so they are not compared with other weeks."
    ),
    "untested": mark("{counted}, and it is too early to say what is normal."),
}


def make_lead(
    total: SeriesWeek | None,
    before: SeriesWeek | None,
    spikes: list[Episode],
    risen: list[Episode],
    state: str,
) -> tuple[str, ...]:
    """Say how many, how much the spikes explain, those told with them among the risen, and what has no owner."""
    if total is None:
        return (say("Nothing was counted for this week; see below which sources were silent."),)
    counted = _counted(total, before, state)
    if not spikes or is_total(spikes):
        return (counted, say("No topic rose beyond what chance and season explain."))
    return (counted, _explained(total, len(spikes), risen, state), _owners(spikes))


def total_before(stored: StoredWeek) -> SeriesWeek | None:
    """Return last week's total; nothing when either week cannot be compared."""
    last = stored.weeks[-2].start
    row = next((row for row in stored.history(0) if row.week_start == last), None)
    return row if row is not None and row.status != "source_incomplete" else None


def change_in_percent(total: SeriesWeek, before: SeriesWeek | None) -> int | None:
    """Return the change on last week in whole percent, if the two can be compared."""
    if before is None or before.observed == 0 or total.status == "source_incomplete":
        return None
    return figures.whole(100 * (total.observed / before.observed - 1))


def is_total(spikes: list[Episode]) -> bool:
    """Tell whether the total alone alarmed, and no topic."""
    return [row.topic_id for row in spikes] == [ALL_CONTACTS]


def extra_of(total: SeriesWeek) -> int:
    """Return how many contacts came beyond those expected, as the report writes them."""
    return 0 if total.expected is None else total.observed - figures.whole(total.expected)


def _counted(total: SeriesWeek, before: SeriesWeek | None, state: str) -> str:
    """Say how many contacts there were, against last week and the expected range."""
    counted = say_many(total.observed, "We counted 1 contact", "We counted {contacts} contacts",
                       contacts=figures.count(total.observed))  # fmt: skip
    change = change_in_percent(total, before)
    moved = _on_last_week(change, before) if change is not None and before is not None else ""
    if state in AGAINST_RANGE and total.lower is not None and total.upper is not None:
        place = say(AGAINST_RANGE[state], span=figures.span(total.lower, total.upper))
        if moved:
            return say(
                "{counted}, {change} and {range}.", counted=counted, change=moved, range=place
            )
        return say("{counted}, {range}.", counted=counted, range=place)
    said = say("{counted}, {change}", counted=counted, change=moved) if moved else counted
    return say(UNCOMPARED.get(state, "{counted}."), counted=said)


def _on_last_week(change: int, before: SeriesWeek) -> str:
    """Compare with the week before."""
    number = before.week_start.isocalendar().week
    if change == 0:
        return say("about as many as in week {number}", number=number)
    percent = figures.percent(abs(change) / 100)
    if change > 0:
        return say("{percent} more than in week {number}", percent=percent, number=number)
    return say("{percent} fewer than in week {number}", percent=percent, number=number)


def _explained(total: SeriesWeek, spikes: int, risen: list[Episode], state: str) -> str:
    """Say how much of the rise the spikes explain, without claiming more than all of it."""
    surplus = sum(row.observed - figures.whole(row.expected or 0) for row in risen)
    extra = extra_of(total)
    number = first_upper(in_words(spikes))
    surplus_text, extra_text = figures.count(surplus), figures.count(extra)
    if state in AGAINST_RANGE and extra >= surplus:
        return say_many(
            spikes,
            "One spike explains {surplus} of the {extra} contacts beyond what we expected.",
            "{number} spikes explain {surplus} of the {extra} contacts beyond what we expected.",
            number=number, surplus=surplus_text, extra=extra_text,
        )  # fmt: skip
    return say_many(
        spikes,
        "One spike brought {surplus} contacts more than expected; other topics brought fewer.",
        "{number} spikes brought {surplus} contacts more than expected; other topics brought fewer.",
        number=number, surplus=surplus_text,
    ) if state in AGAINST_RANGE else say_many(
        spikes,
        "One spike brought {surplus} contacts more than expected.",
        "{number} spikes brought {surplus} contacts more than expected.",
        number=number, surplus=surplus_text,
    )  # fmt: skip


def _owners(spikes: list[Episode]) -> str:
    """Say how many spikes nobody owns yet."""
    without = sum(1 for row in spikes if not (row.owner or "").strip())
    if without == 0:
        return say_many(len(spikes), "It has an owner.", "Each has an owner.")
    if without == len(spikes):
        return say_many(without, "It has no owner yet.", "None has an owner yet.")
    return say_many(
        without, "One has no owner yet.", "{number} have no owner yet.",
        number=first_upper(in_words(without)),
    )  # fmt: skip
