"""What is done about an episode, and whether it worked: a line in its message, a note in its thread for each verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.slack_text import escaped, plain
from trend_lib.alerts.thread_note import TEXT_LIMIT, ThreadNote
from trend_lib.base import figures
from trend_lib.base.effect_words import EffectTold, outcome_sentence, verdict_word
from trend_lib.base.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.thread_note import Notes
    from trend_lib.base.weeks import Week

WHAT_LIMIT = 200
FOLLOWED = "SELECT DISTINCT episode_id FROM episodes.countermeasures WHERE week_start = ? ORDER BY episode_id"
MEASURES = """
SELECT
    measures.episode_id, measures.countermeasure_id, measures.what, measures.who, measures.due_day,
    measures.finished_day, before.verdict AS verdict_before,
    effects.verdict, effects.reason, effects.share, effects.lower, effects.upper, effects.contacts_saved,
    effects.saved_lower, effects.saved_upper, effects.cost_saved, effects.weeks_after, effects.judged_from, effects.note
FROM episodes.countermeasures AS measures
LEFT JOIN episodes.effects
    ON measures.week_start = effects.week_start AND measures.countermeasure_id = effects.countermeasure_id
LEFT JOIN episodes.effects AS before
    ON measures.countermeasure_id = before.countermeasure_id AND before.week_start = $week_start - INTERVAL 7 DAY
WHERE measures.week_start = $week_start AND list_contains($ids, measures.episode_id)
ORDER BY measures.from_day, measures.countermeasure_id
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """A countermeasure as it stands in a week."""

    episode_id: str
    measure_id: str
    what: str
    who: str
    due: date | None
    finished: date | None
    verdict_before: str | None
    effect: EffectTold | None

    @property
    def line(self) -> str:
        """Say what is done, by whom, until when, and whether it worked."""
        due = say("due {day}", day=figures.day(self.due)) if self.due and not self.finished else ""
        done = say("done on {day}", day=figures.day(self.finished)) if self.finished else ""
        verdict = verdict_word(self.effect.verdict) if self.effect else ""
        who = self.who.partition("@")[0]
        return " · ".join(
            part for part in (plain(self.what, WHAT_LIMIT), who, due, done, verdict) if part
        )

    @property
    def is_judged(self) -> bool:
        """Whether the verdict is new; none is while it is too early, or as it was."""
        return self.effect is not None and self.effect.verdict not in {
            "too_early",
            self.verdict_before,
        }

    def note(self, week: Week, currency: str) -> list[ThreadNote]:
        """Return what its thread says of a new verdict."""
        if self.effect is None or not self.is_judged:
            return []
        said = say(
            "{verdict}: {what}. {outcome}",
            verdict=verdict_word(self.effect.verdict),
            what=plain(self.what, WHAT_LIMIT).rstrip("."),
            outcome=outcome_sentence(self.effect, currency),
        )
        note_id = f"{self.measure_id} {week}"
        return [ThreadNote(note_id, self.episode_id, escaped(said, TEXT_LIMIT))]


def read_measures(
    con: duckdb.DuckDBPyConnection, week: Week, alerts: Sequence[EpisodeAlert]
) -> list[Measure]:
    """Return the countermeasures of episodes as they stand in a week, the oldest first."""
    given = {"week_start": week.start, "ids": [alert.episode_id for alert in alerts]}
    return [_measure(*row) for row in con.execute(MEASURES, given).fetchall()]


def with_measures(
    alerts: Sequence[EpisodeAlert], measures: Sequence[Measure]
) -> list[EpisodeAlert]:
    """Return the alerts with a line for each of their countermeasures."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for measure in measures:
        lines[measure.episode_id].append(measure.line)
    judged = {measure.episode_id for measure in measures if measure.is_judged}
    return [
        replace(
            alert, measures=tuple(lines[alert.episode_id]), is_judged=alert.episode_id in judged
        )
        for alert in alerts
    ]


def measured_episodes(con: duckdb.DuckDBPyConnection, week: Week) -> list[str]:
    """Return the episodes whose countermeasures are followed in a week, over or not."""
    return [episode for (episode,) in con.execute(FOLLOWED, [week.start]).fetchall()]


def add_verdicts(
    notes: Notes,
    alerts: Sequence[EpisodeAlert],
    measures: Sequence[Measure],
    week: Week,
    currency: str,
) -> None:
    """Add what is said of new verdicts to the notes under each message."""
    names = {alert.episode_id: alert.name for alert in alerts}
    for measure in measures:
        notes[names[measure.episode_id]] += measure.note(week, currency)


def _measure(*row: Any) -> Measure:
    """Return a row of the query; without a verdict while none was given."""
    episode_id, measure_id, what, who, due, finished, before, *effect = row
    judged = EffectTold(*effect) if effect[0] else None
    return Measure(episode_id, measure_id, what, who, due, finished, before, judged)
