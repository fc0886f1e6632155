"""The engines on any file: `trends assess` for counts, `trends cluster` for texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import ValidationError

from trend_lib.base.errors import MisuseError
from trend_lib.base.progress import stage_bar
from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.base.weeks import Week
from trend_lib.detection import assess_days, assess_series
from trend_lib.detection.written import EVENTS, HOLIDAYS, SHIFTS, Written
from trend_lib.table_file import read_table
from trend_lib.topics import cluster_texts, score_clusters

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from trend_lib.detection.weekday import Direction

NEWEST = "last:1"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a file of counts, and the files that lie beside it."""

    method: str
    weeks: str | None
    days: str | None
    direction: Direction
    gaps: str
    holidays: Path | None = None
    events: Path | None = None
    level_shifts: Path | None = None
    published: dict[str, Any] = field(default_factory=dict)  # settings of a published method


def assess_any_file(path: Path, wanted: Wanted) -> pd.DataFrame:
    """Judge the weekly or daily counts of a file: daily where it has a column day, and none called week."""
    rows = read_table(path, ("series", "week or day", "count"))
    is_daily = "week" not in rows.columns
    return (assess_days_of if is_daily else assess_weeks_of)(rows, path, wanted)


def assess_weeks_of(rows: pd.DataFrame, path: Path, wanted: Wanted) -> pd.DataFrame:
    """Judge the weekly counts of a file, with what lies written beside it."""
    if wanted.days is not None:
        raise MisuseError(
            f"{path}: counts weeks; --days is for a column day. Write --weeks, as in --weeks last:4"
        )
    weeks = wanted.weeks or NEWEST
    beside = (wanted.holidays, wanted.events, wanted.level_shifts)
    if wanted.method != "design":
        if wanted.direction != "up" or any(beside):
            raise MisuseError(
                "--direction, --holidays, --events and --level-shifts: only for --method design"
            )
        return assess_series(
            rows, method=wanted.method, weeks=weeks, gaps=wanted.gaps, **wanted.published
        )
    if wanted.published:
        options = ", ".join("--" + name.replace("_", "-") for name in wanted.published)
        raise MisuseError(
            f"{options}: only for published methods; add --method farrington-flexible"
        )
    return assess_series(
        rows,
        method=wanted.method,
        weeks=weeks,
        gaps=wanted.gaps,
        direction=wanted.direction,
        written=Written(*map(_read_beside, beside, (HOLIDAYS, EVENTS, SHIFTS))),
    )


def _read_beside(path: Path | None, needed: tuple[str, ...]) -> pd.DataFrame | None:
    """Read a file that may be there."""
    return None if path is None else read_table(path, needed)


def assess_days_of(rows: pd.DataFrame, path: Path, wanted: Wanted) -> pd.DataFrame:
    """Judge the daily counts of a file."""
    if wanted.weeks is not None:
        raise MisuseError(
            f"{path}: counts days; --weeks is for a column week. Write --days, as in --days last:7"
        )
    of_weeks = (wanted.method != "design", wanted.gaps != "refuse", wanted.published)
    if any((*of_weeks, wanted.events, wanted.level_shifts)):
        raise MisuseError(
            f"{path}: has a column day; of daily counts only --days, --direction and --holidays are read"
        )
    days_off = _read_holidays(wanted.holidays) if wanted.holidays else frozenset()
    return assess_days(
        rows, days=wanted.days or NEWEST, direction=wanted.direction, holidays=days_off
    )


def _read_holidays(path: Path) -> frozenset[date]:
    """Return the days of a file of holidays: columns day and, if people want, name."""
    days = set()
    for line, written in enumerate(read_table(path, ("day",))["day"], start=2):
        try:
            days.add(date.fromisoformat(str(written).strip()))
        except ValueError as error:
            raise MisuseError(
                f"{path}, line {line}: {written!r} is not a day: 2026-08-24"
            ) from error
    return frozenset(days)


def cluster_file(
    path: Path, labels: str, settings: TopicsConfig, *, is_quiet: bool = False
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Group the texts of a file; scores against true labels where a column of them is named."""
    rows = read_table(path, ("id", "text", *([labels] if labels else [])))
    weeks = _read_weeks(path, rows) if "week" in rows.columns else None
    if labels and rows[labels].isna().all():
        raise MisuseError(
            f"{path}: the column {labels} is empty; name one with labels, or leave --labels out"
        )
    texts = rows["text"].fillna("").tolist()
    with stage_bar(is_wanted=not is_quiet) as tell:
        found = cluster_texts(rows["id"].tolist(), texts, weeks, settings, tell)
    if not labels:
        return found, {}
    labelled = rows[labels].notna()  # what nobody labelled is not judged
    truth = rows[labels][labelled].astype(str).tolist()
    return found, score_clusters(truth, found["topic_id"][labelled.to_numpy()].tolist())


def _read_weeks(path: Path, rows: pd.DataFrame) -> list[str]:
    """Return the week of each row, so written that weeks sort by time."""
    empty = int(rows["week"].isna().sum())
    if empty:
        raise MisuseError(
            f"{path}: week is empty in {empty} rows; fill it in, or leave the column out"
        )
    written = rows["week"].str.strip()
    if written.str.fullmatch(r"\d{1,6}").all():  # weeks that are only counted
        return [str(week).zfill(6) for week in written]
    known = {}
    for week in written.unique():
        line = int(np.flatnonzero(written == week)[0]) + 2
        known[week] = _sortable(week, f"{path}, line {line}")
    return [known[week] for week in written]


def _sortable(written: str, where: str) -> str:
    """Return `2026-W34` of itself or of any day of the week."""
    try:
        week = Week.parse(written) if "W" in written else Week.of_day(date.fromisoformat(written))
    except MisuseError as error:
        raise MisuseError(f"{where}: {error}") from error
    except ValueError as error:
        raise MisuseError(
            f"{where}: {written!r} is not a week: write 2026-W34, a day as 2026-08-17, or a number"
        ) from error
    return str(week)


def topic_settings(**chosen: str | int) -> TopicsConfig:
    """Return the topic engine's settings with those that the command chose."""
    try:
        return TopicsConfig.model_validate(chosen)
    except ValidationError as error:
        wrong = error.errors()[0]
        option = wrong["loc"][0]
        says = wrong["msg"].removeprefix("Value error, ")
        raise MisuseError(f"--{option} {wrong['input']}: {says}") from error
