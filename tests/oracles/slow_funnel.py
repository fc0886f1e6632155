"""The slow, obvious twin of the funnel: add up binomial chances one by one, in exact fractions."""

from fractions import Fraction
from math import comb


def slow_limit(tail, target, contacts):
    """Return one limit: where the staircase of exact limits, its steps joined, has this tail."""
    target, tail = Fraction(target), Fraction(tail)
    at_most = Fraction(0)
    for count in range(contacts + 1):
        below = at_most
        chance = comb(contacts, count) * target**count * (1 - target) ** (contacts - count)
        at_most += chance
        if at_most >= tail:
            joined = count - (at_most - tail) / (at_most - below)
            return min(max(float(joined / contacts), 0.0), 1.0)
    return 1.0


def slow_dispersion(shares, contacts, target):
    """Return the mean square of z-scores, the outermost tenth drawn in; 1 when chance may do that."""
    scores = sorted(
        (share - target) / (target * (1 - target) / number) ** 0.5
        for share, number in zip(shares, contacts, strict=True)
    )
    teams = len(scores)
    cut = teams // 10
    for at in range(cut):
        scores[at], scores[teams - 1 - at] = scores[cut], scores[teams - 1 - cut]
    found = sum(score**2 for score in scores) / teams
    return found if teams >= 10 and found > 1 + 2 * (2 / teams) ** 0.5 else 1.0
