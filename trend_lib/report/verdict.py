"""The verdict in one sentence, the lead in three, and the mail's subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.report import figures
from trend_lib.report.places import main_driver
from trend_lib.report.spikes import alarming_episodes
from trend_lib.report.timeline import state_of
from trend_lib.report.words import (
    HEADLINE_NAME_LENGTH,
    first_upper,
    in_words,
    name_of,
    plain_text,
    say,
    say_many,
    slice_name,
)

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode, SeriesWeek
    from trend_lib.report.stored import StoredWeek

SUBJECT_LENGTH = 150
ENDINGS = {  # after the top spike
    "above": "{cause} pushed contacts above the normal range",
    "within": "{cause} rose beyond chance; contacts as a whole stayed in the normal range",
    "below": "{cause} rose beyond chance, while contacts as a whole fell below the normal range",
    "untested": "{cause} rose beyond chance; for contacts as a whole it is too early to say",
    "incomplete": "{cause} rose beyond chance, though this week’s data is incomplete",
}
WITHOUT_SPIKE = {
    "above": "Contacts rose above the normal range, and no single topic explains it",
    "within": "A quiet week: nothing rose beyond chance",
    "below": "Contacts fell below the normal range, and nothing rose beyond chance",
    "untested": "Too early to say: there are not enough earlier weeks to compare with",
    "incomplete": "No verdict on the whole: this week’s data is incomplete",
    "absent": "No contacts were counted this week",
}
IN_SUBJECT = {
    "above": ", above range",
    "within": ", within range",
    "below": ", below range",
    "untested": "",
    "incomplete": ", data incomplete",
}
AGAINST_RANGE = {
    "above": "above the {span} we expected",
    "within": "within the {span} we expected",
    "below": "below the {span} we expected",
}


@dataclass(frozen=True, slots=True)
class Headline:
    """What the week comes to."""

    state: str
    verdict: str
    lead: tuple[str, ...]
    subject: str
    is_quiet: bool


def make_headline(stored: StoredWeek) -> Headline:
    """Judge the week from its total and its largest spike."""
    total, before = stored.this_week(0), total_before(stored)
    spikes = alarming_episodes(stored)
    state = state_of(total)
    cause = _cause(stored, spikes[0]) if spikes else ""
    sentence = ENDINGS.get(state, ENDINGS["untested"]) if spikes else WITHOUT_SPIKE[state]
    return Headline(
        state=state,
        verdict=say(sentence, cause=cause),
        lead=_lead(total, before, spikes, state),
        subject=_subject(stored, total, before, cause, state),
        is_quiet=not spikes and state == "within",
    )


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


def _cause(stored: StoredWeek, episode: Episode) -> str:
    """Name the top spike, with its place or product when one holds most of it."""
    name = plain_text(name_of(episode.topic_name), HEADLINE_NAME_LENGTH)
    driver = main_driver(episode, stored.drivers)
    if driver is None:
        return name
    sentence = "{name} in {place}" if driver.slice_dim == "region" else "{name} with {place}"
    return say(sentence, name=name, place=slice_name(driver.slice_value))


def _lead(
    total: SeriesWeek | None, before: SeriesWeek | None, spikes: list[Episode], state: str
) -> tuple[str, ...]:
    """Say how many, how much the spikes explain, and what has no owner."""
    if total is None:
        return ("Nothing was counted for this week; see below which sources were silent.",)
    counted = _counted(total, before, state)
    if not spikes:
        return (counted, "No topic rose beyond what chance and season explain.")
    return (counted, _explained(total, spikes, state), _owners(spikes))


def _counted(total: SeriesWeek, before: SeriesWeek | None, state: str) -> str:
    """Say how many contacts there were, against last week and the expected range."""
    parts = [say_many(total.observed, "We counted 1 contact", "We counted {contacts} contacts",
                      contacts=figures.count(total.observed))]  # fmt: skip
    change = change_in_percent(total, before)
    if change is not None and before is not None:
        parts.append(_on_last_week(change, before))
    if state in AGAINST_RANGE and total.lower is not None and total.upper is not None:
        parts.append(say(AGAINST_RANGE[state], span=figures.span(total.lower, total.upper)))
    if state == "incomplete":
        parts.append("from incomplete sources, so they are not compared with other weeks")
    if state == "untested":
        parts.append("and it is too early to say what is normal")
    joined = parts[0] + "".join(f", {part}" for part in parts[1:-1])
    return f"{joined}{_last_part(parts)}."


def _last_part(parts: list[str]) -> str:
    """Join the last part by 'and' only where two comparisons stand side by side."""
    if len(parts) == 1:
        return ""
    is_second_comparison = len(parts) == 3 and not parts[-1].startswith(("and", "from"))
    return f" and {parts[-1]}" if is_second_comparison else f", {parts[-1]}"


def _on_last_week(change: int, before: SeriesWeek) -> str:
    """Compare with the week before."""
    number = before.week_start.isocalendar().week
    if change == 0:
        return say("as many as in week {number}", number=number)
    sentence = (
        "{percent} more than in week {number}"
        if change > 0
        else "{percent} fewer than in week {number}"
    )
    return say(sentence, percent=figures.percent(abs(change) / 100), number=number)


def _explained(total: SeriesWeek, spikes: list[Episode], state: str) -> str:
    """Say how much of the rise the spikes explain, without claiming more than all of it."""
    surplus = sum(row.observed - figures.whole(row.expected or 0) for row in spikes)
    extra = 0 if total.expected is None else total.observed - figures.whole(total.expected)
    number = first_upper(in_words(len(spikes)))
    surplus_text, extra_text = figures.count(surplus), figures.count(extra)
    if state in AGAINST_RANGE and extra >= surplus:
        return say_many(
            len(spikes),
            "One spike explains {surplus} of the {extra} extra contacts.",
            "{number} spikes explain {surplus} of the {extra} extra contacts.",
            number=number, surplus=surplus_text, extra=extra_text,
        )  # fmt: skip
    return say_many(
        len(spikes),
        "One spike brought {surplus} contacts more than expected; other topics brought fewer.",
        "{number} spikes brought {surplus} contacts more than expected; other topics brought fewer.",
        number=number, surplus=surplus_text,
    ) if state in AGAINST_RANGE else say_many(
        len(spikes),
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


def _subject(
    stored: StoredWeek, total: SeriesWeek | None, before: SeriesWeek | None, cause: str, state: str
) -> str:
    """Let the subject carry the news: week, count, change, range, cause."""
    week = figures.week_name(stored.week)
    if total is None:
        return say("{week}: no contacts were counted", week=week)
    change = change_in_percent(total, before)
    moved = "" if change is None else f" ({figures.arrow(change)}{abs(change)}%)"
    news = cause or ("A quiet week" if state == "within" else "No spikes")
    subject = say(
        "{week}: {contacts} contacts{moved}{range}. {news}",
        week=week, contacts=figures.count(total.observed), moved=moved,
        range=IN_SUBJECT[state], news=news,
    )  # fmt: skip
    return plain_text(subject, SUBJECT_LENGTH)
