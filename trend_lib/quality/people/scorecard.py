"""A team's scorecard: every measure adjusted, shrunk, with limits; and who stands out of the whole of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.quality.people.case_mix import Adjusted, adjust
from trend_lib.quality.people.shrinkage import shrunk
from trend_lib.quality.people.standing_out import (
    ENOUGH_OPERATORS,
    LEVEL,
    chance_error,
    holm,
    outlying_p,
    typical,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.quality.interval import Floats
    from trend_lib.quality.people.case_mix import Codes

ENOUGH_VALUES = (
    30  # of one operator and measure; with fewer there is a number of contacts and no figure
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of one measure, one entry a contact (a survey answer, a form)."""

    name: str
    operator: Codes  # by number, the same in all measures
    factors: Sequence[Codes]
    value: Floats
    customer: Codes


@dataclass(frozen=True, slots=True)
class Figures:
    """What the scorecard says of one measure, one entry an operator; NaN where nothing may be said."""

    name: str
    adjusted: Adjusted
    level: float  # of the typical operator, with the cases of all
    effect: Floats  # beside the typical operator
    shrunk: Floats
    lower: Floats  # 95 %, of the shrunk effect
    upper: Floats
    reach: Floats  # an operator like all others lies so far from the typical one, in one deviation
    p_value: Floats  # of this measure alone
    outlies: Floats  # 1 above, −1 below, 0 neither


def score_team(measures: Sequence[Measured], operators: int) -> list[Figures]:
    """Return the figures of each measure; one stands out only if the whole scorecard, looked at at once, allows it.

    With operators who are all alike nobody at all stands out, of any measure, in 1 − LEVEL of scorecards
    (Holm). Nobody does with fewer than ENOUGH_VALUES values, beside fewer than ENOUGH_OPERATORS, or
    where the limits hold the typical operator.
    """
    drafts = [_draft(measured, operators) for measured in measures]
    if not drafts:
        return []
    adjusted_p = holm(np.array([draft.p_value for draft in drafts]))
    return [_told(draft, row) for draft, row in zip(drafts, adjusted_p, strict=True)]


def _draft(measured: Measured, operators: int) -> Figures:
    """Return the figures of a measure, nobody standing out yet."""
    adjusted = adjust(
        measured.operator, operators, measured.factors, measured.value, measured.customer
    )
    enough = adjusted.contacts >= ENOUGH_VALUES
    if enough.sum() < ENOUGH_OPERATORS:
        enough = np.zeros(operators, bool)
    effect = np.where(enough, adjusted.effect, np.nan)
    centre = typical(effect) if enough.any() else np.nan
    effect = effect - centre
    error = np.where(enough, adjusted.error, np.nan)
    drawn, lower, upper = shrunk(effect, error)
    reach = chance_error(effect, error) if enough.any() else effect
    p_value = outlying_p(effect, error, adjusted.skewness) if enough.any() else effect
    level = float(measured.value.mean()) + centre
    nobody = np.zeros(operators)
    return Figures(
        measured.name, adjusted, level, effect, drawn, lower, upper, reach, p_value, nobody
    )


def _told(draft: Figures, adjusted_p: Floats) -> Figures:
    """Return the figures with those who stand out."""
    is_apart = (adjusted_p <= LEVEL) & ((draft.lower > 0) | (draft.upper < 0))
    return replace(draft, outlies=np.where(is_apart, np.sign(draft.effect), 0.0))
