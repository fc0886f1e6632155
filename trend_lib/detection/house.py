"""What the house knows beyond counts, brought into the history before anything is tested.

In this order: renamed series get their past, acknowledged new levels begin, weeks of known events
leave the baseline, holidays become offsets, old changes of level that nobody wrote down are found, earlier alarms
weigh less. Each is explained where it is
made: `renames.py`, `new_level.py`, `known_days.py`, `found_level.py`, `past_alarms.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.detection.found_level import with_found_levels
from trend_lib.detection.known_days import Event, KnownDays, with_known_days
from trend_lib.detection.new_level import LevelShift, since_new_level, with_new_levels
from trend_lib.detection.past_alarms import seems_new_level, trust_in_weeks
from trend_lib.detection.renames import find_renames, joined_counts, with_renames, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from trend_lib.base.settings import DetectionConfig
    from trend_lib.base.weeks import Week
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray
    from trend_lib.detection.ladder import Watched
    from trend_lib.detection.renames import Rename
    from trend_lib.detection.verdict import Verdict

FOUND = ", by the counts"
ACKNOWLEDGE = "a new level? acknowledge it in registers/level_shifts.csv"
FOR_SIZE = "told for its size: {:.0f} at most in any week before"


@dataclass(frozen=True, slots=True)
class WrittenEvent:
    """A line of `registers/known_events.csv`."""

    first_day: date
    last_day: date
    what: str
    slice_dim: str
    slice_value: str


@dataclass(frozen=True, slots=True)
class WrittenShift:
    """A line of `registers/level_shifts.csv`: the week's Monday, and the series."""

    week_start: date
    topic_id: int
    slice_dim: str
    slice_value: str


@dataclass(frozen=True, slots=True)
class Registered:
    """What people wrote into the registers that bear on detection."""

    holidays: tuple[date, ...] = ()
    events: tuple[WrittenEvent, ...] = ()
    shifts: tuple[WrittenShift, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Which series there are; all [S]."""

    topic_id: IntArray
    slice_dim: NDArray[np.object_]
    slice_value: NDArray[np.object_]
    names: Sequence[str]  # in words, by which a renamed series is recognised; '' never is
    kin: Sequence[object]  # only series of the same kin can be one another renamed

    def in_slice(self, dim: str, value: str) -> BoolArray:
        """Return which series lie in a slice; all of them in the slice 'all'."""
        if dim == "all":
            return np.ones(len(self.topic_id), dtype=bool)
        return np.asarray((self.slice_dim == dim) & (self.slice_value == value), dtype=bool)


@dataclass(frozen=True, slots=True)
class Known:
    """What the house knows of the series of a week beyond their counts."""

    week: Week
    names: Names
    registered: Registered
    alarmed: BoolArray | None  # [S, W] earlier weeks that were alarms; None: nobody says


@dataclass(frozen=True, slots=True)
class Settled:
    """Series ready to be tested, and what is to be said of them."""

    watched: Watched
    status: list[str]  # why a series may not be tested, '' where nothing is in the way
    notes: list[list[str]]
    renames: Sequence[Rename]
    alarmed: BoolArray | None = field(default=None)  # [S, W] earlier weeks that were alarms


def settle(watched: Watched, known: Known, config: DetectionConfig) -> Settled:
    """Bring in what the house knows."""
    min_weeks = config.min_weeks
    week, names, registered, alarmed = known.week, known.names, known.registered, known.alarmed
    weeks = watched.history.counts.shape[1]
    first_week = week.plus(1 - weeks)
    words = [words_of(name) for name in names.names]
    renames = find_renames(watched.history, words, names.kin, min_weeks)
    joined = with_renames(watched, renames)
    shifts = [
        LevelShift(
            column=(shift.week_start - first_week.start).days // 7,
            touches=(names.topic_id == shift.topic_id)
            & names.in_slice(shift.slice_dim, shift.slice_value),
        )
        for shift in registered.shifts
    ]
    history = with_new_levels(joined.history, shifts)
    events = tuple(
        Event(one.what, one.first_day, one.last_day, names.in_slice(one.slice_dim, one.slice_value))
        for one in registered.events
    )
    days = with_known_days(history, week, KnownDays(registered.holidays, events))
    history, is_found = with_found_levels(days.history, config.guard_weeks)
    if alarmed is not None:
        history = replace(history, trust=trust_in_weeks(alarmed))
    notes = [[note] if note else [] for note in days.notes]
    status = ["holiday_unknown" if unknown else "" for unknown in days.is_unknown]
    settled = Settled(replace(joined, history=history), status, notes, renames, alarmed)
    _tell_renames(settled, renames, names, first_week, min_weeks)
    _tell_new_levels(settled, is_found, first_week)
    return settled


def in_other_counts(settled: Settled, counts: FloatArray) -> Watched:
    """Return the settled series with other counts [S, W] of the same weeks, such as customers."""
    history = replace(settled.watched.history, counts=joined_counts(counts, settled.renames))
    return replace(settled.watched, history=history)


def _tell_renames(
    settled: Settled, renames: Sequence[Rename], names: Names, first_week: Week, min_weeks: int
) -> None:
    """Say of both names that they are one series; the young name is not tested yet."""
    history = settled.watched.history
    own_weeks = (history.usable & since_new_level(history))[:, :-1].sum(1)
    for rename in renames:
        since = first_week.plus(rename.since)
        settled.notes[rename.new].append(f"continues {names.names[rename.old]} since {since}")
        settled.notes[rename.old].append(f"continued as {names.names[rename.new]} since {since}")
        settled.status[rename.old] = "renamed"
        if own_weeks[rename.new] < min_weeks:
            settled.status[rename.new] = "renamed"


def _tell_new_levels(settled: Settled, is_found: BoolArray, first_week: Week) -> None:
    """Say since when a new level holds, and who says so; of a new name that is said already."""
    since = settled.watched.history.level_since
    if since is None:
        return
    renamed = {(rename.new, rename.since) for rename in settled.renames}
    for series in np.flatnonzero(since):
        if (int(series), int(since[series])) not in renamed:
            week = first_week.plus(int(since[series]))
            settled.notes[series].append(f"new level since {week}{FOUND * int(is_found[series])}")


def statuses(settled: Settled, status: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return the statuses with what the house knows: a series with data may still not be judged."""
    since = settled.watched.history.level_since
    is_new = np.zeros(len(status), dtype=bool) if since is None else since > 0
    told = np.where(is_new & (status == "baseline_too_short"), "new_level", status)
    own = np.array(settled.status, dtype=status.dtype)
    is_open = np.isin(told, ("tested", "baseline_too_short", "new_level"))
    return np.where(is_open & (own != ""), own, told)


def notes_of(settled: Settled, verdict: Verdict, is_fall: BoolArray) -> list[str | None]:
    """Return what a reader should know of each series, in words."""
    is_alarm = verdict.is_alarm
    seems_new = np.zeros(len(is_alarm), dtype=bool)
    if settled.alarmed is not None:
        seems_new = is_alarm & seems_new_level(settled.alarmed, is_alarm)
    said = [
        [
            *(["a fall"] if falls else []),
            *([] if np.isnan(record) else [FOR_SIZE.format(record)]),
            *notes,
            *([ACKNOWLEDGE] if lasts else []),
        ]
        for notes, falls, lasts, record in zip(
            settled.notes, is_alarm & is_fall, seems_new, verdict.record_before, strict=True
        )
    ]
    return ["; ".join(notes) or None for notes in said]


def said_of(settled: Settled, series: int) -> dict[str, str]:
    """Return what was brought into one series, to explain it."""
    said: dict[str, str] = {}
    history, notes = settled.watched.history, settled.notes[series]
    if notes:
        said["known"] = "; ".join(notes)
    if history.calendar is not None and history.calendar[series, -1]:
        said["calendar_factor"] = f"{np.exp(history.calendar[series, -1]):.6g}"
    return said
