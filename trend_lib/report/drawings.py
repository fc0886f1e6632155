"""Draw the bulletin's charts: SVG that follows the page's colours, PNG on white for mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import vl_convert
from altair.utils.schemapi import debug_mode
from markupsafe import Markup, escape

from trend_lib.base.resources import resource_dir
from trend_lib.report.charts import Drawn, Size, kind_colour, time_chart
from trend_lib.report.funnel_chart import funnel_chart
from trend_lib.report.png import squeezed
from trend_lib.report.row_charts import bar_chart, score_chart
from trend_lib.report.theme import altair_config, as_colours, as_variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trend_lib.report.bulletin import Bulletin, Spike
    from trend_lib.report.chart_data import BarChart, TimeChart

WIDE, NARROW = Size(640, 250), Size(340, 215)
SPIKE_WIDE = Size(600, 225)
HALF_WIDE, PANEL = Size(470, 235), Size(310, 185)
BARS = Size(350, 0)  # as high as it has rows; fills a phone, and a column beside a chart
MAIL = Size(480, 170, font_size=13)  # shown 576 wide at most: still readable on a phone
MAIL_SPIKES = 3  # drawn in the mail; the rest of them are named
PNG_SCALE = 1.5  # 720 pixels: two for one on a phone, and a mail below 200 KB

OPENING = re.compile(r"<svg[^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\"[^>]*>")
TAG = re.compile(r"<[^>]*>")  # only tags are slimmed; names in a drawing keep every letter
NOT_NEEDED = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|opacity)="[^"]*"')
LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")
EMPTY = re.compile(
    r'<g(?: transform="[^"]*")?></g>'
    r'|<path[^>]* display="none"[^>]*/>'
    r'|<path d="M0(?:\.5)?,0(?:\.5)?h[\d.]+v[\d.]+h-?[\d.]+Z"/>'
)


@dataclass(frozen=True, slots=True)
class Drawings:
    """All charts of a bulletin by name: SVGs for the page, PNGs for the mail."""

    svgs: dict[str, Markup]
    images: dict[str, bytes]


@cache
def use_our_fonts() -> None:
    """Let charts be drawn in the shipped fonts, the same on every machine."""
    vl_convert.register_font_directory(str(resource_dir("reports") / "fonts"))


def draw(bulletin: Bulletin) -> Drawings:
    """Draw every chart of the page and of the mail."""
    use_our_fonts()
    # a test holds each kind of drawing against the schema: here it would be done at every step
    with debug_mode(arg=False):
        svgs = {
            name: for_page(svg_of(chart, size), described)
            for name, chart, size, described in _page_charts(bulletin)
        }
        images = {name: picture_of(chart) for name, chart in _mail_charts(bulletin)}
    return Drawings(svgs, images)


def svg_of(chart: Drawn, size: Size) -> str:
    """Return a chart as SVG in light colours."""
    spec = chart.to_dict(validate=False)
    spec["config"] = altair_config(size.font_size)
    return str(vl_convert.vegalite_to_svg(spec))


def png_of(svg: str) -> bytes:
    """Return a drawing as PNG in light colours."""
    use_our_fonts()
    return squeezed(vl_convert.svg_to_png(as_colours(svg), scale=PNG_SCALE))


def picture_of(chart: TimeChart) -> bytes:
    """Return a chart as the mail shows it."""
    return png_of(svg_of(time_chart(chart, MAIL), MAIL))


def for_page(svg: str, described: str) -> Markup:
    """Make a drawing part of the page: its colours, one label, no repeated attributes."""
    slim = TAG.sub(lambda tag: LONG_NUMBER.sub(r"\1", NOT_NEEDED.sub("", tag[0])), svg)
    opening = OPENING.search(slim)
    if opening is None:
        raise ValueError("this is no SVG drawing")
    width, height = opening[1], opening[2]
    first = (
        f'<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(described)}">'
    )
    inside = slim[opening.end() :]
    previous = ""
    while previous != inside:
        previous, inside = inside, EMPTY.sub("", inside)
    return Markup(first + as_variables(inside))  # noqa: S704 - drawn by us; texts in it are escaped by Vega


def image_names(bulletin: Bulletin) -> set[str]:
    """Return the names of the mail's charts, without drawing them."""
    names = {spike.anchor for spike in bulletin.spikes[:MAIL_SPIKES] if spike.chart}
    return names | {"total"} if bulletin.total else names


def _page_charts(
    bulletin: Bulletin,
) -> Iterator[tuple[str, Drawn, Size, str]]:
    """Yield name, chart, size and description of every drawing on the page."""
    if bulletin.total:
        for name, size in (("wide", WIDE), ("narrow", NARROW)):
            yield (
                f"total-{name}",
                time_chart(bulletin.total, size),
                size,
                bulletin.total.described,
            )
    for spike in bulletin.spikes:
        yield from _spike_charts(spike)
    for row in bulletin.verdicts:
        if row.chart:
            yield row.anchor, time_chart(row.chart, PANEL), PANEL, row.chart.described
    for panel in bulletin.kinds:
        colour = kind_colour(panel.kind)
        yield (
            panel.anchor,
            time_chart(panel.chart, PANEL, colour),
            PANEL,
            panel.chart.described,
        )
    yield from _service_charts(bulletin)


def _spike_charts(spike: Spike) -> Iterator[tuple[str, Drawn, Size, str]]:
    """Yield the drawings of one spike."""
    if spike.chart:
        for name, size in (("wide", SPIKE_WIDE), ("narrow", NARROW)):
            yield (
                f"{spike.anchor}-{name}",
                time_chart(spike.chart, size),
                size,
                spike.chart.described,
            )
    for place in spike.places:
        yield from _bar_charts(place, spike.places)
    if spike.days:
        yield from _bar_charts(spike.days)


def _service_charts(bulletin: Bulletin) -> Iterator[tuple[str, Drawn, Size, str]]:
    """Yield the drawings about the service itself."""
    for name, size in (("wide", HALF_WIDE), ("narrow", NARROW)):
        if bulletin.scores:
            yield (
                f"scores-{name}",
                score_chart(bulletin.scores, size),
                size,
                bulletin.scores.described,
            )
        if bulletin.repeats:
            chart = bulletin.repeats.chart
            yield f"repeats-{name}", time_chart(chart, size), size, chart.described
        if bulletin.teams:
            funnel = bulletin.teams.chart
            yield f"teams-{name}", funnel_chart(funnel, size), size, funnel.described
    if bulletin.open_contacts:
        yield from _bar_charts(bulletin.open_contacts.chart)


def _bar_charts(
    chart: BarChart, beside: Sequence[BarChart] = ()
) -> Iterator[tuple[str, Drawn, Size, str]]:
    """Yield the drawing of bars, the same for all screens: it has few letters and scales well."""
    described = f"{chart.title}: {chart.described}"
    yield chart.anchor, bar_chart(chart, BARS, beside), BARS, described


def _mail_charts(bulletin: Bulletin) -> Iterator[tuple[str, TimeChart]]:
    """Yield the mail's charts: the total, and the first spikes."""
    if bulletin.total:
        yield "total", bulletin.total
    for spike in bulletin.spikes[:MAIL_SPIKES]:
        if spike.chart:
            yield spike.anchor, spike.chart
