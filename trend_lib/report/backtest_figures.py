"""The backtest's page as finished figures and sentences, made of the answer that --json prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say, say_many
from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.words import in_words, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    Answer = Mapping[str, Any]

CAUGHT_SHARE = 0.8  # 4 of 5, as the smallest rise is defined
TOPICS_DRAWN = 20
DASH = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the strip."""

    name: str
    figure: str
    unit: str
    says: str


def headline(answer: Answer) -> str:
    """Say in one line how large a rise must be to be caught, and how loud the weeks were."""
    loud = how_loud(answer["alarms"]["topics_told_a_week"])
    multiples = [row for row in answer["sizes"] if row["size"].startswith("×") and row["planted"]]
    if not multiples:
        return say("{loud}; too little history to plant rises in", loud=loud)
    reliable = [row for row in multiples if row["share"] >= CAUGHT_SHARE]
    row = (reliable or multiples[-1:])[0]
    return say(
        "Of rises to {times} times the usual week {share} in 100 are caught; {loud}",
        times=row["size"].removeprefix("×"), share=figures.whole(100 * row["share"]), loud=loud.lower(),
    )  # fmt: skip


def how_loud(told_a_week: float) -> str:
    """Say how often a topic alarms, in words."""
    if told_a_week == 0:
        return "No topic alarms"
    if told_a_week < 1:
        return say("A topic alarms about every {weeks} weeks", weeks=figures.whole(1 / told_a_week))
    return say("{told} topics alarm a week", told=rate(told_a_week))


def lead(answer: Answer) -> str:
    """Say what was done, and how."""
    rules, weeks = answer["settings"], len(answer["weeks"])
    return say(
        "{weeks} weeks were judged again with today's settings (at most {rate} of alarms false, rises of "
        "{rise} contacts and more). Then every topic was raised in quiet weeks, {plantings} for each of "
        "{sizes} sizes, for three weeks each, and all was judged once more.",
        weeks=weeks, rate=figures.percent(rules["false_discovery_rate"], 1).replace(".0%", "%"),
        rise=f"{rules['min_excess']:g}",
        plantings=say_many(answer["plantings"], "once", "{n} times", n=in_words(answer["plantings"])),
        sizes=in_words(len(answer["sizes"])),
    )  # fmt: skip


def strip(answer: Answer) -> list[Figure]:
    """Return the six figures at the top."""
    alarms, sizes = answer["alarms"], {row["size"]: row for row in answer["sizes"]}
    return [
        Figure("Topics that alarm", rate(alarms["topics_told_a_week"]), "a week",
               say("{low} to {high}; at most {false} a week by chance", low=alarms["fewest"], high=alarms["most"],
                   false=rate(alarms["expected_false_alarms_a_week"]))),
        Figure("Series that alarm", rate(alarms["series_alarms_a_week"]), "a week",
               "topics and their parts"),
        *(_caught(f"Caught of {size}", sizes[size]) for size in ("×1.5", "×2", "×3")),
        _precision(answer["marks"]),
    ]  # fmt: skip


def _caught(name: str, row: Answer) -> Figure:
    """Return the share caught of one size."""
    if not row["planted"]:
        return Figure(name, DASH, "", "not planted")
    delay = row["mean_delay_weeks"]
    after = (
        ""
        if delay is None
        else say("after {delay} weeks on average", delay=figures.decimal(delay, 1))
    )
    return Figure(name, figures.percent(row["share"]), "", after)


def _precision(marks: Answer) -> Figure:
    """Return what people thought of past alarms."""
    if marks["precision"] is None:
        says = say_many(
            marks["episodes"], "nobody marked the one episode", "nobody marked any of {n} episodes",
            n=marks["episodes"],
        )  # fmt: skip
        return Figure("Marked useful", DASH, "", says)
    says = say(
        "{useful} useful, {false} false; 95%: {low} to {high}", useful=marks["useful"],
        false=marks["false_alarms"], low=figures.percent(marks["lower"]), high=figures.percent(marks["upper"]),
    )  # fmt: skip
    return Figure("Marked useful", figures.percent(marks["precision"]), "", says)


def budget_sentences(budget: Answer) -> list[str]:
    """Say which settings keep to the budget, and what they change."""
    limit, now, then = f"{budget['topics_told_a_week']:g}", budget["now"], budget["then"]
    if then is None:
        return [
            say(
                "No settings tried keep to {limit} a week: raise min_contacts, or the budget.",
                limit=limit,
            )
        ]
    if (now["false_discovery_rate"], now["min_excess"]) == (
        then["false_discovery_rate"],
        then["min_excess"],
    ):
        return ["The settings are right as they are: of those within the budget none catches more."]
    return [
        say("Alarming topics a week: {now} now, {then} then.", now=rate(now["topics_told_a_week"]),
            then=rate(then["topics_told_a_week"])),
        say("Planted rises caught: {now} now, {then} then.", now=figures.percent(now["caught_share"]),
            then=figures.percent(then["caught_share"])),
        say("Of the topics that alarm at most {then} in 100 would be false, now {now}.",
            now=f"{100 * now['false_discovery_rate']:g}", then=f"{100 * then['false_discovery_rate']:g}"),
        say("Of these weeks' alarms {lost} would be lost and {more} added.", lost=len(budget["missed"]),
            more=budget["told_besides"]),
    ]  # fmt: skip


def topic_rows(answer: Answer) -> list[dict[str, Any]]:
    """Return the table of topics, in words."""
    return [
        {
            "name": name_of(row["topic"]),
            "expected": figures.expected_count(row["expected"]),
            "rise": smallest_rise(row),
            "interval": say("+{low} to +{high}", low=figures.count(row["lower"]), high=figures.count(row["upper"])),
            "times": f"×{figures.decimal(row['smallest_rise_times'], 1)}",
            "caught": row["caught"],
        }
        for row in answer["topics"]
    ]  # fmt: skip


def smallest_rise(row: Answer) -> str:
    """Write a topic's smallest rise; beyond what was planted only that it is larger is known."""
    if row["is_beyond_planted"]:
        return say("over +{most}", most=figures.count(row["largest_planted"]))
    return f"+{figures.count(row['smallest_rise'])}"


def week_rows(answer: Answer) -> list[dict[str, str]]:
    """Return the table under the chart of weeks."""
    return [
        {
            "name": week_name(row["week"]),
            "told": figures.count(row["topics_told"]) if row["series_tested"] else "not tested",
            "series": figures.count(row["series_alarms"]),
            "tested": figures.count(row["series_tested"]),
            "written": DASH if row["series_alarms_written"] is None else figures.count(row["series_alarms_written"]),
        }
        for row in reversed(answer["weeks"])
    ]  # fmt: skip


def record_sentence(alarms: Answer) -> str:
    """Say whether the replay agrees with what was written in its time."""
    compared, agree = alarms["weeks_compared_with_record"], alarms["weeks_that_agree_with_record"]
    if not compared:
        return "There is no record of these weeks to compare with."
    if compared == agree:
        return say("In all {n} weeks on record the same series alarmed then.", n=compared)
    return say(
        "In {differ} of {n} weeks other series alarmed then: counts, settings or code changed since.",
        differ=compared - agree, n=compared,
    )  # fmt: skip


def missed_rows(budget: Answer) -> list[dict[str, str]]:
    """Return the alarms that the suggested settings would lose."""
    return [
        {"week": week_name(row["week"]), "name": name_of(row["topic"]), "observed": figures.count(row["observed"]),
         "expected": figures.expected_count(row["expected"])}
        for row in budget["missed"]
    ]  # fmt: skip


def week_name(written: str) -> str:
    """Name a week with its days."""
    week = Week.parse(written)
    return f"{figures.week_name(week)}, {figures.period(week)}"


def rate(number: float) -> str:
    """Write a small mean with two digits that say something: 0.16, 2.3, 12."""
    return figures.decimal(number, 0 if number >= 10 else 1 if number >= 1 or number == 0 else 2)
