"""An episode in words, whatever the way they go: pure, without mark-up and unescaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.alerts.slack_text import plain
from trend_lib.base import figures
from trend_lib.base.grades import GRADES, UNPRECEDENTED, grade_words
from trend_lib.base.looks import look_sentence
from trend_lib.base.own_names import event_in_our_words, in_our_words
from trend_lib.base.speech import mark, say, say_many
from trend_lib.base.weeks import Week

if TYPE_CHECKING:
    from trend_lib.alerts.episode_alert import Driver, EpisodeAlert

TOGETHER_SHOWN, MEMBERS_SHOWN, NAME_LIMIT = 3, 5, 80
WITHOUT_EPISODE = ("early", "unfounded")
MORNING_CHANCE = mark("rarer than 1 morning in 2,000 by chance")  # early warnings are exceptional
STATES = {
    "open": mark("Open: not acknowledged yet"),
    "acknowledged": mark("Acknowledged"),
    "countermeasure": mark("Countermeasure under way"),
    "recovering": mark("Recovering: back within its range"),
    "closed": mark("Closed"),
    "false_alarm": mark("False alarm, as people judged"),
    "known_event": mark("Known event, as people said"),
    "early": mark("Early warning; on Monday the whole week is judged, here"),
    "unfounded": mark("The early warning did not last: the whole week did not alarm"),
}
SILENT = {  # weeks that say nothing
    "incomplete": mark("Not judged: this week was not received whole"),
    "unjudged": mark("Not judged: the topic goes on under a name that is too new"),
}
RISEN = mark("▲ {topic}: {contacts}, {range}")
WITHOUT_ALARM = mark("{topic}: {contacts}, {range}")
HEADLINES = {
    "unfounded": mark("Back again: {topic}: {contacts}, {range}"),
    "recovering": mark("Recovering: {topic}: {contacts}, {range}"),
    "closed": mark("Closed: {topic}: {contacts}, {range}"),
    "false_alarm": mark("False alarm: {topic}: {contacts}, {range}"),
    "known_event": mark("Known event: {topic}: {contacts}, {range}"),
}


def headline(alert: EpisodeAlert, limit: int) -> str:
    """Return the finding in one line; a long topic is cut, the numbers never."""
    sentence = HEADLINES.get(alert.state, RISEN if alert.grade else WITHOUT_ALARM)
    told = {"contacts": count_of(alert), "range": range_of(alert)}
    topic = in_our_words(alert.topic_name)
    return say(sentence, topic=plain(topic, limit - len(say(sentence, topic="", **told))), **told)


def count_of(alert: EpisodeAlert) -> str:
    """Return how many contacts there were."""
    written = figures.count(alert.observed)
    if alert.is_early:
        return say_many(
            alert.observed,
            "{contacts} contact so far this week",
            "{contacts} contacts so far this week",
            contacts=written,
        )
    return say_many(alert.observed, "{contacts} contact", "{contacts} contacts", contacts=written)


def range_of(alert: EpisodeAlert) -> str:
    """Return the counts that lie inside the range, as the bulletin writes them."""
    if alert.lower is None or alert.upper is None:
        return say("nothing to compare with yet")
    if alert.grade == UNPRECEDENTED and alert.expected is not None:
        return say("expected {range}", range=figures.expected_count(alert.expected))
    if alert.upper < 1:
        return say("expected none")
    return say("expected {range}", range=figures.span(alert.lower, alert.upper))


def facts_of(alert: EpisodeAlert) -> dict[str, str]:
    """Return what there is to say beside the headline, by its name; the owner is said apart."""
    facts = {
        say("How unusual"): _how_unusual(alert),
        say("Since"): "" if alert.state in WITHOUT_EPISODE else _since(alert),
        say("Where"): _places(alert.where("region")),
        say("Product"): _places(alert.where("product")),
        say("By the same cause"): _listed_members(alert) or _told_with(alert),
        say("Perhaps one cause"): _together(alert),
        say("Known beforehand"): "; ".join(map(event_in_our_words, alert.known_events)),
        say("Countermeasures"): "; ".join(alert.measures),
        say("Status"): _status(alert),
    }
    return {name: said for name, said in facts.items() if said}


def _status(alert: EpisodeAlert) -> str:
    """Return how an episode stands, and until when people want to hear nothing of it."""
    state = say(STATES[alert.state]) if alert.state in STATES else alert.state
    if not alert.is_snoozed or alert.is_over:
        return state
    if alert.snoozed_until is None:
        return say("{state}. Silent until it gets worse", state=state)
    return say("{state}. Silent until {day}", state=state, day=figures.day(alert.snoozed_until))


def _how_unusual(alert: EpisodeAlert) -> str:
    """Return the grade with its chance, and the weeks that are rare together."""
    grade = ": ".join(said for said in grade_text(alert) if said)
    look = look_of(alert)
    return f"{grade}. {look}" if look else grade


def look_of(alert: EpisodeAlert) -> str:
    """Say what made an alarming week rare whose own count may lie inside its range."""
    if not alert.grade:
        return ""
    return look_sentence(alert.look_weeks, alert.look_observed, alert.look_expected)


def grade_text(alert: EpisodeAlert) -> tuple[str, str]:
    """Return how unusual the week is, or the week so far: in a word, and what that means."""
    if alert.silent and not alert.grade:
        return say(SILENT[alert.silent]), ""
    if alert.grade not in GRADES:
        gone = (
            say("No longer: back within its range") if alert.is_early else say("No alarm this week")
        )
        return gone, ""
    if alert.is_early:
        return say(GRADES[alert.grade][0]), say(MORNING_CHANCE)
    return grade_words(alert.grade, alert.p_value)


def _since(alert: EpisodeAlert) -> str:
    week = Week(alert.opened_week)
    named: dict[str, str | int] = {"number": week.number, "days": figures.period(week)}
    if alert.weeks == 1:
        return say("Week {number} ({days}), its first", **named)
    return say_many(
        alert.weeks,
        "Week {number} ({days}), {weeks} week by now",
        "Week {number} ({days}), {weeks} weeks by now",
        weeks=alert.weeks,
        **named,
    )


def _places(drivers: tuple[Driver, ...]) -> str:
    return ", ".join(
        f"{plain(one.slice_value, 80)} {figures.count(one.observed)}" for one in drivers
    )


def _together(alert: EpisodeAlert) -> str:
    """Name the topics that rose in the same places on the same days; many are counted."""
    names = [
        say("“{name}”", name=plain(in_our_words(name), NAME_LIMIT))
        for name in alert.together[:TOGETHER_SHOWN]
    ]
    if not names:
        return ""
    more = len(alert.together) - len(names)
    told = figures.listing(names)
    if more > 0:
        told = say("{names} and {more} more", names=", ".join(names), more=more)
    return say("Rose together with {names}", names=told)


def members_text(alert: EpisodeAlert) -> str:
    """Say which topics rose by the same cause, in a line of their own; empty when none did."""
    listed = _listed_members(alert)
    return say("By the same cause: {topics}.", topics=listed) if listed else ""


def _listed_members(alert: EpisodeAlert) -> str:
    """Name the topics told with this one, each with its own figures; many are counted."""
    told = "; ".join(
        say(
            "“{name}”: {contacts}, {range}",
            name=plain(in_our_words(one.topic_name), NAME_LIMIT),
            contacts=count_of(one),
            range=range_of(one),
        )
        for one in alert.members[:MEMBERS_SHOWN]
    )
    more = len(alert.members) - MEMBERS_SHOWN
    return say("{names} and {more} more", names=told, more=more) if more > 0 else told


def _told_with(alert: EpisodeAlert) -> str:
    """Say where an episode goes on that was told by itself before."""
    if not alert.told_with:
        return ""
    name = plain(in_our_words(alert.told_with), NAME_LIMIT)
    return say("Told with “{name}” from now on: answers there count for both", name=name)


def small_print(alert: EpisodeAlert) -> str:
    """Return the episode's id and what its figures cover."""
    name = plain(alert.episode_id, 200)
    if alert.until is not None:
        return say("{episode} · counted up to {day}", episode=name, day=figures.day(alert.until))
    return f"{name} · {week_and_days(Week(alert.week_start))}"


def week_and_days(week: Week) -> str:
    """Name a week with its days: numbers of weeks are known to few."""
    return say("Week {number}, {days}", number=week.number, days=figures.period(week))
