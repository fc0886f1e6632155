"""What an expectation was fitted from: a week's weights, a curve's coefficients, fitted once more; and its doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection import level, novelty, seasonal
from trend_lib.detection.curve import Baseline, fit_curves

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, History


def how_expected(method: str, history: History, baseline: BoolArray) -> str:
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
        return _curve(history, baseline)
    return "not tested"


def fitted_from(
    method: str, history: History, baseline: BoolArray, guard_weeks: int
) -> dict[str, Any]:
    """Return the numbers that the expectation is made of."""
    if method == "level":
        known = baseline.astype(float)
        guard = min(guard_weeks, level.LONGEST_GUARD)
        trust = 1.0 if history.trust is None else history.trust
        weights = level.weights_of(
            history.counts * known, history.relative_exposure(), known, guard, trust
        )
        return {"week_weights": weights[baseline].tolist()}
    if method in {"seasonal", "drift"}:
        return {"curve": _curve_of(history, baseline)}
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
    of_season = np.zeros((1, len(weeks)))
    if "curve" in said:
        coefficients = np.array([list(said["curve"].values())])
        of_season = seasonal.season_doubt(coefficients, mean, np.eye(len(weeks)), own)
    of_calendar = np.zeros((1, len(weeks)))
    if history.calendar_doubt is not None and said["method"] != "drift":
        of_calendar = mean**2 * history.calendar_doubt[:, : len(weeks)] / _moderated(said)
    return [
        {
            "of_season": float(season),
            "of_calendar": float(calendar),
            "of_fit": week["fit_variance"] - float(season) - float(calendar),
        }
        for week, season, calendar in zip(weeks, of_season[0], of_calendar[0], strict=True)
    ]


def _moderated(said: dict[str, Any]) -> float:
    """Return the dispersion of a series before the doubts of its expectation."""
    return float(said["dispersion"] / (1 + said["fit_variance"] / said["expected"]))


def _curve(history: History, baseline: BoolArray) -> str:
    """Return the fitted curve of a series in words."""
    curve = _curve_of(history, baseline)
    said = ", ".join(f"{name} {value:.6g}" for name, value in curve.items())
    step = " + step" if "step" in curve else ""
    return f"exp(level + cos 1 + cos 2{step}) at this week, of the fitted curve {said}"


def _curve_of(history: History, baseline: BoolArray) -> dict[str, float]:
    """Return the coefficients of a series' curve."""
    columns = np.flatnonzero(baseline[0])
    newest = history.counts.shape[1] - 1
    since = 0 if history.level_since is None else int(history.level_since[0])
    fitted = fit_curves(
        Baseline(
            counts=history.counts[:, columns],
            log_exposure=np.log(history.relative_exposure())[:, columns],
            known=np.ones((1, len(columns))),
            trust=1.0 if history.trust is None else history.trust[:, columns],
        ),
        design=seasonal.design_of(columns - newest, since - newest if since else None),
        precision=seasonal.precisions_of(since)[None, :],
    )
    names = ("level", "trend a year", "cos 1", "sin 1", "cos 2", "sin 2", "step")
    return dict(zip(names, fitted.coefficients[0].tolist(), strict=False))
