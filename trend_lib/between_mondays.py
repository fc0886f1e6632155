"""Between two weekly runs: what people answered shows at once, and what nobody took is told once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib import alerts, episodes
from trend_lib.base.collected import mark_collected, waiting_answers
from trend_lib.base.errors import DeliveryError
from trend_lib.flow import COLLECTING, ESCALATING, REMINDING, enter, land_answers

if TYPE_CHECKING:
    from trend_lib.alerts import Sent
    from trend_lib.base.home import Home


def collect(home: Home) -> dict[str, Any]:
    """Land what people answered since, show it in the newest week, and bring messages up to date.

    What fails is done again the next time; but a message that Slack refuses is left to the hour's escalation.
    """
    waiting = waiting_answers(home)
    if not waiting:
        return alerts.send_waiting(home)
    try:
        answers = _take_in(home)
    except DeliveryError:
        mark_collected(home, waiting)
        raise
    mark_collected(home, waiting)
    return answers


def _take_in(home: Home) -> dict[str, Any]:
    """Walk through the rooms that answers change."""
    from trend_lib.base.warehouse import hold_warehouse

    with hold_warehouse(home):
        answers: dict[str, Any] = {"landed": land_answers(home)}
        week = episodes.newest_week(home)
        answers["week"] = str(week) if week else None
        if week:
            answers |= {room.name: enter(room, home, week) for room in COLLECTING}
    return answers


def escalate(home: Home) -> Sent | None:
    """Bring messages up to date, and tell once more what nobody took; nothing before the first week."""
    week = episodes.newest_week(home)
    return [enter(room, home, week) for room in ESCALATING][-1] if week else None


def remind(home: Home) -> Sent | None:
    """Bring the worklists up to this moment and tell each team what is due; nothing without teams, or before the first week."""
    from trend_lib.base.warehouse import hold_warehouse

    week = episodes.newest_week(home) if home.config.alerts.teams else None
    if week is None:
        return None
    with hold_warehouse(home):
        sent: Sent = [enter(room, home, week) for room in REMINDING][-1]
    return sent
