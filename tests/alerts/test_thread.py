"""The thread under an episode's message: its weeks and people's answers, each once; loud only when it gets worse."""

from datetime import date

import pytest

from tests.alerts.rows import WEEK
from trend_lib import alerts
from trend_lib.alerts import slack_transport
from trend_lib.alerts.outcome import MessagesFailedError
from trend_lib.alerts.pace import Pace

EPISODE = "2026-W45-T12"
LATER = WEEK.plus(1)


def add_answer(desk, action="take", **changes):
    row = {
        "week_start": WEEK.start,
        "answer_id": f"inbox:{action}",
        "episode_id": EPISODE,
        "said_at": "2026-11-17 09:00",
        "who": "Olena",
        "way": "slack",
        "action": action,
        "note": "",
        "is_applied": True,
    }
    desk.insert("episodes.answers", row | changes)


def replies(slack):
    return [(reply["text"], reply["reply_broadcast"]) for reply in slack.replies]


@pytest.fixture
def told_desk(slack_desk):
    """A home whose episode was told in its week, when it was unusual."""
    slack_desk.add_episode(grade="unusual", opened_week=WEEK.start)
    alerts.send(slack_desk.home, WEEK)
    return slack_desk


def test_the_first_week_is_told_by_the_message_alone(told_desk, slack):
    alerts.send(told_desk.home, WEEK)
    assert replies(slack) == []


def test_a_later_week_is_noted_once_beside_the_week_before(told_desk, slack):
    told_desk.add_episode(week_start=LATER.start, observed=700, grade="unusual")
    told_desk.add_bulletin(week=LATER)
    sent = alerts.send(told_desk.home, LATER)
    assert (sent.slack, sent.notes, sent.updated) == (0, 1, 1)
    assert alerts.send(told_desk.home, LATER) == alerts.Sent()
    assert replies(slack) == [
        ("Week 47, 16–22 November 2026: 700 contacts after 1,412, expected 92–147. Unusual.", False)
    ]
    assert slack.replies[0]["thread_ts"] == slack.messages[0]["ts"]


def test_it_is_shown_in_the_channel_when_it_gets_worse_and_only_then(told_desk, slack):
    for number, grade in enumerate(("exceptional", "very_unusual", "exceptional"), start=1):
        week = WEEK.plus(number)
        told_desk.add_episode(week_start=week.start, observed=1500, grade=grade)
        alerts.send(told_desk.home, week)
    assert [is_loud for _, is_loud in replies(slack)] == [True, False, False]
    assert slack.replies[0]["text"].startswith("▲ It got worse. Week 47")


def test_a_week_that_was_not_received_whole_is_noted_as_such(told_desk, slack):
    told_desk.add_episode(week_start=LATER.start, observed=7, grade="", is_incomplete=True)
    alerts.send(told_desk.home, LATER)
    assert replies(slack) == [
        ("Week 47, 16–22 November 2026: not received whole, so it says nothing.", False)
    ]
    assert "Not judged: this week was not received whole" in str(slack.messages[0]["blocks"])


def test_a_week_under_a_name_too_young_to_be_judged_is_noted_as_such(told_desk, slack):
    told_desk.add_episode(week_start=LATER.start, observed=700, grade="", is_unjudged=True)
    alerts.send(told_desk.home, LATER)
    ((text, is_loud),) = replies(slack)
    assert text.startswith(
        "Week 47, 16–22 November 2026: 700 contacts. The topic goes on under a new name"
    )
    assert not is_loud
    assert "Not judged: the topic goes on under a name that is too new" in str(
        slack.messages[0]["blocks"]
    )


def test_nothing_is_noted_of_a_week_that_people_want_to_hear_nothing_of(told_desk, slack):
    told_desk.add_episode(
        week_start=LATER.start, observed=700, is_snoozed=True, snoozed_until=date(2026, 12, 3)
    )
    assert alerts.send(told_desk.home, LATER).updated == 1
    assert replies(slack) == []
    assert "Silent until 3 December 2026" in str(slack.messages[0]["blocks"])


def test_a_snoozed_episode_is_not_posted(slack_desk, slack):
    slack_desk.add_episode(is_snoozed=True)
    alerts.send(slack_desk.home, WEEK)
    [quiet] = slack.messages
    assert quiet["text"].startswith(
        "Quiet week 46 (9–15 November 2026): no alarm but 1 that people put to sleep."
    )


def test_answers_are_noted_in_their_order_and_those_that_changed_nothing_are_not(told_desk, slack):
    add_answer(
        told_desk, "start", said_at="2026-11-17 10:00", value="exchange <restarted>",
        until="2026-12-01", note="half as many",
    )  # fmt: skip
    add_answer(told_desk, "take")
    add_answer(told_desk, "acknowledge", is_applied=False, why_not="it was so already")
    assert alerts.send(told_desk.home, WEEK).notes == 2
    assert alerts.send(told_desk.home, WEEK) == alerts.Sent()
    assert [text for text, _ in replies(slack)] == [
        "Olena took it.",
        (
            "Olena began a countermeasure: exchange &lt;restarted&gt;. Due 1 December 2026. "
            "Expected effect: half as many."
        ),
    ]


def test_an_answer_to_an_early_warning_is_noted_before_monday_and_not_again_then(slack_desk, slack):
    slack_desk.add_warning()
    day = date(2026, 11, 18)
    alerts.send_early(slack_desk.home, day)
    add_answer(
        slack_desk, episode_id="2026-W47-T7", is_applied=False, why_not="there is no such episode"
    )
    assert alerts.send_early(slack_desk.home, day).notes == 1
    slack_desk.ask("UPDATE episodes.answers SET episode_id = '2026-W47-T31', is_applied = true")
    slack_desk.add_episode(
        week_start=LATER.start, episode_id="2026-W47-T31", opened_week=LATER.start
    )
    slack_desk.add_outcome(episode_id="2026-W47-T31")
    assert alerts.send(slack_desk.home, LATER).notes == 0
    assert replies(slack) == [("Olena took it.", False)]


def test_a_list_has_its_members_answers_in_its_thread_each_with_its_topic(slack_desk, slack):
    slack_desk.remove_episodes()
    slack_desk.add_episodes(7)
    alerts.send(slack_desk.home, WEEK)
    add_answer(slack_desk, episode_id="2026-W46-T3")
    slack_desk.add_episode(
        week_start=LATER.start, episode_id="2026-W46-T3", topic_name="Topic *3*", opened_week=WEEK.start
    )  # fmt: skip
    alerts.send(slack_desk.home, LATER)
    assert replies(slack) == [("*Topic \u200b*\u200b3\u200b*\u200b*: Olena took it.", False)]


@pytest.mark.parametrize(
    "misbehaviour", ["accept, then hang up", "accept, then time out", "accept, then 503"]
)
def test_a_note_that_may_be_there_is_looked_for_and_not_written_twice(
    told_desk, slack, misbehaviour, monkeypatch
):
    monkeypatch.setattr(slack_transport, "TIMEOUT_SECONDS", 1)
    add_answer(told_desk)
    slack.next_answers = [misbehaviour]
    assert alerts.send(told_desk.home, WEEK).unknown == 1
    assert alerts.send(told_desk.home, WEEK) == alerts.Sent()
    assert replies(slack) == [("Olena took it.", False)]


def test_a_refused_note_is_told_and_written_later(told_desk, slack):
    add_answer(told_desk)
    slack.refuses = {"chat.postMessage": "restricted_action"}
    with pytest.raises(MessagesFailedError, match=f"thread {EPISODE}"):
        alerts.send(told_desk.home, WEEK)
    slack.refuses = {}
    assert alerts.send(told_desk.home, WEEK) == alerts.Sent(notes=1)
    assert len(slack.replies) == 1


def test_an_update_that_was_cut_off_after_its_note_is_done_without_a_second_note(told_desk, slack):
    told_desk.add_episode(week_start=LATER.start, observed=700)
    told_desk.add_bulletin(week=LATER)
    slack.refuses = {"chat.update": "internal_error"}
    alerts.send(told_desk.home, LATER)
    slack.refuses = {}
    assert alerts.send(told_desk.home, LATER) == alerts.Sent(updated=1)
    assert len(slack.replies) == 1


def test_personal_data_hold_a_note_back(told_desk, slack):
    add_answer(told_desk, "known_event", value="ring +380 67 123 45 67")
    with pytest.raises(MessagesFailedError, match="phone"):
        alerts.send(told_desk.home, WEEK)
    assert slack.replies == []


def test_without_slack_a_note_is_a_file_that_names_the_message(desk):
    alerts.send(desk.home, WEEK)
    add_answer(desk)
    assert alerts.send(desk.home, WEEK).outbox == 1
    [note] = desk.outbox(f"{WEEK}-slack-{EPISODE}-*.json")
    written = (desk.path / "outbox" / note).read_text("utf-8")
    assert f'"earlier_file": "{WEEK}-slack-{EPISODE}.json"' in written


def add_measure(desk, week, **effect):
    row = {
        "week_start": week.start, "countermeasure_id": "inbox:start", "episode_id": EPISODE, "topic_id": 12,
        "what": "exchange <restarted>", "who": "Olena", "from_day": "2026-11-17", "due_day": "2026-12-01",
        "expected_effect": "", "is_open": True,
    }  # fmt: skip
    desk.insert("episodes.countermeasures", row)
    judged = {
        "week_start": week.start, "countermeasure_id": "inbox:start", "episode_id": EPISODE, "verdict": "too_early",
        "reason": "cannot_tell_yet", "weeks_before": 3, "weeks_after": 2, "method": "seasonal", "controls": 0,
        "past_rises": 0, "note": "",
    }  # fmt: skip
    desk.insert("episodes.effects", judged | effect)


def test_a_verdict_is_noted_when_it_is_new_and_stands_in_the_message(told_desk, slack):
    worked = {
        "verdict": "worked", "reason": "", "share": 0.81, "lower": 0.6, "upper": 0.97,
        "contacts_saved": 420.0, "saved_lower": 300.0, "saved_upper": 540.0,
    }  # fmt: skip
    for number, effect in enumerate(({}, worked, worked), start=1):
        week = WEEK.plus(number)
        told_desk.add_episode(week_start=week.start, observed=700, state="countermeasure")
        add_measure(told_desk, week, **effect)
        for _ in range(2):
            alerts.send(told_desk.home, week)
    verdicts = [text for text, _ in replies(slack) if "restarted" in text]
    assert verdicts == [
        (
            "Worked: exchange &lt;restarted&gt;. 81% of the rise is gone (95% interval: 60% to 97%). In the 2 whole weeks "
            "since about 420 fewer contacts came than would have come (300 to 540)."
        )
    ]
    said = "exchange &lt;restarted&gt; · Olena · due 1 December 2026 · Worked"
    assert said in str(slack.messages[0]["blocks"])


WORKED = {
    "verdict": "worked", "reason": "", "share": 0.81, "lower": 0.6, "upper": 0.97,
    "contacts_saved": 420.0, "saved_lower": 300.0, "saved_upper": 540.0,
}  # fmt: skip


def test_a_verdict_on_a_measure_of_an_episode_that_is_over_goes_into_its_thread_once(
    told_desk, slack
):
    told_desk.add_episode(week_start=LATER.start, observed=100, grade="", state="closed")
    alerts.send(told_desk.home, LATER)
    before = len(slack.replies)
    for number, effect in enumerate(({}, WORKED, WORKED), start=2):
        add_measure(told_desk, WEEK.plus(number), **effect)
        for _ in range(2):
            alerts.send(told_desk.home, WEEK.plus(number))
            alerts.refresh(told_desk.home, WEEK.plus(number))
    (note,) = slack.replies[before:]
    assert note["text"].startswith("Worked: exchange &lt;restarted&gt;.")
    assert not note["reply_broadcast"]
    (message,) = [one for one in slack.messages if "roaming" in one["text"]]
    assert "due 1 December 2026 · Worked" in str(message["blocks"])


def test_of_an_episode_that_nobody_was_told_of_no_verdict_is_told(slack_desk, slack):
    slack_desk.add_episode(state="false_alarm")
    add_measure(slack_desk, LATER, **WORKED)
    alerts.send(slack_desk.home, LATER)
    assert [reply["text"] for reply in slack.replies] == []


def test_the_message_asks_whether_episodes_that_rose_together_have_one_cause(slack_desk, slack):
    slack_desk.add_episode(episode_id="2026-W46-T5", topic_id=5, topic_name="No <dial> tone")
    for episode in (EPISODE, "2026-W46-T5"):
        row = {
            "week_start": WEEK.start,
            "cause_id": EPISODE,
            "episode_id": episode,
            "why": ["place:Odesa"],
            "is_one": False,
        }
        slack_desk.insert("episodes.causes", row)
    alerts.send(slack_desk.home, WEEK)
    asked = [
        field["text"]
        for message in slack.messages
        for block in message["blocks"]
        for field in block.get("fields", ())
        if "Perhaps one cause" in field["text"]
    ]
    assert asked == [
        "*Perhaps one cause*\nRose together with “No &lt;dial&gt; tone”",
        "*Perhaps one cause*\nRose together with “Double charge in prepaid roaming”",
    ]


def test_messages_go_out_a_second_apart_and_the_first_at_once(slack_desk, slack):
    clock, slept = [100.0], []

    def sleep(seconds):
        slept.append(seconds)
        clock[0] += seconds

    pace = Pace(1.0, now=lambda: clock[0], sleep=sleep)
    way = slack_transport.Slack("xoxb-made-up-token", slack.address, pace)
    for waited in (0.0, 0.25, 5.0):
        clock[0] += waited
        way.post({"channel": "#complaints", "text": "x", "blocks": [], "metadata": {}}, "")
    assert slept == [0.75]
