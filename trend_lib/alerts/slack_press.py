"""What Slack tells of a press or a form, read: who, what, about what, and when. Pure, no network."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.slack_buttons import MORE, PREFIX
from trend_lib.alerts.slack_forms import PREFIX as FORM_PREFIX
from trend_lib.alerts.slack_forms import written_in
from trend_lib.base.inbox import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Member:
    """Who pressed, and of which workspace."""

    member_id: str
    handle: str
    team: str
    enterprise: str


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button, or one form sent."""

    by: Member
    action: str
    about: str
    pressed_at: datetime
    event_id: str  # the same however often Slack tells it
    channel: str  # where it was pressed, to answer there
    thread: str
    trigger: str = ""  # opens a form, for three seconds
    written: Mapping[str, str] = field(default_factory=dict)  # a form's fields
    is_form: bool = False

    def answer(self, who: str) -> Answer:
        """Return what is written to the inbox."""
        return Answer(
            said_at=self.pressed_at,
            who=who,
            way="slack",
            action=self.action,
            about=self.about,
            value=self.written.get("value"),
            until=self.written.get("until"),
            note=self.written.get("note", ""),
            event_id=self.event_id,
            since=self.written.get("since"),
        )


def read_press(payload: Payload, now: datetime) -> Press | None:
    """Return what was pressed; nothing for what is none of our buttons."""
    if payload.get("type") == "block_actions":
        return _of_button(payload)
    if payload.get("type") == "view_submission":
        return _of_form(payload, now)
    return None


def _of_button(payload: Payload) -> Press | None:
    """Read a press of a button, or of an entry of a menu."""
    (pressed, *_) = payload["actions"]
    action_id = str(pressed["action_id"])
    if action_id.startswith(MORE):
        action, _, about = str(pressed["selected_option"]["value"]).partition(" ")
    elif action_id.startswith(PREFIX):
        action, about = action_id.removeprefix(PREFIX), str(pressed["value"])
    else:
        return None
    place = payload.get("container", {})
    channel, thread = str(place.get("channel_id", "")), str(place.get("message_ts", ""))
    moment = str(pressed["action_ts"])
    told = (_member(payload), channel, thread, action, about, moment)
    return Press(
        by=_who(payload),
        action=action,
        about=about,
        pressed_at=datetime.fromtimestamp(float(moment), UTC).replace(microsecond=0),
        event_id=_event_id(*told),
        channel=channel,
        thread=thread,
        trigger=str(payload.get("trigger_id", "")),
    )


def _of_form(payload: Payload, now: datetime) -> Press | None:
    """Read a form that was sent; Slack does not say when, so it is now, and the first telling counts."""
    view = payload["view"]
    if not str(view.get("callback_id", "")).startswith(FORM_PREFIX):
        return None
    origin = json.loads(view["private_metadata"])
    return Press(
        by=_who(payload),
        action=view["callback_id"].removeprefix(FORM_PREFIX),
        about=origin["about"],
        pressed_at=now.replace(microsecond=0),
        event_id=_event_id(_member(payload), str(view["id"])),
        channel=origin.get("channel", ""),
        thread=origin.get("thread", ""),
        written=written_in(view.get("state", {})),
        is_form=True,
    )


def _who(payload: Payload) -> Member:
    """Return who pressed."""
    user = payload["user"]
    team = payload.get("team") or {}
    enterprise = payload.get("enterprise") or {}
    return Member(
        member_id=_member(payload),
        handle=str(user.get("username") or user.get("name") or user["id"]),
        team=str(user.get("team_id") or team.get("id", "")),
        enterprise=str(enterprise.get("id", "")),
    )


def _member(payload: Payload) -> str:
    return str(payload["user"]["id"])


def _event_id(*told: str) -> str:
    """Return an event's name by what Slack tells of it alike each time."""
    return "slack-" + hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
