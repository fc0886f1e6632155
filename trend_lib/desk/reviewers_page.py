"""Reviewers for quality managers: how far the week's listening is, how alike they judge, and who judges otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say
from trend_lib.base.weeks import Week
from trend_lib.desk.called_lists import tell_day, tell_id
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.report import figures
from trend_lib.report.quality_words import code_word
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader

ALL, WHOLE_FORM = "(all)", "(form)"
FAULTS_SHOWN = 50
NEWEST = "SELECT max(week_start) AS week_start FROM quality.review_sample"
PROGRESS = """
SELECT
    coalesce(sample.reviewer_id, '') AS reviewer_id, count(*) FILTER (replaced_because IS NULL) AS given,
    count(*) FILTER (replaced_because IS NULL AND heard.contact_id IS NOT NULL) AS heard,
    count(*) FILTER (replaced_because IS NOT NULL) AS replaced
FROM quality.review_sample AS sample
LEFT JOIN (SELECT DISTINCT reviewer_id, contact_id FROM quality.reviews) AS heard
    ON sample.reviewer_id = heard.reviewer_id AND sample.contact_id = heard.contact_id
WHERE sample.week_start = $week_start
GROUP BY ALL
ORDER BY ALL
"""
REPLACED = """
SELECT replaced_because AS reason, count(*) AS reviews FROM quality.review_sample
WHERE week_start = $week_start AND replaced_because IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
AGREEMENT = """
SELECT reviewer_id, criterion, contacts, value, lower, upper FROM quality.agreement
WHERE week_start = (SELECT max(newest.week_start) FROM quality.agreement AS newest)
    AND (reviewer_id = '(all)' OR criterion = '(form)')
ORDER BY criterion <> '(form)', criterion, reviewer_id
"""
BIAS = """
SELECT reviewer_id, forms, mean_score, pairs, bias, lower, upper, verdict FROM quality.reviewer_bias
WHERE week_start = (SELECT max(newest.week_start) FROM quality.reviewer_bias AS newest) ORDER BY reviewer_id
"""
FAULTS = """
SELECT evaluated_at, reviewer_id, form, form_version, contact_id, fault FROM quality.reviews
WHERE fault IS NOT NULL ORDER BY evaluated_at DESC, evaluation_id LIMIT $shown
"""


def show_reviewers(home: Home, reader: Reader) -> str:
    """Return the page."""
    with open_snapshot(home) as con:
        (newest,) = read(con, NEWEST)
        of_week = {"week_start": newest["week_start"]}
        agreement = [_agreement(row) for row in read(con, AGREEMENT)]
        seen = {
            "progress": [_progress(row) for row in read(con, PROGRESS, **of_week)],
            "replaced": _replaced(con, of_week),
            "alpha": [row for row in agreement if row["reviewer"] == ALL],
            "reviewers": [_reviewer(row, agreement) for row in read(con, BIAS)],
            "faults": [_fault(row) for row in read(con, FAULTS, shown=FAULTS_SHOWN)],
        }
    week = Week(newest["week_start"]) if newest["week_start"] else None
    return render(
        "reviewers.html.j2",
        home,
        reader,
        here="quality",
        tab="reviewers",
        root="../",
        title=say("Reviewers"),
        period=f"{figures.week_name(week)}, {figures.period(week)}" if week else "",
        weeks_back=home.config.listening.scorecard_weeks,
        **seen,
    )


def _progress(row: dict[str, Any]) -> dict[str, str]:
    """Write how far a reviewer is."""
    return {
        "reviewer": tell_id(row["reviewer_id"]) or say("nobody: the register names too few"),
        **{name: figures.count(row[name]) for name in ("given", "heard", "replaced")},
        "waits": figures.count(row["given"] - row["heard"]),
    }


def _replaced(con: duckdb.DuckDBPyConnection, of_week: dict[str, Any]) -> list[str]:
    """Say why contacts were replaced, and how many."""
    return [
        say("{reason}: {contacts}", reason=code_word(row["reason"]), contacts=figures.count(row["reviews"]))
        for row in read(con, REPLACED, **of_week)
    ]  # fmt: skip


def _agreement(row: dict[str, Any]) -> dict[str, str]:
    """Write how alike contacts were judged; without limits there are too few to say."""
    limits = _limits(row["lower"], row["upper"])
    told = "–" if row["value"] is None else figures.decimal(row["value"], 2)
    return {
        "reviewer": row["reviewer_id"],
        "criterion": _question(row["criterion"]),
        "contacts": figures.count(row["contacts"]),
        "value": say("{figure} ({limits})", figure=told, limits=limits) if limits else say("too few heard twice"),
    }  # fmt: skip


def _question(criterion: str) -> str:
    """Write what was agreed upon; a question has the name that its form gives it."""
    return say("whole form") if criterion == WHOLE_FORM else plain_text(criterion, 80)


def _limits(lower: float | None, upper: float | None) -> str:
    """Write an interval; nothing where there is none."""
    if lower is None or upper is None:
        return ""
    return say("{lower} to {upper}", lower=figures.decimal(lower, 2), upper=figures.decimal(upper, 2))  # fmt: skip


def _reviewer(row: dict[str, Any], agreement: list[dict[str, str]]) -> dict[str, str]:
    """Write how a reviewer judges beside the others on the same contacts."""
    limits = _limits(row["lower"], row["upper"])
    kappa = [one["value"] for one in agreement if one["reviewer"] == row["reviewer_id"]]
    bias = say("too few heard twice")
    if limits and row["bias"] is not None:
        bias = say("{figure} ({limits})", figure=figures.decimal(row["bias"], 2), limits=limits)
    return {
        "reviewer": tell_id(row["reviewer_id"]),
        "forms": figures.count(row["forms"]),
        "mean": "–" if row["mean_score"] is None else figures.decimal(row["mean_score"], 2),
        "pairs": figures.count(row["pairs"]),
        "kappa": kappa[0] if kappa else say("too few heard twice"),
        "bias": bias,
        "verdict": code_word(row["verdict"]) if row["verdict"] and limits else "",
    }


def _fault(row: dict[str, Any]) -> dict[str, str]:
    """Write what is wrong with a form."""
    version = row["form_version"] or ""
    return {
        "day": tell_day(row["evaluated_at"].date()),
        "reviewer": tell_id(row["reviewer_id"] or ""),
        "form": tell_id(f"{row['form']} {version}".strip()),
        "contact": tell_id(row["contact_id"] or ""),
        "fault": plain_text(row["fault"], 300),
    }
