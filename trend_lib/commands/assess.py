"""The command `trends assess`: the detector, and the published methods, on any weekly counts."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads it at run time
from typing import Annotated

import typer

from trend_lib.commands import published_options as published
from trend_lib.commands import telling
from trend_lib.commands.options import (
    Direction,
    Engine,
    EventsOption,
    Gaps,
    GapsOption,
    HolidaysOption,
    HomeOption,
    JsonOption,
    LevelShiftsOption,
    OutOption,
)


def assess(
    series: Annotated[
        Path, typer.Argument(metavar="SERIES.csv", help="Columns series, week or day, count.")
    ],
    out: OutOption = None,
    method: Annotated[
        Engine, typer.Option(help="The detector of this product, or a published method.")
    ] = Engine.design,
    weeks: Annotated[
        str | None, typer.Option(help="Which weeks to judge: last:N or FROM..TO. Default last:1.")
    ] = None,
    days: Annotated[
        str | None, typer.Option(help="Which days, of a table with a column day. Default last:1.")
    ] = None,
    direction: Annotated[
        Direction, typer.Option(help="Which way a count may be unusual.")
    ] = Direction.up,
    holidays: HolidaysOption = None,
    events: EventsOption = None,
    level_shifts: LevelShiftsOption = None,
    gaps: GapsOption = Gaps.refuse,
    years_back: published.YearsBack = None,
    half_window: published.HalfWindow = None,
    periods: published.Periods = None,
    exclude_weeks: published.ExcludeWeeks = None,
    look_back: published.LookBack = None,
    frequency: published.Frequency = None,
    baseline_weeks: published.BaselineWeeks = None,
    population_offset: published.PopulationOffset = None,
    trend_p: published.TrendP = None,
    reweight: published.Reweight = None,
    weights_threshold: published.WeightsThreshold = None,
    power: published.PowerOption = None,
    threshold: published.ThresholdOption = None,
    alpha: published.Alpha = None,
    limit: published.Limit = None,
    reference_value: published.ReferenceValue = None,
    decision_interval: published.DecisionInterval = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Judge any weekly or daily counts with the detector; no home needed.

    A week is written 2026-W34, or as its Monday's date. Columns that may be
    there, too: exposure (who could have complained), is_complete (false: a
    part week), was_alarm (true: an earlier alarm, weighs less). They are
    separated by commas, semicolons or tabs. The answer has a row for each
    series and week; status says why one could not be judged.

    With a column day (2026-08-17) in place of week, each day is judged, and
    the week from Monday up to it; of the options only --days, --direction
    and --holidays are read then.

    Published methods, to compare with:
    [bold]--method farrington-flexible --years-back 5 --periods 10[/bold]
    They alarm by their own bound, take a month (2026-08, with --frequency
    12) or a plain number for a week too, and add phi, score and trend. An
    option that a method does not read is refused.
    """
    from trend_lib.measuring import Wanted, assess_any_file

    given = published.given(
        years_back=years_back,
        half_window=half_window,
        periods=periods,
        exclude_weeks=exclude_weeks,
        look_back=look_back,
        frequency=frequency,
        baseline_weeks=baseline_weeks,
        population_offset=population_offset,
        trend_p=trend_p,
        reweight=reweight,
        weights_threshold=weights_threshold,
        power=power,
        threshold=threshold,
        alpha=alpha,
        limit=limit,
        reference_value=reference_value,
        decision_interval=decision_interval,
    )
    del home  # every command takes it; this one needs none
    beside = {"holidays": holidays, "events": events, "level_shifts": level_shifts}
    wanted = Wanted(
        method.value, weeks, days, direction.value, gaps.value, **beside, published=given
    )
    telling.show_table(assess_any_file(series, wanted), out, json)
