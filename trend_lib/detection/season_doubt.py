"""How wrong a fitted season may be: some days early or late, stronger or weaker than it was fitted.

Question: how much does what is not known of the season add to the variance of a week's expectation?
Assumption: the year may turn 2.5 days (one standard deviation) early or late; and which deviation each wave
was drawn with is known with the probabilities of `season_prior.py` only.
Formula: (2.5 days x the mean's change a day) ^ 2. And by the law of total variance, of each wave,
(mean x the wave x its doubt) ^ 2: the doubt is the deviation, over those probabilities, of the share that is
kept of the wave, over their mean. The variance within each is the fit's own.
Why: without the first, strong seasons alarm too often in their upswing. Without the second, rare topics whose
season looks half like noise do: their waves are held back. It mends a part only: at the peak of scenario 32 of
Noufaily et al. 2013 .0201 of quiet weeks have p <= .01, before .0230 (docs/calibration.md).
Units: variances per unit of dispersion; [S, K], of K sums of the newest M weeks.
Wrong where the doubt is great: an expectation that may be one of two is told as a normal one between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.season_prior import WAVES

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray, IntArray

WEEKS_A_YEAR = 365.2425 / 7
DAYS_OF_DOUBT = 2.5  # standard deviation of when the season comes
RADIANS_A_DAY = 2 * np.pi / 365.2425


def doubt_of_day(
    coefficients: FloatArray, mean: FloatArray, sums: FloatArray, dispersion: FloatArray
) -> FloatArray:
    """Return the variance [S, K] of a season some days early or late; the arguments as of `doubt_of_strength`."""
    moved = mean * season_slope(coefficients, -np.arange(mean.shape[1])) @ sums.T
    doubt = DAYS_OF_DOUBT * RADIANS_A_DAY * moved
    return np.asarray(doubt**2 / np.maximum(dispersion, 1.0)[:, None])


def doubt_of_strength(
    coefficients: FloatArray,
    wave_doubts: FloatArray,
    mean: FloatArray,
    sums: FloatArray,
    dispersion: FloatArray,
) -> FloatArray:
    """Return the variance [S, K] of a season stronger or weaker.

    Args:
        coefficients: Of the curves [S, P].
        wave_doubts: Of how strong each wave is, as a share of itself [S, 2].
        mean: Of the newest M weeks [S, M], this week first.
        sums: Which of those weeks each of K sums takes [K, M].
        dispersion: Each series' own [S].
    """
    at_weeks = waves_at(-np.arange(mean.shape[1]))
    variance = np.zeros((len(mean), len(sums)))
    for wave, places in enumerate(WAVES):
        height = coefficients[:, places] @ at_weeks[:, np.subtract(places, WAVES[0][0])].T
        variance += (wave_doubts[:, wave, None] * ((mean * height) @ sums.T)) ** 2
    return np.asarray(variance / np.maximum(dispersion, 1.0)[:, None])


def waves_at(week_offsets: IntArray) -> FloatArray:
    """Return cosine and sine of the yearly and of the half-yearly wave [N, 4]; offset 0 is the week under test."""
    angle = 2 * np.pi * week_offsets / WEEKS_A_YEAR
    waves = [turn(harmonic * angle) for harmonic in (1, 2) for turn in (np.cos, np.sin)]
    return np.stack(waves, axis=1)


def season_slope(coefficients: FloatArray, week_offsets: IntArray) -> FloatArray:
    """Return by how much the season moves the log mean [S, N] per radian of the year."""
    at_weeks = waves_at(week_offsets)
    slope = np.zeros((len(coefficients), len(week_offsets)))
    for wave, (cosine, sine) in enumerate(WAVES):
        cosines, sines = at_weeks[:, 2 * wave], at_weeks[:, 2 * wave + 1]
        turned = coefficients[:, [sine]] * cosines - coefficients[:, [cosine]] * sines
        slope += (wave + 1) * turned
    return slope
