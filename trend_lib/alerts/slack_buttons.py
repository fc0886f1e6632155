"""The buttons under an episode: which answers its state leaves, and how each is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trend_lib.alerts.episode_alert import EpisodeAlert

BLOCK, PREFIX, MORE = "answers", "answer:", "answer:more"
LABELS: Mapping[str, str] = {
    "acknowledge": mark("Acknowledge"),
    "take": mark("Take it"),
    "start": mark("Countermeasure started…"),
    "finish": mark("Countermeasure done"),
    "snooze": mark("Snooze…"),
    "wake": mark("Wake it"),
    "false_alarm": mark("False alarm"),
    "known_event": mark("Known event…"),
    "useful": mark("Good that I was told"),
    "close": mark("It is over"),
    "reopen": mark("It is not over after all"),
    "apart": mark("Each has its own cause"),
}
SHOWN: Mapping[str, tuple[str, ...]] = {  # by state, the likeliest first
    "open": ("acknowledge", "take", "start", "snooze", "false_alarm"),
    "early": ("acknowledge", "take", "start", "snooze", "false_alarm"),
    "acknowledged": ("start", "take", "snooze", "false_alarm"),
    "countermeasure": ("finish", "start", "snooze", "false_alarm"),
    "recovering": ("finish", "start", "close"),
    "closed": ("reopen",),
    "false_alarm": ("reopen",),
    "known_event": ("reopen",),
}
RARER = ("known_event", "useful", "close")  # in a menu, where they are not shown already
ASKED_TWICE: Mapping[str, str] = {
    "false_alarm": mark("The episode ends, and the detector’s precision counts it as false."),
    "close": mark("The episode ends. A later alarm of its topic opens a new one."),
}


def answer_buttons(alert: EpisodeAlert) -> list[dict[str, Any]]:
    """Return one block of buttons; none where nothing is left to say."""
    shown = _shown(alert)
    if not shown:
        return []
    buttons = [_button(action, alert.episode_id) for action in shown]
    of_all = RARER + (("apart",) if alert.members else ())
    rarer = [action for action in of_all if action not in shown and not alert.is_over]
    return [
        {"type": "actions", "block_id": BLOCK, "elements": [*buttons, *_menu(alert, rarer, MORE)]}
    ]


def line_menu(alert: EpisodeAlert) -> dict[str, Any]:
    """Return the same answers as a menu beside a line of a list, as part of its block."""
    menus = _menu(alert, _shown(alert), f"{MORE}:{alert.episode_id}")
    return {"accessory": menus[0]} if menus else {}


def _menu(alert: EpisodeAlert, actions: Sequence[str], action_id: str) -> list[dict[str, Any]]:
    """Return a menu of answers; it asks nothing twice, as Slack can do so only for all of it."""
    options = [
        {"text": _label(action), "value": f"{action} {alert.episode_id}"} for action in actions
    ]
    return [{"type": "overflow", "action_id": action_id, "options": options}] if options else []


def _shown(alert: EpisodeAlert) -> tuple[str, ...]:
    """Return the answers that have a button."""
    shown = SHOWN.get(alert.state, ())
    if not alert.is_snoozed:
        return shown
    return tuple("wake" if action == "snooze" else action for action in shown)


def _button(action: str, about: str) -> dict[str, Any]:
    """Return a button; `value` is the episode alone, for anyone in the workspace could read more."""
    button = {
        "type": "button",
        "action_id": f"{PREFIX}{action}",
        "text": _label(action),
        "value": about,
    }
    if action == "acknowledge":
        button["style"] = "primary"
    if action in ASKED_TWICE:
        button["confirm"] = {
            "title": _label(action),
            "text": plain_text(say(ASKED_TWICE[action])),
            "confirm": plain_text(say("Yes")),
            "deny": plain_text(say("No")),
        }
    return button


def _label(action: str) -> dict[str, Any]:
    return plain_text(say(LABELS[action]))


def plain_text(text: str) -> dict[str, Any]:
    """Return a text object without mark-up."""
    return {"type": "plain_text", "text": text}
