"""How much normal weeks scatter: the dispersion, variance over mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.explaining.writing import OF_WEEKS, number
from trend_lib.detection.season_doubt import DAYS_OF_DOUBT

if TYPE_CHECKING:
    Said = dict[str, Any]


def scatter_lines(said: Said, week: str) -> list[str]:
    """Say how the dispersion came about, from the series' own to the one that is forecast with."""
    del week  # every step is told of the same
    if said.get("dispersion") is None:
        return []
    if "own_dispersion" not in said:
        return [f"dispersion = {number(said['dispersion'])} = 1 + 1 / (weeks + 0.5)"]
    return [
        *together_lines(said),
        *_forecast_errors(said),
        *_season_doubt(said),
        *_strength_doubt(said),
    ]


def together_lines(said: Said) -> list[str]:
    """Say how the scatter of a series is steadied by the others'."""
    return [
        (
            f"own: the mean squared error of its normal weeks over their mean is {number(said['own_dispersion'])}, "
            f"worth {number(said['own_degrees'])} degrees of freedom (fewer where contacts are rare)"
        ),
        (
            f"others: series of this size show {number(said['prior_dispersion'])}, worth "
            f"{number(said['prior_degrees'])} degrees"
        ),
        (
            f"together: (own x degrees + others x degrees) / (sum of degrees), at least 1 = {number(moderated(said))}, "
            f"known from {number(said['own_degrees'] + said['prior_degrees'])} degrees"
        ),
    ]


def moderated(said: Said) -> float:
    """Return the dispersion of own and other weeks together."""
    own, others = said["own_degrees"], said["prior_degrees"]
    mean = (own * said["own_dispersion"] + others * said["prior_dispersion"]) / (own + others)
    return float(max(mean, 1.0))


def _forecast_errors(said: Said) -> list[str]:
    """Say what the uncertainty of each week's expectation adds."""
    together = number(moderated(said))
    return [
        (
            f"dispersion{f' {OF_WEEKS[ago]}' if ago else ''} = {together} x (1 + {number(week['fit_variance'])} / expected) = "
            f"{number(week['dispersion'])}; the {number(week['fit_variance'])} is the error of the expectation itself{_parts(doubts)}"
        )
        for ago, (week, doubts) in enumerate(
            zip(said["newest_weeks"] or [said], said["doubts"], strict=True)
        )
    ]


def _parts(doubts: dict[str, float]) -> str:
    """Say what that error is made of, where it is more than the fit's own."""
    told = {
        "of_fit": "of the fit",
        "of_season": "of a season that may come some days early or late",
        "of_strength": "of a season that may be stronger or weaker",
        "of_calendar": "of what is not known of a holiday or event",
    }
    parts = [
        f"{number(doubts[name])} {says}"
        for name, says in told.items()
        if name == "of_fit" or doubts[name] > 0
    ]
    return f": {' + '.join(parts)}" if len(parts) > 1 else ""


def _season_doubt(said: Said) -> list[str]:
    """Say how the doubt of the season follows from the curve."""
    if said["doubts"][0]["of_season"] == 0:
        return []
    return [
        (
            f"of the season: ({DAYS_OF_DOUBT:g} days x 2 pi / 365.2425 x expected x slope) ^ 2 / own, own at least 1; slope = sin 1 x "
            "cos(2 pi years) - cos 1 x sin(2 pi years) + 2 x sin 2 x cos(4 pi years) - 2 x cos 2 x sin(4 pi years)"
        )
    ]


def _strength_doubt(said: Said) -> list[str]:
    """Say how what is not known of the season's strength follows from the curve."""
    if said["doubts"][0]["of_strength"] == 0:
        return []
    yearly, half_yearly = (number(one) for one in said["wave_doubts"])
    return [
        (
            f"of its strength: (({yearly} x expected x (cos 1 x cos(2 pi years) + sin 1 x sin(2 pi years))) ^ 2 + ({half_yearly} x expected x "
            "(cos 2 x cos(4 pi years) + sin 2 x sin(4 pi years))) ^ 2) / own, own at least 1; by such a part of itself each wave may be "
            "stronger or weaker, since how much of it is noise is not known"
        )
    ]
