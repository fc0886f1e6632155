"""When a spike happened: bars by day, Monday to Sunday, that add up to the spike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import say
from trend_lib.report import figures
from trend_lib.report.chart_data import Bar, BarChart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trend_lib.base.weeks import Week
    from trend_lib.report.rows import Episode, EpisodeDay


def day_chart(
    episode: Episode, week: Week, stored: Sequence[EpisodeDay], number: int
) -> BarChart | None:
    """Return the chart of an episode's days; none where its days were not kept."""
    came = {row.day: row.contacts for row in stored if row.episode_id == episode.episode_id}
    if not came:
        return None
    counts = {day: came.get(day, 0) for day in week.days()}
    bars = tuple(_bar(day, contacts) for day, contacts in counts.items())
    described = "; ".join(
        say("{name}: {observed}", name=bar.name, observed=bar.observed_text) for bar in bars
    )
    return BarChart(f"spike-{number}-day", say("By day"), described, bars, _fullest_told(counts))


def _fullest_told(counts: dict[date, int]) -> str:
    """Name the day with most contacts; empty where two days share that place."""
    fullest, next_one = sorted(counts, key=lambda day: counts[day], reverse=True)[:2]
    if counts[fullest] == counts[next_one]:
        return ""
    return say(
        "Most came on {day}: {observed} of {all_days}.",
        day=figures.day(fullest, say("EEEE d MMMM")),
        observed=figures.count(counts[fullest]), all_days=figures.count(sum(counts.values())),
    )  # fmt: skip


def _bar(day: date, contacts: int) -> Bar:
    """Write one day; what a single day should have had is not known."""
    name = figures.day(day, "EEE")
    return Bar(
        name=name, label=name, observed=contacts, expected=None,
        observed_text=figures.count(contacts), expected_text="", is_hot=False,
    )  # fmt: skip
