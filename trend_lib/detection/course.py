"""The course of topics through a rise: what its weeks would have brought, by the weeks before it alone.

Question: how many contacts were normal in the weeks since an episode opened?
Assumption: level, trend and season go on as they were (`continued.py`).
Nothing of the touched topics' own weeks since is learnt from, holidays included; a level acknowledged since is
not known. Other topics may say what a holiday since did to all. A topic that goes on under another name is one topic,
by its new name; where it was renamed since, the old name's level goes on, as nobody knows what the new one gathers.
Shapes: topics [S]; weeks [N], the oldest first.
Wrong where a topic would have changed its level anyhow: other topics say whether many did (`episodes/comparison.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.warehouse import open_warehouse
from trend_lib.detection.assessment import watch
from trend_lib.detection.continued import continue_past
from trend_lib.detection.house import settle
from trend_lib.detection.known_days import Event
from trend_lib.detection.renames import find_renames, with_renames, words_of
from trend_lib.detection.seasonal import WEEKS_FOR_SEASON, season_of
from trend_lib.detection.series_history import read_history

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from trend_lib.base.home import Home
    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray
    from trend_lib.detection.ladder import Watched
    from trend_lib.detection.season_prior import SeasonPrior
    from trend_lib.detection.series_history import WeekHistory

WEEKS_BEFORE = 8  # of the course are given too, to be looked at


@dataclass(frozen=True, slots=True)
class Courses:
    """What was normal in the newest weeks of all topics, and what came."""

    topic_id: IntArray  # [S]
    slice_value: NDArray[np.object_]  # [S] the region; 'all' of whole topics
    first_week: Week  # of the N
    opened: int  # number of the week in which the rise began
    observed: FloatArray  # [S, N]
    is_ordinary: BoolArray  # [S, N] received whole, and no known event
    method: NDArray[np.str_]  # [S] seasonal | level | novelty | none: then all below is empty
    expected: FloatArray  # [S, N]
    covariance: FloatArray  # [S, N, N] of the expected counts' own errors
    dispersion: FloatArray  # [S] variance over mean of a normal week
    degrees: FloatArray  # [S] of freedom behind the dispersion
    lower: FloatArray  # [S, N] 95 of 100 normal weeks lie between lower and upper
    upper: FloatArray


def find_courses(
    home: Home, until: Week, openings: Mapping[Week, Collection[int]], *, of_regions: bool = False
) -> dict[Week, Courses]:
    """Return courses up to a week, for each in which some topics' rise opened: of all topics, or of their regions."""
    with open_warehouse(home) as con:
        known = read_history(con, until, home.config.detection.window_weeks)
    if known is None:
        return {}
    risen = sorted(set().union(*openings.values()))
    picked = of_places(known, risen) if of_regions else of_topics(known)
    config = home.config.detection
    topics = under_new_names(picked, config.min_weeks)
    reach = range(known.history.counts.shape[1])
    return {
        opened: courses_of(topics, opened, touched, config, season_before(known, opened, config))
        for opened, touched in openings.items()
        if len(reach) - 1 - weeks_between(opened, until) in reach[1:]
    }


def weeks_between(opened: Week, until: Week) -> int:
    """Return how many weeks after another one a week is."""
    return (until.start - opened.start).days // 7


def of_topics(known: WeekHistory) -> WeekHistory:
    """Return the history of whole topics, and of all contacts, without their slices."""
    return only(known, np.flatnonzero(known.series.slice_dim == "all"))


def of_places(known: WeekHistory, topics: Collection[int]) -> WeekHistory:
    """Return the history of some topics' regions, with those of all contacts, without which nobody knows when one began."""
    series = known.series
    is_told = np.isin(series.topic_id, [0, *topics])
    return only(known, np.flatnonzero((series.slice_dim == "region") & is_told))


def only(known: WeekHistory, rows: IntArray) -> WeekHistory:
    """Return some rows of a history, those of all contacts in their slices among them."""
    house = known.house
    names = replace(
        house.names,
        **{name: getattr(house.names, name)[rows] for name in ("topic_id", "slice_dim", "slice_value")},
        names=[house.names.names[row] for row in rows.tolist()],
        kin=[house.names.kin[row] for row in rows.tolist()],
    )  # fmt: skip
    series = known.series
    picked = {name: getattr(series, name)[rows] for name in series.__dataclass_fields__}
    place_of = {row: place for place, row in enumerate(rows.tolist())}
    whole_slice = np.array([place_of.get(row, -1) for row in picked["whole_slice"].tolist()], int)
    alarmed = None if house.alarmed is None else house.alarmed[rows]
    return replace(
        known,
        series=replace(series, **picked | {"whole_slice": whole_slice}),
        history=known.history.rows(rows),
        customers=known.customers[rows],
        house=replace(house, names=names, alarmed=alarmed),
    )


def under_new_names(known: WeekHistory, min_weeks: int) -> WeekHistory:
    """Return the topics with what they brought under older names, found with all weeks seen; old names say nothing."""
    names, series = known.house.names, known.series
    words = [words_of(name) for name in names.names]
    renames = find_renames(known.history, words, names.kin, min_weeks)
    if not renames:
        return known
    joined = with_renames(watch(known, min_weeks), renames)
    usable = joined.history.usable.copy()
    usable[[rename.old for rename in renames]] = False
    return replace(
        known,
        history=replace(joined.history, usable=usable),
        series=replace(series, first_column=np.minimum(series.first_column, joined.first_column)),
    )


def season_before(known: WeekHistory, opened: Week, config: DetectionConfig) -> SeasonPrior | None:
    """Return what all series, slices too, showed of their seasons before a week, as its own test saw it."""
    lived = watch(known, config.min_weeks).lived
    since = lived.counts.shape[1] - 1 - weeks_between(opened, known.house.week)
    baseline = lived.usable & (np.arange(lived.counts.shape[1]) < since - config.guard_weeks)
    long = np.flatnonzero(baseline.sum(1) >= WEEKS_FOR_SEASON)
    return season_of(lived.rows(long), baseline[long])


def courses_of(
    known: WeekHistory,
    opened: Week,
    touched: Collection[int],
    config: DetectionConfig,
    season: SeasonPrior | None,
) -> Courses:
    """Return the courses of all topics; those touched say nothing of their weeks since."""
    history, topics = known.history, known.series.topic_id
    since = history.counts.shape[1] - 1 - weeks_between(opened, known.house.week)
    columns = np.arange(history.counts.shape[1])
    is_past = columns < since
    blind = history.usable & (is_past | ~np.isin(topics, list(touched))[:, None])
    registered = known.house.registered
    shifts = tuple(one for one in registered.shifts if one.week_start < opened.start)
    house = replace(known.house, registered=replace(registered, shifts=shifts))
    told = replace(known, history=replace(history, usable=blind), house=house)
    settled = settle(watch(told, config.min_weeks), house, config).watched
    weeks = len(columns) - max(since - WEEKS_BEFORE, 0)
    return Courses(
        topic_id=topics,
        slice_value=known.series.slice_value,
        first_week=known.house.week.plus(1 - weeks),
        opened=since - (len(columns) - weeks),
        observed=settled.history.counts[:, -weeks:],
        is_ordinary=(history.usable & ~in_known_events(known))[:, -weeks:],
        **continue_past(_as_of(settled, since), since, weeks, config, season),
    )


def in_known_events(known: WeekHistory) -> BoolArray:
    """Return which weeks [S, W] of each series hold days of a known event."""
    weeks = known.history.counts.shape[1]
    first_week, house = known.house.week.plus(1 - weeks), known.house
    during = np.zeros(known.history.counts.shape, dtype=bool)
    for one in house.registered.events:
        touches = house.names.in_slice(one.slice_dim, one.slice_value)
        event = Event(one.what, one.first_day, one.last_day, touches)
        during |= touches[:, None] & (event.days_in_weeks(first_week, weeks) > 0)
    return during


def _as_of(settled: Watched, since: int) -> Watched:
    """Return the series as they were known before a column."""
    history = settled.history
    level = history.level_since
    return replace(
        settled,
        history=replace(
            history,
            usable=history.usable & (np.arange(history.counts.shape[1]) < since),
            level_since=None if level is None else np.where(level < since, level, 0),
        ),
    )
