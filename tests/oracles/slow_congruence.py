"""The likeness of two rises by the book: every permutation of places and of days, one by one."""

from itertools import permutations, product
from math import sqrt


def congruence(one, other):
    """Tucker's coefficient over all cells."""
    cells = [(r, s) for rs, ss in zip(one, other, strict=True) for r, s in zip(rs, ss, strict=True)]
    size = sqrt(sum(r * r for r, _ in cells) * sum(s * s for _, s in cells))
    return sum(r * s for r, s in cells) / size


def p_value(one, other):
    """The share of all permutations that are at least as alike."""
    seen = congruence(one, other)
    drawn = [congruence(one, list(mixed)) for mixed in product(*map(permutations, other))]
    return sum(phi >= seen - 1e-9 for phi in drawn) / len(drawn)
