"""Homes in which topics rise in one region of six, people begin a measure of known effect, and weeks go through the rooms."""

import numpy as np

from tests.simulation.lived import BEGUN, OPENED, WEEKS, World
from tests.simulation.provider_panel import draw

TOPICS, RISING = 30, 12
LEVELS, DISPERSIONS = (80.0, 160.0, 320.0), (1.0, 1.5, 2.5)
SHARES = np.array([0.2, 0.2, 0.18, 0.16, 0.14, 0.12])  # of the regions; the rise is in the first
SEASON, GROWTH = 0.3, 0.1  # of the log mean; growth a year
RISE = 4.0  # of the region's usual
SINCE = np.arange(WEEKS) > BEGUN
RISEN = np.arange(WEEKS) >= OPENED


def make_world(random, effect, *, shift=1.0, own=0.0, reached=0.0, touched=0.0):
    """Counts of all topics by region; the first topics rise, and since the measure a share of that is gone.

    Args:
        random: A generator.
        effect: Share of the excess that the measure takes away.
        shift: What else multiplies all topics since.
        own: Standard deviation of what multiplies each rising topic by itself since, everywhere (of the log).
        reached: The second region has this rise too, as a multiple of its usual: too small to alarm.
        touched: The measure takes this share of the usual contacts of the second region, too.
    """
    usual = _usual(random)
    usual *= np.where(SINCE, shift, 1.0)
    usual[:RISING] *= np.where(SINCE, np.exp(own * random.normal(size=(RISING, 1, 1))), 1.0)
    excess = np.zeros_like(usual[:RISING])
    excess[:, 0], excess[:, 1] = (
        RISE * usual[:RISING, 0] * RISEN,
        reached * usual[:RISING, 1] * RISEN,
    )
    taken = effect * excess * SINCE
    taken[:, 1] += touched * usual[:RISING, 1] * SINCE
    mean = usual.copy()
    mean[:RISING] += excess - taken
    phi = random.choice(DISPERSIONS, TOPICS)
    counts = [
        [draw(random, region, one) for region in topic]
        for topic, one in zip(mean, phi, strict=True)
    ]
    truth = (taken * SINCE).sum((1, 2)) / (excess * SINCE).sum((1, 2))
    return World(np.array(counts).astype(int), (usual[:RISING] + excess).sum(1), truth)


def _usual(random):
    """True means without a rise [topics, regions, weeks]."""
    week = np.arange(WEEKS) - OPENED
    peak = random.uniform(0, 2 * np.pi, (TOPICS, 1))
    growth = random.normal(0, GROWTH, (TOPICS, 1))
    whole = random.choice(LEVELS, TOPICS)[:, None] * np.exp(
        SEASON * np.cos(2 * np.pi * week / 52.18 - peak) + growth * week / 52.18
    )
    return whole[:, None, :] * SHARES[None, :, None]
