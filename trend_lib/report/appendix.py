"""The appendix: all figures of the week for spreadsheets, as a workbook and as plain CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.report.rows import Countermeasure, Driver, Episode, EpisodeDay, SourceWeek
from trend_lib.report.rows_appendix import AppendixSeries, ServiceFigure
from trend_lib.report.rows_effects import Marks, MeasureEffect
from trend_lib.report.rows_quality import SurveyScore
from trend_lib.report.stored import read_rows
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CELL_LENGTH = 1000
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it spreadsheets misread Cyrillic


@dataclass(frozen=True, slots=True)
class Appendix:
    """The rows of the appendix, as they are stored."""

    series: list[AppendixSeries]
    episodes: list[Episode]
    countermeasures: list[Countermeasure]
    effects: list[MeasureEffect]
    marks: list[Marks]
    drivers: list[Driver]
    days: list[EpisodeDay]
    sources: list[SourceWeek]
    surveys: list[SurveyScore]
    service: list[ServiceFigure]

    def as_csv(self) -> bytes:
        """Return every series as CSV; no cell can be taken for a formula."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(AppendixSeries._fields)
        writer.writerows([safe_cell(value) for value in row] for row in self.series)
        return (BYTE_ORDER_MARK + text.getvalue()).encode()

    def said(self) -> bytes:
        """Return all it says, to tell whether that changed."""
        tables = (self.series, self.episodes, self.countermeasures, self.effects, self.marks, self.drivers, self.days,
                  self.sources, self.surveys, self.service)  # fmt: skip
        return json.dumps(tables, ensure_ascii=False, default=str).encode()


def read_appendix(con: duckdb.DuckDBPyConnection, week: Week) -> Appendix:
    """Read the week's rows."""
    params = {"week_start": week.start, "first_week": week.start}
    return Appendix(
        series=read_rows(con, "appendix", AppendixSeries, params),
        episodes=read_rows(con, "episode_weeks", Episode, params),
        countermeasures=read_rows(con, "countermeasures", Countermeasure, params),
        effects=read_rows(con, "effects", MeasureEffect, params),
        marks=read_rows(con, "marks", Marks, params),
        drivers=read_rows(con, "drivers", Driver, params),
        days=read_rows(con, "episode_days", EpisodeDay, params),
        sources=read_rows(con, "source_weeks", SourceWeek, params),
        surveys=read_rows(con, "survey_scores", SurveyScore, params),
        service=read_rows(con, "service_figures", ServiceFigure, params),
    )


def safe_cell(value: Any) -> str:
    """Write a cell so that a spreadsheet shows it and does not run it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}"
    if not isinstance(value, str):
        return str(value)
    cell = plain_text(value, CELL_LENGTH)
    return (
        f"'{cell}" if value.startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS) else cell
    )
