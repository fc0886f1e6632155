"""What came and what was expected, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base import looks
from trend_lib.base.grades import UNPRECEDENTED
from trend_lib.base.speech import say, say_many
from trend_lib.report import figures

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode


def count_sentence(episode: Episode) -> str:
    """Say what came and what 95 of 100 normal weeks bring."""
    contacts = say_many(episode.observed, "1 contact", "{contacts} contacts",
                        contacts=figures.count(episode.observed))  # fmt: skip
    if episode.expected is None or episode.lower is None or episode.upper is None:
        return say("{contacts}. No earlier week to compare with.", contacts=contacts)
    if episode.grade == UNPRECEDENTED:
        return say(
            "{contacts}. Expected {expected}.",
            contacts=contacts, expected=figures.expected_count(episode.expected),
        )  # fmt: skip
    lower, upper = figures.bounds(episode.lower, episode.upper)
    if upper == figures.count(0):
        return say(
            "{contacts}. Expected {expected}: 95 of 100 normal weeks have none.",
            contacts=contacts, expected=figures.expected_count(episode.expected),
        )  # fmt: skip
    return say(
        "{contacts}. Expected {expected}, and 95 of 100 normal weeks lie between {lower} and {upper}.",
        contacts=contacts, expected=figures.expected_count(episode.expected),
        lower=lower, upper=upper,
    )  # fmt: skip


def look_sentence(episode: Episode) -> str:
    """Say what the newest weeks brought together, where that is rarer than this week alone."""
    return looks.look_sentence(episode.look_weeks, episode.look_observed, episode.look_expected)


def expected_text(episode: Episode) -> str:
    """Write the expectation alone."""
    return (
        say("not known") if episode.expected is None else figures.expected_count(episode.expected)
    )
