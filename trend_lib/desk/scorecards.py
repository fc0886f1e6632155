"""Scorecards for quality managers: all operators in one measure, by team and id and never by rank; or one in all measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say, say_many
from trend_lib.base.weeks import Week
from trend_lib.desk.audit_page import NOTE_SHOWN
from trend_lib.desk.called_lists import tell_day, tell_id
from trend_lib.desk.look import render
from trend_lib.desk.reviews import unheard
from trend_lib.desk.score_rows import COMPARED, is_apart, order_measures, write_rows
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.report import figures
from trend_lib.report.quality_words import code_word
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows

PAGE_LENGTH = 100
FORMS_SHOWN = 20
WEEKS = "SELECT DISTINCT week_start FROM quality.operator_scores ORDER BY week_start DESC"
SCORES = """
SELECT operators.team, scores.* FROM quality.operator_scores AS scores
LEFT JOIN (SELECT operator_id, min(team) AS team FROM registers.operators GROUP BY operator_id) AS operators
    ON scores.operator_id = operators.operator_id
WHERE scores.week_start = $week_start
ORDER BY operators.team, scores.operator_id, scores.measure
"""
FORMS = """
SELECT evaluated_at, reviewer_id, contact_id, form, score, is_failed, part, note FROM quality.reviews
WHERE operator_id = $operator_id AND NOT list_contains($unheard, coalesce(contact_id, ''))
ORDER BY evaluated_at DESC, evaluation_id LIMIT $shown
"""


@dataclass(frozen=True, slots=True)
class WantedScores:
    """Which figures somebody wants to see; what is empty narrows nothing, or stands for the first there is."""

    measure: str = ""
    team: str = ""
    week: Week | None = None
    page: int = 1


def show_scorecards(home: Home, reader: Reader, wanted: WantedScores) -> str | None:
    """Return the page of one measure; nothing where nothing is known of the week."""
    with open_snapshot(home) as con:
        weeks = [Week(row["week_start"]) for row in read(con, WEEKS)]
        week = wanted.week or (weeks[0] if weeks else None)
        if wanted.week is not None and wanted.week not in weeks:
            return None
        rows = read(con, SCORES, week_start=week.start) if week else []
    names = order_measures({row["measure"] for row in rows})
    measure = wanted.measure if wanted.measure in names else next(iter(names), "")
    of_measure = [row for row in rows if row["measure"] == measure]
    fitting = [row for row in of_measure if wanted.team in {"", row["team"] or ""}]
    first = PAGE_LENGTH * (wanted.page - 1)
    written = write_rows(fitting, is_one_scale=True)
    return render(
        "scorecards.html.j2",
        home,
        reader,
        here="quality",
        tab="scorecards",
        title=say("Scorecards"),
        headline=_headline(rows),
        apart=write_rows([row for row in rows if is_apart(row)], is_one_scale=False),
        measures={name: code_word(name) for name in names},
        measure=measure,
        teams=sorted({row["team"] for row in rows if row["team"]}),
        weeks={str(one): f"{one}, {figures.period(one)}" for one in weeks},
        week=str(week) if week else "",
        wanted=wanted,
        rows=written[first : first + PAGE_LENGTH],
        page=wanted.page,
        has_more=len(fitting) > first + PAGE_LENGTH,
    )


def show_operator(home: Home, reader: Reader, operator_id: str) -> str | None:
    """Return one operator's page in the newest week; nothing where nothing is known of them."""
    with open_snapshot(home) as con:
        weeks = [Week(row["week_start"]) for row in read(con, WEEKS)]
        rows = read(con, SCORES, week_start=weeks[0].start) if weeks else []
        own = [row for row in rows if row["operator_id"] == operator_id]
        if not own:
            return None
        hidden = unheard(con, reader.reviewer_id)
        forms = read(con, FORMS, operator_id=operator_id, unheard=hidden, shown=FORMS_SHOWN)
    places = {name: at for at, name in enumerate(order_measures(row["measure"] for row in own))}
    own.sort(key=lambda row: places[row["measure"]])
    return render(
        "operator.html.j2",
        home,
        reader,
        here="quality",
        tab="scorecards",
        root="../",
        title=tell_id(operator_id),
        team=tell_id(own[0]["team"] or ""),
        period=f"{figures.week_name(weeks[0])}, {figures.period(weeks[0])}",
        weeks_back=home.config.listening.scorecard_weeks,
        rows=write_rows(own, is_one_scale=False),
        forms=[_form(row) for row in forms],
        has_hidden=bool(hidden),
    )


def _headline(rows: Rows) -> str:
    """Say how many were compared, and how many stand out; nothing is told of who."""
    compared = {row["operator_id"] for row in rows if row["status"] == COMPARED}
    apart = {row["operator_id"] for row in rows if is_apart(row)}
    if not compared:
        return say("No operator can be compared yet")
    told = say_many(
        len(compared), "{operators} operator compared", "{operators} operators compared",
        operators=figures.count(len(compared)),
    )  # fmt: skip
    if not apart:
        return say("{operators_compared}: none stands out beyond chance", operators_compared=told)
    return say_many(
        len(apart),
        "{operators_compared}: {apart} stands out beyond chance",
        "{operators_compared}: {apart} stand out beyond chance",
        operators_compared=told, apart=figures.count(len(apart)),
    )  # fmt: skip


def _form(row: dict[str, Any]) -> dict[str, str]:
    """Write a form that somebody filled in about an operator."""
    score = figures.percent(row["score"]) if row["score"] is not None else "–"
    return {
        "day": tell_day(row["evaluated_at"].date()),
        "reviewer": tell_id(row["reviewer_id"] or ""),
        "contact": tell_id(row["contact_id"] or ""),
        "form": tell_id(row["form"]),
        "score": score,
        "failed": say("failed by one answer") if row["is_failed"] else "",
        "part": code_word(row["part"]) if row["part"] else say("chosen otherwise"),
        "note": plain_text(row["note"] or "", NOTE_SHOWN),
    }
