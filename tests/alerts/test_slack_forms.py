"""The forms that a button opens: within Slack's limits in each language, and read as they were filled in."""

import json

import pytest
from slack_sdk.models.views import View

from trend_lib.alerts.slack_buttons import LABELS, SHOWN
from trend_lib.alerts.slack_forms import FORMS, form_of, written_in
from trend_lib.base.answer_words import SAID
from trend_lib.base.inbox import ACTIONS, EPISODE
from trend_lib.base.speech import LOCALES, say, speaking


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("action", FORMS)
def test_a_form_is_one_that_slack_takes(action, language):
    with speaking(language):
        form = form_of(action, "2026-W45-T12", {"channel": "C0COMPLAIN", "thread": "1.0"})
    View(**form).validate_json()
    assert max(len(form[part]["text"]) for part in ("title", "submit", "close")) <= 24
    origin = {"about": "2026-W45-T12", "channel": "C0COMPLAIN", "thread": "1.0"}
    assert json.loads(form["private_metadata"]) == origin


@pytest.mark.parametrize("language", LOCALES)
def test_a_button_is_as_long_as_slack_allows_and_stands_for_an_answer(language):
    with speaking(language):
        assert max(len(say(label)) for label in LABELS.values()) <= 75
    of_episodes = {name for name, action in ACTIONS.items() if EPISODE in action.of}
    assert set(LABELS) <= of_episodes <= set(SAID)
    assert {action for actions in SHOWN.values() for action in actions} <= set(LABELS)


def test_what_was_left_empty_is_no_part_of_the_answer():
    fields = {
        "value": {"value": {"type": "plain_text_input", "value": "  exchange restarted \n"}},
        "until": {"until": {"type": "datepicker", "selected_date": None}},
        "note": {"note": {"type": "plain_text_input", "value": None}},
    }
    assert written_in({"values": fields}) == {"value": "exchange restarted"}
