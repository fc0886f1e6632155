"""Slow, obvious twins of the effect of a countermeasure: limits by search, variances by small changes."""

import math
import statistics

from scipy import stats

SMALL = 1e-4
FAR = 1e5  # a share that no rise leaves out


def slow_effect(observed, course, before, after, share, share_variance, past):
    """Share gone and contacts saved with limits, or None where no rise is beyond chance."""
    phi, degrees = slow_scatter(observed, course, before, after)
    reach = stats.t.ppf(0.975, min(degrees, past - 1) if past else degrees)
    weeks = range(len(observed))
    came = sum(observed[w] for w in after)

    def usual_and_excess(counts, expected, staying):
        rise = sum(counts[w] for w in before) / sum(expected[w] for w in before) - 1
        usual = sum(expected[w] for w in after)
        return usual, staying[0] * rise * usual

    def variance(still, *, with_counts_after):
        def without(*changed):
            usual, excess = usual_and_excess(*changed)
            return usual + still * excess

        values = (observed, course.expected, [share])
        of_counts = [_slope(without, values, 0, w) for w in weeks]
        of_course = [_slope(without, values, 1, w) for w in weeks]
        total = _slope(without, values, 2, 0) ** 2 * share_variance
        total += sum(of_counts[w] ** 2 * phi * observed[w] for w in weeks)
        total += sum(
            of_course[i] * of_course[j] * course.covariance[i][j] for i in weeks for j in weeks
        )
        return total + with_counts_after * phi * without(*values)

    usual, excess = usual_and_excess(observed, course.expected, [share])

    def is_refused(gone):
        left = came - usual - (1 - gone) * excess
        return left**2 > reach**2 * variance(1 - gone, with_counts_after=True)

    if excess <= 0 or not (is_refused(-FAR) and is_refused(FAR)):
        return None
    saved = usual + excess - came
    doubt = reach * math.sqrt(variance(1, with_counts_after=False))
    gone = saved / excess
    limits = (_edge(is_refused, -FAR, gone), _edge(is_refused, FAR, gone))
    return (gone, *limits, saved, saved - doubt, saved + doubt)


def slow_scatter(observed, course, before, after):
    """phi and its degrees of freedom: quiet weeks count for three at most."""
    degrees = min(course.degrees, 3)
    squares = degrees * course.dispersion
    for side in (before, after):
        total = sum(observed[w] for w in side)
        usual = sum(course.expected[w] for w in side)
        if total == 0:
            continue
        for week in side:
            level = course.expected[week] * total / usual
            squares += (observed[week] - level) ** 2 / level
        degrees += len(side) - 1
    return max(squares / degrees, 1), degrees


def _slope(function, values, number, week):
    """How much the function moves with one week's value."""
    step = SMALL * max(1.0, abs(values[number][week]))

    def at(change):
        lists = [list(one) for one in values]
        lists[number][week] += change
        return function(*lists)

    return (at(step) - at(-step)) / (2 * step)


def _edge(is_refused, outside, inside):
    """Halve the distance between a refused and an accepted share until they meet."""
    for _ in range(200):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if is_refused(middle) else (outside, middle)
    return inside


def slow_pool(values, variances):
    """What one more of these would show, and its variance, by plain loops."""
    weights = [1 / own for own in variances]
    mean = sum(w * x for w, x in zip(weights, values, strict=True)) / sum(weights)
    spread = sum(w * (x - mean) ** 2 for w, x in zip(weights, values, strict=True))
    scale = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    between = max((spread - len(values) + 1) / scale, 0)
    weights = [1 / (own + between) for own in variances]
    mean = sum(w * x for w, x in zip(weights, values, strict=True)) / sum(weights)
    return mean, 1 / sum(weights) + between


def slow_shift(untouched, side):
    """The factor of one side as the series show it, on the log scale, and its variance."""
    ratios, own = [], []
    for number, (counts, usual) in enumerate(
        zip(untouched.observed, untouched.expected, strict=True)
    ):
        total = sum(usual[w] for w in side) + 0.5
        ratios.append(math.log((sum(counts[w] for w in side) + 0.5) / total))
        own.append(untouched.dispersion[number] / total + untouched.relative_variance[number])
    return slow_pool(slow_held(ratios), own)


def slow_held(ratios):
    """Of ten and more, none further from the median than 3 x 1.4826 x the median distance from it."""
    middle = statistics.median(ratios)
    reach = 3 * 1.4826 * statistics.median([abs(one - middle) for one in ratios])
    if len(ratios) < 10:
        return ratios
    return [min(max(one, middle - reach), middle + reach) for one in ratios]
