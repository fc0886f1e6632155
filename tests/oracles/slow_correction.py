"""The correction over the tree of series, straight from its definition, by loops."""


def adjusted(p_values):
    """Benjamini & Hochberg: the smallest rate at which each test is still among the discoveries."""
    tests = len(p_values)
    found = []
    for own in p_values:
        rates = []
        for threshold in (p for p in p_values if p >= own):
            rank = sum(p <= threshold for p in p_values)
            rates.append(threshold * tests / rank)
        found.append(min([1.0, *rates]))
    return found


def within(tests):
    """The adjusted p-values of one family; tests are (p, is_whole)."""
    wholes = sum(is_whole for _, is_whole in tests)
    slices = len(tests) - wholes
    weighted = []
    for p_value, is_whole in tests:
        share = 1.0
        if wholes and slices:
            share = len(tests) / 2 / (wholes if is_whole else slices)
        weighted.append(p_value / share)
    return adjusted(weighted)


def named(families, rate):
    """For each family the list of what is named at a rate, by Benjamini & Bogomolov 2014."""
    inside = [within(tests) for tests in families]
    family_p = [min(found) for found in inside]
    chosen = [q_value <= rate for q_value in adjusted(family_p)]
    level = rate * sum(chosen) / len(families)
    return [
        [is_chosen and p_value <= level * (1 + 1e-12) for p_value in found]
        for is_chosen, found in zip(chosen, inside, strict=True)
    ]
