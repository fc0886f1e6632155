"""The verdict in one sentence, and the mail's subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.lead import change_in_percent, extra_of, is_total, make_lead, total_before
from trend_lib.report.places import main_driver
from trend_lib.report.spikes import alarming_episodes, all_alarming, excess
from trend_lib.report.timeline import state_of
from trend_lib.report.words import HEADLINE_NAME_LENGTH, name_of, plain_text, slice_name

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode, SeriesWeek
    from trend_lib.report.stored import StoredWeek

SUBJECT_LENGTH = 150
WITH_SPIKE = {  # {spike} is a name in quotes, with its place or product where one stands out
    "pushed": mark("{spike} pushed contacts above the normal range"),
    "above": mark("Contacts rose above the normal range, led by {spike}"),
    "within": mark("{spike} rose while contacts as a whole stayed within the normal range"),
    "below": mark("{spike} rose while contacts as a whole fell below the normal range"),
    "untested": mark("{spike} rose; for contacts as a whole it is too early to say"),
    "incomplete": mark("{spike} rose, though this week’s data is incomplete"),
}
TOTAL_ALONE = {  # by what its excess lies in
    "": mark("Contacts rose beyond chance, and no single topic explains it"),
    "region": mark("Contacts rose beyond chance in {place}, and no single topic explains it"),
    "product": mark("Contacts rose beyond chance for {place}, and no single topic explains it"),
}
LOCATED = {
    "region": mark("{what} in {place}"),
    "product": mark("{what} for {place}"),
}
WITHOUT_SPIKE = {
    "above": mark("Contacts rose above the normal range, and no single topic explains it"),
    "within": mark("A quiet week: nothing rose beyond chance"),
    "below": mark("Contacts fell below the normal range, and nothing rose beyond chance"),
    "untested": mark("Too early to say: there are not enough earlier weeks to compare with"),
    "incomplete": mark("No verdict on the whole: this week’s data is incomplete"),
    "absent": mark("No contacts were counted this week"),
}
IN_SUBJECT = {
    "above": mark("above range"),
    "within": mark("within range"),
    "below": mark("below range"),
    "untested": "",
    "incomplete": mark("data incomplete"),
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
    return Headline(
        state=state,
        verdict=_verdict(stored, total, spikes, state),
        lead=make_lead(total, before, spikes, all_alarming(stored), state),
        subject=_subject(stored, total, before, spikes, state),
        is_quiet=not spikes and state == "within",
    )


def _verdict(
    stored: StoredWeek, total: SeriesWeek | None, spikes: list[Episode], state: str
) -> str:
    """Name the top spike with its place, and say what came of contacts as a whole."""
    if not spikes:
        return say(WITHOUT_SPIKE[state])
    if is_total(spikes):
        driver = main_driver(spikes[0], stored.drivers)
        place = slice_name(driver.slice_value) if driver else ""
        return say(TOTAL_ALONE[driver.slice_dim if driver else ""], place=place)
    if state == "above" and total is not None and excess(spikes[0]) >= extra_of(total) / 2:
        state = "pushed"
    spike = _located(stored, spikes[0], _named(spikes[0]))
    return say(WITH_SPIKE.get(state, WITH_SPIKE["untested"]), spike=spike)


def _named(episode: Episode) -> str:
    """Set a topic's name off by quotes: some are lists of words."""
    return say("“{name}”", name=plain_text(name_of(episode.topic_name), HEADLINE_NAME_LENGTH))


def _located(stored: StoredWeek, episode: Episode, what: str) -> str:
    """Name what rose with the place or product that holds most of its excess, if one does."""
    driver = main_driver(episode, stored.drivers)
    if driver is None:
        return what
    return say(LOCATED[driver.slice_dim], what=what, place=slice_name(driver.slice_value))


def _subject(
    stored: StoredWeek,
    total: SeriesWeek | None,
    before: SeriesWeek | None,
    spikes: list[Episode],
    state: str,
) -> str:
    """Let the subject carry the news: week, count, change, range, cause."""
    week = figures.week_name(stored.week)
    if total is None:
        return say("{week}: no contacts were counted", week=week)
    change = change_in_percent(total, before)
    moved = (
        "" if change is None else f" ({figures.arrow(change)}{figures.percent(abs(change) / 100)})"
    )
    counted = say_many(
        total.observed, "{week}: {contacts} contact", "{week}: {contacts} contacts",
        week=week, contacts=figures.count(total.observed),
    )  # fmt: skip
    place = say(IN_SUBJECT[state])
    told = f"{counted}{moved}, {place}" if place else f"{counted}{moved}"
    return plain_text(f"{told}. {_news(stored, spikes, state)}", SUBJECT_LENGTH)


def _news(stored: StoredWeek, spikes: list[Episode], state: str) -> str:
    """Name the cause, or say that there is none."""
    if not spikes:
        return say("A quiet week") if state == "within" else say("No spikes")
    cause = say("All contacts") if is_total(spikes) else _named(spikes[0])
    return _located(stored, spikes[0], cause)
