"""Which of many texts may hold personal data: all are looked at in one go, by RE2, which Arrow brings.

A look may see something where no finder does, and never nothing where one would: its patterns ask for less than each of
them needs. It costs a fiftieth of what asking the finders costs, and most texts need no more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.base.number_word import FEWEST_WORDS, SPELLINGS
from trend_lib.base.personal_data import E_MAIL_SIGNS, FEWEST_DIGITS
from trend_lib.base.personal_name import BEGUN
from trend_lib.base.plain_view import INVISIBLE, LIKE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST_TEXTS = 500  # a look at fewer costs more than to ask every finder
# RE2 knows letters of ASCII alone by Python's signs for them; each is turned into one that fits no less.
IN_RE2 = {r"\d": r"\p{Nd}", r"\s": r"\p{Z}\p{Cc}", r"\w": r"\S", r"\W": r"\PL", r"\b": ""}
LIKE_I = "[İı]"  # letters that Python takes for an i, too
WORD_END = r"[\s,.-]"
WIDE = "\uff10-\uff20"
BEHIND_SIGNS = rf"[\n\r\t<>;&@{INVISIBLE}{WIDE}]|  |\d[{LIKE}]|[{LIKE}]\d|\d[ .-]\d[ .-]\d"


class Look(NamedTuple):
    """What a text may hold."""

    hides_numbers: bool = True  # behind signs or words: `plain_view` tells
    has_numbers: bool = True  # or addresses
    has_names: bool = True


def looks_of(texts: Sequence[str]) -> Iterable[Look]:
    """Return what each of the texts may hold."""
    if len(texts) < FEWEST_TEXTS:
        return [Look()] * len(texts)
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and few texts need none of it
    import pyarrow.compute as pc  # noqa: PLC0415 - the same

    column = pa.array(texts, pa.large_string())
    seen = (pc.match_substring_regex(column, kind) for kind in _kinds())
    return map(Look, *(each.to_pylist() for each in seen))


@cache
def _kinds() -> tuple[str, ...]:
    """Return the pattern of each kind that `Look` tells."""
    kinds = (
        f"{BEHIND_SIGNS}|{_said(FEWEST_WORDS)}",
        f"{FEWEST_DIGITS.pattern}|(?i:{_one_of(E_MAIL_SIGNS)})",
        BEGUN,
    )
    return tuple(_in_re2(f"{kind}|{LIKE_I}") for kind in kinds)


def _said(words: int) -> str:
    """Return the pattern of so many number words, wherever they stand."""
    word = f"(?i:{_one_of(SPELLINGS)})"
    more = f"(?:{WORD_END}(?:(?s:.)*{WORD_END})?{word}){{{words - 1}}}"
    return f"(?:^|{WORD_END}){word}{more}(?:{WORD_END}|$)"


def _one_of(signs: Iterable[str]) -> str:
    """Return the pattern of any of these signs."""
    return "|".join(map(re.escape, sorted(signs)))


def _in_re2(pattern: str) -> str:
    """Return a pattern as RE2 reads it."""
    for python, re2 in IN_RE2.items():
        pattern = pattern.replace(python, re2)
    return pattern
