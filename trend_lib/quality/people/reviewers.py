"""Writes `quality.agreement` and `quality.reviewer_bias`: whether reviewers judge alike, and who is lenient or strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trend_lib.base.warehouse import replace_rows, run
from trend_lib.quality.people.agreement import Agreement, alpha, weighted_kappa
from trend_lib.quality.people.reviewer_bias import reviewer_bias

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

AGREEMENT, REVIEWER_BIAS = "7_quality/81_agreement", "7_quality/82_reviewer_bias"
ALL, FORM = "(all)", "(form)"
SCORES = """
SELECT reviews.contact_id, reviews.form, reviews.reviewer_id, '(form)' AS criterion, reviews.score
FROM quality.reviews
WHERE reviews.week_start BETWEEN $first_week AND $week_start AND reviews.score IS NOT NULL
    AND reviews.contact_id IS NOT NULL AND reviews.reviewer_id IS NOT NULL AND reviews.part IS DISTINCT FROM 'risk'
UNION ALL
SELECT reviews.contact_id, reviews.form, reviews.reviewer_id, review_points.question, review_points.points
FROM quality.reviews
INNER JOIN quality.review_points
    ON reviews.evaluation_id = review_points.evaluation_id AND reviews.week_start = review_points.week_start
WHERE reviews.week_start BETWEEN $first_week AND $week_start AND review_points.points IS NOT NULL
    AND reviews.contact_id IS NOT NULL AND reviews.reviewer_id IS NOT NULL AND reviews.part IS DISTINCT FROM 'risk'
ORDER BY ALL
"""
VERDICTS = {1.0: "lenient", -1.0: "strict"}
AGREEMENT_COLUMNS = (
    "week_start", "reviewer_id", "criterion", "statistic", "contacts", "value", "lower", "upper",
)  # fmt: skip
BIAS_COLUMNS = (
    "week_start", "reviewer_id", "forms", "mean_score", "pairs", "bias", "lower", "upper", "verdict",
)  # fmt: skip


def judge_reviewers(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> int:
    """Replace the week's rows of both tables; return how many reviewers are lenient or strict."""
    first = week.plus(1 - home.config.listening.scorecard_weeks)
    scores = run(con, SCORES, {"first_week": first.start, "week_start": week.start}).df()
    scores = scores.assign(unit=scores["contact_id"] + "\x1f" + scores["form"])
    agreement = pd.DataFrame(agreement_rows(scores), columns=list(AGREEMENT_COLUMNS[1:]))
    replace_rows(con, AGREEMENT, week, agreement.assign(week_start=week.start))
    bias = bias_rows(scores[scores["criterion"] == FORM]).assign(week_start=week.start)
    replace_rows(con, REVIEWER_BIAS, week, bias[list(BIAS_COLUMNS)])
    return int(bias["verdict"].notna().sum())


def agreement_rows(scores: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a row a criterion for all reviewers at once, and for each beside the others."""
    rows = []
    for criterion, given in scores.groupby("criterion", sort=True):
        rows.append(_row(ALL, str(criterion), "alpha", alpha(given["unit"], given["score"])))
        for reviewer, ours in given.groupby("reviewer_id", sort=True):
            others = given[given["reviewer_id"] != reviewer].groupby("unit")["score"].mean()
            pairs = ours.groupby("unit")["score"].mean().to_frame("ours").join(others, how="inner")
            kappa = weighted_kappa(pairs["ours"], pairs["score"])
            rows.append(_row(str(reviewer), str(criterion), "weighted_kappa", kappa))
    return rows


def _row(reviewer: str, criterion: str, statistic: str, found: Agreement) -> dict[str, Any]:
    """Return one row of quality.agreement."""
    return {
        "reviewer_id": reviewer,
        "criterion": criterion,
        "statistic": statistic,
        "contacts": found.units,
        "value": found.value,
        "lower": found.lower,
        "upper": found.upper,
    }


def bias_rows(forms: pd.DataFrame) -> pd.DataFrame:
    """Return a row a reviewer."""
    number, reviewers = pd.factorize(forms["reviewer_id"], sort=True)
    found = reviewer_bias(pd.factorize(forms["unit"])[0], number, forms["score"].to_numpy(float))
    count = np.bincount(number, minlength=len(reviewers))
    total = np.bincount(number, forms["score"].to_numpy(float), len(reviewers))
    return pd.DataFrame(
        {
            "reviewer_id": np.asarray(reviewers, object),
            "forms": count,
            "mean_score": total / np.maximum(count, 1),
            "pairs": found["pairs"].astype(int),
            "bias": found["bias"],
            "lower": found["lower"],
            "upper": found["upper"],
            "verdict": pd.Series([VERDICTS.get(sign) for sign in found["direction"]], dtype=object),
        }
    )
