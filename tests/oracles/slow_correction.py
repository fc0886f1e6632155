"""Benjamini & Hochberg's q-values, straight from the definition."""


def q_values(p_values):
    """The smallest rate at which each test is still among the discoveries."""
    tests = len(p_values)
    found = []
    for own in p_values:
        rates = []
        for threshold in (p for p in p_values if p >= own):
            rank = sum(p <= threshold for p in p_values)
            rates.append(threshold * tests / rank)
        found.append(min([1.0, *rates]))
    return found
