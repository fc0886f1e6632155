"""Charts of episodes as pictures: the mail shows the first few, a message about a new episode shows its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.alert_settings import SINGLE_MESSAGES
from trend_lib.report.drawings import MAIL_SPIKES, picture_of
from trend_lib.report.spikes import alarming_episodes, chart_of

if TYPE_CHECKING:
    from trend_lib.report.rows import Episode
    from trend_lib.report.stored import StoredWeek


def pictured_episodes(stored: StoredWeek) -> dict[str, Episode]:
    """Return whose chart is a picture, by its name: the first few, and all new ones that get a message each.

    More new ones at once are told in one list, without pictures: a chart costs a tenth of a CPU second and 15 KB.
    """
    numbered = list(enumerate(alarming_episodes(stored), start=1))
    new = {number for number, one in numbered if one.opened_week == stored.week.start}
    alone = new if len(new) <= SINGLE_MESSAGES else set()
    return {
        f"spike-{number}": one
        for number, one in numbered
        if (number <= MAIL_SPIKES or number in alone) and chart_of(stored, one)
    }


def draw_pictures(stored: StoredWeek, drawn: set[str]) -> dict[str, bytes]:
    """Return the pictures that nobody drew yet, in the language spoken."""
    charts = {
        name: chart_of(stored, episode)
        for name, episode in pictured_episodes(stored).items()
        if name not in drawn
    }
    return {name: picture_of(chart) for name, chart in charts.items() if chart}
