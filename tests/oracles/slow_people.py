"""The slow, obvious twins of what is said of reviewers and operators: loops, and dense tables of yes and no."""

import math
from itertools import combinations

import numpy as np


def slow_alpha(scored):
    """Return Krippendorff's alpha of {unit: scores}: mean squared differences, pair by pair."""
    units = [scores for scores in scored.values() if len(scores) > 1]
    everything = [score for scores in units for score in scores]
    within = sum(
        2 * sum((a - b) ** 2 for a, b in combinations(scores, 2)) / (len(scores) - 1)
        for scores in units
    )
    between = 2 * sum((a - b) ** 2 for a, b in combinations(everything, 2))
    size = len(everything)
    return 1 - (within / size) / (between / (size * (size - 1)))


def slow_kappa(pairs):
    """Return kappa with quadratic weights: the table of pairs beside the one of independent reviewers."""
    observed = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    by_chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / len(pairs) ** 2
    return 1 - observed / by_chance


def slow_jackknife(units, value_of):
    """Return the limits on Fisher's scale from leaving out one unit at a time."""
    from scipy import stats

    values = [value_of([*units[:left], *units[left + 1 :]]) for left in range(len(units))]
    mean = sum(values) / len(values)
    error = math.sqrt(sum((one - mean) ** 2 for one in values) * (len(values) - 1) / len(values))
    whole = value_of(units)
    reach = stats.t.ppf(0.975, len(values) - 1) * error / (1 - whole**2)
    return math.tanh(math.atanh(whole) - reach), math.tanh(math.atanh(whole) + reach)


def slow_bias(rows, reviewers):
    """Return reviewers' effects by one column a reviewer and one a contact, the median at 0."""
    contacts = sorted({contact for contact, _, _ in rows})
    table = np.zeros((len(rows), reviewers + len(contacts)))
    for place, (contact, reviewer, _) in enumerate(rows):
        table[place, reviewer] = 1
        table[place, reviewers + contacts.index(contact)] = 1
    found = np.linalg.lstsq(table, np.array([score for _, _, score in rows]), rcond=None)[0]
    return found[:reviewers] - np.median(found[:reviewers])


def slow_effects(operator, operators, factors, value):
    """Return effects beside all contacts' mean, by one column a level and one imaginary contact each."""
    levels = [np.unique(codes).tolist() for codes in factors]
    width = operators + sum(len(each) for each in levels)
    table = np.zeros((len(value) + width, width))
    for place in range(len(value)):
        table[place, operator[place]] = 1
        begin = operators
        for codes, names in zip(factors, levels, strict=True):
            table[place, begin + names.index(codes[place])] = 1
            begin += len(names)
    table[len(value) :] = np.eye(width)
    wanted = np.concatenate([value - np.mean(value), np.zeros(width)])
    found = np.linalg.lstsq(table, wanted, rcond=None)[0][:operators]
    return found - sum(found[who] for who in operator) / len(operator)


def slow_shrunk(effects, errors, taus):
    """Return means, and the chance to lie below any value: every scatter between operators weighed by its fit."""
    weights = []
    for tau in taus:
        likelihood = 1.0
        for effect, error in zip(effects, errors, strict=True):
            total = tau**2 + error**2
            likelihood *= math.exp(-(effect**2) / 2 / total) / math.sqrt(total)
        weights.append(likelihood)
    weights = [weight / sum(weights) for weight in weights]
    keeps = [[tau**2 / (tau**2 + error**2) for tau in taus] for error in errors]

    def below(place, value):
        total = 0.0
        for weight, keep in zip(weights, keeps[place], strict=True):
            spread = math.sqrt(keep) * errors[place]
            away = value - keep * effects[place]
            total += weight * (
                0.5 * math.erfc(-away / spread / math.sqrt(2)) if spread else float(away >= 0)
            )
        return total

    means = [
        sum(
            weight * keep * effects[place]
            for weight, keep in zip(weights, keeps[place], strict=True)
        )
        for place in range(len(effects))
    ]
    return means, below


def slow_holm(p_values):
    """Return each p times how many are at least as large, never less than a smaller one's."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def slow_bridge(contacts, surplus):
    """Return how far the cumulative sum gets from its line, over the root of contacts, and when."""
    done, ran, farthest, when = 0.0, 0.0, -1.0, 0
    for week, (count, more) in enumerate(zip(contacts, surplus, strict=True)):
        done, ran = done + count, ran + more
        away = abs(ran - done / sum(contacts) * sum(surplus)) / math.sqrt(sum(contacts))
        if away > farthest + 1e-12:
            farthest, when = away, week
    return farthest, when
