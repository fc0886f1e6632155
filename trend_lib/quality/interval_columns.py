"""Puts intervals beside the counts that SQL made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.quality.interval import mean_interval, wilson_interval

if TYPE_CHECKING:
    import pandas as pd

    from trend_lib.quality.interval import Floats


def with_score_intervals(counted: pd.DataFrame) -> pd.DataFrame:
    """Return rows of quality.survey_scores; a question that nobody answered has no mean."""
    mean_lower, mean_upper = mean_interval(
        counted["mean_score"],
        counted["deviation"],
        counted["answered"],
        counted["scale_min"],
        counted["scale_max"],
    )
    lower, upper = wilson_interval(counted["satisfied"], counted["answered"])
    response_lower, response_upper = wilson_interval(counted["answered"], counted["asked"])
    scores = counted.drop(columns=["deviation", "scale_min", "scale_max"])
    return scores.assign(
        response_share=_share(counted, "answered", "asked"),
        response_lower=response_lower,
        response_upper=response_upper,
        mean_lower=mean_lower,
        mean_upper=mean_upper,
        satisfied_share=_share(counted, "satisfied", "answered"),
        satisfied_lower=lower,
        satisfied_upper=upper,
    )


def with_count_intervals(counted: pd.DataFrame) -> pd.DataFrame:
    """Return rows of quality.score_counts."""
    lower, upper = wilson_interval(counted["answers"], counted["of_all"])
    share = _share(counted, "answers", "of_all")
    return counted.drop(columns=["of_all"]).assign(share=share, lower=lower, upper=upper)


def with_repeat_intervals(counted: pd.DataFrame) -> pd.DataFrame:
    """Return rows of quality.repeat_contacts."""
    lower, upper = wilson_interval(counted["repeats"], counted["contacts"])
    share = _share(counted, "repeats", "contacts")
    return counted.assign(repeat_share=share, repeat_lower=lower, repeat_upper=upper)


def with_first_contact_intervals(counted: pd.DataFrame) -> pd.DataFrame:
    """Return rows of quality.first_contact."""
    lower, upper = wilson_interval(counted["solved"], counted["contacts"])
    share = _share(counted, "solved", "contacts")
    return counted.assign(solved_share=share, solved_lower=lower, solved_upper=upper)


def _share(counted: pd.DataFrame, part: str, whole: str) -> Floats:
    """Return part over whole; NaN, which is stored as NULL, where there is nothing."""
    total = counted[whole].to_numpy(float)
    return counted[part].to_numpy(float) / np.where(total > 0, total, np.nan)
