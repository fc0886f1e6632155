"""How much each past week of one series may weigh, week by week with whole distributions."""

from scipy import stats

from tests.oracles.slow_dispersion import kept_of_a_gamma

RARE = 0.02
SMALLEST = 1e-300  # of a rarity: a double holds little less


def weights(counts, means, known, trust):
    """The weights of one series, given the means of a first fit."""
    squares = [(count - mean) ** 2 / mean for count, mean in zip(counts, means, strict=True)]
    errors = sorted(square for square, knows in zip(squares, known, strict=True) if knows)
    middle = errors[(len(errors) - 1) // 2] / stats.chi2.median(1)
    usual = max(min(middle, sum(errors) / len(errors)), 1.0)
    once = [weight(count, mean, usual) for count, mean in zip(counts, means, strict=True)]
    kept = [w * square for w, square, knows in zip(once, squares, known, strict=True) if knows]
    usual = max(given_back(sum(kept) / len(errors), means, known), 1.0)
    return [
        min(weight(count, mean, usual), most) if knows else 0.0
        for count, mean, knows, most in zip(counts, means, known, trust, strict=True)
    ]


def given_back(dispersion, means, known):
    """With what the weights take of a quiet series' scatter, on average over its weeks."""
    spread = max(dispersion, 1.0)
    shares = [
        kept_of_a_gamma(4 * spread * mean / (2 * spread - 1) ** 2, RARE, 4)
        for mean, knows in zip(means, known, strict=True)
        if knows
    ]
    return dispersion * len(shares) / sum(shares)


def weight(count, mean, dispersion):
    """Full for a week that a normal one reaches twice in a hundred; then less, with the fourth power."""
    rarity = mid_p(count, mean, dispersion)
    if rarity >= RARE:
        return 1.0
    return (stats.norm.isf(RARE) / stats.norm.isf(rarity)) ** 4


def mid_p(count, mean, dispersion):
    """P(more) + P(exactly so many) / 2."""
    if dispersion == 1:  # Poisson is its limit
        chance = stats.poisson(mean)
    else:
        chance = stats.nbinom(mean / (dispersion - 1), 1 / dispersion)
    return max(float(chance.sf(count) + chance.pmf(count) / 2), SMALLEST)
