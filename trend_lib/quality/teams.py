"""The week's teams: SQL counts what came back, limits say which teams lie outside of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.base.warehouse import read_query, replace_rows, run
from trend_lib.quality.funnel import LIMITS, dispersion_of, funnel_limits

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

TEAM_WEEKS = "7_quality/75_team_weeks"
TEAM_LIMITS = "7_quality/76_team_limits"
LEAST_PEOPLE = 5  # smaller teams are persons
CURVE_POINTS = 30
ALL_TEAMS = "(all)"


def measure_teams(con: duckdb.DuckDBPyConnection, week: Week, contacts_week: Week) -> int:
    """Replace the week's teams, by what came back of an earlier week, and the curve of their limits.

    Returns:
        How many teams are compared.
    """
    given = {
        "week_start": week.start,
        "contacts_week": contacts_week.start,
        "least_people": LEAST_PEOPLE,
    }
    counted = run(con, read_query(TEAM_WEEKS), given).df()
    teams = with_limits(counted)
    replace_rows(con, TEAM_WEEKS, week, teams)
    replace_rows(con, TEAM_LIMITS, week, curve_of(teams))
    return max(len(teams) - 1, 0)


def with_limits(counted: pd.DataFrame) -> pd.DataFrame:
    """Return rows of quality.team_weeks: adjusted shares with the limits of each team's size."""
    contacts, target = counted["contacts"].to_numpy(float), _target(counted)
    expected = counted["expected"].to_numpy(float)
    ratio = counted["came_back"].to_numpy(float) / np.where(expected > 0, expected, np.nan)
    share = np.nan_to_num(target * ratio)  # nothing expected, nothing came
    is_team = (counted["team"] != ALL_TEAMS).to_numpy()
    dispersion = dispersion_of(share[is_team], contacts[is_team], target)
    return counted.assign(
        share=share, dispersion=dispersion, **funnel_limits(target, contacts, dispersion)
    )


def curve_of(teams: pd.DataFrame) -> pd.DataFrame:
    """Return rows of quality.team_limits: the limits from half the smallest team to beyond the largest."""
    own = teams[teams["team"] != ALL_TEAMS]
    if own.empty:
        return pd.DataFrame(columns=["week_start", "contacts", *LIMITS])
    ends = max(own["contacts"].min() // 2, 1), 1.1 * own["contacts"].max() + 1
    contacts = np.unique(np.geomspace(*ends, CURVE_POINTS).astype(int))
    limits = funnel_limits(_target(teams), contacts, float(own["dispersion"].iloc[0]))
    return pd.DataFrame({"contacts": contacts, **limits}).assign(
        week_start=own["week_start"].iloc[0]
    )


def _target(teams: pd.DataFrame) -> float:
    """Return the share of all teams together."""
    whole = teams[teams["team"] == ALL_TEAMS]
    return float(whole["came_back"].iloc[0] / whole["contacts"].iloc[0]) if len(whole) else 0.0
