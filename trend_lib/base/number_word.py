"""Numbers said in words (uk, ru, en), as digits: dictated phones hide from every pattern of digits."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = (
    "нуль ноль нуля ноля zero oh",
    "один одна одне одно one",
    "два дві две two",
    "три three",
    "чотири четыре four",
    "п'ять пять five",
    "шість шесть six",
    "сім семь seven",
    "вісім восемь eight",
    "дев'ять девять nine",
)
TEENS = (
    "десять ten",
    "одинадцять одиннадцать eleven",
    "дванадцять двенадцать twelve",
    "тринадцять тринадцать thirteen",
    "чотирнадцять четырнадцать fourteen",
    "п'ятнадцять пятнадцать fifteen",
    "шістнадцять шестнадцать sixteen",
    "сімнадцять семнадцать seventeen",
    "вісімнадцять восемнадцать eighteen",
    "дев'ятнадцять девятнадцать nineteen",
)
TENS = (
    "двадцять двадцать twenty",
    "тридцять тридцать thirty",
    "сорок forty",
    "п'ятдесят пятьдесят fifty",
    "шістдесят шестьдесят sixty",
    "сімдесят семьдесят seventy",
    "вісімдесят восемьдесят eighty",
    "дев'яносто девяносто ninety",
)
HUNDREDS = (
    "сто",
    "двісті двести",
    "триста",
    "чотириста четыреста",
    "п'ятсот пятьсот",
    "шістсот шестьсот",
    "сімсот семьсот",
    "вісімсот восемьсот",
    "дев'ятсот девятьсот",
)
VALUES: dict[str, int] = {
    word: value
    for value, words in chain(
        enumerate(UNITS),
        enumerate(TEENS, start=10),
        ((10 * tens, words) for tens, words in enumerate(TENS, start=2)),
        ((100 * hundreds, words) for hundreds, words in enumerate(HUNDREDS, start=1)),
    )
    for word in words.split()
}
REPEATS = {"double": 2, "triple": 3, "двічі": 2, "дважды": 2, "тричі": 3, "трижды": 3}
APOSTROPHES = str.maketrans("’ʼ`´", "''''")
FEWEST_WORDS = 3  # fewer hide no number
WORD = "|".join(
    re.escape(word).replace("'", "['’ʼ`´]?")
    for word in sorted((*VALUES, *REPEATS, "hundred"), key=len, reverse=True)
)
SAID = re.compile(
    rf"(?<![^\W_])(?:{WORD})(?:[\s,.–—-]{{1,3}}(?:{WORD})(?![^\W_]))*(?![^\W_])", re.IGNORECASE
)
ONE_WORD = re.compile(rf"(?:{WORD})(?![^\W_])", re.IGNORECASE)
SPELLINGS = frozenset(
    word.replace("'", sign) for word in VALUES for sign in ("'", "’", "ʼ", "`", "")
)


def says_a_number(text: str) -> bool:
    """Tell cheaply whether enough number words stand in a text to make a phone of them."""
    words = text.lower().replace("-", " ").replace(",", " ").replace(".", " ").split()
    return sum(map(SPELLINGS.__contains__, words)) >= FEWEST_WORDS


def said_digits(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the digits of each number that words say between two places, and where those words stand."""
    words = [
        (found[0].lower().translate(APOSTROPHES), *found.span())
        for found in ONE_WORD.finditer(text, start, end)
    ]
    place = 0
    while place < len(words):
        digits, used = _first_number([word for word, _, _ in words[place : place + 4]])
        yield digits, words[place][1], words[place + used - 1][2]
        place += used


def _first_number(words: list[str]) -> tuple[str, int]:
    """Return the number that the first of the words make together, and how many they are."""
    first = words[0]
    if first in REPEATS:
        unit = _value(words[1]) if len(words) > 1 else None
        return (str(unit) * REPEATS[first], 2) if unit is not None and unit < 10 else ("", 1)
    value = _value(first)
    if value is None:
        return "", 1
    used = 1
    if len(words) > 1 and words[1] == "hundred" and 0 < value < 10:
        value, used = 100 * value, 2
    for word in words[used:]:
        more = _value(word)
        if more is None or not 0 < more < _room(value):
            break
        value, used = value + more, used + 1
    return str(value), used


def _value(word: str) -> int | None:
    """Return what a word says by itself."""
    return VALUES.get(word, VALUES.get(_WITHOUT_APOSTROPHE.get(word, "")))


def _room(value: int) -> int:
    """Return below which value a next word belongs to the same number: sixty takes seven, not ten."""
    if value >= 100 and value % 100 == 0:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 0


_WITHOUT_APOSTROPHE = {word.replace("'", ""): word for word in VALUES if "'" in word}
