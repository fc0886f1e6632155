"""How the week was judged, in a reader's words: how many series were tested, and what chance may have made."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.marks import marks_sentence

if TYPE_CHECKING:
    from trend_lib.report.rows import WatchedWeek
    from trend_lib.report.stored import StoredWeek

METHOD_EXPECTED = mark(
    "Every topic’s count is compared with what its earlier weeks lead us to expect, with trend and "
    "season allowed for and the newest weeks kept out of the comparison. The range widens where "
    "counts vary more than pure chance."
)
METHOD_GRADES = mark(
    "A topic’s week is unusual if a rise like it, in the topic or in any one of its places, products "
    "and channels, would come by chance in fewer than 1 of 20 normal weeks, very unusual in fewer than "
    "1 of 200, exceptional in fewer than 1 of 2,000. More contacts count as a rise only if more "
    "customers sent them."
)
METHOD_TOPICS = mark(
    "Topics are given to each contact by a program, from redacted texts. A topic that could not be "
    "tested is not called fine, and a silent source is not counted as zero."
)


def make_method(stored: StoredWeek) -> tuple[str, ...]:
    """Return the method with the real number of tests."""
    watched = f"{watched_sentence(stored)} {alarms_sentence(stored)}".strip()
    said = (watched, say(METHOD_EXPECTED), say(METHOD_GRADES), say(METHOD_TOPICS))
    marks = marks_sentence(stored)
    return (*said, marks) if marks else said


def watched_sentence(stored: StoredWeek) -> str:
    """Say how many series were watched and tested."""
    tests = stored.tests
    if tests is None:
        return say("No series were watched this week.")
    watched, tested = figures.count(tests.series_watched), figures.count(tests.series_tested)
    if tests.series_tested == 0:
        return say(
            "We watched {watched} series: every topic as a whole and by place, product and channel. "
            "None could be tested yet: that takes more earlier weeks or more contacts.",
            watched=watched,
        )
    return say(
        "We watched {watched} series: every topic as a whole and by place, product and channel. "
        "{tested} had enough contacts and earlier weeks to be tested.",
        watched=watched, tested=tested,
    )  # fmt: skip


def alarms_sentence(stored: StoredWeek) -> str:
    """Say how many series alarmed, in how many topics, and how many of those chance may have made."""
    tests = stored.tests
    if tests is None or tests.series_tested == 0:
        return ""
    if tests.alarms == 0:
        return say("None of them raised an alarm.")
    if tests.topics_alarming == 0:
        return say(
            "{alarms} of the {tested} series tested raised an alarm, of all contacts together and of "
            "no single topic.",
            alarms=figures.count(tests.alarms), tested=figures.count(tests.series_tested),
        )  # fmt: skip
    told = (_raised(tests), _for_size(tests), _by_chance(tests))
    return " ".join(one for one in told if one)


def _raised(tests: WatchedWeek) -> str:
    """Say how many series alarmed; the total is no topic and is named beside them."""
    told = {
        "alarms": figures.count(tests.alarms),
        "tested": figures.count(tests.series_tested),
        "topics": figures.count(tests.topics_alarming),
    }
    if _rare(tests) + tests.unprecedented <= tests.topics_alarming:
        return say_many(
            tests.topics_alarming,
            "{alarms} of the {tested} series tested raised an alarm, in {topics} topic.",
            "{alarms} of the {tested} series tested raised an alarm, in {topics} topics.",
            **told,
        )
    return say_many(
        tests.topics_alarming,
        "{alarms} of the {tested} series tested raised an alarm, in {topics} topic and in all contacts "
        "together.",
        "{alarms} of the {tested} series tested raised an alarm, in {topics} topics and in all "
        "contacts together.",
        **told,
    )


def _rare(tests: WatchedWeek) -> int:
    """Return how many families alarmed for being rare: those of which the rate is promised."""
    return figures.whole(tests.expected_false_alarms / tests.false_discovery_rate)


def _for_size(tests: WatchedWeek) -> str:
    """Say how many alarmed for their size alone."""
    if not tests.unprecedented:
        return ""
    return say_many(
        tests.unprecedented,
        "{topics} of them is unprecedented: at least twice its highest week so far, and watched for less "
        "than a year, too briefly to say how rare that is.",
        "{topics} of them are unprecedented: at least twice their highest week so far, and watched for less "
        "than a year, too briefly to say how rare that is.",
        topics=figures.count(tests.unprecedented),
    )  # fmt: skip


def _by_chance(tests: WatchedWeek) -> str:
    """Say how many of the alarming topics chance may have made."""
    if tests.unprecedented:
        return _by_chance_of_others(tests)
    at_most = math.ceil(10 * tests.expected_false_alarms - 1e-9) / 10  # never less than promised
    return say_many(
        tests.topics_alarming,
        "The limits are set so that on average at most {share} of the topics with an alarm have it "
        "by chance.",
        "The limits are set so that on average at most {share} of the topics with an alarm have it "
        "by chance; that is at most {expected} of these {topics}.",
        share=figures.percent(tests.false_discovery_rate), expected=figures.decimal(at_most, 1),
        topics=figures.count(tests.topics_alarming),
    )  # fmt: skip


def _by_chance_of_others(tests: WatchedWeek) -> str:
    """Say the same where some alarm for their size alone, of which it does not hold."""
    if not _rare(tests):
        return ""
    return say(
        "Of the other topics with an alarm on average at most {share} have it by chance.",
        share=figures.percent(tests.false_discovery_rate),
    )
