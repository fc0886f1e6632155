"""Farrington Flexible and the classic of one series and week: full design matrix, one loop a step, no arrow."""

import math
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from scipy import stats


def reference_columns(starts, column, years_back):
    """Columns of the same week 5, 4, ... 1, 0 years ago: the Monday nearest to the date."""
    found = []
    for years in range(years_back, -1, -1):
        day = starts[column]
        wanted = date(day.year - years, day.month, day.day)
        found.append(min(range(len(starts)), key=lambda other: abs(starts[other] - wanted)))
    return found


def weeks_compared(starts, column, years_back, half_window, periods, exclude_weeks):
    """(column, period) of each week compared with; the tested week's period is the last."""
    references = reference_columns(starts, column, years_back)
    period_of = {}
    for older, newer in pairwise(references):
        between = list(range(older + half_window + 1, newer - half_window))
        for number in range(periods - 1):
            size = len(between) // (periods - 1) + (number < len(between) % (periods - 1))
            start = sum(1 for week in between if week in period_of)
            for week in between[start : start + size]:
                period_of[week] = number
    for reference in references:
        for week in range(reference - half_window, reference + half_window + 1):
            period_of[week] = periods - 1
    last = column - exclude_weeks - 1
    return [(week, period_of[week]) for week in sorted(period_of) if 0 <= week <= last]


def design(compared, periods, has_trend):
    """One row a week: a 1 in its period's column, and its number."""
    rows = []
    for week, period in compared:
        row = [1.0 if period == number else 0.0 for number in range(periods)]
        rows.append(row + [float(week)] * has_trend)
    return np.array(rows)


def poisson_regression(counts, matrix, weights):
    """Coefficients, means and the last step's working weights, until the deviance rests."""
    mean = [count + 0.1 for count in counts]
    before = deviance(counts, mean, weights)
    for _ in range(25):
        working = [weight * value for weight, value in zip(weights, mean, strict=True)]
        response = [
            math.log(value) + (count - value) / value
            for count, value in zip(counts, mean, strict=True)
        ]
        weighted = matrix * np.array(working)[:, None]
        coefficients = np.linalg.solve(matrix.T @ weighted, weighted.T @ np.array(response))
        mean = [math.exp(row @ coefficients) for row in matrix]
        after = deviance(counts, mean, weights)
        if abs(after - before) / (abs(after) + 0.1) < 1e-8:
            break
        before = after
    return coefficients, mean, working


def deviance(counts, mean, weights):
    total = 0.0
    for count, value, weight in zip(counts, mean, weights, strict=True):
        total += 2 * weight * ((count * math.log(count / value) if count else 0) - count + value)
    return total


def dispersion(counts, mean, weights, coefficients):
    squares = sum(
        weight * ((count - value) / value) ** 2
        for count, value, weight in zip(counts, mean, weights, strict=True)
    )
    return squares / (len(counts) - coefficients)


def weights_of_outbreaks(counts, matrix, fit, threshold):
    """One over the square of what lies beyond the threshold, scaled to sum to the number of weeks."""
    _, mean, working = fit
    phi = max(dispersion(counts, mean, working, matrix.shape[1]), 1)
    inverse = np.linalg.inv(matrix.T @ (matrix * np.array(working)[:, None]))
    raw = []
    for count, value, weight, row in zip(counts, mean, working, matrix, strict=True):
        leverage = weight * row @ inverse @ row
        away = 1.5 * (count ** (2 / 3) * value ** (-1 / 6) - math.sqrt(value))
        residual = away / math.sqrt(phi * (1 - leverage))
        raw.append(residual**-2 if residual > threshold else 1.0)
    return [weight * len(raw) / sum(raw) for weight in raw]


def fit_twice(counts, matrix, threshold):
    plain = poisson_regression(counts, matrix, [1.0] * len(counts))
    weights = weights_of_outbreaks(counts, matrix, plain, threshold)
    return poisson_regression(counts, matrix, weights), weights


def expect(counts, compared, tested, periods, threshold, *, is_flexible):
    """Mean, variance of its logarithm, phi and whether the trend stayed."""
    past = [counts[week] for week, _ in compared]
    for has_trend in (True, False):
        matrix = design(compared, periods, has_trend)
        (coefficients, mean, working), weights = fit_twice(past, matrix, threshold)
        inverse = np.linalg.inv(matrix.T @ (matrix * np.array(working)[:, None]))
        phi = max(dispersion(past, mean, working, matrix.shape[1]), 1)
        mixed = dispersion(past, mean, weights, matrix.shape[1])
        own = dispersion(past, mean, working, matrix.shape[1])
        carried = mixed if is_flexible else own
        row = design([(tested, periods - 1)], periods, has_trend)[0]
        expected = math.exp(row @ coefficients)
        if has_trend:
            t_value = coefficients[-1] / math.sqrt(carried * inverse[-1, -1])
            degrees = len(past) - matrix.shape[1]
            if 2 * stats.t.sf(abs(t_value), degrees) >= 0.05 or expected > max(past):
                continue
        unit = row @ inverse @ row
        return expected, unit * (carried if is_flexible else phi), phi, has_trend
    return None


def upper_of_delta(expected, log_variance, phi, alpha):
    spread = phi * expected + expected**2 * log_variance
    deviation = 2 / 3 * expected ** (-1 / 3) * math.sqrt(spread)
    return (expected ** (2 / 3) + stats.norm.isf(alpha) * deviation) ** 1.5


def upper_of_counts(expected, phi, alpha):
    """The smallest count that enough weeks do not exceed, by adding up probabilities."""
    count, below = 0, 0.0
    while True:
        if phi > 1:
            below += stats.nbinom.pmf(count, expected / (phi - 1), 1 / phi)
        else:
            below += stats.poisson.pmf(count, expected)
        if below >= 1 - alpha:
            return count
        count += 1


def mondays(first, weeks):
    return [first + timedelta(weeks=week) for week in range(weeks)]
