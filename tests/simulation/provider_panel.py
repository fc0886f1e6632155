"""Weekly counts with season, trend and overdispersion, and outbreaks planted at known weeks.

The kinds of series of Noufaily et al. 2013: mean exp(theta + beta t + season), variance
phi x mean; outbreaks of k standard deviations, spread over weeks by a log-normal.
"""

from dataclasses import dataclass

import numpy as np

KINDS = [  # theta, beta, cosine, sine, phi
    (0.1, 0.0025, 0.6, 0.6, 1.5),
    (-2.0, 0.005, 0.1, 0.3, 2.0),
    (1.5, 0.003, 0.2, -0.4, 1.0),
    (0.5, 0.002, 0.5, 0.5, 5.0),
    (2.5, 0.001, 1.0, 0.1, 3.0),
    (3.75, 0.001, 0.1, -0.1, 1.1),
    (5.0, 0.0001, 0.05, 0.01, 1.2),
]


@dataclass(frozen=True)
class Panel:
    counts: np.ndarray  # [S, W], outbreaks included
    planted: np.ndarray  # [S, W], contacts of outbreaks in the judged weeks


def make_panel(series, weeks, judged, seed, *, growth=True):
    """Panel whose last `judged` weeks hold one outbreak a series, the weeks before up to four."""
    random = np.random.default_rng(seed)
    week = np.arange(weeks) - weeks
    counts = np.zeros((series, weeks))
    planted = np.zeros((series, weeks))
    for number in range(series):
        theta, beta, cosine, sine, phi = KINDS[number % len(KINDS)]
        angle = 2 * np.pi * week / 52.18
        season = (number // 7) % 2 * (cosine * np.cos(angle) + sine * np.sin(angle))
        mean = np.exp(theta + 1 + growth * beta * week + season)
        deviation = np.sqrt(phi * mean)
        counts[number] = draw(random, mean, phi)
        for start in random.integers(0, weeks - judged, 4):
            past = outbreak(random, start, random.choice([0, 2, 3, 5]), deviation, weeks - judged)
            counts[number, : weeks - judged] += past
        start = random.integers(weeks - judged, weeks - 3)
        planted[number] = outbreak(random, start, random.integers(1, 11), deviation, weeks)
    return Panel(counts + planted, planted)


def draw(random, mean, phi):
    """Counts with this mean and variance phi x mean."""
    rate = random.gamma(mean / (phi - 1), phi - 1) if phi > 1 else mean
    return random.poisson(rate).astype(float)


def outbreak(random, start, size, deviation, weeks):
    """Contacts of one outbreak of about `size` standard deviations."""
    contacts = random.poisson(size * deviation[start])
    when = start + np.floor(random.lognormal(0, 0.5, contacts)).astype(int)
    return np.bincount(when[when < weeks], minlength=weeks).astype(float)
