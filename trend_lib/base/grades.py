"""How unusual a week is, in words: the same in bulletin, mail and Slack."""

from __future__ import annotations

from trend_lib.base.speech import mark, say

UNPRECEDENTED = "unprecedented"  # an alarm for size: its odds, and so its range, say nothing
FOR_SIZE = mark(
    "at least twice its highest week so far; watched too briefly to say how rare that is"
)
GRADES = {  # from the least to the most: name, chance in words, and as a number
    "unusual": (mark("Unusual"), mark("rarer than 1 week in 20 by chance"), 1 / 20),
    UNPRECEDENTED: (mark("Unprecedented"), FOR_SIZE, 1.0),
    "very_unusual": (mark("Very unusual"), mark("rarer than 1 week in 200 by chance"), 1 / 200),
    "exceptional": (mark("Exceptional"), mark("rarer than 1 week in 2,000 by chance"), 1 / 2000),
}
IN_A_PART = mark("{chance}, in one of its places or products")  # the topic as a whole is less rare


def grade_words(grade: str, p_value: float | None) -> tuple[str, str]:
    """Return the grade, and how rare it is; it is that of the rarest of the topic and its parts."""
    name, chance, limit = GRADES[grade]
    is_rare_as_a_whole = p_value is not None and p_value < limit
    said = say(chance)
    return say(name), said if is_rare_as_a_whole else say(IN_A_PART, chance=said)
