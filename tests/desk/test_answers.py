"""Answers given at the desk: one signed event a press, and no button that would change nothing."""

import json
from datetime import UTC, datetime

import pytest

from trend_lib.base.errors import MisuseError
from trend_lib.base.inbox import ACTIONS, EPISODE, is_signed
from trend_lib.base.secrets import answers_key
from trend_lib.desk.answer_forms import BESIDE_A_MEASURE, FORMS, in_words, offered
from trend_lib.desk.answering import take_answer
from trend_lib.episodes.standing import Rules, Said, Standing, hear

from .conftest import ROAMING

TAKE = {"once": "a" * 22, "action": "take", "about": ROAMING}
STATES = (
    "open",
    "acknowledged",
    "countermeasure",
    "recovering",
    "closed",
    "false_alarm",
    "known_event",
)


def events(home):
    return [json.loads(path.read_text("utf-8")) for path in home.folder("inbox").glob("*.json")]


def test_an_answer_is_one_signed_event_of_who_is_logged_in(home):
    take_answer(home, "vera", TAKE | {"who": "somebody else", "note": " a\r\nb "})
    (event,) = events(home)
    assert is_signed(event, answers_key(home.path))
    assert (event["who"], event["way"], event["action"], event["note"]) == (
        "vera",
        "desk",
        "take",
        "a\nb",
    )


def test_pressed_twice_is_one_event_and_filled_in_otherwise_another(home):
    for _ in range(2):
        take_answer(home, "vera", TAKE)
    assert len(events(home)) == 1
    take_answer(home, "vera", TAKE | {"note": "more"})
    take_answer(home, "vera", TAKE | {"once": "b" * 22})
    take_answer(home, "olha", TAKE)
    assert len(events(home)) == 4


@pytest.mark.parametrize(
    "form",
    [
        {"action": "start"}, {"action": "snooze"}, {"action": "no such"}, {"action": ""}, {"about": ""},
        {"action": "snooze", "until": "tomorrow"}, {"note": "x" * 2001},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_leaves_nothing(home, form):
    with pytest.raises(MisuseError):
        take_answer(home, "vera", TAKE | form)
    assert events(home) == []


def test_every_answer_has_a_form_that_asks_for_what_it_needs():
    of_episodes = {name for name, action in ACTIONS.items() if EPISODE in action.of}
    assert {form.action for form in FORMS} | {*BESIDE_A_MEASURE} == of_episodes
    for form in FORMS:
        needed = {field.name for field in form.fields if field.is_needed}
        assert needed == set(ACTIONS[form.action].needs), form.action


@pytest.mark.parametrize("is_snoozed", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_would_change_something(state, is_snoozed):
    work = state if state in ("acknowledged", "countermeasure") else "open"
    now = Standing(state=state, work=work, owner="anna", is_snoozed=is_snoozed)
    for form in offered(state, "anna", "vera", is_snoozed=is_snoozed):
        said = Said(datetime(2026, 9, 22, tzinfo=UTC), "1", form.action, "vera", "worse")
        assert hear(now, said, Rules())[1] == "", form.action


def test_the_owner_need_not_take_it_again():
    actions = {form.action for form in offered("open", "vera", "vera", is_snoozed=False)}
    assert "take" not in actions
    assert "acknowledge" in actions


def test_forms_are_said_in_the_language_spoken():
    from trend_lib.base.speech import speaking

    with speaking("ru"):
        words = [form.button for form in in_words(FORMS)]
    assert "Я беру это на себя" in words
