"""Numbers and dates as readers of a language see them, the same in bulletin, mail and Slack."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from trend_lib.base.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trend_lib.base.weeks import Week

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE, SPACE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"  # our fonts lack the first


def whole(number: float) -> int:
    """Round half up, as people do; `round` would make 2.5 a 2."""
    return math.floor(number + 0.5)


def count(number: float) -> str:
    """Write a count: 6,412."""
    return with_minus(format_decimal(whole(number), locale=spoken().locale))


def bounds(lower: float, upper: float) -> tuple[str, str]:
    """Write the limits of a range of counts: the first and the last count that lie inside.

    Rounding to the nearest could print a count beyond the limit as if it lay inside.
    """
    last = max(math.floor(upper), 0)
    return count(min(math.ceil(lower), last)), count(last)


def span(lower: float, upper: float) -> str:
    """Write a range of counts: 5,508–6,174."""
    return "–".join(bounds(lower, upper))


def expected_count(expected: float) -> str:
    """Write an expectation; one that rounds to nothing is still not nothing."""
    return say("fewer than 1") if 0 < expected < 0.5 else count(expected)


def week_name(week: Week) -> str:
    """Name a week: Week 38. The number is ISO's; Babel's is wrong around New Year."""
    return say("Week {number}", number=week.number)


def day(moment: date, pattern: str = "d MMMM y") -> str:
    """Write a date: 21 September 2026."""
    return format_date(moment, pattern, locale=spoken().locale).replace(NARROW_SPACE, SPACE)


def listing(names: Sequence[str]) -> str:
    """Write several things as one reads them aloud: 11 November and 12 November; North, East and West."""
    return format_list(list(names), locale=spoken().locale)


def period(week: Week) -> str:
    """Write a week's days: 14–20 September 2026, 28 September – 4 October 2026."""
    first, last = week.start, week.last_day
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{day(first, 'd MMMM')} – {day(last)}"
    return f"{first.day}–{day(last)}"


def with_minus(written: str) -> str:
    """Replace the hyphen that Babel writes by a minus of a digit's width, and spaces our fonts lack."""
    return written.replace("-", MINUS).replace(NARROW_SPACE, SPACE)
