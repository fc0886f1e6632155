"""Forms that reviewers filled in, elsewhere or at the desk, scored: writes `quality.reviews` and `.review_points`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import query_table, replace_weeks, run, transaction
from trend_lib.quality.listening.forms import find_form, load_forms, name_forms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.quality.listening.form import Form
    from trend_lib.quality.listening.forms import Forms

REVIEWS, REVIEW_POINTS = "7_quality/79_reviews", "7_quality/79_review_points"
ROW_TYPES = {
    "week_start": pa.date32(), "evaluation_id": pa.string(), "way": pa.string(), "contact_id": pa.string(),
    "operator_id": pa.string(), "reviewer_id": pa.string(), "form": pa.string(), "form_version": pa.string(),
    "score": pa.float64(), "is_failed": pa.bool_(), "part": pa.string(), "fault": pa.string(),
    "evaluated_at": pa.timestamp("us"), "note": pa.string(),
}  # fmt: skip
POINT_TYPES = {
    "week_start": pa.date32(), "evaluation_id": pa.string(), "question": pa.string(), "points": pa.float64(),
}  # fmt: skip
FILLED_IN = """
SELECT
    answers.answer_id AS evaluation_id,
    review_sample.contact_id,
    review_sample.operator_id,
    answers.who AS reviewer_id,
    answers.value,
    review_sample.part,
    answers.said_at AS evaluated_at,
    nullif(trim(answers.note), '') AS note
FROM contacts.answers
INNER JOIN quality.review_sample ON substr(answers.about, 8) = review_sample.review_id
WHERE answers.week_start = $week_start AND answers.action = 'evaluate' AND answers.about LIKE 'review:%'
QUALIFY row_number() OVER (PARTITION BY answers.about, answers.who ORDER BY answers.said_at DESC, answers.answer_id) = 1
ORDER BY answers.answer_id
"""  # who fills in the same form again means the last


@dataclass(frozen=True, slots=True)
class Filled:
    """One form, filled in."""

    evaluation_id: str
    way: str
    contact_id: str | None
    operator_id: str | None
    reviewer_id: str | None
    part: str | None
    evaluated_at: datetime
    form: str = ""
    form_version: str | None = None
    score: float | None = None
    is_failed: bool = False
    fault: str | None = None
    note: str | None = None
    points: dict[str, float | None] = field(default_factory=dict)


def review_week(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> int:
    """Replace the week's rows of both tables; return how many forms."""
    forms = load_forms(home.path / "forms")
    _store_forms(con, forms)
    given = {"week_start": week.start}
    received = query_table(con, REVIEWS, given).to_pylist()
    found = run(con, FILLED_IN, given)
    names = [column[0] for column in found.description]
    desk = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    filled = [*imported(received, forms), *(read_desk(row, forms) for row in desk)]
    computed = {
        REVIEWS: lambda: _table([_row(one) for one in filled], week, ROW_TYPES),
        REVIEW_POINTS: lambda: _table([row for one in filled for row in _points(one)], week, POINT_TYPES),
    }  # fmt: skip
    replace_weeks(con, [REVIEWS, REVIEW_POINTS], week, computed)
    return len(filled)


def _store_forms(con: duckdb.DuckDBPyConnection, forms: Forms) -> None:
    """Replace quality.forms, for who fills them in elsewhere."""
    with transaction(con):
        con.execute("DELETE FROM quality.forms")
        for form in forms.values():
            row = [
                form.name,
                form.version,
                form.title,
                form.model_dump_json(exclude={"name", "version", "title"}),
            ]
            con.execute("INSERT INTO quality.forms VALUES (?, ?, ?, ?)", row)


def imported(rows: Iterable[dict[str, Any]], forms: Forms) -> list[Filled]:
    """Return the forms that came from elsewhere: scored by ours of the same name, else as they came."""
    return [
        _import(list(questions), forms)
        for _, questions in groupby(rows, key=lambda row: str(row["evaluation_id"]))
    ]


def _import(rows: list[dict[str, Any]], forms: Forms) -> Filled:
    """Return one form of its questions' rows."""
    first = rows[0]
    points = {row["question"]: row["points"] for row in rows}
    form = find_form(forms, first["form"], first["form_version"])
    score, is_failed = form.score(points) if form else (first["score"], False)
    return Filled(
        **_who(first, "import"),
        form=first["form"],
        form_version=first["form_version"],
        score=score,
        is_failed=is_failed,
        fault=_lacks(form, points) if form else None,
        points=points,
    )


def _lacks(form: Form, points: dict[str, float | None]) -> str | None:
    """Return which questions of the form never came: their weight went to the others."""
    lacking = [question.name for question in form.questions if question.name not in points]
    return (
        f"no answer to {', '.join(lacking)} came: its weight went to the others"
        if lacking
        else None
    )


def read_desk(row: dict[str, Any], forms: Forms) -> Filled:
    """Return a form that somebody filled in at the desk; one that cannot be scored says why."""
    try:
        said = json.loads(row["value"] or "")
        name, version, answers = (
            str(said["form"]),
            str(said.get("version") or "") or None,
            said["answers"],
        )
        form = find_form(forms, name, version)
        points = form.read(answers) if form else {}
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        shape = '{"form": ..., "version": ..., "answers": {question: answer}}'
        return Filled(**_who(row, "desk"), fault=f"not of the shape {shape}: {error!r}")
    except ValueError as fault:
        return Filled(**_who(row, "desk"), form=name, form_version=version, fault=str(fault))
    if form is None:
        unknown = f"no form {name} {version or '(no version)'}; there are: {name_forms(forms)}"
        return Filled(**_who(row, "desk"), form=name, form_version=version, fault=unknown)
    score, is_failed = form.score(points)
    return Filled(
        **_who(row, "desk"), form=name, form_version=form.version, score=score, is_failed=is_failed, points=points
    )  # fmt: skip


def _who(row: dict[str, Any], way: str) -> dict[str, Any]:
    """Return what does not depend on the answers."""
    names = ("evaluation_id", "contact_id", "operator_id", "reviewer_id", "part", "evaluated_at")
    return {"way": way, "note": row.get("note"), **{name: row[name] for name in names}}


def _row(filled: Filled) -> dict[str, Any]:
    """Return a row of quality.reviews."""
    return {name: value for name, value in asdict(filled).items() if name != "points"}


def _points(filled: Filled) -> list[dict[str, Any]]:
    """Return its rows of quality.review_points."""
    return [
        {"evaluation_id": filled.evaluation_id, "question": question, "points": points}
        for question, points in filled.points.items()
    ]


def _table(rows: list[dict[str, Any]], week: Week, types: dict[str, pa.DataType]) -> pa.Table:
    """Return rows as a table of the week."""
    return pa.Table.from_pylist(
        [{"week_start": week.start, **row} for row in rows], pa.schema(types.items())
    )
