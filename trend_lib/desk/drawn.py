"""The desk's charts: drawn as the bulletin draws them, once for as long as they are the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from trend_lib.base.speech import spoken
from trend_lib.report.charts import Size, time_chart
from trend_lib.report.drawings import BARS, NARROW, SPIKE_WIDE, for_page, svg_of, use_our_fonts
from trend_lib.report.row_charts import bar_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from trend_lib.report.chart_data import BarChart, TimeChart

KEPT = 400  # drawings of some 5 KB


def draw_weeks(chart: TimeChart) -> dict[str, Markup]:
    """Draw a series week by week, for wide screens and for phones."""
    return {
        name: _weeks(chart, size, spoken().code)
        for name, size in (("wide", SPIKE_WIDE), ("narrow", NARROW))
    }


def draw_bars(chart: BarChart, beside: Sequence[BarChart] = ()) -> Markup:
    """Draw bars, in the columns of those that stand beside them."""
    return _bars(chart, tuple(beside), spoken().code)


@lru_cache(maxsize=KEPT)
def _weeks(chart: TimeChart, size: Size, language: str) -> Markup:
    """Draw what was not drawn yet in this language."""
    del language  # words are said while it is drawn
    use_our_fonts()
    return for_page(svg_of(time_chart(chart, size), size), chart.described)


@lru_cache(maxsize=KEPT)
def _bars(chart: BarChart, beside: tuple[BarChart, ...], language: str) -> Markup:
    """Draw what was not drawn yet in this language."""
    del language  # words are said while it is drawn
    use_our_fonts()
    described = f"{chart.title}: {chart.described}"
    return for_page(svg_of(bar_chart(chart, BARS, beside), BARS), described)
