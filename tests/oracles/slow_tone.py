"""The arithmetic of `topics/tone`, written to be obvious, not fast."""

import math
from fractions import Fraction

import numpy as np


def tone_of_feelings(feelings):
    """Weights already shaped, to a tone."""
    total = sum(feelings)
    return total / math.sqrt(total**2 + 15)


def average_rank(number, numbers):
    """Its place among all, counted from 1; equals share theirs."""
    below = sum(other < number for other in numbers)
    equal = sum(other == number for other in numbers)
    return Fraction(2 * below + equal + 1, 2)


def spearman(one, other):
    """Pearson's correlation of the ranks."""
    first = [float(average_rank(number, one)) for number in one]
    second = [float(average_rank(number, other)) for number in other]
    x, y = np.array(first) - np.mean(first), np.array(second) - np.mean(second)
    return float(sum(x * y) / math.sqrt(sum(x * x) * sum(y * y)))


def area_under_curve(low, high):
    """Over all pairs: how often the high one is above, ties half."""
    won = sum(2 * (up > down) + (up == down) for up in high for down in low)
    return won / (2 * len(low) * len(high))


def ridge(rows, targets, penalty):
    """Solve the normal equations on centred data."""
    x, y = rows - rows.mean(axis=0), targets - targets.mean()
    weights = np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ y)
    return lambda new: targets.mean() + (new - rows.mean(axis=0)) @ weights


def newness(rows, new, penalty):
    """Posterior over prior variance of what a Bayesian ridge says of each new row."""
    x = rows - rows.mean(axis=0)
    posterior = np.linalg.inv(x.T @ x + penalty * np.eye(x.shape[1]))
    prior = np.eye(x.shape[1]) / penalty
    centred = new - rows.mean(axis=0)
    return np.array([(row @ posterior @ row) / (row @ prior @ row) for row in centred])
