"""A lasting change of level that nobody wrote down is found once it is old.

Question: did the level of a series change for good, half a year ago or longer (in the first year: a quarter)?
Why: a curve without the step bends its trend to meet both levels. A topic that fell to a third a year and a half ago
then alarmed in 79 of 100 quiet weeks at p = .001, and one that had trebled hid a doubling for years.
Assumption: level, trend and season as in `seasonal.py`, with its priors, and at most one step at a time. The
dispersion is told by the median square of successive differences (von Neumann 1941) of the roots of counts
(Anscombe 1948), which hardly knows steps or season.
Formula: F(t) is what a step from week t on takes off the sum of squares, over the dispersion; the greatest F is a step
if it is 40 or more (the supremum test of Andrews 1993, Econometrica 61:821). Roots of counts, four weeks together, say
at once which series are worth a look. Of those each week becomes the median of nine (Tukey 1977), which keeps a
step and knows no outbreak of four weeks; they are fitted on the log scale with the step that is best so far
(re-weighted least squares, as `curve.py`), and F is taken from the working response; twice. Then the weeks after a step
are searched once more, and those before it, by themselves (binary segmentation; Scott & Knott 1974, Biometrics 30:507).
Consequence: as if people had acknowledged it (`new_level.py`); what they wrote goes first. A younger change is
not touched: a rise that lasts is what most needs attention, and stays an alarm.
Source of 40, and what it is worth: `benchmarks/found_levels.py`.
Wrong when a change was gradual and steep: part of it then passes for a step; and blind where trend and season can
imitate one, as a change a year ago in a history of two years.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.seasonal import WEEKS_FOR_SEASON
from trend_lib.detection.step_regression import (
    about_step,
    by_month,
    counts_of,
    dispersion_of,
    gains_of,
    of_roots,
)

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, History, IntArray
    from trend_lib.detection.step_regression import Counts

CERTAIN = 40.0  # F of a step
WORTH_A_LOOK = 20.0  # F over months that is looked into week by week
MEDIAN_WEEKS = 9
WEEKS_OLD, WEEKS_OLD_IN_FIRST_YEAR = 26, 13
SHORTEST_SIDE, SHORTEST_TRIED = 12, 4  # known weeks on each side of a step; of one only tried
SERIES_AT_ONCE = 200  # few enough that the linear algebra stays on one core: its threads only cost
ROUNDS = 2  # of step and fit, of which each depends on the other


def with_found_levels(history: History, guard_weeks: int) -> tuple[History, BoolArray]:
    """Return the history in which old changes of level are known, and which series [S] have one."""
    given = history.level_since
    since = np.zeros(len(history.counts), dtype=np.int64) if given is None else given.copy()
    first = np.where(since > 0, 0, find_steps(history, guard_weeks))
    stepped = np.flatnonzero(first)
    if not len(stepped):
        return history, np.zeros(len(since), dtype=bool)
    newest, before = _segments(history.rows(stepped), first[stepped], guard_weeks)
    since[stepped] = newest
    usable = history.usable.copy()
    usable[stepped] &= np.arange(usable.shape[1]) >= before[:, None]
    is_found = np.zeros(len(since), dtype=bool)
    is_found[stepped] = True
    return replace(history, usable=usable, level_since=since), is_found


def _segments(history: History, first: IntArray, guard_weeks: int) -> tuple[IntArray, IntArray]:
    """Return the column of the newest step [S], and of the one before it (0: none)."""
    columns = np.arange(history.counts.shape[1])
    is_after = columns >= first[:, None]
    later = find_steps(replace(history, usable=history.usable & is_after), guard_weeks)
    earlier = find_steps(replace(history, usable=history.usable & ~is_after), guard_weeks)
    return np.where(later > 0, later, first), np.where(later > 0, first, earlier)


def find_steps(history: History, guard_weeks: int) -> IntArray:
    """Return the column [S] from which on a series has another level; 0: none is certain."""
    found = np.zeros(len(history.counts), dtype=np.int64)
    for first in range(0, len(found), SERIES_AT_ONCE):
        some = np.arange(first, min(first + SERIES_AT_ONCE, len(found)))
        found[some] = _steps_of(history.rows(some), guard_weeks)
    return found


def _steps_of(history: History, guard_weeks: int) -> IntArray:
    """Return the steps of a block of series."""
    found = np.zeros(len(history.counts), dtype=np.int64)
    baseline = history.baseline(guard_weeks)
    weeks = np.flatnonzero(baseline.any(0))
    if len(weeks) < 2 * SHORTEST_SIDE:
        return found
    known = counts_of(history, baseline, weeks)
    months = by_month(known)
    gains = gains_of(of_roots(months, dispersion_of(months)))
    promising = np.flatnonzero(gains.max(1) >= WORTH_A_LOOK)
    if len(promising):
        found[promising] = certain_steps(known.rows(promising), weeks)
    return found


def without_outbreaks(known: Counts) -> Counts:
    """Return the counts with each week's rate the (lower) median of the nine weeks around it."""
    is_known = known.exposure > 0
    rates = np.where(is_known, known.counts / np.where(is_known, known.exposure, 1.0), np.inf)
    around = np.sort(np.lib.stride_tricks.sliding_window_view(rates, MEDIAN_WEEKS, axis=1), axis=2)
    middle = np.maximum(np.isfinite(around).sum(2) - 1, 0) // 2
    usual = np.take_along_axis(around, middle[:, :, None], axis=2)[:, :, 0]
    usual = np.pad(usual, ((0, 0), (MEDIAN_WEEKS // 2, MEDIAN_WEEKS // 2)), mode="edge")
    return replace(known, counts=np.where(is_known, usual, 0.0) * known.exposure)


def certain_steps(known: Counts, weeks: IntArray) -> IntArray:
    """Return the column [S] of each series' step, 0 where it is not certain, too young or too near an end.

    Args:
        known: Of S series in N weeks.
        weeks: The columns of those weeks [N].
    """
    is_known = known.exposure > 0
    before: IntArray = np.cumsum(is_known, axis=1) - is_known
    shorter_side = np.minimum(before, is_known.sum(1)[:, None] - before)
    is_tried = is_known & (shorter_side >= SHORTEST_TRIED)
    dispersion, usual = dispersion_of(known), without_outbreaks(known)
    gains = np.where(is_tried, gains_of(of_roots(usual, dispersion)), 0.0)
    for _ in range(ROUNDS):
        fitted = about_step(usual, dispersion, gains.argmax(1))
        gains = np.where(is_tried, gains_of(fitted), 0.0)
    at, rows = gains.argmax(1), np.arange(len(gains))
    newest = (is_known * weeks).max(1)
    enough = np.where(is_known.sum(1) >= WEEKS_FOR_SEASON, WEEKS_OLD, WEEKS_OLD_IN_FIRST_YEAR)
    is_old = (newest - weeks[at] >= enough) & (shorter_side[rows, at] >= SHORTEST_SIDE)
    return np.where((gains[rows, at] >= CERTAIN) & is_old, weeks[at], 0)
