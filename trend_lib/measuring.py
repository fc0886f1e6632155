"""The engines on any file: `trends assess` for counts, `trends cluster` for texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import ValidationError

from trend_lib.base.errors import MisuseError
from trend_lib.base.progress import stage_bar
from trend_lib.base.settings import TopicsConfig
from trend_lib.detection import assess_series
from trend_lib.detection.written import EVENTS, HOLIDAYS, SHIFTS, Written
from trend_lib.topics import cluster_texts, score_clusters
from trend_lib.topics.encoders.adapter import KNOWN

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a file of counts, and the files that lie beside it."""

    method: str
    weeks: str
    direction: str
    gaps: str
    holidays: Path | None = None
    events: Path | None = None
    level_shifts: Path | None = None
    published: dict[str, Any] = field(default_factory=dict)  # settings of a published method


def read_table(path: Path, needed: tuple[str, ...]) -> pd.DataFrame:
    """Read a CSV file with the columns it must have, or say what is missing."""
    try:
        rows = pd.read_csv(path, dtype={"id": str, "text": str, "series": str, "week": str})
    except UnicodeDecodeError as error:
        raise MisuseError(f'{path}: is not UTF-8; save it as "CSV UTF-8" and try again') from error
    except pd.errors.EmptyDataError as error:
        raise MisuseError(f"{path}: is empty; it needs the columns {', '.join(needed)}") from error
    except (OSError, pd.errors.ParserError) as error:
        raise MisuseError(f"{path}: cannot be read as CSV: {str(error).strip()}") from error
    missing = [column for column in needed if column not in rows.columns]
    if missing:
        has = ", ".join(map(str, rows.columns))
        cure = "; separate the columns by commas" if len(rows.columns) == 1 else ""
        raise MisuseError(f"{path}: lacks the columns {', '.join(missing)}; has {has}{cure}")
    return rows


def assess_file(path: Path, wanted: Wanted) -> pd.DataFrame:
    """Judge the weekly counts of a file, with what lies written beside it."""
    rows = read_table(path, ("series", "week", "count"))
    beside = (wanted.holidays, wanted.events, wanted.level_shifts)
    if wanted.method != "design":
        if wanted.direction != "up" or any(beside):
            raise MisuseError(
                "--direction, --holidays, --events and --level-shifts: only for --method design"
            )
        return assess_series(
            rows, method=wanted.method, weeks=wanted.weeks, gaps=wanted.gaps, **wanted.published
        )
    if wanted.published:
        options = ", ".join("--" + name.replace("_", "-") for name in wanted.published)
        raise MisuseError(
            f"{options}: only for published methods; add --method farrington-flexible"
        )
    return assess_series(
        rows,
        method=wanted.method,
        weeks=wanted.weeks,
        gaps=wanted.gaps,
        direction=wanted.direction,
        written=Written(*map(_read_beside, beside, (HOLIDAYS, EVENTS, SHIFTS))),
    )


def _read_beside(path: Path | None, needed: tuple[str, ...]) -> pd.DataFrame | None:
    """Read a file that may be there."""
    return None if path is None else read_table(path, needed)


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
    """Return the week of each row, or say that some have none."""
    empty = int(rows["week"].isna().sum())
    if empty:
        raise MisuseError(
            f"{path}: week is empty in {empty} rows; fill it in, or leave the column out"
        )
    return [str(week) for week in rows["week"]]


def topic_settings(**chosen: str | int) -> TopicsConfig:
    """Return the topic engine's settings with those that the command chose."""
    try:
        return TopicsConfig.model_validate(chosen)
    except ValidationError as error:
        wrong = error.errors()[0]
        option = wrong["loc"][0]
        says = f"it is one of: {KNOWN}" if option == "teacher" else wrong["msg"]
        raise MisuseError(f"--{option} {wrong['input']}: {says}") from error
