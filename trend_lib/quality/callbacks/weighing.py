"""What all would have said, by those who were reached: each answer counts for as many as are like it.

Question: of all whom a list could hold, how many are solved, or content? Assumption: within a cell (product and
channel) those who were reached are like those who were not. Formula: weight N_h / n_h in cell h, so that the share is
the sum of N_h / N times the cell's own; Wilson's interval with Kish's effective number (sum of weights)² / (sum of
squared weights). Cells with fewer than five answers are put together, first over channels, then over products.
Source: L. Kish, Survey Sampling (1965), 11.7; D. Holt and T. M. F. Smith, Post stratification, JRSS A 142 (1979).
Wrong when who is content is reached more often, product and channel being equal: no weight can know that, and both
shares say too much good. The share of those reached stands beside it for that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.quality.interval import wilson_interval

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 5  # answers in a cell
ANY = "*"
CELL = ["product", "channel"]


def weighted_share(events: pd.DataFrame, answer: str) -> dict[str, float]:
    """Return the share of yes, of those who answered and weighted to all, with intervals.

    Args:
        events: All that a list could hold: product, channel, and the answer, empty where nobody gave one.
        answer: The column of the answer.
    """
    has_said = events[answer].notna().to_numpy()
    yes = events[answer].astype("boolean").fillna(value=False).to_numpy(float)
    said = int(has_said.sum())
    lower, upper = wilson_interval(yes.sum(), said)
    weights = _weights(events[CELL], has_said)
    share = float(np.average(yes[has_said], weights=weights)) if said else np.nan
    effective = weights.sum() ** 2 / (weights**2).sum() if said else 0.0
    weighted_lower, weighted_upper = wilson_interval(share * effective, effective)
    return {
        "said": said,
        "share": yes.sum() / said if said else np.nan,
        "lower": float(lower),
        "upper": float(upper),
        "weighted_share": share,
        "weighted_lower": float(weighted_lower),
        "weighted_upper": float(weighted_upper),
        "effective": float(effective),
    }


def _weights(
    cells: pd.DataFrame, has_said: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return for how many each answer counts; what no cell with answers holds is spread over all."""
    merged = cells.astype(str).copy()
    for coarser in (["channel"], CELL):
        answers = merged.assign(said=has_said).groupby(CELL)["said"].transform("sum").to_numpy()
        merged.loc[answers < FEWEST, coarser] = ANY
    grouped = merged.assign(said=has_said).groupby(CELL)["said"]
    of_all, answered = grouped.transform("size").to_numpy(), grouped.transform("sum").to_numpy()
    weights: np.ndarray[tuple[int], np.dtype[np.float64]] = (of_all / np.maximum(answered, 1))[
        has_said
    ]
    return weights
