"""Detection: tests every series against its own past. Reads `weekly.*`, writes `detection.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from trend_lib.base.home import Home
    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.course import Courses
    from trend_lib.detection.weekday import Direction
    from trend_lib.detection.written import Written


def detect(home: Home, week: Week) -> None:
    """Assess every series of the week: expected range, p, q, alarm or the reason for none."""
    from trend_lib.detection.assessment import detect_week

    detect_week(home, week)


def watch(home: Home, day: date) -> None:
    """Assess every topic of the running week, up to a day, against its weekday profile."""
    from trend_lib.detection.watching import watch_day

    watch_day(home, day)


def assess_series(
    frame: pd.DataFrame,
    *,
    weeks: str = "last:1",
    method: str = "design",
    gaps: str = "refuse",
    written: Written | None = None,
    **settings: Any,
) -> pd.DataFrame:
    """Assess any weekly counts, without a home.

    Args:
        frame: Columns series, week (`2026-W34` or its Monday's date), count, and if known
            exposure, is_complete and was_alarm (an earlier week that alarmed weighs less);
            rows in any order, every series without gaps.
        weeks: Which weeks to assess, `last:N` or `FROM..TO`; each sees only the weeks before it.
        method: `design`, the ladder of novelty, level, seasonal and drift tests, or a published method.
        gaps: What a missing week is: `refuse`, `zero`, or `unknown` as if is_complete were false.
        written: Holidays, known events and acknowledged new levels, as tables; for `design`.
        **settings: Of `[detection]` in trends.toml, e.g. `false_discovery_rate=0.1`; for a
            published method its own, e.g. `years_back=5` (`references/options.py`).

    Returns:
        One row a series and week: series, week, observed, expected, lower, upper, p_value,
        q_value, method, status, is_alarm, why_no_alarm, note; of a published method instead of
        the last two phi, score, trend.

    Raises:
        MisuseError: The table, the weeks or a setting cannot mean anything.
    """
    from trend_lib.base.errors import MisuseError
    from trend_lib.detection import references
    from trend_lib.detection.given_rows import GivenRows
    from trend_lib.detection.reference_assessment import assess_by_reference
    from trend_lib.detection.series_assessment import assess_table
    from trend_lib.detection.series_table import read_series
    from trend_lib.detection.written import Written

    if method in references.NAMES:
        if written is not None or gaps != "refuse":
            raise MisuseError(
                f"{method} reads no holidays, events, level shifts or gaps; the design does"
            )
        return assess_by_reference(frame, weeks, method, settings)
    table = read_series(GivenRows(frame, "week"), gaps=gaps)
    return assess_table(table, weeks, method, _detection_config(settings), written or Written())


def assess_days(
    frame: pd.DataFrame,
    *,
    days: str = "last:1",
    direction: Direction = "up",
    holidays: Collection[date] = (),
    **settings: float,
) -> pd.DataFrame:
    """Assess any daily counts, without a home: each day, and the week from Monday up to it.

    Args:
        frame: Columns series, day (2026-08-17), count, and if known is_complete; weekdays on which a
            series never has a row are its days of rest.
        days: Which days to assess, `last:N` or `FROM..TO`; each sees only the days up to it.
        direction: `up` for rises, `down` for falls, or `both`.
        holidays: Days that are no ordinary ones; the next open day is none either.
        **settings: Of `[detection]` in trends.toml, e.g. `false_discovery_rate=0.1`.

    Returns:
        One row a series and day: series, day, observed, expected, lower, upper, p_value, q_value,
        method, status, is_alarm.

    Raises:
        MisuseError: The table, the days or a setting cannot mean anything.
    """
    from trend_lib.detection.day_assessment import assess_days as assess

    return assess(frame, days, direction, frozenset(holidays), _detection_config(settings))


def courses(
    home: Home, until: Week, openings: Mapping[Week, Collection[int]]
) -> dict[Week, Courses]:
    """Return what was normal in all topics' weeks up to one, by what was before a rise opened.

    Args:
        home: Whose counts, settings and registers.
        until: The newest week.
        openings: Weeks in which rises opened, each with the topics that rose then: nothing is learnt
            from their own weeks since.

    Returns:
        Courses by opening week; none where the data began later.
    """
    from trend_lib.detection.course import find_courses

    return find_courses(home, until, openings)


def explainer(home: Home, week: Week) -> Callable[[tuple[int, str, str]], dict[str, Any]]:
    """Return what explains series of a week, as `explain_series` does, and assesses the week only once."""
    from trend_lib.detection.arithmetic import Explainer

    return Explainer.of_week(home, week).explain


def region_courses(
    home: Home, until: Week, openings: Mapping[Week, Collection[int]]
) -> dict[Week, Courses]:
    """Return the same of the risen topics' regions, a series each: nothing is learnt from any of their weeks since."""
    from trend_lib.detection.course import find_courses

    return find_courses(home, until, openings, of_regions=True)


def explain_series(
    home: Home, week: Week, topic_id: int, slice_dim: str, slice_value: str
) -> dict[str, Any]:
    """Return every number behind one assessment: counts, expectation, tails, correction, floors.

    Raises:
        MisuseError: The week has no such series.
    """
    from trend_lib.detection.arithmetic import explain_series

    return explain_series(home, week, (topic_id, slice_dim, slice_value))


def explain_named(home: Home, week: Week, written: str) -> dict[str, Any]:
    """Return the same of a series as people write it: `topic 12, region North`.

    Raises:
        MisuseError: The name cannot be read, or the week has no such series.
    """
    from trend_lib.detection.arithmetic import explain_named

    return explain_named(home, week, written)


def backtest_home(  # noqa: PLR0913 - what is asked for
    home: Home,
    weeks: Sequence[Week],
    *,
    plantings: int,
    seed: int,
    budget: float,
    step: Callable[[str], None],
    marks: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Judge past weeks once more, with rises planted into them; writes nothing.

    Args:
        home: Whose counts and settings.
        weeks: To replay, in order; weeks without counts are left out.
        plantings: Rises of each size a topic.
        seed: Of the rises; the same gives the same.
        budget: Alarms a week that people can look at.
        step: Called with the week's name, twice a week.
        marks: Alarms that people judged: topic_id, opened_week, last_alarm (Mondays) and mark.
    """
    from trend_lib.base.weeks import Week
    from trend_lib.detection.backtest.budget import MarkedRise
    from trend_lib.detection.backtest.running import backtest_home

    marked = [
        MarkedRise(row["topic_id"], Week(row["opened_week"]), Week(row["last_alarm"]), row["mark"])
        for row in marks
    ]
    return backtest_home(home, weeks, plantings, seed, budget, step, marked)


def _detection_config(settings: dict[str, float]) -> DetectionConfig:
    """Return `[detection]` with those settings, or say which of them is wrong."""
    from pydantic import ValidationError

    from trend_lib.base.errors import MisuseError
    from trend_lib.base.settings import DetectionConfig

    try:
        return DetectionConfig.model_validate(settings)
    except ValidationError as error:
        raise MisuseError(f"settings: {error}") from error
