"""Whether an operator changed within the weeks looked at, and since when: a cumulative sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import kolmogorov

if TYPE_CHECKING:
    from trend_lib.quality.interval import Floats

ENOUGH_WEEKS = 6  # with contacts


def change_p(contacts: Floats, surplus: Floats, design: Floats) -> dict[str, Floats]:
    """Return for each operator whether the level changed, and in which week the new one began.

    The sum of what neither case nor usual level explains, week by week, less its part of the whole, so that it
    ends at 0 (CUSUM of residuals). Without a change it is a Brownian bridge, whose largest distance has
    Kolmogorov's distribution; weeks are few, which makes the p too large rather than too small. Where it is
    farthest the old level ended.

    Args:
        contacts: A row an operator, a column a week.
        surplus: Sums of residuals in deviations.
        design: How much wider sums are for customers who come again, by operator.

    Source: W. Ploberger & W. Krämer, Econometrica 60 (1992). Wrong for two changes that undo each other,
    and blind for one in the first or last weeks.
    """
    total = contacts.sum(axis=1, keepdims=True)
    done = np.cumsum(contacts, axis=1) / np.where(total > 0, total, np.nan)
    bridge = np.cumsum(surplus, axis=1) - done * surplus.sum(axis=1, keepdims=True)
    height = np.abs(np.nan_to_num(bridge)) / np.sqrt(np.where(total > 0, total, 1.0))
    farthest = height.argmax(axis=1)
    rows = np.arange(len(contacts))
    enough = (contacts > 0).sum(axis=1) >= ENOUGH_WEEKS
    before = np.cumsum(contacts, axis=1)[rows, farthest]
    early = np.cumsum(surplus, axis=1)[rows, farthest]
    after = total[:, 0] - before
    step = (surplus.sum(axis=1) - early) / np.maximum(after, 1) - early / np.maximum(before, 1)
    return {
        "p_value": np.where(enough, kolmogorov(height[rows, farthest] / np.sqrt(design)), np.nan),
        "first_week": np.minimum(farthest + 1, contacts.shape[1] - 1),
        "step": step,
    }
