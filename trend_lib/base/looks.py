"""What the newest weeks brought together, in a sentence: the same in bulletin, mail and Slack."""

from __future__ import annotations

from trend_lib.base import figures
from trend_lib.base.speech import say, say_many

TWO_WEEKS = 2


def look_sentence(weeks: int | None, observed: int | None, expected: float | None) -> str:
    """Say what made a week rare whose own count is not; empty where the week alone was judged."""
    if weeks is None or observed is None or expected is None:
        return ""
    told = {"observed": figures.count(observed), "expected": figures.expected_count(expected)}
    if weeks <= TWO_WEEKS:
        return say("Together with last week {observed}, expected {expected}.", **told)
    return say_many(
        weeks,
        "The last week brought {observed}, expected {expected}.",
        "The last {weeks} weeks together brought {observed}, expected {expected}.",
        weeks=weeks,
        **told,
    )
