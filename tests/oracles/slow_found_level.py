"""The step of one series by plain least squares, one candidate week after the other."""

import math

import numpy as np

from tests.oracles.slow_seasonal import DEVIATIONS, design

CHI_MEDIAN = 0.45493642311957283  # of one degree of freedom


class Series:
    """The weeks before the guard of one series; a week of exposure 0 is not known."""

    def __init__(self, counts, exposure, known, guard):
        last = len(counts) - 1
        self.weeks = range(last - guard)
        self.exposure = [exposure[week] if known[week] else 0.0 for week in self.weeks]
        self.counts = [counts[week] if known[week] else 0.0 for week in self.weeks]
        self.columns = np.array([design(week - last) for week in self.weeks])
        self.dispersion = dispersion_of(roots(self.counts, self.exposure), self.exposure)

    def penalties(self, by=1.0):
        """Of level, trend and harmonics; the level is free."""
        return [1e-6 * by, *(self.dispersion * by / deviation**2 for deviation in DEVIATIONS[1:])]


def roots(counts, exposure):
    """Twice the roots of contacts per exposure."""
    return np.array(
        [
            2 * math.sqrt((count + 3 / 8) / share) if share else 0.0
            for count, share in zip(counts, exposure, strict=True)
        ]
    )


def dispersion_of(values, weights):
    """Half the median square of successive differences, made a variance."""
    squares = [
        (values[week] - values[week - 1]) ** 2 / (1 / weights[week] + 1 / weights[week - 1])
        for week in range(1, len(values))
        if weights[week] and weights[week - 1]
    ]
    return max(sorted(squares)[(len(squares) - 1) // 2] / CHI_MEDIAN, 1.0)


def medians(counts, exposure):
    """Each week's count at the median rate of the nine weeks around it; at the ends, of the nearest nine."""
    usual = []
    for week in range(len(counts)):
        first = min(max(week - 4, 0), len(counts) - 9)
        rates = sorted(counts[w] / exposure[w] for w in range(first, first + 9) if exposure[w])
        usual.append(rates[(len(rates) - 1) // 2] * exposure[week] if exposure[week] else 0.0)
    return usual


def fit(values, weights, columns, penalties):
    """Return the fitted values and the penalised sum of squares; the penalties are rows of data."""
    scale = np.sqrt(weights)[:, None]
    rows = np.vstack([scale * columns, np.diag(np.sqrt(penalties))])
    aims = np.concatenate([scale[:, 0] * values, np.zeros(len(penalties))])
    found = np.linalg.lstsq(rows, aims, rcond=None)[0]
    return columns @ found, float(((aims - rows @ found) ** 2).sum())


def with_step(columns, place):
    """The columns, and one more that is 1 from a week on."""
    return np.column_stack([columns, np.arange(len(columns)) >= place])


def gains(series, values, weights, penalties):
    """F of a step at each known week with four known ones on each side."""
    without = fit(values, weights, series.columns, penalties)[1]
    is_known = np.array(series.exposure) > 0
    found = {}
    for place in range(len(values)):
        if is_known[place] and min(is_known[:place].sum(), is_known[place:].sum()) >= 4:
            wider = with_step(series.columns, place)
            left = fit(values, weights, wider, [*penalties, 0.0])[1]
            found[place] = (without - left) / series.dispersion
    return found


def gains_of_roots(series):
    """F of each week by the roots of the counts."""
    values, weights = roots(series.counts, series.exposure), np.array(series.exposure)
    size = (weights * values).sum() / weights.sum()
    return gains(series, values, weights, series.penalties((2 / size) ** 2))


def response(series, line):
    """The working response near a line on the log scale, and its weights."""
    mean = np.array(series.exposure) * np.exp(line)
    error = (np.array(series.counts) - mean) / np.maximum(mean, 1e-6)
    return line + np.clip(error, -2, 2), mean


def step_of(series):
    """Return the best week for a step and its F."""
    series.counts = medians(series.counts, series.exposure)
    tried = gains_of_roots(series)
    for _ in range(2):
        columns = with_step(series.columns, max(tried, key=tried.get))
        line = np.full(len(columns), math.log(sum(series.counts) / sum(series.exposure)))
        for _ in range(6):
            line = fit(*response(series, line), columns, [*series.penalties(), 1e-6])[0]
        tried = gains(series, *response(series, line), series.penalties())
    place = max(tried, key=tried.get)
    return place, tried[place]
