"""What came and what was expected, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import say, say_many
from trend_lib.report import figures

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode

TWO_WEEKS = 2


def count_sentence(episode: Episode) -> str:
    """Say what came and what 95 of 100 normal weeks bring."""
    contacts = say_many(episode.observed, "1 contact", "{contacts} contacts",
                        contacts=figures.count(episode.observed))  # fmt: skip
    if episode.expected is None or episode.lower is None or episode.upper is None:
        return say("{contacts}. No earlier week to compare with.", contacts=contacts)
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
    if episode.look_weeks is None or episode.look_observed is None or episode.look_expected is None:
        return ""
    observed = figures.count(episode.look_observed)
    expected = figures.expected_count(episode.look_expected)
    if episode.look_weeks <= TWO_WEEKS:
        return say(
            "Together with last week {observed}, expected {expected}.",
            observed=observed, expected=expected,
        )  # fmt: skip
    return say_many(
        episode.look_weeks,
        "The last week brought {observed}, expected {expected}.",
        "The last {weeks} weeks together brought {observed}, expected {expected}.",
        weeks=episode.look_weeks, observed=observed, expected=expected,
    )  # fmt: skip


def expected_text(episode: Episode) -> str:
    """Write the expectation alone."""
    return (
        say("not known") if episode.expected is None else figures.expected_count(episode.expected)
    )
