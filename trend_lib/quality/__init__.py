"""Quality: what subscribers score, who came back, what is unsolved. Reads `contacts.*` and `topics.*`, writes `quality.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week


def measure(home: Home, week: Week) -> None:
    """Measure the week's survey scores, repeat contacts, first-contact resolution, open contacts and teams."""
    from trend_lib.quality.measuring import measure_week

    measure_week(home, week)
