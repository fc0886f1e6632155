"""Slow, obvious twins of the figures about kinds: one contact after another, each counted as often as it stands for."""

import math

Z = 1.959963984540054


def slow_weights(drawn):
    """What each settled contact stands for: its own part's drawn ones, shared out by the inverse of the chances."""
    weights = []
    for part, inclusion, _, said in drawn:
        if said:
            whole = sum(1 / chance for other, chance, _, _ in drawn if other == part)
            heard = sum(1 / chance for other, chance, _, word in drawn if other == part and word)
            weights.append(whole / heard / inclusion)
        else:
            weights.append(0.0)
    return weights


def slow_share(drawn, is_so, is_among):
    """The weighted share with Wilson's interval by its quadratic equation, for Kish's number of contacts."""
    right = among = squares = 0.0
    for row, weight in zip(drawn, slow_weights(drawn), strict=True):
        if row[3] and is_among(row):
            among += weight
            squares += weight * weight
            right += weight if is_so(row) else 0.0
    share, number = right / among, among * among / squares
    a, b, c = 1 + Z**2 / number, -(2 * share + Z**2 / number), share**2
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return share, (-b - root) / (2 * a), (-b + root) / (2 * a)


def slow_corrected(drawn, kind, counted_share):
    """The share counted, mended by what the settled were taken for and are."""
    total = missed = taken = squares = 0.0
    for (_, _, counted, said), weight in zip(drawn, slow_weights(drawn), strict=True):
        total += weight
        squares += weight * weight
        missed += weight if said == kind != counted else 0.0
        taken += weight if said and said != kind == counted else 0.0
    number = total * total / squares
    more, less = (missed / total * number + 1) / (number + 2), (taken / total * number + 1) / (number + 2)  # fmt: skip
    reach = Z * math.sqrt((more + less - (more - less) ** 2) / (number + 2))
    inside = [
        min(max(counted_share + by, 0.0), 1.0)
        for by in ((missed - taken) / total, more - less - reach, more - less + reach)
    ]
    return tuple(inside)
