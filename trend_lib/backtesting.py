"""What `trends backtest` does: choose the weeks, replay them, count people's marks, draw the page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from scipy import stats

from trend_lib import detection, episodes, report, sources
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.progress import progress_bar
from trend_lib.base.weeks import weeks_between
from trend_lib.flow import resolve_week
from trend_lib.summing import looking, query

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

LAST_WEEKS = re.compile(r"last:(\d+)")
MARKS = """
SELECT
    count(*) FILTER (is_false) AS false_alarms,
    count(*) FILTER (is_useful AND NOT is_false) AS useful,
    count(*) AS episodes
FROM (
    SELECT
        bool_or(state = 'false_alarm') AS is_false,
        bool_or(state IN ('acknowledged', 'countermeasure')) AS is_useful
    FROM episodes.episode_weeks
    WHERE opened_week BETWEEN ? AND ?
    GROUP BY episode_id
)
"""
NOT_AS_KNOWN_THEN = (
    "Each week was judged by the counts up to it and by nothing later. Not as known then: deliveries that "
    "came late are counted in their weeks, past weeks follow “trends topics restate” where it was used, and "
    "registers, settings and code are today's."
)


def backtest(  # noqa: PLR0913 - the command's options
    given: Path | None,
    weeks: str,
    *,
    plantings: int,
    seed: int,
    budget: float,
    out: Path | None,
) -> dict[str, Any]:
    """Return what the backtest found, and write its page and its numbers where asked."""
    home = open_home(given)
    chosen = chosen_weeks(home, weeks)
    judged = judged_alarms(home, chosen)
    with progress_bar("Backtest", 2 * len(chosen)) as step:
        found = detection.backtest_home(
            home, chosen, plantings=plantings, seed=seed, budget=budget, step=step,
            marks=judged,
        )  # fmt: skip
    rules = home.config.detection
    answer = {
        "provider": home.config.home.provider,
        "first_week": str(chosen[0]),
        "last_week": str(chosen[-1]),
        "seed": seed,
        "plantings": plantings,
        "settings": {name: getattr(rules, name) for name in type(rules).model_fields},
        "not_as_known_then": NOT_AS_KNOWN_THEN,
        **found,
        "marks": past_marks(home, chosen),
    }
    if out is not None:
        answer["written"] = [str(path) for path in write_answer(answer, out)]
    return answer


def chosen_weeks(home: Home, written: str) -> list[Week]:
    """Read `last:N` (up to the last whole week) or `FROM..TO`, cut to the weeks with data."""
    known = sources.known_span(home)
    if known is None:
        raise MisuseError("there is no data yet: put exports into drop/ and `trends run latest`")
    newest = LAST_WEEKS.fullmatch(written.strip())
    begin, dots, end = written.partition("..")
    if newest is not None and int(newest[1]) > 0:
        last = resolve_week(home, "latest")
        first = last.plus(1 - int(newest[1]))
    elif dots:
        first, last = (resolve_week(home, part.strip()) for part in (begin, end))
    else:
        raise MisuseError(f"{written!r}: write last:26, or FROM..TO as in 2026-W01..2026-W34")
    weeks = list(weeks_between(max(first, known[0]), min(last, known[1])))
    if not weeks:
        raise MisuseError(f"{written!r}: the data covers {known[0]} to {known[1]}")
    return weeks


def judged_alarms(home: Home, weeks: list[Week]) -> list[dict[str, Any]]:
    """Return the alarms opened in these weeks, of the year up to the last, that people called useful or false."""
    first = weeks[0].start
    return [
        row
        for row in episodes.marked(home, weeks[-1])
        if row["opened_week"] >= first and row["mark"] in {"useful", "false_alarm"}
    ]


def past_marks(home: Home, weeks: list[Week]) -> dict[str, Any]:
    """Return what people said of the episodes opened in these weeks: useful, or a false alarm.

    Useful are those that were acknowledged or got a countermeasure, unless called false later.
    """
    with looking(home) as con:
        (marks,) = query(con, MARKS, [weeks[0].start, weeks[-1].start])
    judged = marks["useful"] + marks["false_alarms"]
    if not judged:
        return marks | {"precision": None, "lower": None, "upper": None}
    interval = stats.binomtest(marks["useful"], judged).proportion_ci(method="wilson")
    return marks | {
        "precision": marks["useful"] / judged,
        "lower": float(interval.low),
        "upper": float(interval.high),
    }


def write_answer(answer: dict[str, Any], folder: Path) -> list[Path]:
    """Write the page and the numbers it was drawn from."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers, page = folder / "backtest.json", folder / "backtest.html"
    numbers.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", "utf-8")
    page.write_text(report.render_backtest(answer), "utf-8")
    return [page, numbers]
