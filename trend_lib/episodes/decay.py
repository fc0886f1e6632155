"""What rises do by themselves: closed episodes for which nothing was done.

Question: what share of its excess would a rise still have in the weeks since, without a measure?
Assumption: this rise is one more like those of the past.
Formula: each past episode is split after as many weeks since its opening as the new one, and the share of
its excess that was left is measured in the same way (`sides.py`), with the scatter of quiet weeks: that of the rise
also holds its fading, and would hide how rises differ. d is their mean, its variance that for one more of them
(`pooling.py`). Each one's own error is taken at their median share: at its own it would be smallest
for those that fell most, and they would rule the mean. Since past episodes too began with a week
that was chosen for being high, regression to the mean is part of it.
Source: past units as the counterfactual, Abadie 2005 (Rev Econ Stud 72:1), without his weights.
Without eight such episodes of a clear rise it is taken to stay: d = 1, without doubt.
Wrong when measures were taken of just those rises that would have lasted (the others were left
alone because they ended): then nature looks too kind, and a good measure too weak. Wrong
when some past rises ended at once and others never did: their mean is neither, and the interval wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.episodes.pooling import one_more_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.episodes.sides import Sides

FEWEST_EPISODES = 8
CLEAR_ERRORS = 3.0  # standard errors of a rise that can be divided by


@dataclass(frozen=True, slots=True)
class Decay:
    """Share of the excess before that would still be there in the weeks after."""

    share: float = 1.0
    variance: float = 0.0  # for one more rise
    episodes: int = 0  # that say so; 0: it is taken to stay


def natural_decay(past: Sequence[Sides]) -> Decay:
    """Return what past rises did without a measure; that they stay, where too few can say.

    Args:
        past: `sides_of` closed episodes, phi being that of their quiet weeks.
    """
    clear = [one for one in past if one.rise > CLEAR_ERRORS * one.rise_variance**0.5]
    if len(clear) < FEWEST_EPISODES:
        return Decay()
    left = np.array([one.left / one.excess for one in clear])
    usual = float(np.median(left))
    own = np.array([one.variance_at(usual) / one.excess**2 for one in clear])
    share, variance = one_more_of(left, own)
    return Decay(share, variance, len(clear))
