"""Which way a source of scores goes: one where 1 is best would turn every figure round, so it is refused.

Question: do contacts with better scores have more often been solved? Assumption: subscribers whose matter was
solved do not score worse than the others, in any source whose scale is read the right way. A source is refused
when the whole 99.9 % interval of the correlation lies below 0: in half a year of weekly looks a source read the
right way, with no connection at all, is refused about once in a hundred. Whoever writes `scale_direction` in
`[[sources]]` has said it, and is believed. Wrong where solved matters really score worse; then it is to be written.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.warehouse import read_query, replace_rows, run
from trend_lib.quality.interval import correlation_interval

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb
    import pandas as pd

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

logger = logging.getLogger(__name__)
SCALE_DIRECTIONS = "7_quality/71_scale_directions"
WEEKS_LOOKED_AT = 26
CURE = (
    'its scores go against what was solved: if 1 is best there, write scale_direction = "low_is_good" in its '
    '[[sources]], else "high_is_good"; until then its answers count nowhere'
)


def measure_directions(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> None:
    """Replace the week's rows of quality.scale_directions; say which source is refused."""
    given = {
        "week_start": week.start,
        "first_week": week.plus(1 - WEEKS_LOOKED_AT).start,
        "resolved_question": home.config.quality.resolved_question,
    }
    counted = run(con, read_query(SCALE_DIRECTIONS), given).df()
    rows = with_directions(counted, _stated(home))
    replace_rows(con, SCALE_DIRECTIONS, week, rows)
    for source in rows.loc[rows["is_refused"], "source"]:
        logger.warning("source=%s week=%s %s", source, week, CURE)


def with_directions(counted: pd.DataFrame, stated: Collection[str]) -> pd.DataFrame:
    """Return rows of quality.scale_directions, given the sources whose direction somebody wrote."""
    correlation = counted["score_correlation"].to_numpy(float)
    lower, upper = correlation_interval(correlation, counted["contacts"])
    says = np.select([upper < 0, lower > 0], ["low_is_good", "high_is_good"], "unclear")
    is_stated = counted["source"].isin(list(stated)).to_numpy(bool)
    return counted.assign(
        lower=lower,
        upper=upper,
        says=says,
        is_stated=is_stated,
        is_refused=(says == "low_is_good") & ~is_stated,
    )


def _stated(home: Home) -> set[str]:
    """Return the sources whose direction is written in trends.toml."""
    sources = home.config.sources
    return {source.name for source in sources if "scale_direction" in source.model_fields_set}
