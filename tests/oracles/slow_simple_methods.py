"""EARS, z-score, CUSUM, Poisson and negative binomial of one series and week, by plain loops."""

from math import exp, lgamma, log
from statistics import NormalDist, mean, stdev

NORMAL = NormalDist()


def window(counts, week, weeks, guard=0):
    return counts[week - guard - weeks : week - guard]


def z_score(counts, week, weeks, guard=0):
    past = window(counts, week, weeks, guard)
    return (counts[week] - mean(past)) / stdev(past)


def upper_of_z(counts, week, weeks, alpha, guard=0):
    past = window(counts, week, weeks, guard)
    return mean(past) + NORMAL.inv_cdf(1 - alpha) * stdev(past)


def upper_of_c3(counts, week, weeks, alpha):
    carried = sum(max(z_score(counts, week - back, weeks, 2) - 1, 0) for back in (1, 2))
    limit = NORMAL.inv_cdf(1 - alpha)
    return max(counts[week] + stdev(window(counts, week, weeks, 2)) * (limit - carried), 0)


def cusum(counts, week, weeks, slack, limit):
    total = 0.0
    for each in range(week - 25, week + 1):
        total = max(total + z_score(counts, each, weeks) - slack, 0)
        if total > limit and each < week:
            total = 0.0
    return total


def poisson_tail(observed, expected):
    return 1 - sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(observed))


def negative_binomial_tail(observed, expected, phi):
    size = expected / (phi - 1)
    below = 0.0
    for k in range(observed):
        ways = lgamma(k + size) - lgamma(size) - lgamma(k + 1)
        below += exp(ways - size * log(phi) + k * log(1 - 1 / phi))
    return 1 - below


def moments(counts, week, weeks):
    past = window(counts, week, weeks)
    level = mean(past)
    return level, max(sum((count - level) ** 2 for count in past) / level / (len(past) - 1), 1)


def same_weeks(counts, week, half_window):
    """Mean of the weeks around the same week 52 weeks ago."""
    return mean(counts[week - 52 - half_window : week - 52 + half_window + 1])
