"""Where a spike happens: bars by place, product or channel that add up to the spike."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.chart_data import Bar, BarChart
from trend_lib.report.words import plain_text, slice_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.report.rows import Driver, Episode

BARS_SHOWN = 5
HOT_FROM = 1.6  # times the expectation
TITLES = {"region": mark("By place"), "product": mark("By product"), "channel": mark("By channel")}
BAR_NAME_LENGTH = 22
ALMOST_ALL = 0.99  # of the rise
WORTH_A_BAR = 0.05  # of the spike's excess; less goes to the others


def place_charts(episode: Episode, drivers: Sequence[Driver], number: int) -> tuple[BarChart, ...]:
    """Return one chart a dimension; channel only when neither place nor product is known."""
    own = [row for row in drivers if row.episode_id == episode.episode_id]
    slices = {dim: list(rows) for dim, rows in groupby(own, key=lambda row: row.slice_dim)}
    telling = [dim for dim in ("region", "product") if _tells(slices.get(dim, []))]
    dims = telling or [dim for dim in ("channel",) if _tells(slices.get(dim, []))]
    return tuple(_chart(episode, dim, slices[dim], f"spike-{number}-{dim}") for dim in dims)


def where_sentence(charts: Sequence[BarChart]) -> str:
    """Name what stands out most, as the mail says it."""
    parts = [
        say("{name} {observed} (expected {expected})",
            name=bar.name, observed=bar.observed_text, expected=bar.expected_text)
        for chart in charts
        for bar in [bar for bar in chart.bars[:3] if bar.is_hot][:2]
    ]  # fmt: skip
    return "; ".join(parts)


def main_driver(episode: Episode, drivers: Sequence[Driver]) -> Driver | None:
    """Return the place (else product) that holds most of an episode's excess, if one does."""
    own = [row for row in drivers if row.episode_id == episode.episode_id]
    for dim in ("region", "product"):
        rows = [row for row in own if row.slice_dim == dim and row.slice_value != "(none)"]
        whole = sum(row.excess for row in own if row.slice_dim == dim)
        top = max(rows, key=lambda row: row.excess, default=None)
        if top is not None and whole > 0 and top.excess >= whole / 2:
            return top
    return None


def _tells(rows: list[Driver]) -> bool:
    """Tell whether a dimension says anything: more than 'not stated' alone."""
    return any(row.slice_value != "(none)" for row in rows)


def _chart(episode: Episode, dim: str, rows: list[Driver], anchor: str) -> BarChart:
    """Draw the slices that hold the excess and the rest as one, so that they add up."""
    whole = figures.whole(episode.expected or 0.0)
    expected = figures.shares_of([row.expected for row in rows], whole)
    pairs = sorted(
        zip(rows, expected, strict=True),
        key=lambda pair: (-pair[0].excess, pair[0].slice_value),
    )
    shown, rest = _split(pairs)
    bars = [_bar(slice_name(row.slice_value), row.observed, tick) for row, tick in shown]
    if rest:
        name = say_many(len(rest), "{count} other", "{count} others", count=len(rest))
        bars.append(_bar(name, sum(row.observed for row, _ in rest), sum(t for _, t in rest)))
    described = "; ".join(
        say(
            "{name} {observed}, expected {expected}",
            name=bar.name,
            observed=bar.observed_text,
            expected=bar.expected_text,
        )
        for bar in bars
    )
    return BarChart(anchor, say(TITLES[dim]), described, tuple(bars), _share_told(rows))


def _share_told(rows: list[Driver]) -> str:
    """Say how much of the rise the first slice holds; empty where the whole did not rise."""
    named = [row for row in rows if row.excess_share and row.slice_value != "(none)"]
    top = max(named, key=lambda row: row.excess, default=None)
    if top is None or top.excess <= 0 or top.excess_share is None:
        return ""
    place = plain_text(slice_name(top.slice_value), 40)
    if top.excess_share > ALMOST_ALL:  # or more than all: others fell
        return say("{place} holds all of the rise.", place=place)
    return say("{place} holds {share} of the rise.",
               place=place, share=figures.percent(top.excess_share))  # fmt: skip


def _split(pairs: list[tuple[Driver, int]]) -> tuple[list[tuple[Driver, int]], ...]:
    """Part the slices that hold something of the excess from the others; one alone is no others."""
    least = WORTH_A_BAR * sum(row.excess for row, _ in pairs)
    worth = sum(1 for row, _ in pairs if row.excess > least)
    kept = min(max(worth, 1), BARS_SHOWN)
    kept += kept == len(pairs) - 1
    return pairs[:kept], pairs[kept:]


def _bar(name: str, observed: int, expected: int) -> Bar:
    """Write one bar."""
    return Bar(
        name=name,
        label=plain_text(name, BAR_NAME_LENGTH),
        observed=observed,
        expected=expected,
        observed_text=figures.count(observed),
        expected_text=figures.count(expected),
        is_hot=observed > HOT_FROM * expected,
    )
