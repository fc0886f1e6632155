"""Forms that a button opens, where an answer needs words or a day; and what was written into them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.slack_buttons import LABELS, plain_text
from trend_lib.alerts.slack_text import plain
from trend_lib.base.inbox import LONGEST, WORSE
from trend_lib.base.speech import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "form:"
FORMS = ("start", "snooze", "known_event")
TITLE_LIMIT = 24
WHAT: Mapping[str, str] = {
    "start": mark("What is done"),
    "known_event": mark("What it is"),
}
Form = dict[str, Any]


def form_of(action: str, about: str, origin: Mapping[str, str]) -> Form:
    """Return the form of an answer; `origin` comes back with it: where the button was pressed."""
    fields = _snooze_fields() if action == "snooze" else [_text("value", say(WHAT[action]))]
    if action == "start":
        fields += [
            _day("since", say("Began on (if not today)"), is_optional=True),
            _day("until", say("Due on"), is_optional=True),
            _text("note", say("Expected effect"), is_optional=True),
        ]
    return {
        "type": "modal",
        "callback_id": f"{PREFIX}{action}",
        "private_metadata": json.dumps({"about": about, **origin}),
        "title": plain_text(plain(say(LABELS[action]).rstrip("…"), TITLE_LIMIT)),
        "submit": plain_text(say("Say so")),
        "close": plain_text(say("Cancel")),
        "blocks": [{"type": "context", "elements": [plain_text(about)]}, *fields],
    }


def _snooze_fields() -> list[Form]:
    """Return the choice of how long to be silent."""
    options = [
        {"text": plain_text(say("it gets worse")), "value": WORSE},
        {"text": plain_text(say("a day")), "value": "day"},
    ]
    choice = {
        "type": "radio_buttons",
        "action_id": "value",
        "options": options,
        "initial_option": options[0],
    }
    label = plain_text(say("Until"))
    return [
        {"type": "input", "block_id": "value", "label": label, "element": choice},
        _day("until", say("The day"), is_optional=True),
    ]


def _text(name: str, label: str, *, is_optional: bool = False) -> Form:
    """Return a field for words."""
    element = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": True,
        "max_length": LONGEST[name],
    }
    return _input(name, label, element, is_optional=is_optional)


def _day(name: str, label: str, *, is_optional: bool) -> Form:
    """Return a field for a day."""
    return _input(name, label, {"type": "datepicker", "action_id": name}, is_optional=is_optional)


def _input(name: str, label: str, element: Form, *, is_optional: bool) -> Form:
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(label),
        "element": element,
        "optional": is_optional,
    }


def written_in(state: Mapping[str, Any]) -> dict[str, str]:
    """Return what a form holds by the answer's parts: value, since, until, note; a part left empty is absent."""
    found = {}
    for name, fields in state.get("values", {}).items():
        field = fields.get(name) or {}
        chosen = (field.get("selected_option") or {}).get("value")
        said = field.get("value") or field.get("selected_date") or chosen
        if said and said.strip():
            found[name] = said.strip()
    if found.get("value") == "day":  # of the snooze's choice: the day says it all
        del found["value"]
    return found


def faults_in(action: str, written: Mapping[str, str]) -> dict[str, str]:
    """Return what is lacking, by field, in words for who filled it in."""
    if action == "snooze" and "value" not in written and "until" not in written:
        return {"until": say("Choose the day.")}
    if action in WHAT and "value" not in written:
        return {"value": say("Say it in a few words.")}
    return {}
