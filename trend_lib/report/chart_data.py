"""What charts are drawn from: finished figures, with the numbers that place the marks."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Axis:
    """A vertical axis: where it begins and ends, and what is written at its lines."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    starts_at: str  # empty: at zero


@dataclass(frozen=True, slots=True)
class Moment:
    """One week of a time chart."""

    label: str  # w38
    name: str  # Week 38, 14–20 September 2026
    observed: float | None
    expected: float | None
    lower: float | None
    upper: float | None
    state: str  # within | above | below | untested | incomplete | absent
    observed_text: str
    range_text: str


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Observed against its range, week by week; also the table under the chart."""

    title: str
    subtitle: str
    described: str  # for those who cannot see it
    range_name: str  # what the grey area is
    moments: tuple[Moment, ...]
    axis: Axis
    began_x: float | None = None  # where a measure, or a new name, began, in weeks from the first

    def with_mark(self, began_x: float, told: str = "") -> TimeChart:
        """Return the chart with a moment at which something began, and what its subtitle says of it."""
        subtitle = f"{self.subtitle}. {told}" if told else self.subtitle
        return replace(self, began_x=began_x, subtitle=subtitle)


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline: paths in its own small coordinates."""

    width: int
    height: int
    band_path: str
    line_path: str
    last_x: str
    last_y: str
    mark: str  # up | down | dot: where this week lies against the range


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with the tick of what was expected."""

    name: str  # in full
    label: str  # as drawn
    observed: int
    expected: int | None
    observed_text: str
    expected_text: str
    is_hot: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars that add up to the whole."""

    anchor: str
    title: str
    described: str
    bars: tuple[Bar, ...]
    told: str = ""  # what stands out, in one sentence


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The satisfied share of one question, with its interval."""

    name: str
    share: float
    lower: float
    upper: float
    before: float | None
    share_text: str
    interval_text: str
    mean_text: str
    answered_text: str
    asked_text: str
    response_text: str  # the share of those asked who answered


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """Survey answers of the week."""

    sentence: str
    described: str
    axis_low: float
    rows: tuple[ScoreRow, ...]
    by_channel: tuple[ScoreRow, ...]
    told: tuple[str, ...]  # what changed beyond chance


@dataclass(frozen=True, slots=True)
class Interval:
    """One estimate with its interval."""

    name: str  # as drawn
    value: float
    lower: float
    upper: float
    text: str
    is_hollow: bool = False  # the value is a bound, not an estimate


@dataclass(frozen=True, slots=True)
class IntervalChart:
    """Estimates in rows, on one axis."""

    described: str
    rows: tuple[Interval, ...]
    axis: Axis


@dataclass(frozen=True, slots=True)
class Place:
    """A point of two figures, with its name where it has one."""

    x: float
    y: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class FunnelLimit:
    """What chance makes of so many contacts, in percent."""

    contacts: int
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Teams by their size and share, inside of the limits of chance."""

    described: str
    target: float  # in percent
    limits: tuple[FunnelLimit, ...]
    marks: tuple[Place, ...]  # with a name only outside of the limits
    across: Axis
    up: Axis


@dataclass(frozen=True, slots=True)
class CurveChart:
    """What can be had for what: all pairs tried, the best of them as a line, some of them named."""

    described: str
    tried: tuple[Place, ...]
    best: tuple[Place, ...]
    now: Place
    then: Place | None
    limit: Place | None  # the budget: its x, and what is written there
    across: Axis
    up: Axis
