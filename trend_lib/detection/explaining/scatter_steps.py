"""How much normal weeks scatter: the dispersion, variance over mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.explaining.writing import number

if TYPE_CHECKING:
    Said = dict[str, Any]

VISIBLE = 1e-6  # of a dispersion; less is rounding


def scatter_lines(said: Said, week: str) -> list[str]:
    """Say how the dispersion came about, from the series' own to the one that is forecast with."""
    del week  # every step is told of the same
    if said.get("dispersion") is None:
        return []
    if "own_dispersion" not in said:
        return [f"dispersion = {number(said['dispersion'])} = 1 + 1 / (weeks + 0.5)"]
    return [
        (
            f"own: the mean squared error of its normal weeks over their mean is {number(said['own_dispersion'])}, "
            f"known from {number(said['own_degrees'])} degrees of freedom"
        ),
        (
            f"others: series of this size show {number(said['prior_dispersion'])}, worth "
            f"{number(said['prior_degrees'])} degrees"
        ),
        (
            f"together: (own x degrees + others x degrees) / (sum of degrees), at least 1, x sum / (sum - 2) where "
            f"the sum is over 4 (else x 2) = {number(moderated(said))}"
        ),
        *_forecast_error(said, "", "expected", "dispersion", "fit_variance"),
        *_forecast_error(
            said,
            " of two weeks",
            "expected_two_weeks",
            "dispersion_two_weeks",
            "fit_variance_two_weeks",
        ),
    ]


def moderated(said: Said) -> float:
    """Return the dispersion of own and other weeks together."""
    own, others = said["own_degrees"], said["prior_degrees"]
    total = own + others
    mean = (own * said["own_dispersion"] + others * said["prior_dispersion"]) / total
    return float(max(mean, 1.0) * (total / (total - 2) if total > 4 else 2.0))


def _forecast_error(
    said: Said, of: str, expected: str, dispersion: str, variance: str
) -> list[str]:
    """Say what the uncertainty of the expectation itself adds."""
    if said[dispersion] is None:
        return []
    factor = 1 + said[variance] / said[expected]
    rest = said[dispersion] - moderated(said) * factor
    added = (
        f" + {number(rest)} for what is not known of a holiday or event" if rest > VISIBLE else ""
    )
    return [
        (
            f"dispersion{of} = that x (1 + {number(said[variance])} / expected{of}){added} = "
            f"{number(said[dispersion])}; the {number(said[variance])} is the error of the expectation itself"
        )
    ]
