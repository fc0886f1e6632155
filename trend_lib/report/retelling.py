"""Stored reasons, which earlier rooms keep as English sentences, said in the language spoken."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say
from trend_lib.report import figures

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPES = (  # of why_incomplete and age_band; what has no shape here stays as it is
    mark("no records yet"),
    mark("no records in the whole week"),
    mark("no records on {days}"),
    mark("far fewer records than usual on {days}"),
    mark("still filling up since {day}"),
    mark("begins on {day}"),
    mark("ends on {day}"),
    mark("silent since {day}"),
    mark("{youngest}-{oldest} days"),
    mark("over {limit} days"),
    mark("incomplete"),
)
PLACE = re.compile(r"\\\{(\w+)\\\}")
NUMBER = r"(?P<\1>\\d+)"
DAYS = r"(?P<\1>\\d{4}-\\d\\d-\\d\\d(?:, \\d{4}-\\d\\d-\\d\\d)*)"


def retold(reason: str) -> str:
    """Say a stored reason, or several after semicolons."""
    return "; ".join(_retold_one(part) for part in reason.split("; "))


def _retold_one(reason: str) -> str:
    """Say one reason; a text of no known shape stays as it is."""
    for sentence, shape in _shapes():
        found = shape.fullmatch(reason)
        if found:
            return say(
                sentence, **{name: _written(text) for name, text in found.groupdict().items()}
            )
    return reason


def _written(text: str) -> str:
    """Write a stored number or days as readers of the language write them."""
    if "-" in text:
        return figures.listing([figures.day(date.fromisoformat(one)) for one in text.split(", ")])
    return figures.count(int(text))


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each sentence with the pattern of what was stored."""
    write: Callable[[str], str] = lambda name: DAYS if name.startswith("day") else NUMBER  # noqa: E731
    return tuple(
        (
            sentence,
            re.compile(PLACE.sub(lambda place: place.expand(write(place[1])), re.escape(sentence))),
        )
        for sentence in SHAPES
    )
