"""Quality: what subscribers score, who came back, what is unsolved. Reads `contacts.*` and `topics.*`, writes `quality.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    import duckdb
    import pandas as pd

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week


def measure(home: Home, week: Week) -> None:
    """Measure the week's survey scores, repeat contacts, first-contact resolution, open contacts and teams."""
    measure_all(home, [week], lambda _: None)


def measure_all(home: Home, weeks: Sequence[Week], measured: Callable[[Week], None]) -> None:
    """Do so for many weeks; `measured` is called after each. Who came back is asked once of each week."""
    from trend_lib.quality.measuring import measure_weeks

    measure_weeks(home, weeks, measured)


def hear(home: Home, week: Week) -> None:
    """Replace what reviewers could not hear, score the forms filled in since, and note what callers heard."""
    from trend_lib.quality.calling import hear_callers
    from trend_lib.quality.listening.hearing import hear_reviewers

    hear_reviewers(home, week)
    hear_callers(home, week)


def list_unresolved_now(
    home: Home, con: duckdb.DuckDBPyConnection, moment: datetime
) -> pd.DataFrame:
    """Return the worklist of unresolved requests as it stands at a moment, with what was answered until then."""
    from trend_lib.quality.unresolved.worklist import list_now

    return list_now(con, home, moment)
