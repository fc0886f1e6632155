"""What the bulletin is made of: rows read from the tables, typed and unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from trend_lib.base.warehouse import read_query, run
from trend_lib.base.weeks import Week
from trend_lib.report.rows import (
    Cause,
    Countermeasure,
    Driver,
    Episode,
    EpisodeDay,
    FoundTopic,
    GrownTerm,
    LeftOut,
    RenamedTopic,
    ResurfacedTopic,
    SeriesWeek,
    SilentRise,
    SourceWeek,
    TopicModel,
    TopicName,
    WatchedWeek,
)
from trend_lib.report.rows_effects import EffectWeek, Marks, MeasureEffect
from trend_lib.report.rows_quality import (
    FirstContact,
    KindAccuracy,
    KindSettling,
    KindShare,
    ListAnswers,
    OperatorsCompared,
    RefusedScale,
    RepeatShare,
    RepeatTopic,
    ScoreAlarm,
    SurveyScore,
    TeamLimits,
    TeamWeek,
    Unresolved,
    UnresolvedFlow,
    UnresolvedKind,
)

if TYPE_CHECKING:
    import duckdb

SILENT_WEEKS = 12  # without a contact, after which a topic has come back
FEWEST_CONTACTS = 2  # of a topic that came back: one is anybody's

Row = TypeVar("Row", bound=tuple[Any, ...])


READ: dict[str, tuple[str, type[tuple[Any, ...]]]] = {  # a part of the week: its query, its rows
    "series": ("series_weeks", SeriesWeek),
    "silent_rises": ("silent_rises", SilentRise),
    "episodes": ("episode_weeks", Episode),
    "causes": ("causes", Cause),
    "countermeasures": ("countermeasures", Countermeasure),
    "effects": ("effects", MeasureEffect),
    "effect_weeks": ("effect_weeks", EffectWeek),
    "marks": ("marks", Marks),
    "drivers": ("drivers", Driver),
    "days": ("episode_days", EpisodeDay),
    "terms": ("terms", GrownTerm),
    "found_topics": ("new_topics", FoundTopic),
    "resurfaced": ("resurfaced_topics", ResurfacedTopic),
    "sources": ("source_weeks", SourceWeek),
    "left_out": ("left_out", LeftOut),
    "surveys": ("survey_scores", SurveyScore),
    "score_alarms": ("score_alarms", ScoreAlarm),
    "refused_scales": ("refused_scales", RefusedScale),
    "repeats": ("repeat_contacts", RepeatShare),
    "repeat_topics": ("repeat_topics", RepeatTopic),
    "first_contact": ("first_contact", FirstContact),
    "unresolved": ("unresolved", Unresolved),
    "unresolved_kinds": ("unresolved_kinds", UnresolvedKind),
    "unresolved_flow": ("unresolved_flow", UnresolvedFlow),
    "list_answers": ("list_answers", ListAnswers),
    "kind_settling": ("kind_settling", KindSettling),
    "kind_accuracy": ("kind_accuracy", KindAccuracy),
    "kind_shares": ("kind_shares", KindShare),
    "teams": ("team_weeks", TeamWeek),
    "team_limits": ("team_limits", TeamLimits),
    "operators": ("operators_compared", OperatorsCompared),
    "models": ("model_weeks", TopicModel),
    "names": ("topic_names", TopicName),
    "renamed": ("renamed_topics", RenamedTopic),
}


@dataclass(frozen=True, slots=True)
class StoredWeek:
    """All rows that the week's bulletin is computed from."""

    week: Week
    weeks: tuple[Week, ...]  # this one last; one more than charts show, to compare with
    series: list[SeriesWeek]
    silent_rises: list[SilentRise]
    episodes: list[Episode]
    causes: list[Cause]
    countermeasures: list[Countermeasure]
    effects: list[MeasureEffect]
    effect_weeks: list[EffectWeek]
    marks: list[Marks]
    drivers: list[Driver]
    days: list[EpisodeDay]
    terms: list[GrownTerm]
    tests: WatchedWeek | None
    found_topics: list[FoundTopic]
    resurfaced: list[ResurfacedTopic]
    sources: list[SourceWeek]
    left_out: list[LeftOut]
    surveys: list[SurveyScore]
    score_alarms: list[ScoreAlarm]
    refused_scales: list[RefusedScale]
    repeats: list[RepeatShare]
    repeat_topics: list[RepeatTopic]
    first_contact: list[FirstContact]
    unresolved: list[Unresolved]
    unresolved_kinds: list[UnresolvedKind]
    unresolved_flow: list[UnresolvedFlow]
    list_answers: list[ListAnswers]
    kind_settling: list[KindSettling]
    kind_accuracy: list[KindAccuracy]
    kind_shares: list[KindShare]
    teams: list[TeamWeek]
    team_limits: list[TeamLimits]
    operators: list[OperatorsCompared]
    models: list[TopicModel]
    names: list[TopicName]
    renamed: list[RenamedTopic]

    @property
    def model_version(self) -> str | None:
        """Name the model that placed the week's contacts; an older version of ours did not carry it."""
        return ", ".join(row.model_version for row in self.models) or None

    def history(self, topic_id: int, slice_value: str = "all") -> list[SeriesWeek]:
        """Return one series, oldest week first."""
        wanted = (topic_id, slice_value)
        return [row for row in self.series if (row.topic_id, row.slice_value) == wanted]

    def this_week(self, topic_id: int, slice_value: str = "all") -> SeriesWeek | None:
        """Return one series in this week, if it was counted."""
        rows = self.history(topic_id, slice_value)
        return rows[-1] if rows and rows[-1].week_start == self.week.start else None


def read_week(con: duckdb.DuckDBPyConnection, week: Week, weeks_shown: int) -> StoredWeek:
    """Read everything the week's bulletin is made of."""
    weeks = tuple(week.plus(back) for back in range(-weeks_shown, 1))
    params = _params_of(week, weeks[0])

    rows: dict[str, Any] = {name: read_rows(con, *query, params) for name, query in READ.items()}
    tests = read_rows(con, "test_weeks", WatchedWeek, params)
    return StoredWeek(week=week, weeks=weeks, tests=next(iter(tests), None), **rows)


def _params_of(week: Week, first: Week) -> dict[str, Any]:
    """Return what the queries are asked with."""
    return {
        "week_start": week.start,
        "first_week": first.start,
        "silent_since": week.plus(-SILENT_WEEKS).start,
        "fewest_contacts": FEWEST_CONTACTS,
    }


def read_rows(
    con: duckdb.DuckDBPyConnection, name: str, row_type: type[Row], params: dict[str, Any]
) -> list[Row]:
    """Read the rows of `sql/8_report/reading/<name>.sql`; its columns stand in the type's order."""
    found = run(con, read_query(f"8_report/reading/{name}"), params).fetchall()
    return [row_type(*row) for row in found]
