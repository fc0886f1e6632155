"""Read the week's countermeasures and what they are judged by; write what came of them."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.warehouse import read_query, replace_weeks, run
from trend_lib.base.weeks import Week
from trend_lib.detection import courses, region_courses
from trend_lib.episodes.compared import Measure, PastRise
from trend_lib.episodes.measured import Judged, judge_measure

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home

READING = "6_episodes/reading"
EFFECTS, WEEKS = "6_episodes/69_effects", "6_episodes/69_effect_weeks"
SURE = ("worked", "partly")  # of these, contacts and money are counted
TEXT, DAY, NUMBER, COUNT = pa.string(), pa.date32(), pa.float64(), pa.int64()
EFFECT_COLUMNS = pa.schema(
    [
        ("week_start", DAY), ("countermeasure_id", TEXT), ("episode_id", TEXT), ("verdict", TEXT), ("reason", TEXT),
        ("share", NUMBER), ("lower", NUMBER), ("upper", NUMBER), ("contacts_saved", NUMBER), ("saved_lower", NUMBER),
        ("saved_upper", NUMBER), ("cost_saved", NUMBER), ("weeks_before", COUNT), ("weeks_after", COUNT),
        ("judged_from", DAY), ("method", TEXT), ("controls", COUNT), ("control_regions", COUNT),
        ("past_rises", COUNT), ("note", TEXT),
    ]
)  # fmt: skip
WEEK_COLUMNS = pa.schema(
    [
        ("week_start", DAY), ("countermeasure_id", TEXT), ("week", DAY), ("side", TEXT), ("is_whole", pa.bool_()),
        ("observed", COUNT), ("expected", NUMBER), ("lower", NUMBER), ("upper", NUMBER),
    ]
)  # fmt: skip


def write_effects(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> int:
    """Write the week's rows of `episodes.effects` and `.effect_weeks`; return how many measures were judged."""
    measures = read_measures(con, week)
    judged = judge(home, week, measures, read_past(con, week)) if measures else []
    cost = home.config.episodes.cost_per_contact
    rows = [effect_row(week, one, cost) for one in judged]
    weeks = [
        {"week_start": week.start, "countermeasure_id": one.measure.countermeasure_id, **row}
        for one in judged
        for row in one.weeks
    ]
    tables = {
        EFFECTS: lambda: pa.Table.from_pylist(rows, EFFECT_COLUMNS),
        WEEKS: lambda: pa.Table.from_pylist(weeks, WEEK_COLUMNS),
    }
    replace_weeks(con, tables, week, tables)
    return len(judged)


def judge(home: Home, week: Week, measures: list[Measure], past: list[PastRise]) -> list[Judged]:
    """Return the verdict on each measure by what was normal when its episode opened."""
    openings: dict[Week, set[int]] = {}
    rises: list[Measure | PastRise] = [*measures, *past]
    for one in rises:
        openings.setdefault(one.opened, set()).add(one.topic_id)
    found = courses(home, week, openings)
    local: dict[Week, set[int]] = {}
    for measure in measures:
        if measure.untouched_regions:
            local.setdefault(measure.opened, set()).add(measure.topic_id)
    regions = region_courses(home, week, local) if local else {}
    return [judge_measure(one, found, past, regions) for one in measures]


def read_measures(con: duckdb.DuckDBPyConnection, week: Week) -> list[Measure]:
    """Return the week's countermeasures with their episodes."""
    regions = {row["countermeasure_id"]: row for row in _read(con, week, "untouched_regions")}
    return [
        Measure(**row | {"opened": Week(row["opened"])} | regions.get(row["countermeasure_id"], {}))
        for row in _read(con, week, "measures")
    ]


def _read(con: duckdb.DuckDBPyConnection, week: Week, name: str) -> list[dict[str, Any]]:
    """Return the rows of a query about the week's countermeasures."""
    found = run(con, read_query(f"{READING}/{name}"), {"week_start": week.start})
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_past(con: duckdb.DuckDBPyConnection, week: Week) -> list[PastRise]:
    """Return the rises of the year before for which nothing was done."""
    found = run(con, read_query(f"{READING}/past_rises"), {"week_start": week.start})
    return [
        PastRise(episode, topic, Week(opened), Week(last_alarm))
        for episode, topic, opened, last_alarm in found.fetchall()
    ]


def effect_row(week: Week, judged: Judged, cost_per_contact: float) -> dict[str, Any]:
    """Return a row of `episodes.effects`; contacts and money only where some of the rise is surely gone."""
    effect, measure = judged.effect, judged.measure
    told = {"share": effect.share, "lower": effect.lower, "upper": effect.upper,
            "contacts_saved": effect.saved, "saved_lower": effect.saved_lower,
            "saved_upper": effect.saved_upper}  # fmt: skip
    is_priced = effect.verdict in SURE and cost_per_contact > 0
    return {
        "week_start": week.start,
        "countermeasure_id": measure.countermeasure_id,
        "episode_id": measure.episode_id,
        "verdict": effect.verdict,
        "reason": effect.reason,
        **{name: None if isnan(number) else number for name, number in told.items()},
        "cost_saved": effect.saved * cost_per_contact if is_priced else None,
        "weeks_before": judged.weeks_before,
        "weeks_after": judged.weeks_after,
        "judged_from": judged.judged_from,
        "method": judged.method,
        "controls": judged.controls,
        "control_regions": judged.control_regions,
        "past_rises": judged.past_rises,
        "note": ",".join(notes_of(measure)),
    }


def notes_of(measure: Measure) -> list[str]:
    """Return what a reader of a verdict should know beside it."""
    told = {"other_measure": bool(measure.other_days), "renamed": measure.is_renamed}
    return [name for name, holds in told.items() if holds]
