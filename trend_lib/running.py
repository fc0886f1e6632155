"""What `trends run`, `room`, `land` and `backfill` do: open the home, land, walk the rooms."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from trend_lib import flow, sources, watching
from trend_lib.base.errors import MisuseError, SourceError
from trend_lib.base.home import open_home
from trend_lib.base.progress import progress_bar
from trend_lib.base.weeks import Week, weeks_between
from trend_lib.summing import summarise, summarise_morning

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.sources import Fetched, Landed


def run(given: Path | None, written: str) -> dict[str, Any]:
    """Fetch, land, catch up, take the week through all rooms; say what it shows."""
    home = open_home(given)
    fetched, landed_now = flow.fetch(home), flow.land(home)
    if sources.known_span(home) is None:
        _say_why_there_is_no_data(fetched, landed_now)
    week = flow.resolve_week(home, written)
    _refuse_a_week_without_data(home, week)
    answers = flow.run_week(home, week)
    _raise_if_lacking(fetched, landed_now)
    return {
        "week": str(week),
        "landed": asdict(landed_now),
        "caught_up": answers["caught_up"],
        "summary": summarise(home.path, str(week)),
    }


def _refuse_a_week_without_data(home: Home, week: Week) -> None:
    """A week before the first record or after the last does not exist."""
    span = sources.known_span(home)
    if span is None or not span[0] <= week <= span[1]:
        there = (
            "there is no data yet" if span is None else f"the data covers {span[0]} to {span[1]}"
        )
        raise MisuseError(f"{week} does not exist: {there}")


def _say_why_there_is_no_data(fetched: Fetched, landed_now: Landed) -> None:
    """Before the first landing: a fetch that failed, a refused file, or one copied a moment ago."""
    _raise_if_lacking(fetched, landed_now)
    if landed_now.growing:
        raise SourceError(
            f"may still be growing, so left for the next run: {', '.join(landed_now.growing)}; "
            "run again in a minute, or lower settle_seconds in trends.toml"
        )


def _raise_if_lacking(fetched: Fetched, landed_now: Landed) -> None:
    """A failed fetch or a refused delivery fails the command, after everything else was done."""
    lacking = (*fetched.faults, *landed_now.refused)
    if lacking:
        raise SourceError("; ".join(lacking))


def run_room(given: Path | None, name: str, written: str) -> dict[str, Any]:
    """Run one room alone."""
    home = open_home(given)
    rooms = {room.name: room for room in flow.ROOMS}
    if name not in rooms:
        raise MisuseError(f"no room {name!r}; there are: {', '.join(rooms)}")
    if name == "sources":
        flow.land(home)
    week = flow.resolve_week(home, written)
    flow.enter(rooms[name], home, week)
    return {"room": name, "week": str(week)}


def fetch(given: Path | None, source: str | None, since: str) -> dict[str, Any]:
    """Fetch one source or all into drop/, and land nothing."""
    fetched = flow.fetch(open_home(given), source, _day(since) if since else None)
    return {**asdict(fetched), "faults": fetched.faults}


def land(given: Path | None) -> dict[str, Any]:
    """Land what lies in drop/."""
    landed_now = flow.land(open_home(given))
    _raise_if_lacking(sources.Fetched(), landed_now)
    return asdict(landed_now)


def read_again(given: Path | None, source: str | None, *, whole: bool) -> dict[str, Any]:
    """Read deliveries again by today's settings; what is told otherwise now makes its weeks wait."""
    home = open_home(given)
    before = set(sources.pending_weeks(home))
    deliveries = [asdict(one) for one in sources.retry(home, source, whole=whole)]
    weeks = [str(week) for week in sources.pending_weeks(home) if week not in before]
    return {"deliveries": deliveries, "weeks": weeks}


def backfill(given: Path | None, first: str, last: str, *, bulletins: bool) -> dict[str, Any]:
    """Fetch, land, build the weeks of a span in order, and their bulletins if asked; tell nobody."""
    home = open_home(given)
    fetched, landed_now = flow.fetch(home), flow.land(home)
    weeks = _span(home, first, last)
    rooms = len(flow.BUILDING)
    with progress_bar("Building weeks", len(weeks) * rooms) as step:
        flow.build(home, weeks, step)
    if bulletins:
        _publish(home, weeks)
    _raise_if_lacking(fetched, landed_now)
    return {"landed": asdict(landed_now), "weeks": [str(week) for week in weeks]}


def watch(given: Path | None, written: str) -> dict[str, Any]:
    """Fetch, land, judge the running week up to a day, and tell people what should not wait for Monday."""
    home = open_home(given)
    fetched, landed_now = flow.fetch(home), flow.land(home)
    day = _day_to_watch(home, written)
    answer = {"day": str(day), "week": str(Week.of_day(day)), "landed": asdict(landed_now)}
    if not watching.is_watched(home, day):
        return {**answer, "is_watched": False}
    sent = watching.watch_day(home, day)["alerts"]
    _raise_if_lacking(fetched, landed_now)
    return {**answer, "is_watched": True, "sent": asdict(sent), **summarise_morning(home, day)}


def _day_to_watch(home: Home, written: str) -> date:
    """Read a day, `yesterday` by the home's clock, or `latest`: the last with contacts, up to yesterday."""
    yesterday = datetime.now(home.config.home.zone).date() - timedelta(days=1)
    if written == "yesterday":
        return yesterday
    if written != "latest":
        return _day(written)
    newest = sources.latest_day(home)
    if newest is None:
        raise MisuseError("there is no data yet: put exports into drop/")
    return min(newest, yesterday)


def _day(written: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise MisuseError(f"{written!r} is not a day: write it as 2026-08-19") from error


def _publish(home: Home, weeks: list[Week]) -> None:
    """Write the bulletin of every week, the oldest first."""
    publishing = next(room for room in flow.ROOMS if room.name == "report")
    with progress_bar("Writing bulletins", len(weeks)) as step:
        for week in weeks:
            flow.enter(publishing, home, week)
            step(str(week))


def _span(home: Home, first: str, last: str) -> list[Week]:
    """Return the weeks asked for, cut to those that exist in the data."""
    known = sources.known_span(home)
    if known is None:
        raise MisuseError("there is no data yet: put exports into drop/")
    begin = known[0] if first == "first" else flow.resolve_week(home, first)
    before = last == "before-latest"
    end = flow.resolve_week(home, "latest" if before else last).plus(-1 if before else 0)
    weeks = list(weeks_between(max(begin, known[0]), min(end, known[1])))
    if not weeks:
        raise MisuseError(
            f"no week between {begin} and {end} exists: the data covers {known[0]} to {known[1]}"
        )
    return weeks
