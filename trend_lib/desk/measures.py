"""What is done about an episode: every countermeasure as it stands now, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.desk.snapshot import read
from trend_lib.report.begun import begun_sentence, effect_sentence
from trend_lib.report.rows import Countermeasure

if TYPE_CHECKING:
    import duckdb

MEASURES = """
SELECT countermeasure_id, week_start, episode_id, what, who, from_day, due_day, expected_effect, finished_day, is_open
FROM episodes.countermeasures WHERE episode_id = $episode_id
QUALIFY row_number() OVER (PARTITION BY countermeasure_id ORDER BY week_start DESC) = 1
ORDER BY from_day, countermeasure_id
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A countermeasure, and whether somebody may still say that it is done."""

    measure_id: str
    told: str
    is_open: bool


def read_measures(con: duckdb.DuckDBPyConnection, episode_id: str) -> list[Measured]:
    """Return an episode's countermeasures, oldest first."""
    return [
        _measured(row.pop("countermeasure_id"), Countermeasure(**row))
        for row in read(con, MEASURES, episode_id=episode_id)
    ]


def _measured(measure_id: str, row: Countermeasure) -> Measured:
    """Write one as the bulletin does."""
    told = begun_sentence([row], row.episode_id), effect_sentence([row], row.episode_id)
    return Measured(measure_id, ". ".join(part for part in told if part), row.finished_day is None)
