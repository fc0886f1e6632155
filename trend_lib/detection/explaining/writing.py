"""How numbers are written so that a person can go on from them: eight digits that count."""

from __future__ import annotations


def number(value: float) -> str:
    """Write a number to calculate with."""
    return f"{value:.8g}"


def short(value: float) -> str:
    """Write a number to read."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def plural(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
