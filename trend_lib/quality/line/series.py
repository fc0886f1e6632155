"""Did scores or response change? The detection room's own test, on the quality line's weekly counts.

A mean is no count, so two counts stand for it: answers under `satisfied_from` among those given, whose rise is
worse, and answers among those asked, whose fall is worse. Both are shares, which scatter less than the counts the
test was made for: it is cautious here (of quiet lines with four channels fewer than .05 alarm in a week,
`tests/quality/line/test_series.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trend_lib.base.warehouse import replace_rows, run
from trend_lib.detection import assess_series

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week

SCORE_SERIES = "7_quality/71_score_series"
LOW_SCORES, ANSWERED = "low_scores", "answered"
WORSE = {LOW_SCORES: "up", ANSWERED: "down"}
KEY = ["slice_dim", "slice_value", "question"]
VERDICT = [
    "expected",
    "lower",
    "upper",
    "p_value",
    "q_value",
    "method",
    "status",
    "is_alarm",
    "why_no_alarm",
]
COLUMNS = ["week_start", "measure", *KEY, "observed", "of_all", *VERDICT]
APART = "\x1f"
COUNTED = """
SELECT
    survey_scores.week_start AS week, slice_dim, slice_value, question, asked, answered, answered - satisfied AS low,
    coalesce(whole.is_complete, TRUE) AS is_complete
FROM quality.survey_scores
LEFT JOIN (
    SELECT week_start, bool_and(is_complete) AS is_complete
    FROM contacts.source_weeks WHERE holds = 'survey_answers' GROUP BY week_start
) AS whole ON survey_scores.week_start = whole.week_start
WHERE survey_scores.week_start BETWEEN $first_week AND $week_start AND slice_dim IN ('all', 'channel')
"""
ALARMED = """
SELECT week_start AS week, measure, slice_dim, slice_value, question, is_alarm AS was_alarm
FROM quality.score_series WHERE week_start BETWEEN $first_week AND $week_start AND is_alarm
"""


def watch_line(con: duckdb.DuckDBPyConnection, week: Week, settings: DetectionConfig) -> int:
    """Replace the week's rows of quality.score_series; return how many alarms."""
    given = {"week_start": week.start, "first_week": week.plus(-settings.window_weeks).start}
    counted = run(con, COUNTED, given).df()
    alarmed = run(con, ALARMED, given).df()
    rows = assess_line(counted, alarmed, week, settings)
    replace_rows(con, SCORE_SERIES, week, rows)
    return int(rows["is_alarm"].sum())


def assess_line(
    counted: pd.DataFrame, alarmed: pd.DataFrame, week: Week, settings: DetectionConfig
) -> pd.DataFrame:
    """Return both measures' verdicts about every question and channel of the week."""
    verdicts = [
        _assess(measure, counts, alarmed, week, settings)
        for measure, counts in ((measure, _counts(counted, measure)) for measure in WORSE)
        if (counts["week"] == pd.Timestamp(week.start)).any()
    ]
    return pd.concat(verdicts) if verdicts else pd.DataFrame(columns=COLUMNS)


def _counts(counted: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return what is counted of what, where there was something to count."""
    ours = {ANSWERED: ("answered", "asked"), LOW_SCORES: ("low", "answered")}[measure]
    counts = counted[[*KEY, "week", "is_complete"]].assign(
        count=counted[ours[0]], exposure=counted[ours[1]]
    )
    return counts[counts["exposure"] > 0]


def _assess(
    measure: str,
    counts: pd.DataFrame,
    alarmed: pd.DataFrame,
    week: Week,
    settings: DetectionConfig,
) -> pd.DataFrame:
    """Return one measure's verdicts, as rows of quality.score_series."""
    counts = counts.merge(alarmed[alarmed["measure"] == measure], how="left", on=["week", *KEY])
    counts["was_alarm"] = counts["was_alarm"].eq(True)  # noqa: FBT003 - a value, not a switch
    counts["week"] = pd.to_datetime(counts["week"]).dt.date
    counts["series"] = (
        counts["slice_dim"] + APART + counts["slice_value"] + APART + counts["question"]
    )
    now = counts[counts["week"] == week.start]
    kept = counts[counts["series"].isin(now["series"])].sort_values(["series", "week"])
    # of scores no alarm for size alone: the page promises a rate of every one
    own = {"direction": WORSE[measure], "unprecedented_by": 0}
    asked: dict[str, Any] = settings.model_dump() | own
    found = assess_series(
        kept[["series", "week", "count", "exposure", "is_complete", "was_alarm"]],
        gaps="unknown",
        **asked,
    )
    verdicts = found[["series", "observed", *VERDICT]]
    return _stored(measure, now.merge(verdicts, on="series", validate="one_to_one"))


def _stored(measure: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the table's columns alone."""
    named = rows.rename(columns={"week": "week_start", "exposure": "of_all"})
    named = named.assign(measure=measure, is_alarm=named["is_alarm"].eq(True))  # noqa: FBT003
    return named[COLUMNS]
