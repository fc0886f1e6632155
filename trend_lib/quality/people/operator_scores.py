"""Writes `quality.operator_scores`: every operator and measure, and whether anything may be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import ndtri

from trend_lib.base.warehouse import replace_rows
from trend_lib.quality.interval import TAIL
from trend_lib.quality.people.change import change_p
from trend_lib.quality.people.operator_values import (
    BETTER,
    IN_LOGARITHMS,
    OPERATOR_SCORES,
    OperatorValues,
    read_values,
)
from trend_lib.quality.people.scorecard import ENOUGH_VALUES, Figures, score_team
from trend_lib.quality.people.standing_out import ENOUGH_OPERATORS, LEVEL, holm

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.quality.interval import Floats
    from trend_lib.quality.people.case_mix import Codes

WORDS = {1: ("better", "worse"), -1: ("worse", "better"), 0: ("longer", "shorter")}  # above, below
COLUMNS = (
    "week_start", "operator_id", "measure", "contacts", "status", "observed", "expected", "typical", "adjusted",
    "lower", "upper", "funnel_lower", "funnel_upper", "p_value", "stands_out", "changed_since", "change",
)  # fmt: skip


def score_operators(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> int:
    """Replace the week's rows; return how many operators stand out of anything."""
    values = read_values(con, home, week)
    rows = operator_rows(values).assign(week_start=week.start)[list(COLUMNS)]
    replace_rows(con, OPERATOR_SCORES, week, rows)
    return int(rows.loc[rows["stands_out"].notna(), "operator_id"].nunique())


def operator_rows(values: OperatorValues) -> pd.DataFrame:
    """Return a row an operator and measure that knows of any contact."""
    team = score_team(values.measures, len(values.operators))
    changes = _changes(values, team)
    tables = [_rows(figures, values, change) for figures, change in zip(team, changes, strict=True)]
    known = pd.concat(tables) if tables else pd.DataFrame(columns=list(COLUMNS), dtype=object)
    return known[known["contacts"] > 0].reset_index(drop=True)


def _rows(figures: Figures, values: OperatorValues, change: dict[str, Floats]) -> pd.DataFrame:
    """Return one measure's rows, in its own unit."""
    unit = np.exp if figures.name in IN_LOGARITHMS else np.asarray
    observed, adjusted = figures.adjusted.observed, figures.level + figures.shrunk
    reach = ndtri(TAIL) * figures.reach
    compared = np.isfinite(figures.shrunk)
    above, below = WORDS[BETTER.get(figures.name, 1)]
    words = {1.0: above, -1.0: below}
    return pd.DataFrame(
        {
            "operator_id": values.operators,
            "measure": figures.name,
            "contacts": figures.adjusted.contacts.astype(int),
            "status": _status(figures),
            "observed": unit(observed),
            "expected": unit(observed - figures.effect),
            "typical": np.where(compared, unit(np.full(len(compared), figures.level)), np.nan),
            "adjusted": unit(adjusted),
            "lower": unit(figures.level + figures.lower),
            "upper": unit(figures.level + figures.upper),
            "funnel_lower": unit(figures.level - reach),
            "funnel_upper": unit(figures.level + reach),
            "p_value": figures.p_value,
            "stands_out": [words.get(sign) for sign in figures.outlies],
            "changed_since": [
                values.weeks[int(week)] if is_changed else None
                for week, is_changed in zip(change["first_week"], change["is_changed"], strict=True)
            ],
            "change": np.where(change["is_changed"], change["step"], np.nan),
        }
    )


def _status(figures: Figures) -> list[str]:
    """Return for each operator whether a figure may be told, else why not."""
    enough = figures.adjusted.contacts >= ENOUGH_VALUES
    alone = enough.sum() < ENOUGH_OPERATORS
    return [
        "too_few_contacts" if not each else "too_few_operators" if alone else "compared"
        for each in enough
    ]


def _changes(values: OperatorValues, team: list[Figures]) -> list[dict[str, Floats]]:
    """Return each measure's changes; one is told only if all looks at once allow it."""
    found = [
        _change(figures, measured.operator, week_of, len(values.weeks))
        for figures, measured, week_of in zip(team, values.measures, values.week_of, strict=True)
    ]
    if not found:
        return []
    adjusted = holm(np.array([each["p_value"] for each in found]))
    return [{**each, "is_changed": row <= LEVEL} for each, row in zip(found, adjusted, strict=True)]


def _change(figures: Figures, operator: Codes, week_of: Codes, weeks: int) -> dict[str, Floats]:
    """Return one measure's changes."""
    operators = len(figures.effect)
    cell = operator * weeks + week_of
    size = operators * weeks
    contacts = np.bincount(cell, minlength=size).astype(float).reshape(operators, weeks)
    surplus = np.bincount(cell, figures.adjusted.residuals, size).astype(float)
    found = change_p(contacts, surplus.reshape(operators, weeks), figures.adjusted.design)
    is_enough = figures.adjusted.contacts >= ENOUGH_VALUES
    return {**found, "p_value": np.where(is_enough, found["p_value"], np.nan)}
