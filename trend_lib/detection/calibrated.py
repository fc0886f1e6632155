"""A p-value that keeps its word: read once more, by what quiet weeks of such series really show.

Question: in how many quiet weeks does a series of so many contacts, such scatter and such a season get so small a p?
Assumption: a series is like the simulated ones that the table was made of: five years of level, trend and season, now
and then a past outbreak (`benchmarks/calibrating.py`; none of the scenarios that figures are reported of is among them).
Formula: the normal quantile of p times s, p* = P(normal > s z) (prepivoting by simulation, Beran 1988, Journal of the
American Statistical Association 83:687). log s is read off `LOG_STRETCH`, straight between its lines in the logarithms of
expected contacts and dispersion, and level beyond them. To it comes `OF_RARE_AND_STEADY` where up to two contacts are expected and
no season shows, fading out towards ten contacts and a season whose waves' squared coefficients add up to .15 ^ 2.
Why: of series that scatter as little as chance allows .0070 of quiet weeks had p <= .01, of rare ones that scatter widely
.0131 (docs/calibration.md): a dispersion cannot be seen under 1, is steadied by others', and few contacts come in whole numbers.
After that, p <= .01 comes in .0073 of quiet weeks of scenario 1 (1.1 contacts, no season); why was not told apart. With the
addition it comes in .0083; of series at large of up to two contacts in .0107, without it in .0092 (docs/calibration.md).
Of the table three fifths of what would make the simulated series even are applied: a dispersion is an estimate, and the rest
would make its errors errors of p.
Shapes: all [S].
Wrong for histories under a year, which have other methods and are not read again; and for falls (`verdict.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import interpolate, special

from trend_lib.detection.tail import SMALLEST_P

if TYPE_CHECKING:
    from trend_lib.detection.history import FloatArray

CONTACTS = (0.15, 1.0, 5.0, 30.0)  # expected this week: the table's lines
DISPERSIONS = (1.0, 1.3, 3.0, 7.0)  # its columns
LOG_STRETCH = (
    (0.182, 0.051, -0.121, -0.231),
    (0.073, 0.023, -0.029, -0.080),
    (0.029, 0.019, 0.009, 0.003),
    (0.018, 0.002, -0.005, 0.007),
)
OF_RARE_AND_STEADY = 0.02
# Of expected contacts and of the season: up to the first all of it is added, from the second on nothing
RARE = (2.0, 10.0)
STEADY = (0.05, 0.15)
_LINES, _COLUMNS = np.log(CONTACTS), np.log(DISPERSIONS)
_TABLE = interpolate.RegularGridInterpolator((_LINES, _COLUMNS), np.array(LOG_STRETCH))


def stretch_of(expected: FloatArray, dispersion: FloatArray, season: FloatArray) -> FloatArray:
    """Return what the normal quantile of a series' p is multiplied with.

    Args:
        expected: Contacts this week, above 0.
        dispersion: Of a normal week, before the doubt of its expectation; at least 1.
        season: Root of the sum of the squared coefficients of its two waves, on the log scale.
    """
    line = np.clip(np.log(expected), _LINES[0], _LINES[-1])
    column = np.clip(np.log(dispersion), _COLUMNS[0], _COLUMNS[-1])
    is_rare = np.interp(line, np.log(RARE), (1, 0))
    is_steady = np.interp(season, STEADY, (1, 0))
    added = OF_RARE_AND_STEADY * is_rare * is_steady
    return np.asarray(np.exp(_TABLE(np.column_stack([line, column])) + added))


def read_again(p_value: FloatArray, stretch: FloatArray) -> FloatArray:
    """Return the p-values with their normal quantiles stretched; what is not rare stays not rare."""
    return np.asarray(np.maximum(special.ndtr(stretch * special.ndtri(p_value)), SMALLEST_P))
