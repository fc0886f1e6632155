"""What an expectation was fitted from: a week's weights, a curve's coefficients, fitted once more; and its doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection import level, novelty, seasonal
from trend_lib.detection.season_doubt import doubt_of_day, doubt_of_strength

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, History


def how_expected(method: str, history: History, baseline: BoolArray, waves: FloatArray) -> str:
    """Say by which numbers the expectation follows from the baseline."""
    if method == "level":
        return (
            f"weekly rates, weighted by 0.5 to the power of weeks ago / {level.HALF_LIFE_WEEKS:g} "
            f"(outbreak weeks weigh less), plus {level.SMALLEST_RATE:g}"
        )
    if method == "novelty":
        contacts, weeks = (
            history.counts[baseline].sum(),
            history.relative_exposure()[baseline].sum(),
        )
        half = novelty.HALF
        return f"({contacts:g} contacts + {half}) / ({weeks:g} weeks + {half})"
    if method in {"seasonal", "drift"}:
        return _curve(history, baseline, waves)
    return "not tested"


def fitted_from(
    method: str, history: History, baseline: BoolArray, guard_weeks: int, waves: FloatArray
) -> dict[str, Any]:
    """Return the numbers that the expectation is made of.

    Args:
        method: That judged the series.
        history: Of that series alone.
        baseline: The weeks it is compared with.
        guard_weeks: The setting.
        waves: How far its season was held back among all series [1, 2] (`season_prior.py`).
    """
    if method == "level":
        known = baseline.astype(float)
        guard = min(guard_weeks, level.LONGEST_GUARD)
        trust = 1.0 if history.trust is None else history.trust
        weights = level.weights_of(
            history.counts * known, history.relative_exposure(), known, guard, trust
        )
        return {"week_weights": weights[baseline].tolist()}
    if method in {"seasonal", "drift"}:
        said: dict[str, Any] = {"curve": _curve_of(history, baseline, waves)}
        if not np.isnan(waves).any():
            said["wave_deviations"] = waves[0].tolist()
        return said
    return {}


def doubts_of(said: dict[str, Any], history: History) -> list[dict[str, float]]:
    """Return what the variance of the expectation is made of: for each week that is looked at, this one first.

    Args:
        said: The numbers of one forecast, with its curve if it has one.
        history: Of that series alone.
    """
    weeks = said["newest_weeks"] or [said]  # a drift's look at this week has no other
    mean = np.array([[week["expected"] for week in weeks]])
    own = np.array([said["own_dispersion"]])
    of_season, of_strength = np.zeros((2, 1, len(weeks)))
    if "curve" in said:
        coefficients, doubts = (
            np.array([numbers]) for numbers in (list(said["curve"].values()), said["wave_doubts"])
        )
        alone = np.eye(len(weeks))
        of_season = doubt_of_day(coefficients, mean, alone, own)
        of_strength = doubt_of_strength(coefficients, doubts, mean, alone, own)
    of_calendar = np.zeros((1, len(weeks)))
    if history.calendar_doubt is not None and said["method"] != "drift":
        of_calendar = mean**2 * history.calendar_doubt[:, : len(weeks)] / _moderated(said)
    return [
        {
            "of_season": float(season),
            "of_strength": float(strength),
            "of_calendar": float(calendar),
            "of_fit": week["fit_variance"] - float(season) - float(strength) - float(calendar),
        }
        for week, season, strength, calendar in zip(
            weeks, of_season[0], of_strength[0], of_calendar[0], strict=True
        )
    ]


def _moderated(said: dict[str, Any]) -> float:
    """Return the dispersion of a series before the doubts of its expectation."""
    return float(said["dispersion"] / (1 + said["fit_variance"] / said["expected"]))


def _curve(history: History, baseline: BoolArray, waves: FloatArray) -> str:
    """Return the fitted curve of a series in words."""
    curve = _curve_of(history, baseline, waves)
    said = ", ".join(f"{name} {value:.6g}" for name, value in curve.items())
    step = " + step" if "step" in curve else ""
    return f"exp(level + cos 1 + cos 2{step}) at this week, of the fitted curve {said}"


def _curve_of(history: History, baseline: BoolArray, waves: FloatArray) -> dict[str, float]:
    """Return the coefficients of a series' curve, put through its weeks once more."""
    since = 0 if history.level_since is None else int(history.level_since[0])
    held = None if np.isnan(waves).any() else waves
    fitted = seasonal.curves_of(history, baseline, since, held)
    names = ("level", "trend a year", "cos 1", "sin 1", "cos 2", "sin 2", "step")
    return dict(zip(names, fitted.coefficients[0].tolist(), strict=False))
