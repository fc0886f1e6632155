"""The list of episodes: what lives first, found by state, owner, grade and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.grades import GRADES
from trend_lib.base.speech import mark, say, say_many, spoken
from trend_lib.base.weeks import Week
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.warnings import list_warnings
from trend_lib.report import figures
from trend_lib.report.sparklines import make_spark
from trend_lib.report.spikes import SETTLED, STATES
from trend_lib.report.words import kind_name, name_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows
    from trend_lib.report.chart_data import Spark

NOBODY = "-"
PAGE_LENGTH = 100
TREND_WEEKS = 13
EPISODES = """
SELECT
    episode_id, topic_id, coalesce(named.topic_name, episodes.topic_name) AS topic_name, kind, opened_week, week_start,
    state, is_snoozed, owner, observed, expected, last_grade, led_by
FROM episodes.episodes
LEFT JOIN (SELECT * FROM episodes.topic_names WHERE language = $language) AS named USING (week_start, topic_id)
JOIN (
    SELECT episode_id, arg_max(grade, week_start) AS last_grade
    FROM episodes.episode_weeks WHERE grade <> '' GROUP BY episode_id
) USING (episode_id)
ORDER BY
    state IN ('closed', 'false_alarm', 'known_event'), week_start DESC,
    observed - coalesce(expected, 0) DESC, episode_id
"""
TRENDS = """
SELECT topic_id, week_start, observed, lower, upper FROM episodes.series_weeks
WHERE slice_dim = 'all' AND list_contains($topics, topic_id) AND week_start BETWEEN $first_week AND $last_week
ORDER BY topic_id, week_start
"""
GROUPS = {
    "living": mark("not over yet"),
    "over": mark("over"),
    "any": mark("all of them"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which episodes somebody wants to see; what is empty narrows nothing."""

    state: str = "living"
    owner: str = ""
    grade: str = ""
    text: str = ""
    page: int = 1

    def fits(self, row: dict[str, Any]) -> bool:
        """Tell whether an episode is one of them."""
        is_over = row["state"] in SETTLED
        of_state = {"living": not is_over, "over": is_over, "any": True}
        told = " ".join(f"{one['topic_name']} {one['episode_id']}" for one in row["members"])
        words = f"{row['topic_name']} {row['episode_id']} {row['owner'] or ''} {told}".casefold()
        return (
            of_state.get(self.state, row["state"] == self.state)
            and self.owner in {"", row["owner"] or NOBODY}
            and self.grade in {"", row["last_grade"]}
            and all(word in words for word in self.text.casefold().split())
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """An episode in a line."""

    episode_id: str
    name: str
    kind: str
    kind_name: str
    since: str
    observed_text: str
    expected_text: str
    spark: Spark | None
    grade: str
    owner: str
    status: str
    status_class: str
    is_snoozed: bool
    members: str  # topics told with it


def show_episodes(home: Home, reader: Reader, wanted: Wanted) -> str:
    """Return the page."""
    with open_snapshot(home) as con:
        rows = _as_one(read(con, EPISODES, language=spoken().code))
        fitting = [row for row in rows if wanted.fits(row)]
        first = PAGE_LENGTH * (wanted.page - 1)
        shown = fitting[first : first + PAGE_LENGTH]
        sparks = _trends(con, shown)
        warned = list_warnings(con)
    return render(
        "episodes.html.j2",
        home,
        reader,
        here="episodes",
        title=say("Episodes"),
        headline=_with_warnings(_headline(rows), len(warned)),
        warned=warned if wanted.page == 1 else [],
        wanted=wanted,
        episodes=[_listed(row, sparks) for row in shown],
        found=_found(len(fitting), len(rows)),
        states={**_said(GROUPS), **{name: say(status) for name, (status, _) in STATES.items()}},
        owners={NOBODY: say("nobody yet"), **{name: name for name in _owners(rows)}},
        grades={name: say(words[0]) for name, words in GRADES.items()},
        has_more=len(fitting) > first + PAGE_LENGTH,
    )


def _as_one(rows: Rows) -> Rows:
    """Return the episodes, each with the members that are told with it, which have no line of their own."""
    leaders = {row["episode_id"]: {**row, "members": []} for row in rows}
    led = set()
    for row in rows:
        leader = leaders.get(row["led_by"] or "")
        if leader and (leader["state"] in SETTLED) == (row["state"] in SETTLED):
            leader["members"].append(row)
            led.add(row["episode_id"])
    return [row for name, row in leaders.items() if name not in led]


def _headline(rows: Rows) -> str:
    """Say how many episodes live, and how many of them nobody owns."""
    living = [row for row in rows if row["state"] not in SETTLED]
    if not living:
        return say("Nothing is open")
    told = say_many(
        len(living), "{episodes} episode is open", "{episodes} episodes are open",
        episodes=figures.count(len(living)),
    )  # fmt: skip
    orphans = sum(not row["owner"] for row in living)
    if not orphans:
        return say("{open_episodes}, each with an owner", open_episodes=told)
    return say(
        "{open_episodes}, {orphans} without an owner",
        open_episodes=told, orphans=figures.count(orphans),
    )  # fmt: skip


def _with_warnings(headline: str, warned: int) -> str:
    """Say how many warnings the running week has, too."""
    if not warned:
        return headline
    return say_many(
        warned, "{headline}; {warnings} early warning", "{headline}; {warnings} early warnings",
        headline=headline, warnings=figures.count(warned),
    )  # fmt: skip


def _found(fitting: int, all_of_them: int) -> str:
    """Say how many are shown of how many."""
    return say(
        "{fitting} of {episodes} episodes",
        fitting=figures.count(fitting), episodes=figures.count(all_of_them),
    )  # fmt: skip


def _said(sentences: dict[str, str]) -> dict[str, str]:
    """Say each of some sentences kept in a constant."""
    return {name: say(sentence) for name, sentence in sentences.items()}


def _owners(rows: Rows) -> Iterable[str]:
    """Return everybody who owns one."""
    return sorted({row["owner"] for row in rows if row["owner"]})


def _trends(con: duckdb.DuckDBPyConnection, shown: Rows) -> dict[int, Rows]:
    """Return the quarter up to the newest week shown, of each topic."""
    if not shown:
        return {}
    last = Week(max(row["week_start"] for row in shown))
    trends: dict[int, Rows] = {row["topic_id"]: [] for row in shown}
    given = {"topics": sorted(trends), "first_week": last.plus(1 - TREND_WEEKS).start}
    for row in read(con, TRENDS, **given, last_week=last.start):
        trends[row["topic_id"]].append(row)
    return trends


def _listed(row: dict[str, Any], trends: dict[int, Rows]) -> Listed:
    """Write one episode in a line."""
    status, status_class = STATES[row["state"]]
    trend = trends[row["topic_id"]]
    expected = row["expected"]
    return Listed(
        episode_id=row["episode_id"],
        name=name_of(row["topic_name"]),
        kind=row["kind"] or "",
        kind_name=kind_name(row["kind"]) if row["kind"] else "",
        since=say("since {period}", period=figures.period(Week(row["opened_week"]))),
        observed_text=figures.count(row["observed"]),
        expected_text=say("not known") if expected is None else figures.expected_count(expected),
        spark=make_spark(
            *([one[name] for one in trend] for name in ("observed", "lower", "upper"))
        ),
        grade=say(GRADES[row["last_grade"]][0]),
        owner=plain_text(row["owner"] or "", 80),
        status=say(status),
        status_class=status_class,
        is_snoozed=row["is_snoozed"],
        members="; ".join(name_of(one["topic_name"]) for one in row["members"]),
    )
