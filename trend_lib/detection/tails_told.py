"""How rare one series' week is, look by look, and how the looks became one p-value: for `trends explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection.drift import WEIGHT_OF_DRIFT
from trend_lib.detection.looks import weights_of_looks

if TYPE_CHECKING:
    from trend_lib.detection.history import Forecast

NUMBERS = ("dispersion", "lower", "upper", "p_spike", "p_drift", "stretch")
LOOKS = ("p_one_week", "p_two_weeks", "p_three_weeks")
STUDENT = ", its normal quantile read in Student's t of own_degrees + prior_degrees"
UPPER_TAIL = f"P(count > observed) + P(count = observed) / 2{STUDENT}"
LOWER_TAIL = f"P(count < observed) + P(count = observed) / 2{STUDENT}"


def tails_of(forecast: Forecast, direction: str) -> dict[str, Any]:
    """Return the negative binomial and its tails; of a forecast of one series."""
    of = {name: float(getattr(forecast, name)[0]) for name in (*NUMBERS, "expected")}
    if np.isnan(of["expected"]):
        return {}
    of |= dict(zip(LOOKS, forecast.p_looks[0].tolist(), strict=True))
    method, mean, dispersion = str(forecast.method[0]), of["expected"], of["dispersion"]
    weeks = newest_weeks(forecast)
    return {
        **{name: None if np.isnan(of[name]) else of[name] for name in (*NUMBERS, *LOOKS)},
        "newest_weeks": weeks,
        "variance": mean * dispersion,
        "distribution": f"negative binomial, size {mean / (dispersion - 1):.6g} = expected / "
        f"(dispersion - 1), success probability {1 / dispersion:.6g} = 1 / dispersion",
        "p_one_week_is": "P(count >= observed)" if method == "novelty" else UPPER_TAIL,
        "p_spike_is": _p_spike_is(of, method, len(weeks)),
        "p_drift_is": "the largest of: p of the newest eight weeks' sum; squares of p of either half",
        "p_value_is": _p_value_is(of, method, len(weeks), direction),
    }


def newest_weeks(forecast: Forecast) -> list[dict[str, float]]:
    """Return the numbers of each week that is looked at, this one first."""
    columns = {
        "expected": forecast.expected_weeks,
        "dispersion": forecast.dispersion_weeks,
        "fit_variance": forecast.fit_variance_weeks,
        "p": forecast.p_weeks,
    }
    looked_at = int((~np.isnan(forecast.p_weeks[0])).sum())
    return [
        {name: float(column[0, ago]) for name, column in columns.items()}
        for ago in range(looked_at)
    ]


def _p_value_is(of: dict[str, float], method: str, weeks: int, direction: str) -> str:
    """Say how the looks became one p-value, or which side it is of."""
    if direction == "down":
        return LOWER_TAIL
    rise = _rise_is(of, method, weeks)
    return rise if direction == "up" else f"2 x the smaller of ({rise}) and ({LOWER_TAIL})"


def _rise_is(of: dict[str, float], method: str, weeks: int) -> str:
    """Say how a sudden and a slow rise became one p-value."""
    if np.isnan(of["p_drift"]):
        return _p_spike_is(of, method, weeks)
    return f"1 / ({1 - WEIGHT_OF_DRIFT:g} / p_spike + {WEIGHT_OF_DRIFT:g} / p_drift)"


def _p_spike_is(of: dict[str, float], method: str, weeks: int) -> str:
    """Say how the looks at a sudden rise became one, and that one p."""
    if method == "drift":
        return "that of the seasonal method"
    looks, colon, because = _looks_are(of, weeks).partition(": ")
    if np.isnan(of["stretch"]):
        return looks + colon + because
    return f"P(normal > stretch x z), z exceeded by a normal number as often as {looks}{colon}{because}"


def _looks_are(of: dict[str, float], weeks: int) -> str:
    """Say how the looks became one."""
    if weeks <= 1:
        return "p_one_week"
    one, *others = weights_of_looks(np.ones((1, weeks), dtype=bool))[0].tolist()
    if np.isnan(of["p_two_weeks"]):
        return f"1 / ({one:.8g} / p_one_week + {sum(others):.8g}): the week is not above its expectation"
    looks = zip((one, *others), LOOKS, strict=False)
    return f"1 / ({' + '.join(f'{weight:.8g} / {look}' for weight, look in looks)})"
