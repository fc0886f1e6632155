"""Homes in which some topics rise, people begin a measure of known effect, and every week goes through the rooms."""

import numpy as np

from tests.simulation.lived import BEGUN, OPENED, WEEKS, World
from tests.simulation.provider_panel import draw

TOPICS, RISING = 60, 25
LEVELS, DISPERSIONS = (15.0, 40.0, 120.0), (1.0, 1.5, 2.5)
SEASON, GROWTH = 0.3, 0.1  # of the log mean; growth a year


def make_world(random, effect, *, rise=1.5, shift=1.0, others=0.0):
    """Counts of all topics; the first ones rise, and since the measure a share of that is gone.

    Args:
        random: A generator.
        effect: Share of the excess that the measure takes away.
        rise: Excess, as a multiple of the usual.
        shift: What else multiplies all topics since.
        others: Share of the other topics that have a rise of their own since.
    """
    week = np.arange(WEEKS) - OPENED
    level, phi = random.choice(LEVELS, TOPICS), random.choice(DISPERSIONS, TOPICS)
    peak = random.uniform(0, 2 * np.pi, (TOPICS, 1))
    growth = random.normal(0, GROWTH, (TOPICS, 1))
    usual = level[:, None] * np.exp(
        SEASON * np.cos(2 * np.pi * week / 52.18 - peak) + growth * week / 52.18
    )
    is_after = np.arange(WEEKS) > BEGUN
    usual = usual * np.where(is_after, shift, 1.0)
    excess = np.where(week >= 0, rise, 0.0)
    without = usual[:RISING] * (1 + excess)
    mean = usual.copy()
    mean[:RISING] *= 1 + excess * np.where(is_after, 1 - effect, 1.0)
    mean[RISING:] *= 1 + rise * (random.random((TOPICS - RISING, 1)) < others) * is_after
    counts = np.stack([draw(random, *one) for one in zip(mean, phi, strict=True)])
    return World(counts.astype(int)[:, None, :], without, np.full(RISING, effect))
