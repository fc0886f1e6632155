"""Slow, obvious twins of the intervals: search for the limits instead of solving for them."""

import math

from scipy import stats


def slow_wilson(successes, trials, confidence=0.95):
    """Return the smallest and largest true share that a score test would not refuse."""
    z = stats.norm.ppf(1 - (1 - confidence) / 2)
    share = successes / trials

    def is_refused(true_share):
        return (share - true_share) ** 2 > z**2 * true_share * (1 - true_share) / trials

    return _edge(is_refused, 0.0, share), _edge(is_refused, 1.0, share)


def _edge(is_refused, outside, inside):
    """Halve the distance between a refused and an accepted share until they meet."""
    if not is_refused(outside):
        return outside
    for _ in range(200):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if is_refused(middle) else (outside, middle)
    return inside


def slow_mean_interval(scores, lowest, highest):
    """Return the interval of a mean from the scores themselves, by the textbook."""
    count = len(scores)
    mean = sum(scores) / count
    if len(set(scores)) == 1:
        place = (mean - lowest) / (highest - lowest)
        lower, upper = slow_wilson(place * count, count)
        return lowest + lower * (highest - lowest), lowest + upper * (highest - lowest)
    variance = sum((score - mean) ** 2 for score in scores) / (count - 1)
    reach = stats.t.ppf(0.975, count - 1) * math.sqrt(variance / count)
    return max(lowest, mean - reach), min(highest, mean + reach)
