"""Early warnings in Slack: told once, brought up to date, and continued by Monday's run."""

from datetime import date

from tests.alerts import rows
from trend_lib import alerts
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

WEEK = Week.parse("2026-W47")
WEDNESDAY, THURSDAY = date(2026, 11, 18), date(2026, 11, 19)
EPISODE = {
    "week_start": WEEK.start,
    "episode_id": "2026-W47-T7",
    "topic_id": 7,
    "topic_name": "No television",
    "opened_week": WEEK.start,
    "last_alarm_week": WEEK.start,
    "observed": 130,
}


def texts(slack):
    return [message["text"] for message in slack.messages]


def calls(slack):
    return [name for name, _ in slack.calls]


def test_a_warning_is_posted_once_and_says_so_far_this_week(slack_desk, slack):
    slack_desk.add_warning()
    assert alerts.send_early(slack_desk.home, WEDNESDAY).slack == 1
    assert alerts.send_early(slack_desk.home, WEDNESDAY) == alerts.Sent()
    assert texts(slack) == ["▲ No television: 84 contacts so far this week, expected 12–30"]


def test_a_morning_without_warnings_sends_nothing_at_all(slack_desk, slack):
    assert alerts.send_early(slack_desk.home, WEDNESDAY) == alerts.Sent()
    assert slack.calls == []


def test_the_next_morning_brings_it_up_to_date_without_a_second_message(slack_desk, slack):
    slack_desk.add_warning()
    alerts.send_early(slack_desk.home, WEDNESDAY)
    slack_desk.add_warning(day=THURSDAY, observed=110)
    assert alerts.send_early(slack_desk.home, THURSDAY).updated == 1
    assert len(slack.messages) == 1
    assert "110 contacts so far" in texts(slack)[0]


def test_an_earlier_morning_run_again_has_no_say_any_more(slack_desk, slack):
    slack_desk.add_warning()
    slack_desk.add_warning(day=THURSDAY, observed=110)
    alerts.send_early(slack_desk.home, THURSDAY)
    assert alerts.send_early(slack_desk.home, WEDNESDAY) == alerts.Sent()
    assert "110 contacts" in texts(slack)[0]


def test_a_warning_that_calmed_down_before_it_was_ever_told_is_not_told(slack_desk, slack):
    slack_desk.add_warning(grade="")
    assert alerts.send_early(slack_desk.home, WEDNESDAY) == alerts.Sent()
    assert slack.messages == []


def test_monday_goes_on_in_the_same_message(slack_desk, slack):
    slack_desk.add_warning()
    alerts.send_early(slack_desk.home, WEDNESDAY)
    slack_desk.add_episode(**EPISODE)
    slack_desk.add_outcome(episode_id="2026-W47-T7")
    sent = alerts.send(slack_desk.home, WEEK)
    assert (sent.slack, sent.updated) == (0, 1)
    [message] = slack.messages
    assert "130 contacts, expected" in message["text"]
    assert "so far" not in message["text"]
    assert alerts.send(slack_desk.home, WEEK).updated == 0


def test_a_topic_born_this_week_keeps_its_message_when_it_gets_its_id(slack_desk, slack):
    slack_desk.add_warning(warning_id="2026-W47-D18-N31", topic_id=31, contact_ids=["desk:1"])
    alerts.send_early(slack_desk.home, WEDNESDAY)
    other = EPISODE | {"topic_id": 31, "episode_id": "2026-W47-T31", "topic_name": "Another one"}
    slack_desk.add_episode(**other)  # took the id that the warning had in passing
    slack_desk.add_episode(**EPISODE | {"topic_id": 32, "episode_id": "2026-W47-T32"})
    slack_desk.add_outcome(warning_id="2026-W47-D18-N31", episode_id="2026-W47-T32")
    sent = alerts.send(slack_desk.home, WEEK)
    assert (sent.slack, sent.updated) == (1, 1)
    assert sorted(text.partition(":")[0] for text in texts(slack)) == [
        "▲ Another one",
        "▲ No television",
    ]
    later = WEEK.plus(1)
    slack_desk.add_episode(**EPISODE | {
        "week_start": later.start, "topic_id": 32, "episode_id": "2026-W47-T32", "observed": 77,
    })  # fmt: skip
    sent = alerts.send(slack_desk.home, later)
    assert (sent.slack, sent.updated) == (0, 1)
    assert any("77 contacts" in text for text in texts(slack))


def test_when_the_whole_week_did_not_alarm_the_message_says_so(slack_desk, slack):
    slack_desk.add_warning()
    alerts.send_early(slack_desk.home, WEDNESDAY)
    slack_desk.add_outcome()
    sent = alerts.send(slack_desk.home, WEEK)
    assert sent.updated == 1
    assert "Back again: No television: 96 contacts, expected 60–100" in texts(slack)


def test_a_warning_that_was_never_told_is_not_taken_back(slack_desk, slack):
    slack_desk.add_outcome()
    alerts.send(slack_desk.home, WEEK)
    assert not any("No television" in text for text in texts(slack))


def test_after_monday_no_morning_turns_the_message_back(slack_desk, slack):
    slack_desk.add_warning()
    slack_desk.insert("episodes.test_weeks", {
        "week_start": WEEK.start, "series_watched": 1, "series_tested": 1, "alarms": 0, "topics_alarming": 0,
        "false_discovery_rate": 0.05, "expected_false_alarms": 0.0,
    })  # fmt: skip
    assert alerts.send_early(slack_desk.home, WEDNESDAY) == alerts.Sent()


def test_six_warnings_at_once_are_one_list_that_monday_goes_on_with(slack_desk, slack):
    for number in range(1, 7):
        slack_desk.add_warning(warning_id=f"2026-W47-T{number}", topic_id=number)
    assert alerts.send_early(slack_desk.home, WEDNESDAY).slack == 1
    assert "6 topics rose together so far this week" in texts(slack)[0]
    for number in range(1, 7):
        slack_desk.add_episode(
            **EPISODE | {"episode_id": f"2026-W47-T{number}", "topic_id": number}
        )
        slack_desk.add_outcome(warning_id=f"2026-W47-T{number}", episode_id=f"2026-W47-T{number}")
    sent = alerts.send(slack_desk.home, WEEK)
    assert (sent.slack, sent.updated) == (0, 1)
    assert len(slack.messages) == 1


def test_an_answer_that_never_came_is_looked_for_and_not_sent_twice(slack_desk, slack):
    slack_desk.add_warning()
    slack.next_answers = ["accept, then hang up"]
    alerts.send_early(slack_desk.home, WEDNESDAY)
    slack_desk.add_warning(day=THURSDAY, observed=110)
    alerts.send_early(slack_desk.home, THURSDAY)
    assert calls(slack).count("chat.postMessage") == 1
    assert "110 contacts so far" in texts(slack)[0]


def test_a_warning_goes_by_the_name_that_the_channels_readers_know(slack_desk, slack):
    slack_desk.configure(language="uk")
    slack_desk.add_warning()
    with open_warehouse(slack_desk.home) as con:
        con.execute(
            "INSERT INTO episodes.early_names VALUES (?, '2026-W47-T7', 'uk', 'Немає телебачення'), "
            "(?, '2026-W47-T7', 'ru', 'Нет телевидения'), (?, '2026-W46-T7', 'uk', 'Інше')",
            [WEEK.start, WEEK.start, WEEK.plus(-1).start],
        )
    alerts.send_early(slack_desk.home, WEDNESDAY)
    assert texts(slack)[0].startswith("▲ Немає телебачення: ")


def test_an_episode_goes_by_the_name_that_the_channels_readers_know(slack_desk, slack):
    slack_desk.configure(language="uk")
    with open_warehouse(slack_desk.home) as con:
        con.execute(
            "INSERT INTO episodes.topic_names VALUES (?, 12, 'uk', 'Подвійне списання'), (?, 12, 'uk', 'Колишня назва')",
            [rows.WEEK.start, rows.WEEK.plus(-1).start],
        )
    alerts.send(slack_desk.home, rows.WEEK)
    assert texts(slack)[0].startswith("▲ Подвійне списання: ")


def test_a_warning_leads_to_its_page_at_the_desk_where_it_can_be_answered(slack_desk, slack):
    slack_desk.add_warning()
    alerts.send_early(slack_desk.home, WEDNESDAY)
    assert "Answer at the desk" not in str(slack.messages[0]["blocks"])
    slack_desk.configure(desk_url="https://airflow.example/desk/")
    alerts.send_early(slack_desk.home, WEDNESDAY)
    link = "<https://airflow.example/desk/episodes/2026-W47-T7|Answer at the desk>"
    assert link in str(slack.messages[0]["blocks"])
