"""Numbers and dates as readers of a language see them; every figure is written here, once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

from trend_lib.base.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trend_lib.base.weeks import Week

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "\N{EN DASH}"
NARROW_SPACE, SPACE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"  # our fonts lack the first


def whole(number: float) -> int:
    """Round half up, as people do; `round` would make 2.5 a 2."""
    return math.floor(number + 0.5)


def count(number: float) -> str:
    """Write a count: 6,412."""
    return _with_minus(format_decimal(whole(number), locale=spoken().locale))


def signed(number: float) -> str:
    """Write a change with its sign: +308, −77, 0."""
    rounded = whole(number)
    return f"+{count(rounded)}" if rounded > 0 else count(rounded)


def decimal(number: float, digits: int) -> str:
    """Write a number with a fixed number of decimals: 2.31."""
    pattern = "#,##0" if digits == 0 else "#,##0." + "0" * digits
    return _with_minus(format_decimal(number, format=pattern, locale=spoken().locale))


def percent(share: float, digits: int = 0) -> str:
    """Write a share of 0 to 1 as a percentage: 71.2%."""
    return say("{number}%", number=decimal(100 * share, digits))


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


def arrow(change: float) -> str:
    """Return the triangle that says the direction without colour."""
    return "▲" if change > 0 else "▼" if change < 0 else "＝"


def week_name(week: Week) -> str:
    """Name a week: Week 38. The number is ISO's; Babel's is wrong around New Year."""
    return say("Week {number}", number=week.number)


def short_week(week: Week) -> str:
    """Name a week on an axis: w38."""
    return say("w{number}", number=week.number)


def day(moment: date, pattern: str = "d MMMM y") -> str:
    """Write a date: 21 September 2026."""
    return format_date(moment, pattern, locale=spoken().locale).replace(NARROW_SPACE, SPACE)


def period(week: Week) -> str:
    """Write a week's days: 14–20 September 2026, 28 September – 4 October 2026."""
    first, last = week.start, week.last_day
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{day(first, 'd MMMM')} – {day(last)}"
    return f"{first.day}–{day(last)}"


def shares_of(parts: Sequence[float], total: int) -> list[int]:
    """Round parts to whole numbers that add up to `total` (largest remainders get the rest).

    A reader who adds the places up must get the number that stands above them.
    """
    sum_of_parts = sum(parts)
    if sum_of_parts <= 0:
        return [0] * len(parts)
    exact = [part * total / sum_of_parts for part in parts]
    rounded = [math.floor(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: (rounded[at] - exact[at], at))
    for at in by_remainder[: total - sum(rounded)]:
        rounded[at] += 1
    return rounded


def _with_minus(written: str) -> str:
    """Replace the hyphen that Babel writes by a minus of a digit's width, and spaces our fonts lack."""
    return written.replace("-", MINUS).replace(NARROW_SPACE, SPACE)
