"""Spikes: the episodes that alarmed this week, with where, since when, whose and what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.grades import grade_words
from trend_lib.base.own_names import event_in_our_words
from trend_lib.base.speech import mark, say
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.begun import begun_sentence, effect_sentence
from trend_lib.report.bulletin import Decision, Spike
from trend_lib.report.causes import member_sentences, members_title, together_sentence
from trend_lib.report.counted import count_sentence, expected_text, look_sentence
from trend_lib.report.places import place_charts, where_sentence
from trend_lib.report.renamed import topic_chart
from trend_lib.report.spike_days import day_chart
from trend_lib.report.words import distinct_quotes, ended, kind_name, name_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.report.chart_data import TimeChart
    from trend_lib.report.rows import Episode, GrownTerm
    from trend_lib.report.stored import StoredWeek

ALL_CONTACTS = 0  # the topic that stands for the total
DRAWN_IN_FULL = 6  # spikes with chart and quotes; the rest stand in one line each
LISTED = 60  # spikes on the page; what is beyond is in the appendix
OPEN_AT_FIRST = 3  # on the page; the others unfold
TERMS_SHOWN = 4
LEAST_PERCENT = 0.01  # smaller shares are not written in figures
DECISIONS_SHOWN, NAMED_IN_DECISION = 6, 5
SETTLED = ("closed", "false_alarm", "known_event")
STATES = {  # what the pill says, and its look
    "open": (mark("New"), "new"),
    "acknowledged": (mark("Acknowledged"), "known"),
    "countermeasure": (mark("Under way"), "under-way"),
    "recovering": (mark("Recovering"), "under-way"),
    "closed": (mark("Closed"), "known"),
    "false_alarm": (mark("False alarm"), "known"),
    "known_event": (mark("Known event"), "known"),
}


def alarming_episodes(stored: StoredWeek) -> list[Episode]:
    """Return the episodes that alarmed this week, largest excess first, without those told with one of them."""
    alarming = all_alarming(stored)
    told = {row.episode_id for row in alarming}
    return [row for row in alarming if row.led_by not in told]


def all_alarming(stored: StoredWeek) -> list[Episode]:
    """Return all episodes that alarmed this week, largest excess first.

    The total is a cause only when no topic is: otherwise it would count their contacts again.
    """
    alarming = [row for row in stored.episodes if row.grade and row.state not in SETTLED]
    topics = [row for row in alarming if row.topic_id != ALL_CONTACTS]
    return sorted(topics or alarming, key=excess, reverse=True)


def excess(episode: Episode) -> float:
    """Return how many contacts came beyond the expectation."""
    return episode.observed - (episode.expected or 0.0)


def make_spikes(stored: StoredWeek, quotes: int) -> tuple[Spike, ...]:
    """Return all spikes; the first few with everything, the rest without their charts."""
    return tuple(
        _spike(stored, episode, number, quotes if number <= DRAWN_IN_FULL else 0)
        for number, episode in enumerate(alarming_episodes(stored), start=1)
    )


def make_decisions(stored: StoredWeek) -> tuple[Decision, ...]:
    """Return what people are asked to decide: every spike without an owner or a measure under way.

    One measure of one owner is one decision, for however many spikes.
    """
    asked: dict[tuple[str, str], list[Episode]] = {}
    for row in alarming_episodes(stored):
        if _asks_for_decision(row):
            measure = plain_text(row.countermeasure or "")
            asked.setdefault((measure or row.episode_id, _owner(row)), []).append(row)
    return tuple(_decision(stored.week, rows) for rows in list(asked.values())[:DECISIONS_SHOWN])


def due_day(week: Week) -> str:
    """Return the Friday of the week in which the bulletin is issued."""
    return figures.day(week.plus(1).days()[4], say("EEE d MMM"))


def since(episode: Episode, week: Week) -> str:
    """Say how long an episode has lasted."""
    opened = Week(episode.opened_week)
    if opened >= week:
        return say("New this week.")
    return say(
        "First seen in week {number} ({days}).",
        number=opened.number, days=figures.period(opened),
    )  # fmt: skip


def terms_sentence(terms: Sequence[GrownTerm], episode: Episode) -> str:
    """Name the terms that grew, each with the share of the spike's customers who use it."""
    own = [row for row in terms if row.episode_id == episode.episode_id]
    return "; ".join(_term(row) for row in own[:TERMS_SHOWN])


def _term(row: GrownTerm) -> str:
    """Write one term with its share, now and usually."""
    usual = figures.percent(row.usual_share)
    if row.usual_share < LEAST_PERCENT:
        usual = say("under 1%") if row.usual_share else ""
    share, word = figures.percent(row.customer_share), plain_text(row.written, 40)
    if not usual:
        return say("“{word}” {share}, new", word=word, share=share)
    return say("“{word}” {share}, usually {usual}", word=word, share=share, usual=usual)


def _asks_for_decision(episode: Episode) -> bool:
    """Tell whether somebody must still decide, or at least own it."""
    return episode.state in ("open", "acknowledged") or not _owner(episode)


def _next_issue(week: Week) -> str:
    """Return the day of the next bulletin."""
    return figures.day(week.plus(2).start, say("EEE d MMM"))


def _spike(stored: StoredWeek, episode: Episode, number: int, quotes: int) -> Spike:
    """Put one spike together."""
    grade, chance = grade_words(episode.grade, episode.p_value)
    status, status_class = STATES[episode.state]
    places = place_charts(episode, stored.drivers, number)
    name = name_of(episode.topic_name)
    members = member_sentences(stored.episodes, episode)
    drawn = number <= DRAWN_IN_FULL
    is_open = _asks_for_decision(episode)
    return Spike(
        number=str(number),
        anchor=f"spike-{number}",
        name=name,
        is_folded=number > OPEN_AT_FIRST,
        kind=episode.kind or "",
        kind_name="" if episode.topic_id == ALL_CONTACTS else kind_name(episode.kind),
        sentence=f"{count_sentence(episode)} {look_sentence(episode)}".rstrip(),
        grade=grade,
        chance=chance,
        since=since(episode, stored.week),
        observed=episode.observed,
        observed_text=figures.count(episode.observed),
        expected_text=expected_text(episode),
        status=say(status),
        status_class=status_class,
        chart=chart_of(stored, episode) if drawn else None,
        places=places if drawn else (),
        where=where_sentence(places),
        days=day_chart(episode, stored.week, stored.days, number) if drawn else None,
        quotes=distinct_quotes(episode.examples)[:quotes],
        terms=terms_sentence(stored.terms, episode) if drawn else "",
        members=members,
        members_title=members_title(stored.causes, episode) if members else "",
        together=together_sentence(stored.causes, stored.episodes, episode),
        known_events=tuple(plain_text(event_in_our_words(event)) for event in episode.known_events),
        countermeasure=_measure(stored, episode, drawn=drawn),
        owner=_owner(episode) or say("Nobody yet"),
        has_owner=bool(_owner(episode)),
        due_name=say("Decide by") if is_open else say("Look again"),
        due=due_day(stored.week) if is_open else _next_issue(stored.week),
        runbook_url=web_address(episode.runbook_url),
    )


def chart_of(stored: StoredWeek, episode: Episode) -> TimeChart | None:
    """Return the chart of an episode's topic."""
    title = say("{name}: contacts per week", name=name_of(episode.topic_name))
    return topic_chart(title, stored.weeks[1:], stored.series, stored.renamed, episode.topic_id)


def _decision(week: Week, episodes: list[Episode]) -> Decision:
    """Ask for the countermeasure, or for an owner when there is none."""
    owner, due = _owner(episodes[0]), due_day(week)
    names = ", ".join(
        say("“{name}”", name=plain_text(name_of(row.topic_name), 80))
        for row in episodes[:NAMED_IN_DECISION]
    )
    more = len(episodes) - NAMED_IN_DECISION
    if more > 0:
        names = say("{names} and {more} more", names=names, more=more)
    measure = plain_text(episodes[0].countermeasure or "")
    if measure:
        what, about = ended(measure), say("For {names}.", names=names)
    else:
        what, about = say("Decide what to do about {names}.", names=names), ""
    asked = (
        say("{owner}, by {due}", owner=owner, due=due)
        if owner
        else say("Name an owner by {due}", due=due)
    )
    return Decision(what, f"{about} {asked}".lstrip())


def _owner(episode: Episode) -> str:
    """Return the owner's name, empty when there is none."""
    return plain_text(episode.owner or "", 80)


def _measure(stored: StoredWeek, episode: Episode, *, drawn: bool) -> str:
    """Return what was begun, with the effect expected where there is room; else what is suggested."""
    begun = begun_sentence(stored.countermeasures, episode.episode_id)
    effect = effect_sentence(stored.countermeasures, episode.episode_id) if drawn else ""
    return f"{ended(begun)} {effect}" if effect else begun or _suggested(episode)


def _suggested(episode: Episode) -> str:
    """Return the countermeasure suggested, or that the playbook has none."""
    return plain_text(episode.countermeasure or "") or say(
        "None suggested: the playbook has no entry"
    )


def web_address(address: str | None) -> str:
    """Return an address that is safe to link: http and https only."""
    address = (address or "").strip()
    return address if address.startswith(("https://", "http://")) else ""
