"""CUSUM: small rises summed up until together they are rare.

Question: has the level of the last weeks crept up, though no single week stands out?
Assumption: a week's z-score against the weeks before it is standard normal and does not depend on the last one.
Formula: S = max(0, S + z - k) from week to week, z against the mean and deviation of `baseline_weeks` before that week;
an alarm above h, after which S begins again at 0. The sum begins half a year before the tested week.
k = .5 looks for rises of one deviation, h = 5 gives a false alarm in about 930 weeks.
Source: Page 1954, Biometrika 41:100; Lucas & Crosier 1982, Technometrics 24:199. The score is S; there is no p-value.
Units: contacts, weeks. Wrong with season; a rise that lasts longer than the baseline becomes the baseline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.references.recent import window_before
from trend_lib.detection.references.reference import TESTED, TOO_SHORT, ReferenceForecast

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, History
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options

WEEKS_SUMMED = 26
FURTHEST = 100.0  # deviations: where nothing ever varied any contact is infinitely far


def cusum(history: History, calendar: Calendar, options: Options) -> ReferenceForecast:
    """Sum the weeks up to the tested one."""
    del calendar  # no season
    slack, limit = options.reference_value, options.decision_interval
    before = np.zeros(len(history.counts))
    for back in range(min(WEEKS_SUMMED, history.counts.shape[1]) - 1, 0, -1):
        after = np.maximum(before + step_of(history, back, options) - slack, 0)
        before = np.where(after > limit, 0.0, after)
    window = window_before(history, options.baseline_weeks)
    able, observed = window.is_long_enough, history.counts[:, -1]
    total = np.maximum(before + step_of(history, 0, options) - slack, 0)
    upper = window.mean + (limit + slack - before) * window.deviation
    return ReferenceForecast(
        expected=np.where(able, window.mean, np.nan),
        lower=np.full(len(observed), np.nan),
        upper=np.where(able, upper, np.nan),
        p_value=np.full(len(observed), np.nan),
        phi=np.where(able, window.dispersion(), np.nan),
        score=np.where(able, total, np.nan),
        trend=np.zeros(len(observed)),
        is_alarm=able & (total > limit),
        status=np.where(able, TESTED, TOO_SHORT),
    )


def step_of(history: History, back: int, options: Options) -> FloatArray:
    """Return the z-score [S] of an earlier week; 0 where it or its baseline is not known."""
    window = window_before(history, options.baseline_weeks, back=back)
    column = history.counts.shape[1] - 1 - back
    score = np.nan_to_num(window.z_score(history.counts[:, column]), posinf=FURTHEST)
    known = window.is_long_enough & history.usable[:, column]
    return np.where(known, np.clip(score, -FURTHEST, FURTHEST), 0.0)
