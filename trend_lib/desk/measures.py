"""What is done about an episode: every countermeasure as it stands now, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trend_lib.base.effect_words import EffectTold, outcome_sentence, verdict_word
from trend_lib.desk.snapshot import read
from trend_lib.report.begun import begun_sentence, effect_sentence
from trend_lib.report.effects import CLASSES
from trend_lib.report.rows import Countermeasure

if TYPE_CHECKING:
    import duckdb

MEASURES = """
SELECT countermeasure_id, week_start, episode_id, what, who, from_day, due_day, expected_effect, finished_day, is_open
FROM episodes.countermeasures WHERE episode_id = $episode_id
QUALIFY row_number() OVER (PARTITION BY countermeasure_id ORDER BY week_start DESC) = 1
ORDER BY from_day, countermeasure_id
"""


EFFECTS = """
SELECT
    countermeasure_id, verdict, reason, share, lower, upper, contacts_saved, saved_lower, saved_upper, cost_saved,
    weeks_after, judged_from, note
FROM episodes.effects WHERE episode_id = $episode_id
QUALIFY row_number() OVER (PARTITION BY countermeasure_id ORDER BY week_start DESC) = 1
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A countermeasure, what became of it, and whether somebody may still say that it is done."""

    measure_id: str
    told: str
    is_open: bool
    verdict: str = ""  # of the newest week that judged it
    verdict_class: str = ""
    outcome: str = ""


def read_measures(con: duckdb.DuckDBPyConnection, episode_id: str, currency: str) -> list[Measured]:
    """Return an episode's countermeasures, oldest first."""
    effects = {
        row.pop("countermeasure_id"): EffectTold(**row)
        for row in read(con, EFFECTS, episode_id=episode_id)
    }
    measures = [
        _measured(row.pop("countermeasure_id"), Countermeasure(**row))
        for row in read(con, MEASURES, episode_id=episode_id)
    ]
    return [
        _judged(one, effects[one.measure_id], currency) if one.measure_id in effects else one
        for one in measures
    ]


def _measured(measure_id: str, row: Countermeasure) -> Measured:
    """Write one as the bulletin does."""
    told = begun_sentence([row], row.episode_id), effect_sentence([row], row.episode_id)
    return Measured(measure_id, ". ".join(part for part in told if part), row.finished_day is None)


def _judged(measured: Measured, effect: EffectTold, currency: str) -> Measured:
    """Say whether one worked, as the bulletin does."""
    return replace(
        measured,
        verdict=verdict_word(effect.verdict),
        verdict_class=CLASSES[effect.verdict],
        outcome=outcome_sentence(effect, currency),
    )
