"""A new level: from a week on that people name, or that is long ago, the past no longer says how much is normal.

Question: how is a series judged after a lasting change that people know and accept?
Assumption: the level changed in one step in the week written into `registers/level_shifts.csv`, or found in
the counts half a year later (`found_level.py`); season and trend did not.
Consequence: the seasonal method fits a step there and keeps the season learnt before; every other
method sees only the weeks since. A second change drops what lies before the first.
Wrong when the change was gradual, or an outbreak that somebody took for a new level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.detection.history import BoolArray, History, IntArray

WEEKS_FOR_STEP = 2  # of baseline since the change; with fewer its height is anybody's guess


@dataclass(frozen=True, slots=True)
class LevelShift:
    """An acknowledged change of level."""

    column: int  # of the week in which the new level began
    touches: BoolArray  # [S]


def with_new_levels(history: History, shifts: Sequence[LevelShift]) -> History:
    """Return the history in which each series knows since when its level holds."""
    newest = history.counts.shape[1] - 1
    told = sorted((shift for shift in shifts if 0 < shift.column <= newest), key=_column)
    if not told:
        return history
    since = np.zeros(len(history.counts), dtype=np.int64)
    before = since.copy()
    if history.level_since is not None:
        since = history.level_since.copy()
    for shift in told:
        is_later = shift.touches & (shift.column > since)
        before = np.where(is_later, since, before)
        since = np.where(is_later, shift.column, since)
    columns = np.arange(newest + 1)
    usable = history.usable & (columns[None, :] >= before[:, None])
    return replace(history, usable=usable, level_since=since)


def _column(shift: LevelShift) -> int:
    return shift.column


def since_new_level(history: History) -> BoolArray:
    """Return which weeks [S, W] lie at the level of the tested week."""
    columns: IntArray = np.arange(history.counts.shape[1])
    if history.level_since is None:
        return np.ones(history.counts.shape, dtype=bool)
    at_level: BoolArray = columns[None, :] >= history.level_since[:, None]
    return at_level
