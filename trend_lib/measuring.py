"""The engines on any file: `trends assess` for counts, `trends cluster` for texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from pydantic import ValidationError

from trend_lib.base.errors import MisuseError
from trend_lib.base.progress import stage_bar
from trend_lib.base.settings import TopicsConfig
from trend_lib.detection import assess_series
from trend_lib.topics import cluster_texts, score_clusters

if TYPE_CHECKING:
    from pathlib import Path


def read_table(path: Path, needed: tuple[str, ...]) -> pd.DataFrame:
    """Read a CSV file with the columns it must have, or say what is missing."""
    try:
        rows = pd.read_csv(path, dtype={"id": str, "text": str, "series": str, "week": str})
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise MisuseError(f"{path}: cannot be read as CSV: {error}") from error
    missing = [column for column in needed if column not in rows.columns]
    if missing:
        raise MisuseError(
            f"{path}: lacks the columns {', '.join(missing)}; has {', '.join(rows.columns)}"
        )
    return rows


def assess_file(path: Path, method: str, weeks: str) -> pd.DataFrame:
    """Judge the weekly counts of a file."""
    return assess_series(read_table(path, ("series", "week", "count")), method=method, weeks=weeks)


def cluster_file(
    path: Path, labels: str, settings: TopicsConfig, *, is_quiet: bool = False
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Group the texts of a file; scores against true labels where a column of them is named."""
    rows = read_table(path, ("id", "text", *([labels] if labels else [])))
    weeks = rows["week"].tolist() if "week" in rows.columns else None
    texts = rows["text"].fillna("").tolist()
    with stage_bar(is_wanted=not is_quiet) as tell:
        found = cluster_texts(rows["id"].tolist(), texts, weeks, settings, tell)
    scores = score_clusters(rows[labels].tolist(), found["topic_id"].tolist()) if labels else {}
    return found, scores


def topic_settings(**chosen: str | int) -> TopicsConfig:
    """Return the topic engine's settings with those that the command chose."""
    try:
        return TopicsConfig.model_validate(chosen)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise MisuseError(f"--{wrong['loc'][0]} {wrong['input']}: {wrong['msg']}") from error
