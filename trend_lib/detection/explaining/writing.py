"""How numbers are written so that a person can go on from them: eight digits that count."""

from __future__ import annotations

RAREST, COMMON = 2000, 5
OF_WEEKS = ("of this week", "of last week", "of the week before last")


def number(value: float) -> str:
    """Write a number to calculate with."""
    return f"{value:.8g}"


def short(value: float) -> str:
    """Write a number to read."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def plural(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def odds(p_value: float) -> str:
    """Say a p-value as odds; no model is sure of anything rarer than 1 in 2,000."""
    if p_value < 1 / RAREST:
        return f"rarer than 1 normal week in {RAREST:,}"
    if p_value > 1 / COMMON:
        return "nothing out of the ordinary"
    return f"about 1 normal week in {round(1 / p_value):,}"
