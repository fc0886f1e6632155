"""The verdict in one sentence, and the mail's subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.speech import say
from trend_lib.report import figures
from trend_lib.report.lead import change_in_percent, extra_of, is_total, make_lead, total_before
from trend_lib.report.places import main_driver
from trend_lib.report.spikes import alarming_episodes, excess
from trend_lib.report.timeline import state_of
from trend_lib.report.words import HEADLINE_NAME_LENGTH, name_of, plain_text, slice_name

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode, SeriesWeek
    from trend_lib.report.stored import StoredWeek

SUBJECT_LENGTH = 150
WITH_SPIKE = {  # {spike} is a name, {where} its place or product
    "pushed": "{spike}{where} pushed contacts above the normal range",
    "above": "Contacts rose above the normal range, led by {spike}{where}",
    "within": "{spike} rose{where} while contacts as a whole stayed within the normal range",
    "below": "{spike} rose{where} while contacts as a whole fell below the normal range",
    "untested": "{spike} rose{where}; for contacts as a whole it is too early to say",
    "incomplete": "{spike} rose{where}, though this week’s data is incomplete",
}
WITH_TOTAL_ALONE = "Contacts rose beyond chance{where}, and no single topic explains it"
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
        lead=make_lead(total, before, spikes, state),
        subject=_subject(stored, total, before, spikes, state),
        is_quiet=not spikes and state == "within",
    )


def _verdict(
    stored: StoredWeek, total: SeriesWeek | None, spikes: list[Episode], state: str
) -> str:
    """Name the top spike with its place, and say what came of contacts as a whole."""
    if not spikes:
        return say(WITHOUT_SPIKE[state])
    spike, where = _named(spikes[0]), _where(stored, spikes[0])
    if is_total(spikes):
        return say(WITH_TOTAL_ALONE, where=where)
    if state == "above" and total is not None and excess(spikes[0]) >= extra_of(total) / 2:
        state = "pushed"
    return say(WITH_SPIKE.get(state, WITH_SPIKE["untested"]), spike=spike, where=where)


def _named(episode: Episode) -> str:
    """Set a topic's name off by quotes: some are lists of words."""
    return say("“{name}”", name=plain_text(name_of(episode.topic_name), HEADLINE_NAME_LENGTH))


def _where(stored: StoredWeek, episode: Episode) -> str:
    """Name the place or product that holds most of an episode's excess; empty when none does."""
    driver = main_driver(episode, stored.drivers)
    if driver is None:
        return ""
    sentence = " in {place}" if driver.slice_dim == "region" else " for {place}"
    return say(sentence, place=slice_name(driver.slice_value))


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
    moved = "" if change is None else f" ({figures.arrow(change)}{abs(change)}%)"
    news = "A quiet week" if state == "within" else "No spikes"
    if spikes:
        cause = "All contacts" if is_total(spikes) else _named(spikes[0])
        news = cause + _where(stored, spikes[0])
    subject = say(
        "{week}: {contacts} contacts{moved}{range}. {news}",
        week=week, contacts=figures.count(total.observed), moved=moved,
        range=IN_SUBJECT[state], news=news,
    )  # fmt: skip
    return plain_text(subject, SUBJECT_LENGTH)
