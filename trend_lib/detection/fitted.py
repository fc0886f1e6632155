"""What an expectation was fitted from: a week's weights, a curve's coefficients; fitted once more."""

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
