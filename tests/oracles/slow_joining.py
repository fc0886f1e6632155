"""Are two groups one fault, counted slowly: the twin of `topics/joining.py` and `topics/rise.py`."""

from fractions import Fraction
from math import comb


def cosine(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def on_scale(texts, others, history):
    """Return where the nearest of the others lies between all of history (0) and its nearest text (1)."""
    reached = mean(max(cosine(text, other) for other in others) for text in texts)
    nearest = mean(max(cosine(text, old) for old in history) for text in texts)
    at_large = mean(cosine(text, old) for text in texts for old in history)
    return (reached - at_large) / (nearest - at_large)


def slow_nearness(one, other, history):
    return min(on_scale(one, other, history), on_scale(other, one, history))


def at_least(successes, draws, share):
    """Return the chance of so many successes or more, by adding up every case in whole fractions."""
    return float(
        sum(
            comb(draws, count) * share**count * (1 - share) ** (draws - count)
            for count in range(max(successes, 0), draws + 1)
        )
    )


def slow_began_later(group, topic):
    """Return the chance that so many of the group's contacts are of this week; (now, lately) each."""
    share = Fraction(topic[0] + 1, sum(topic) + 2)
    return at_least(group[0], sum(group), share)


def slow_rise(near_now, all_now, near_before, all_before):
    """Return the chance that so many of the near contacts are recent ones."""
    return at_least(near_now, near_now + near_before, Fraction(all_now, all_now + all_before))
