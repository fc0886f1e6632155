"""Many series at once: which p-values are still unusual after so many looks?

Question: of the alarms of a week, what share is false at most?
Assumption: the tests are independent or rise together (topics and their slices do).
Formula: Benjamini & Hochberg 1995 on weighted p-values p / w, the weights w averaging 1
(Genovese, Roeder & Wasserman 2006, Biometrika 93:509). Half of the weight goes to whole
series (all contacts, kinds, topics), half to their slices: else the many slices would make
the tests of the topics themselves blunt.
Wrong when series fall together in opposite directions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray


def q_values(p_value: FloatArray, is_whole: BoolArray) -> FloatArray:
    """Return the q-value [S] of each test; NaN in, NaN out."""
    q_value = np.full(len(p_value), np.nan)
    tested = ~np.isnan(p_value)
    if tested.any():
        weighted = np.minimum(p_value[tested] / test_weights(is_whole[tested]), 1)
        q_value[tested] = stats.false_discovery_control(weighted)
    return q_value


def test_weights(is_whole: BoolArray) -> FloatArray:
    """Return the weight [S] of each test: wholes and slices share the week's errors by halves."""
    tests, wholes = len(is_whole), int(is_whole.sum())
    if wholes in {0, tests}:
        return np.ones(tests)
    return np.where(is_whole, tests / 2 / wholes, tests / 2 / (tests - wholes))
