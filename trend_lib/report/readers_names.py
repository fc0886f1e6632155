"""Topics under the names that the readers of a language know; ids and figures stay as they are.

A topic without a name of its own for them keeps the one it has, in the bulletin's first language where its texts allow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from trend_lib.report.rows import (
    Episode,
    FoundTopic,
    ResurfacedTopic,
    SeriesWeek,
    SilentRise,
)
from trend_lib.report.rows_appendix import AppendixSeries
from trend_lib.report.rows_effects import Marks, MeasureEffect
from trend_lib.report.rows_quality import RepeatTopic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trend_lib.report.appendix import Appendix
    from trend_lib.report.rows import TopicName
    from trend_lib.report.rows_appendix import ServiceFigure
    from trend_lib.report.stored import StoredWeek

    Names = Mapping[int, str]

Named = TypeVar(
    "Named",
    SeriesWeek,
    SilentRise,
    Episode,
    FoundTopic,
    ResurfacedTopic,
    RepeatTopic,
    AppendixSeries,
    MeasureEffect,
    Marks,
)


def names_in(language: str, names: Iterable[TopicName]) -> Names:
    """Return the names that readers of a language know, by topic."""
    return {row.topic_id: row.topic_name for row in names if row.language == language}


def week_for_readers(stored: StoredWeek, language: str) -> StoredWeek:
    """Return the week's rows with the names that readers of a language know."""
    names = names_in(language, stored.names)
    return replace(
        stored,
        series=_named(stored.series, names),
        silent_rises=_named(stored.silent_rises, names),
        episodes=_named(stored.episodes, names),
        effects=_named(stored.effects, names),
        marks=_named(stored.marks, names),
        found_topics=_named(stored.found_topics, names),
        resurfaced=_named(stored.resurfaced, names),
        repeat_topics=_named(stored.repeat_topics, names),
    )


def appendix_for_readers(appendix: Appendix, names: Names) -> Appendix:
    """Return the appendix with the names that readers of a language know."""
    by_name = {
        row.topic_name: names[row.topic_id] for row in appendix.series if row.topic_id in names
    }
    return replace(
        appendix,
        series=_named(appendix.series, names),
        episodes=_named(appendix.episodes, names),
        effects=_named(appendix.effects, names),
        marks=_named(appendix.marks, names),
        service=[_figure(row, by_name) for row in appendix.service],
    )


def _named(rows: Iterable[Named], names: Names) -> list[Named]:
    """Return rows with other names."""
    return [row._replace(topic_name=names.get(row.topic_id, row.topic_name)) for row in rows]


def _figure(row: ServiceFigure, by_name: Mapping[str, str]) -> ServiceFigure:
    """Return a figure whose slice, if it is a topic, has another name."""
    if row.slice_dim != "topic":
        return row
    return row._replace(slice_value=by_name.get(row.slice_value, row.slice_value))
