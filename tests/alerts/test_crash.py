"""A run killed between handing a message over and noting it: the next one never sends it twice."""

import os
import signal
import subprocess
import sys

import pytest

from tests.alerts.fake_mail import FakeMail
from tests.alerts.rows import WEEK
from trend_lib import alerts

RUN = """
import sys
from pathlib import Path
from trend_lib import alerts
from trend_lib.base.home import Home
from trend_lib.base.weeks import Week
alerts.send(Home(Path(sys.argv[1])), Week.parse(sys.argv[2]))
"""


class Killed:
    """A run in another process, to be killed from inside the server."""

    def __init__(self, desk, **environment):
        self._command = [sys.executable, "-c", RUN, str(desk.path), str(WEEK)]
        self._environment = {**os.environ, **environment}
        self._process = None

    def run(self):
        self._process = subprocess.Popen(self._command, env=self._environment)
        return self._process.wait(timeout=60)

    def kill(self, *_):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(timeout=30)


def test_a_slack_message_is_found_again_after_the_run_was_killed(open_desk, slack, monkeypatch):
    monkeypatch.setenv("TRENDS_SLACK_TOKEN", "xoxb-made-up-token")
    open_desk.configure(slack_channel="#complaints", slack_base_url=slack.address)
    killed = Killed(open_desk)
    slack.on_post = killed.kill
    assert killed.run() == -signal.SIGKILL
    assert open_desk.ledger("channel", "state", "remote_id") == [("slack", "intended", None)]
    slack.on_post = lambda: None
    assert alerts.send(open_desk.home, WEEK) == alerts.Sent(outbox=3)
    assert len(slack.messages) == 1
    state, remote_id = open_desk.ledger("state", "remote_id")[-1]
    assert (state, remote_id.partition("/")[0]) == ("sent", "C0COMPLAIN")


def test_a_mail_is_unknown_after_the_run_was_killed_and_the_other_readers_get_theirs(open_desk):
    killed = Killed(open_desk)
    with FakeMail() as mail:
        open_desk.configure_mail(mail.port, "none")
        mail.behaviour.after_data = killed.kill
        assert killed.run() == -signal.SIGKILL
        mail.behaviour.after_data = lambda _: None
        assert alerts.send(open_desk.home, WEEK) == alerts.Sent(mails=2, unknown=1)
        assert mail.readers() == ["olena", "owner", "petro"]


@pytest.mark.parametrize("way", ["slack", "mail"])
def test_an_intent_without_a_sending_is_looked_into(slack_desk, slack, mail, way):
    slack_desk.configure_mail(mail.port, "none")
    alerts.send(slack_desk.home, WEEK)
    slack_desk.ask(
        "UPDATE alerts.ledger SET state = 'intended', remote_id = NULL WHERE channel = ?", way
    )
    slack.messages.clear()
    mail.behaviour.accepted.clear()
    sent = alerts.send(slack_desk.home, WEEK)
    if way == "slack":  # the channel can be asked: it is not there, so it is posted
        assert sent == alerts.Sent(slack=1)
    else:  # a mail cannot be looked for
        assert sent == alerts.Sent(unknown=3)
        assert mail.behaviour.accepted == []


def test_an_update_that_was_cut_off_is_done_again(slack_desk, slack):
    alerts.send(slack_desk.home, WEEK)
    slack_desk.add_episode(observed=1500)
    slack.next_answers = ["500"]
    assert alerts.send(slack_desk.home, WEEK).unknown == 1
    assert alerts.send(slack_desk.home, WEEK) == alerts.Sent(updated=1)
    assert [("1,500" in message["text"]) for message in slack.messages] == [True]
