r"""The whole flow on one screen: the rooms in the order the data flows. Read this file first.

    sources -> contacts -> topics -> weekly -> detection -> episodes -> report -> alerts
                     \________________ quality ___________________/

Rooms meet in tables (`sql/schema.sql`), never in each other's functions. The weekly DAG makes
one task of each entry of `ROOMS`; `trends run` walks them. The DAG of every morning, and `trends
watch`, do so with `WATCHING`; that of every five minutes, and `trends collect`, with `COLLECTING`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.sources import Fetched, Landed

    Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Room:
    """A room, and the verb that its front door holds."""

    name: str
    verb: str
    says: str
    network: bool = False
    many: str = ""  # the verb for many weeks at once, where that costs less and gives the same


ROOMS = (
    Room("sources", "account", "Say how complete each source is"),
    Room(
        "contacts", "build", "One row a contact: redacted, hashed, repeats marked", many="build_all"
    ),
    Room("topics", "assign", "Group contacts by lasting topics, find new ones"),
    Room("weekly", "count", "Count every series"),
    Room("detection", "detect", "Test every series against its own past"),
    Room("episodes", "update", "Open, continue and close episodes"),
    Room("quality", "measure", "Scores, repeats, what is unresolved", many="measure_all"),
    Room("report", "publish", "Write the bulletin"),
    Room("alerts", "send", "Tell people, once", network=True),
)
WATCHING = (  # each morning, once the running week is rehearsed
    Room("detection", "watch", "Hold the week so far against its weekday profile"),
    Room("episodes", "warn", "Keep what is too rare to wait for Monday"),
    Room("report", "publish_early", "Publish the warnings' pages at the desk"),
    Room("alerts", "send_early", "Tell people, once", network=True),
)
COLLECTING = (  # between two Mondays, for the newest week: what people answered shows at once
    Room("topics", "hear", "Fold what people said of topics into their register"),
    Room("episodes", "hear", "Fold people's answers into episodes and warnings"),
    Room(
        "quality",
        "hear",
        "Replace what reviewers cannot hear, score their forms, note what callers heard",
    ),
    Room("report", "renew_snapshot", "Publish what the desk and other tools read"),
    Room("alerts", "refresh", "Bring messages up to date", network=True),
)
ESCALATING = (  # each hour: what Slack refused before, and what nobody took
    COLLECTING[-1],
    Room("alerts", "escalate", "Tell once more what waits for too long", network=True),
)
REMINDING = (  # when a working day begins: how much waits on each team's worklists
    *COLLECTING[2:4],
    Room("alerts", "remind", "Tell each team what is due", network=True),
)
BUILDING = ROOMS[:-2]  # what an earlier week needs before it can be a baseline


def fetch(home: Home, source: str | None = None, since: date | None = None) -> Fetched:
    """Fetch one source or all into drop/, with a bar; the ones that fail are named in the answer."""
    from trend_lib import sources
    from trend_lib.base.progress import stage_bar

    with stage_bar(is_wanted=True) as tell:
        return sources.fetch(home, source, since, tell)


def land(home: Home, source: str | None = None) -> Landed:
    """Land what lies in drop/ and inbox/, of one source or of all; answers go on to their table at once."""
    from trend_lib import contacts, sources

    landed = sources.land(home, source)
    contacts.gather(home)
    return landed


def land_answers(home: Home) -> Landed:
    """Land what people answered, and nothing else."""
    from trend_lib.base.inbox import INBOX

    return land(home, INBOX)


def enter(room: Room, home: Home, when: Week | date) -> Any:
    """Run one room for one week; those of the daily watch for the last day it looks at."""
    return getattr(import_module(f"trend_lib.{room.name}"), room.verb)(home, when)


def enter_weeks(room: Room, home: Home, weeks: Sequence[Week], step: Step) -> None:
    """Run one room for many weeks, in their order."""
    if room.many:
        verb = getattr(import_module(f"trend_lib.{room.name}"), room.many)
        verb(home, weeks, lambda week: step(f"{room.name} {week}"))
        return
    for week in weeks:
        enter(room, home, week)
        step(f"{room.name} {week}")


def build(home: Home, weeks: Sequence[Week], step: Step) -> None:
    """Walk weeks through the building rooms, room by room, and mark them as built.

    Room by room and not week by week, so that the first fit of topics sees the whole
    history it may see, in whatever order the weeks were asked for.
    """
    from trend_lib import sources
    from trend_lib.base.warehouse import hold_warehouse

    with hold_warehouse(home):
        for room in BUILDING:
            enter_weeks(room, home, weeks, step)
    sources.settle(home, weeks)


def build_from(home: Home, name: str, weeks: Sequence[Week]) -> None:
    """Walk weeks that were built before through a room and those after it; nobody is told anything."""
    from trend_lib.base.progress import progress_bar
    from trend_lib.base.warehouse import hold_warehouse

    first = next(number for number, room in enumerate(BUILDING) if room.name == name)
    rooms = BUILDING[first:]
    with progress_bar("Building again", len(rooms) * len(weeks)) as step, hold_warehouse(home):
        for room in rooms:
            enter_weeks(room, home, weeks, step)


def pending_before(home: Home, week: Week) -> list[Week]:
    """Return the earlier weeks that were never built, or that late data touched.

    With each the weeks after it in which a customer's next contact counts as a repeat.
    """
    from trend_lib import sources

    reach = -(-home.config.quality.repeat_days // 7)
    pending = sources.pending_weeks(home)
    affected = {touched.plus(later) for touched in pending for later in range(reach + 1)}
    return sorted(affected_week for affected_week in affected if affected_week < week)


def catch_up(home: Home, week: Week) -> list[Week]:
    """Build the earlier weeks that wait for it, with a progress bar; return them."""
    from trend_lib.base.progress import progress_bar

    waiting = pending_before(home, week)
    with progress_bar("Building earlier weeks", len(waiting) * len(BUILDING)) as step:
        build(home, waiting, step)
    return waiting


def run_week(home: Home, week: Week) -> dict[str, Any]:
    """Catch up, then take the week through every room; the week is settled even when its bulletin failed."""
    from trend_lib.base.progress import progress_bar
    from trend_lib.base.warehouse import hold_warehouse

    caught_up = catch_up(home, week)
    answers: dict[str, Any] = {"caught_up": [str(earlier) for earlier in caught_up]}
    with progress_bar(str(week), len(ROOMS)) as step, hold_warehouse(home):
        answers |= walk(home, ROOMS, week, step, at_end=lambda: settle(home, week))
    return answers


def walk(
    home: Home,
    rooms: Sequence[Room],
    when: Week | date,
    step: Step,
    at_end: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Take a week or a day through rooms; what fails to be published never holds back alerts, and fails the run."""
    from trend_lib.base.errors import TrendError

    answers: dict[str, Any] = {}
    unpublished: TrendError | None = None
    for room in rooms:
        try:
            answers[room.name] = enter(room, home, when)
        except TrendError as error:
            if room.name != "report":
                raise
            unpublished = error
        step(room.says)
    at_end()
    if unpublished is not None:
        raise unpublished
    return answers


def settle(home: Home, week: Week) -> None:
    """Mark a week as built, until new data touches it."""
    from trend_lib import sources

    sources.settle(home, [week])


def resolve_week(home: Home, written: str) -> Week:
    """Read `2026-W34`, `latest` (the last whole week in the data) or `previous` (before today)."""
    from datetime import datetime

    from trend_lib import sources
    from trend_lib.base.errors import MisuseError
    from trend_lib.base.weeks import Week

    if written == "previous":
        return Week.of_moment(datetime.now(home.config.home.zone), home.config.home.zone).plus(-1)
    if written != "latest":
        return Week.parse(written)
    latest = sources.latest_week(home)
    if latest is None:
        raise MisuseError("no whole week in the data yet: put exports into drop/ and run again")
    return latest
