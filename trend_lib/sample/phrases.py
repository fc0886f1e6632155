"""Filling sentence frames: many rows at once, each slot drawn from its phrases."""

from __future__ import annotations

from functools import cache

import numpy as np

from trend_lib.sample.arrays import Ints, Texts, as_texts
from trend_lib.sample.catalogue import Frame, load_around

ROUND_AMOUNTS = [amount for amount in range(45, 900) if amount % 10 in {0, 5, 6, 7, 8, 9}]
DAYS = [*range(4, 21), *range(24, 29)]  # '4th' .. '20th': one ending, in every language one form
PHONES = 100  # numbers that nobody has: the last two digits after zeros
COMPUTED = {
    "time": [f"{hour}:{minute:02d}" for hour in range(7, 24) for minute in range(0, 60, 5)],
    "evening": [f"{hour}:{minute:02d}" for hour in range(18, 24) for minute in range(0, 60, 5)],
    "day": [str(day) for day in DAYS],
    "mbps": [str(speed) for speed in range(1, 20)],
    "code": [str(code) for code in range(100, 700)],
    "phone_plain": [f"067 000-00-{number:02d}" for number in range(PHONES)],
    "phone_long": [f"+380 44 000 00 {number:02d}" for number in range(PHONES)],
    "mail": [f"subscriber{number}@example.com" for number in range(1, 400)],
    "card": ["4111 1111 1111 1111", "4111111111111111"],
    "contract": [f"SN-{number:07d}" for number in range(1000, 4000)],
}


@cache
def slot_phrases(language: str, slot: str) -> Texts:
    """Return what may stand in a slot; a capital letter in its name asks for one in the phrase."""
    if slot[0].isupper():
        return as_texts([capital(phrase) for phrase in slot_phrases(language, slot.lower())])
    if slot in COMPUTED:
        return as_texts(COMPUTED[slot])
    phrases = load_around()[language][slot]
    if slot == "money":
        return as_texts([each.format(amount=sum_) for each in phrases for sum_ in ROUND_AMOUNTS])
    return as_texts(phrases)


def fill(frame: Frame, language: str, months: Ints, random: np.random.Generator) -> Texts:
    """Return one text a row: `months` (0 to 11) is when each is said."""
    drawn = []
    for slot in frame.slots:
        phrases = slot_phrases(language, slot)
        if slot == "last_month":
            drawn.append(phrases[(months - 1) % 12])
        else:
            drawn.append(phrases[random.integers(0, len(phrases), len(months))])
    if not drawn:
        return as_texts([frame.template % ()] * len(months))
    return as_texts([frame.template % values for values in zip(*drawn, strict=True)])


def fill_any(
    frames: tuple[Frame, ...], language: str, months: Ints, random: np.random.Generator
) -> Texts:
    """Return one text a row, each from a frame of its own."""
    texts = as_texts([""] * len(months))
    chosen = random.integers(0, len(frames), len(months))
    for number in np.unique(chosen):
        rows = np.flatnonzero(chosen == number)
        texts[rows] = fill(frames[number], language, months[rows], random)
    return texts


def sometimes(
    share: float, language: str, slot: str, count: int, random: np.random.Generator
) -> Texts:
    """Return a phrase and a blank for a share of the rows, nothing for the others."""
    phrases = slot_phrases(language, slot)
    texts: Texts = phrases[random.integers(0, len(phrases), count)] + " "
    texts[random.random(count) >= share] = ""
    return texts


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
