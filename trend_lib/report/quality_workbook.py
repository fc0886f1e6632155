"""The quality managers' workbook of a week: `quality/<year>/w<week>/workbook.xlsx`, the only file with names of people.

A sheet a table. Who adds one adds an entry to SHEETS: its name, what stands above its columns, its query.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, speaking
from trend_lib.base.warehouse import open_warehouse, run
from trend_lib.base.weeks import Week
from trend_lib.report.quality_words import code_word
from trend_lib.report.workbook import Column, Sheet, make_workbook

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

FOLDER = "quality"
PRIVATE = 0o600
SCORES = """
SELECT operators.team, scores.operator_id, scores.measure, scores.contacts, scores.status, scores.stands_out,
    scores.observed, scores.expected, scores.typical, scores.adjusted, scores.lower, scores.upper,
    scores.funnel_lower, scores.funnel_upper, scores.changed_since, scores.change
FROM quality.operator_scores AS scores
LEFT JOIN (SELECT operator_id, min(team) AS team FROM registers.operators GROUP BY operator_id) AS operators
    ON scores.operator_id = operators.operator_id
WHERE scores.week_start = $week_start
ORDER BY scores.measure, operators.team, scores.operator_id
"""
SAMPLE = """
SELECT reviewer_id, review_id, contact_id, operator_id, part, hearing, kind, channel, day, shift,
    CASE WHEN part = 'risk' THEN risks END AS risks, replaced_because, replaces
FROM quality.review_sample
WHERE week_start = $week_start
ORDER BY reviewer_id, part, day, review_id
"""  # of the even part the reasons are not told: who hears it should not know them
REPLACED = """
SELECT coalesce(replaced_because, 'heard or waiting') AS reason, part, count(*) AS reviews
FROM quality.review_sample
WHERE week_start = $week_start
GROUP BY ALL
ORDER BY ALL
"""
REVIEWS = """
SELECT evaluated_at::DATE AS day, reviewer_id, operator_id, contact_id, form, form_version, score, is_failed, part, way,
    fault
FROM quality.reviews
WHERE week_start = $week_start
ORDER BY ALL
"""
AGREEMENT = """
SELECT reviewer_id, criterion, statistic, contacts, value, lower, upper
FROM quality.agreement
WHERE week_start = $week_start
ORDER BY reviewer_id, criterion
"""
BIAS = """
SELECT reviewer_id, forms, mean_score, pairs, bias, lower, upper, verdict
FROM quality.reviewer_bias
WHERE week_start = $week_start
ORDER BY reviewer_id
"""
AUDIT = """
SELECT disagreement, contact_id, operator_id, reviewer_id, score, survey_score, came_back, evaluation_id
FROM quality.audit
WHERE week_start = $week_start
ORDER BY disagreement, operator_id, evaluation_id
"""
OPERATOR, CONTACT = Column(mark("Operator")), Column(mark("Contact"))
REVIEWER, WHY = Column(mark("Reviewer")), mark("Why")
IDS = {
    OPERATOR.name,
    CONTACT.name,
    "Review",
    "Form",
    "Version",
    "Team",
    "What is wrong with it",
    "In place of",
}
LIMITS = (Column(mark("From"), "score"), Column(mark("To"), "score"))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet to be: its columns are those of the query, in order."""

    name: str
    query: str
    columns: tuple[Column, ...]


SHEETS = (
    Table(mark("Scorecards"), SCORES, (
        Column(mark("Team")), OPERATOR, Column(mark("Measure")), Column(mark("Contacts"), "count"),
        Column(mark("Compared")), Column(mark("Stands out")), Column(mark("Observed"), "score"),
        Column(mark("Expected of these cases"), "score"), Column(mark("Typical operator, all cases"), "score"),
        Column(mark("Adjusted, all cases"), "score"), *LIMITS, Column(mark("Chance from"), "score"),
        Column(mark("Chance to"), "score"), Column(mark("Changed since"), "week"), Column(mark("Change"), "score"),
    )),
    Table(mark("To listen to"), SAMPLE, (
        REVIEWER, Column(mark("Review")), CONTACT, OPERATOR, Column(mark("Part")), Column(mark("Hearing"), "count"),
        Column(mark("Kind")), Column(mark("Channel")), Column(mark("Day"), "day"), Column(mark("Shift")),
        Column(WHY), Column(mark("Replaced because")), Column(mark("In place of")),
    )),
    Table(mark("Replaced"), REPLACED, (
        Column(mark("Reason")), Column(mark("Part")), Column(mark("Reviews"), "count"),
    )),
    Table(mark("Forms"), REVIEWS, (
        Column(mark("Day"), "day"), REVIEWER, OPERATOR, CONTACT, Column(mark("Form")), Column(mark("Version")),
        Column(mark("Score"), "score"), Column(mark("Failed by one answer")), Column(mark("Part")), Column(mark("By")),
        Column(mark("What is wrong with it")),
    )),
    Table(mark("Agreement"), AGREEMENT, (
        REVIEWER, Column(mark("Question")), Column(mark("Statistic")), Column(mark("Heard twice"), "count"),
        Column(mark("Agreement"), "score"), *LIMITS,
    )),
    Table(mark("Reviewers"), BIAS, (
        REVIEWER, Column(mark("Forms"), "count"), Column(mark("Mean score"), "score"),
        Column(mark("Pairs with others"), "count"), Column(mark("Above the median reviewer"), "score"), *LIMITS,
        Column(mark("Verdict")),
    )),
    Table(mark("To hear again"), AUDIT, (
        Column(mark("Disagreement")), CONTACT, OPERATOR, REVIEWER, Column(mark("Score"), "score"),
        Column(mark("Subscriber’s score"), "score"), Column(mark("Came back")), Column(mark("Form")),
    )),
)  # fmt: skip


def write_quality_workbook(home: Home, week: Week) -> Path | None:
    """Write the week's workbook where there is anything to tell of people; equal tables give equal bytes."""
    with open_warehouse(home) as con, speaking(home.config.report.languages[0]):
        sheets = [_sheet(con, table, week) for table in SHEETS]
        if not any(sheet.rows for sheet in sheets):
            return None
        title = say(
            "{provider}: quality of service, {week}",
            provider=home.config.home.provider,
            week=str(week),
        )
        book = make_workbook(title, [_notes(), *sheets])
    folder = home.path / FOLDER / f"{week.year}" / f"w{week.number:02d}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "workbook.xlsx"
    _write_private(path, book)
    return path


def _sheet(con: duckdb.DuckDBPyConnection, table: Table, week: Week) -> Sheet:
    """Return one finished sheet."""
    rows = run(con, table.query, {"week_start": week.start}).fetchall()
    columns = tuple(Column(say(column.name), column.holds) for column in table.columns)
    told = [
        [_cell(value, column) for value, column in zip(row, table.columns, strict=True)]
        for row in rows
    ]
    return Sheet(say(table.name), columns, told)


def _cell(value: object, column: Column) -> object:
    """Return a value as a reader sees it; ids, which column.name says, stay as they are."""
    if isinstance(value, bool):
        return say("yes") if value else ""
    if not isinstance(value, str) or column.name in IDS:
        return value
    return (
        ", ".join(code_word(part) for part in value.split(", "))
        if column.name == WHY
        else code_word(value)
    )


def _notes() -> Sheet:
    """Return the first sheet: how the others are to be read."""
    lines = (
        say("Names of people stand in this file alone. Do not send it on."),
        say("Scorecards: every figure is set beside what the same cases come to at the typical operator. Nobody is ranked."),
        say("Who stands out does so with all operators and measures looked at at once: of twenty teams of equals, one at most sees a name. Talk with them first."),
        say("“Adjusted” is drawn to the typical operator, the more so the less it rests on; the truth lies between “From” and “To” 95 times of 100."),
        say("A typical operator with as many contacts lies between “Chance from” and “Chance to” in 95 of 100 quarters."),
        say("Contacts listened to for a reason (the part “risk”) are in no figure."),
        say("Lenient and strict reviewers are told by contacts that two have heard. Agreement: 1 as one, 0 as by chance."),
    )  # fmt: skip
    return Sheet(say("Read first"), (Column(say("How to read this")),), [[line] for line in lines])


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, in one step."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        file.write(content)
    fresh.replace(path)


def renew_quality_workbooks(home: Home) -> None:
    """Write those that are there anew, from the tables as they are now."""
    for path in sorted((home.path / FOLDER).glob("*/w*/workbook.xlsx")):
        week = Week.parse(f"{path.parent.parent.name}-{path.parent.name.upper()}")
        if write_quality_workbook(home, week) is None:
            path.unlink()
