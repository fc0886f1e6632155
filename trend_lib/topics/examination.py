"""Whether the topics' encoder still finds the teacher that it was made with, and what to do if not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.errors import ConfigError
from trend_lib.topics.encoders.adapter import open_teacher
from trend_lib.topics.store import find_founding

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.topic_settings import TopicsConfig

TFIDF = "tfidf-"  # needs no teacher
TAUGHT = "taught-"  # cannot work without its own
REFIT = "trends topics refit"


def examine_teacher(con: duckdb.DuckDBPyConnection, settings: TopicsConfig) -> tuple[str, str]:
    """Return how well it stands with the teacher (ok, warn, fail), and what to do."""
    founded = find_founding(con)
    if founded is None:
        return "ok", "no topics yet"
    made_with = "" if founded.version.startswith(TFIDF) else _teacher_of(con, founded.version)
    needs = "fail" if founded.version.startswith(TAUGHT) else "warn"
    try:
        teacher = open_teacher(settings.teacher, allow_download=False)
    except ConfigError as error:
        return ("fail" if made_with else "warn"), str(error)
    if not made_with:
        return _without_teacher(founded.version, settings, teacher.version if teacher else "")
    if teacher is None:
        cure = f"install it again, or begin anew without it: {REFIT}"
        return (
            needs,
            f"the topics were made with {made_with}, which is not here: {_lacking(needs)}; {cure}",
        )
    if teacher.version != made_with:
        cure = f"install the former, or take up the latter: {REFIT}"
        return (
            needs,
            f"the topics were made with {made_with}, installed is {teacher.version}: {_lacking(needs)}; {cure}",
        )
    return "ok", f"{founded.version}, made with {made_with}, which is here"


def _lacking(needs: str) -> str:
    """Say what goes on without the teacher."""
    if needs == "fail":
        return "no week can be given topics"
    return "texts unlike any before are placed without it"


def _without_teacher(version: str, settings: TopicsConfig, installed: str) -> tuple[str, str]:
    """Say of an encoder without a teacher whether a refit would give it one."""
    if installed and settings.encoder != "tfidf":
        return "ok", f"{version}, made without a teacher; {REFIT} would take up {installed}"
    return "ok", f"{version}, which needs no teacher"


def _teacher_of(con: duckdb.DuckDBPyConnection, version: str) -> str:
    """Return the teacher that an encoder was made with, as both kinds of archive name it."""
    asked = "SELECT artefact FROM topics.models WHERE model_version = ?"
    [(artefact,), *_] = con.execute(asked, [version]).fetchall()
    with np.load(io.BytesIO(bytes(artefact)), allow_pickle=False) as stored:
        return bytes(stored["teacher_version"].tobytes()).decode()
