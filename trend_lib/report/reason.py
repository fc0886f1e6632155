"""Why a rise did not alert, as detection stored it, in a reader's words."""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING

from trend_lib.base.speech import say
from trend_lib.report import figures
from trend_lib.report.words import ended, first_upper, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SURE = 0.99  # a q nearer to 1 says no more
MOST_DIGITS = 4
NUMBER = r"(-?[\d.]*\d(?:e[-+]\d+)?)"


def reason_text(reason: str) -> str:
    """Write a stored reason as a sentence; one that is not known here stands as it was stored."""
    for pattern, write in SENTENCES:
        found = re.fullmatch(pattern, reason)
        if found is not None:
            return write(*(float(number) for number in found.groups()))
    return ended(first_upper(plain_text(reason, 240)))


def _too_likely(q: float, limit: float) -> str:
    """Say how many alarms would be false if rises as rare as this one alarmed."""
    allowed = figures.percent(limit, _digits(limit, lambda written: isclose(written, 100 * limit)))
    if q > MOST_SURE:
        return say(
            "Nearly all alarms for rises this rare would be false; {limit} is allowed.",
            limit=allowed,
        )
    return say(
        "{share} of the alarms for rises this rare would be false; {limit} is allowed.",
        share=figures.percent(q, _digits(q, lambda written: written > 100 * limit)), limit=allowed,
    )  # fmt: skip


def _not_rare(p: float) -> str:
    """Say that a series scatters so widely that a high week says little."""
    return say(
        "So high a week is not rare here: chance brings it in {share} of normal weeks.",
        share=figures.percent(p, 0),
    )


def _digits(share: float, is_enough: Callable[[float], bool]) -> int:
    """Return the fewest decimals of a percentage that say enough: never 5% is over 5%."""
    return next((n for n in range(MOST_DIGITS) if is_enough(round(100 * share, n))), MOST_DIGITS)


def _too_small(rise: float, least: float) -> str:
    """Say that a rise lies below the floor on the excess."""
    return say(
        "A rise of {rise} contacts is below the smallest we tell of, {least}.",
        rise=figures.decimal(rise, 1), least=_short(least),
    )  # fmt: skip


def _too_small_a_fall(fall: float, least: float) -> str:
    """Say the same of a fall."""
    return say(
        "A fall of {fall} contacts is below the smallest we tell of, {least}.",
        fall=figures.decimal(fall, 1), least=_short(least),
    )  # fmt: skip


def _too_few(floor: float) -> str:
    """Say that there are fewer contacts than an alarm needs."""
    return say("Fewer than the {floor} contacts that an alarm needs.", floor=_short(floor))


def _same_customers(came: float, expected: float) -> str:
    """Say that the same customers came again."""
    return say(
        "Mostly the same customers again: {came} customers, {expected} expected.",
        came=figures.count(came), expected=figures.count(expected),
    )  # fmt: skip


def _part_week() -> str:
    """Say that the week could not be tested."""
    return say("Not tested, since data of the week is missing; what there is lies above its range.")


def _short(number: float) -> str:
    """Write a setting as it was set."""
    return figures.decimal(number, 1 if number % 1 else 0)


SENTENCES: tuple[tuple[str, Callable[..., str]], ...] = (
    (rf"q = {NUMBER} is over {NUMBER}", _too_likely),
    (rf"not rare in this series: p = {NUMBER}", _not_rare),
    (rf"a rise of {NUMBER} is below the floor of {NUMBER}", _too_small),
    (rf"a fall of {NUMBER} is below the floor of {NUMBER}", _too_small_a_fall),
    (rf"below the floor of {NUMBER} contacts", _too_few),
    (
        rf"mostly the same customers again: {NUMBER} came, {NUMBER} expected",
        _same_customers,
    ),
    (r"part week: data is missing, so it was not tested", _part_week),
)
