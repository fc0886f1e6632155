"""Sparklines: where their points lie; the template only writes them down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.report.chart_data import Spark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Place = Callable[[int, float], str]  # where a week's value lies

WIDTH, HEIGHT = 132, 34
EDGE = 5  # room for the mark of this week
FEWEST = 3  # weeks; two points are no line worth drawing


def make_spark(
    values: Sequence[float | None],
    lower: Sequence[float | None],
    upper: Sequence[float | None],
) -> Spark | None:
    """Return the sparkline of a figure and its range, oldest first; nothing when too short."""
    if len(values) < FEWEST or values[-1] is None:
        return None
    known = [value for value in (*values, *lower, *upper) if value is not None]
    lowest, highest = min(known), max(known)
    reach = (highest - lowest) or 1.0

    def place(at: int, value: float) -> str:
        x = 2 + at * (WIDTH - 2 - 2 * EDGE) / (len(values) - 1)
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - lowest) / reach
        return f"{x:.1f} {y:.1f}"

    last = place(len(values) - 1, values[-1]).split()
    return Spark(
        width=WIDTH,
        height=HEIGHT,
        band_path=_band(lower, upper, place),
        line_path=_line(values, place),
        last_x=last[0],
        last_y=last[1],
        mark=_mark(values[-1], lower[-1], upper[-1]),
    )


def _line(values: Sequence[float | None], place: Place) -> str:
    """Draw the line, lifting the pen over weeks that are not known."""
    path, is_down = "", False
    for at, value in enumerate(values):
        if value is None:
            is_down = False
            continue
        path += ("L" if is_down else "M") + place(at, value)
        is_down = True
    return path


def _band(lower: Sequence[float | None], upper: Sequence[float | None], place: Place) -> str:
    """Draw the range forth along its upper edge and back along its lower."""
    both = [
        (at, low, high)
        for at, (low, high) in enumerate(zip(lower, upper, strict=True))
        if low is not None and high is not None
    ]
    if len(both) < FEWEST:
        return ""
    forth = [place(at, high) for at, _, high in both]
    back = [place(at, low) for at, low, _ in reversed(both)]
    return "M" + "L".join(forth + back) + "Z"


def _mark(value: float, lower: float | None, upper: float | None) -> str:
    """Tell which mark shows this week."""
    if upper is not None and value > upper:
        return "up"
    if lower is not None and value < lower:
        return "down"
    return "dot"
