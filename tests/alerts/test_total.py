"""The total is no topic: it gets a message only where no topic explains it."""

from tests.alerts.rows import WEEK
from trend_lib.alerts.episode_alert import read_episode_alerts
from trend_lib.alerts.slack_message import Extras
from trend_lib.alerts.slack_plan import plan_slack
from trend_lib.base.warehouse import open_warehouse


def planned(desk):
    with open_warehouse(desk.home) as con:
        alerts = read_episode_alerts(con, WEEK, [])
    return [message.about for message in plan_slack(WEEK, alerts, {}, set(), Extras())]


def test_beside_a_topic_the_total_has_no_message(desk):
    desk.add_episode(episode_id="2026-W46-T0", topic_id=0, topic_name="All contacts")
    assert planned(desk) == ["2026-W45-T12"]


def test_alone_the_total_speaks(desk):
    desk.ask("DELETE FROM episodes.episode_weeks")
    desk.add_episode(episode_id="2026-W46-T0", topic_id=0, topic_name="All contacts")
    assert planned(desk) == ["2026-W46-T0"]
