"""How rare a slow drift of one series is: week by week, then the three sums; for `trends explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection.drift import ALL, HALF_WEEKS, HALVES
from trend_lib.detection.history import newest_usable

if TYPE_CHECKING:
    from trend_lib.base.weeks import Week
    from trend_lib.detection.drift import DriftLook
    from trend_lib.detection.history import History

NAMES = (f"newest {HALF_WEEKS} weeks", f"{HALF_WEEKS} weeks before", f"all {2 * HALF_WEEKS} weeks")


def drift_told(look: DriftLook, row: int, history: History, week: Week) -> dict[str, Any]:
    """Return the numbers of one row of a look for drift; `history` is of that series alone."""
    fit = look.fit
    scatter = look.scatter
    cut = np.minimum(look.counts[row], look.at_most[row])
    counted = [cut[:HALF_WEEKS].sum(), cut[HALF_WEEKS:].sum(), look.counts[row].sum()]
    places = [HALVES.start, HALVES.start + 1, ALL]
    p_values = [*look.p_halves[row], look.p_all[row]]
    usable = newest_usable(history, len(cut))[0]
    return {
        "own_dispersion": float(fit.dispersion[row]),
        "own_degrees": float(scatter.own_degrees[row]),
        "prior_dispersion": float(scatter.prior_dispersion[row]),
        "prior_degrees": float(scatter.prior_degrees[row]),
        "weeks": {
            str(week.plus(-ago)): {
                "contacts": int(look.counts[row, ago]),
                "expected": float(fit.mean[row, ago]),
                "at_most": float(look.at_most[row, ago]),
            }
            for ago in np.flatnonzero(usable).tolist()
        },
        "sums": [
            {
                "of": name,
                "contacts": float(contacts),
                "expected": float(fit.mean[row, place]),
                "fit_variance": float(fit.unit_variance[row, place]),
                "dispersion": float(look.dispersion[row, place]),
                "p": float(p_value),
            }
            for name, contacts, place, p_value in zip(NAMES, counted, places, p_values, strict=True)
        ],
    }
