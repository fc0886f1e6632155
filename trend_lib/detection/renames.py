"""Renamed series: one falls to nothing while another with like words appears at a like level.

Question: is this new series a new fault, or an old one under a new name?
Assumption: whoever renames keeps most of the words, and the contacts that the old name loses are those
that the new one gets.
Rule: the new series began within the window (before, it had under a tenth of what it has) and at least
8 weeks after the data; since then an older series of like words lost at least a third as much as the new
one has and the new one has at least a third of what was lost. In the first four weeks the old one must be
down to six tenths of its last half year; later, to a tenth, else it was no renaming after all.
Words are alike when the rare words that two names share weigh at least four tenths of all their words
(Jaccard's index, each word weighed by its inverse document frequency, Sparck Jones 1972).
The new series then continues the history of the old one with a step of level at the change: a new
name rarely gathers exactly the same contacts. Until it has enough weeks of its own it is `renamed`.
Wrong when a fault really ends in the week in which a like-worded one begins: it is seen some weeks late.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.ladder import Watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.detection.history import BoolArray, FloatArray, History, IntArray

WORD = re.compile(r"\d+|[^\W\d_]+")
NUMBERS = re.compile(r"\d+|.")  # and single letters: they tell things of one name apart
ALIKE = 0.4
COMMON_NAMES = 50  # with fewer names no word is called rare
HALF_A_YEAR = 26
FIRST_WEEKS = 4
STILL_THERE, GONE = 0.6, 0.1
LIKE_LEVEL = 1 / 3
FEWEST_CONTACTS = 5.0  # a week; smaller series come and go


@dataclass(frozen=True, slots=True)
class Rename:
    """Series `new` continues series `old` since a column."""

    old: int
    new: int
    since: int


def find_renames(
    history: History, words: Sequence[frozenset[str]], group: Sequence[object], min_weeks: int
) -> list[Rename]:
    """Return the renamings that still hold in the tested week; only within a group of series.

    Args:
        history: Counts of all series.
        words: Of each series' name.
        group: Of each series, such as its slice.
        min_weeks: Of data before the change.
    """
    counts = np.where(history.usable, history.counts, 0.0)
    since, level = beginnings(counts)
    is_new = (since >= min_weeks) & (level >= FEWEST_CONTACTS)
    weight = rarity_of(words)
    likeliest: list[tuple[float, Rename]] = []
    for new in np.flatnonzero(is_new).tolist():
        gave_way = lost_to(counts, int(since[new]), float(level[new]))
        for old in np.flatnonzero(gave_way & (since < since[new])).tolist():
            likeness = likeness_of(words[old], words[new], weight)
            if old != new and group[old] == group[new] and likeness >= ALIKE:
                likeliest.append((likeness, Rename(old, new, int(since[new]))))
    return _each_once(likeliest)


def beginnings(counts: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the column in which each series began in earnest, 0 if it always was, and its level since."""
    weeks = counts.shape[1]
    size = counts[:, -FIRST_WEEKS:].max(1)
    since = (counts >= np.maximum(GONE * size, 1)[:, None]).argmax(1)
    columns = np.arange(weeks)
    lives = (columns >= np.maximum(since, weeks - FIRST_WEEKS)[:, None]).astype(float)
    level = (counts * lives).sum(1) / lives.sum(1)
    earlier = (counts * (columns < since[:, None])).sum(1) / np.maximum(since, 1)
    return np.where(earlier <= GONE * level, since, 0), level


def lost_to(counts: FloatArray, since: int, level: float) -> BoolArray:
    """Return which series lost, since a column, about what a series of that level may have got."""
    before = counts[:, max(since - HALF_A_YEAR, 0) : since].mean(1)
    age = counts.shape[1] - 1 - since
    settled = since + FIRST_WEEKS if age >= FIRST_WEEKS else counts.shape[1] - 1
    now = counts[:, settled:].mean(1)
    lost = before - now
    share_left = GONE if age >= FIRST_WEEKS else STILL_THERE
    gave_way: BoolArray = (
        (before >= FEWEST_CONTACTS)
        & (now <= share_left * before)
        & (lost >= LIKE_LEVEL * level)
        & (level >= LIKE_LEVEL * lost)
    )
    return gave_way


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name that may say what it is about."""
    return frozenset(WORD.findall(name.lower()))


def rarity_of(words: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return the inverse document frequency of each word."""
    names = Counter(word for name in words for word in name)
    total = max(len(words), COMMON_NAMES)
    return {word: float(np.log1p(total / count)) for word, count in names.items()}


def likeness_of(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> float:
    """Return the weighed share of common words, 0 to 1; `line 3` is not like `line 4`."""
    if {word for word in one ^ other if NUMBERS.fullmatch(word)}:
        return 0.0
    everything = sum(weight[word] for word in one | other)
    return sum(weight[word] for word in one & other) / everything if everything else 0.0


def _each_once(likeliest: list[tuple[float, Rename]]) -> list[Rename]:
    """Return the likeliest renamings such that no series is in two."""
    chosen: list[Rename] = []
    taken: set[int] = set()
    for _, rename in sorted(likeliest, key=lambda pair: (-pair[0], pair[1].old, pair[1].new)):
        if not taken & {rename.old, rename.new}:
            chosen.append(rename)
            taken |= {rename.old, rename.new}
    return chosen


def with_renames(watched: Watched, renames: Sequence[Rename]) -> Watched:
    """Return the series with the history of the names that they had before."""
    if not renames:
        return watched
    history = watched.history
    usable = history.usable.copy()
    since = np.zeros(len(usable), dtype=np.int64)
    first, unheard_of = watched.first_column.copy(), watched.was_unheard_of.copy()
    for old, new, change in ((rename.old, rename.new, rename.since) for rename in renames):
        usable[new, :change] = history.usable[old, :change] & watched.alive[old, :change]
        first[new], unheard_of[new] = first[old], False
        since[new] = change
    counts = joined_counts(history.counts, renames)
    joined = replace(history, counts=counts, usable=usable, level_since=since)
    return Watched(joined, first, unheard_of)


def joined_counts(counts: FloatArray, renames: Sequence[Rename]) -> FloatArray:
    """Return the counts with those of the old names added to the new; the tested week is as it is."""
    joined = counts.copy()
    for rename in renames:
        joined[rename.new, :-1] += counts[rename.old, :-1]
    return joined
