"""Numbers and dates as readers of the bulletin see them; every figure is written here or in `base.figures`, once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from trend_lib.base.figures import (
    bounds,
    count,
    day,
    expected_count,
    listing,
    period,
    span,
    week_name,
    whole,
    with_minus,
)
from trend_lib.base.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.weeks import Week

__all__ = [  # those of base too: a room that writes figures asks here alone
    "arrow", "bounds", "count", "day", "decimal", "expected_count", "listing", "percent", "period", "shares_of",
    "short_week", "signed", "span", "week_name", "whole",
]  # fmt: skip
UNKNOWN = "\N{EN DASH}"


def signed(number: float) -> str:
    """Write a change with its sign: +308, −77, 0."""
    rounded = whole(number)
    return f"+{count(rounded)}" if rounded > 0 else count(rounded)


def decimal(number: float, digits: int) -> str:
    """Write a number with a fixed number of decimals: 2.31."""
    pattern = "#,##0" if digits == 0 else "#,##0." + "0" * digits
    shown = number if round(number, digits) else 0.0  # nothing has no sign
    return with_minus(format_decimal(shown, format=pattern, locale=spoken().locale))


def percent(share: float, digits: int = 0) -> str:
    """Write a share of 0 to 1 as a percentage: 71.2%."""
    return say("{number}%", number=decimal(100 * share, digits))


def arrow(change: float) -> str:
    """Return the triangle that says the direction without colour."""
    return "▲" if change > 0 else "▼" if change < 0 else "＝"


def short_week(week: Week) -> str:
    """Name a week on an axis: w38."""
    return say("w{number}", number=week.number)


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
