"""A past continued: the expected weeks of many series, and how their errors hang together.

Question: what do the weeks before a column say of those since?
Assumption: the method is the one that the history before allows (`ladder.py`), its newest weeks left out as in the
week itself (guard); what moved a level moves all later weeks alike.
Formula: the mean of each week and the covariance of their errors: of a seasonal curve by the variances V of single
weeks and of the sums of two, C(a, b) = (V(a + b) - V(a) - V(b)) / 2; of a level or a rate V(rate) e e', e the
exposure. Doubt of the calendar adds to each week's own variance. Dispersion and degrees as in every week's test.
Shapes: series [S]; weeks [N], the oldest first unless it says otherwise.
Wrong far ahead: a level's drift is not part of V.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection.dispersion import scatter_of
from trend_lib.detection.history import newest_first
from trend_lib.detection.ladder import rungs
from trend_lib.detection.level import LONGEST_GUARD, fit_level
from trend_lib.detection.new_level import since_new_level
from trend_lib.detection.novelty import HALF
from trend_lib.detection.seasonal import fit_in_blocks
from trend_lib.detection.tail import normal_range

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.detection.history import Fit, FloatArray, History
    from trend_lib.detection.ladder import Watched
    from trend_lib.detection.season_prior import SeasonPrior


@dataclass(frozen=True, slots=True)
class _Part:
    """The course of some series, those of one method."""

    expected: FloatArray
    covariance: FloatArray
    dispersion: FloatArray
    degrees: FloatArray


def continue_past(
    watched: Watched, since: int, weeks: int, config: DetectionConfig, season: SeasonPrior | None
) -> dict[str, NDArray[Any]]:
    """Return the course of the newest weeks of all series, NaN where none is known, by the name of each part.

    Args:
        watched: Series of which only the weeks before `since` are usable.
        since: Column from which on nothing is known.
        weeks: How many newest weeks to tell.
        config: Of `[detection]`.
        season: What more series than these showed of their seasons (`season_prior.py`).
    """
    rung = rungs(watched, config.guard_weeks, config.min_weeks)
    lived = watched.lived
    settled = replace(lived, usable=lived.usable & since_new_level(lived))
    near = min(config.guard_weeks, LONGEST_GUARD)
    ladder = (
        (
            "seasonal",
            rung.has_season,
            _before(lived, since - config.guard_weeks),
            partial(_seasonal, season),
        ),
        ("level", rung.has_level, _before(settled, since - near), _level),
        ("novelty", rung.is_novel, _before(watched.history, since - near), _novelty),
    )
    told = _unknown(len(rung.has_season), weeks)
    for name, chosen, history, course in ladder:
        if chosen.any():
            part = course(history.rows(np.flatnonzero(chosen)), weeks)
            lower, upper = _range_of(part)
            found = {"method": name, "lower": lower, "upper": upper}
            for column, cells in (found | asdict(part)).items():
                told[column][chosen] = cells
    return told


def _before(history: History, column: int) -> History:
    """Return the history of which only the weeks before a column are usable."""
    columns = np.arange(history.counts.shape[1])
    return replace(history, usable=history.usable & (columns < column))


def _seasonal(season: SeasonPrior | None, history: History, weeks: int) -> _Part:
    """Continue the curve that was put through the baseline."""
    open_weeks = replace(history, usable=np.ones_like(history.usable))
    fit = fit_in_blocks(open_weeks, history.usable, sums_of_two(weeks), season)
    expected = fit.mean[:, :weeks]
    return _part(history, fit, expected, covariance_of(fit.unit_variance, weeks))


def _level(history: History, weeks: int) -> _Part:
    """Continue the level; the weeks' errors are one error."""
    fit = fit_level(history, LONGEST_GUARD)
    exposure = newest_first(history.relative_exposure(), weeks)
    together = exposure[:, :, None] * exposure[:, None, :]
    return _part(
        history, fit, fit.mean[:, :1] * exposure, fit.unit_variance[:, :1, None] * together
    )


def _novelty(history: History, weeks: int) -> _Part:
    """Continue the rate of what was hardly ever heard of; its counts come singly."""
    relative = history.relative_exposure()
    known = np.where(history.usable, relative, 0.0).sum(1) + HALF
    rate = (np.where(history.usable, history.counts, 0.0).sum(1) + HALF) / known
    exposure = newest_first(relative, weeks)[:, ::-1]
    together = exposure[:, :, None] * exposure[:, None, :]
    of_rate = rate / known
    return _Part(
        rate[:, None] * exposure, of_rate[:, None, None] * together, np.ones(len(rate)), known
    )


def _part(history: History, fit: Fit, expected: FloatArray, unit: FloatArray) -> _Part:
    """Return a fit's course, the oldest week first; `expected` and `unit` have the newest first."""
    scatter = scatter_of(fit)
    covariance = unit * scatter.dispersion[:, None, None]
    if history.calendar_doubt is not None:
        own = expected**2 * history.calendar_doubt[:, : expected.shape[1]]
        covariance = covariance + own[:, :, None] * np.eye(expected.shape[1])
    return _Part(expected[:, ::-1], covariance[:, ::-1, ::-1], scatter.dispersion, scatter.degrees)


def sums_of_two(weeks: int) -> FloatArray:
    """Return single weeks, then all pairs of two, as sums [K, N] (`seasonal.py`)."""
    first, second = np.triu_indices(weeks, 1)
    alone = np.eye(weeks)
    return np.concatenate([alone, alone[first] + alone[second]])


def covariance_of(variance: FloatArray, weeks: int) -> FloatArray:
    """Return the covariance [S, N, N] by the variances [S, K] of single weeks and of the sums of two."""
    first, second = np.triu_indices(weeks, 1)
    alone = variance[:, :weeks]
    shared = (variance[:, weeks:] - alone[:, first] - alone[:, second]) / 2
    covariance = alone[:, :, None] * np.eye(weeks)
    covariance[:, first, second] = covariance[:, second, first] = shared
    return covariance


def _unknown(series: int, weeks: int) -> dict[str, NDArray[Any]]:
    """Return the course of series of which nothing is known."""
    told: dict[str, NDArray[Any]] = {"method": np.full(series, "none", dtype="<U8")}
    told |= {name: np.full((series, weeks), np.nan) for name in ("expected", "lower", "upper")}
    told |= {name: np.full(series, np.nan) for name in ("dispersion", "degrees")}
    return told | {"covariance": np.full((series, weeks, weeks), np.nan)}


def _range_of(part: _Part) -> tuple[FloatArray, FloatArray]:
    """Return the range of normal weeks."""
    own = np.diagonal(part.covariance, axis1=1, axis2=2)
    dispersion = part.dispersion[:, None] + own / part.expected
    return normal_range(part.expected, dispersion, part.degrees[:, None])
