"""What lies outside the machine and knows no power cut: Slack, the mail server, people."""

import signal
import threading
from contextlib import contextmanager, suppress
from email import message_from_bytes

from websockets.exceptions import ConnectionClosed

from tests.alerts.fake_mail import FakeMail
from tests.alerts.fake_slack import FakeSlack
from tests.alerts.fake_socket import FakeSocket

ENVIRONMENT = {"TRENDS_SLACK_TOKEN": "xoxb-made-up", "TRENDS_SLACK_APP_TOKEN": "xapp-made-up"}


class Outside:
    """Slack with its buttons, and the mail server; both keep all that they were handed."""

    def __init__(self, slack, socket, mail):
        self.slack, self.socket, self.mail = slack, socket, mail

    def configure(self, home):
        """Let the home speak to both."""
        settings = home / "trends.toml"
        given = (
            f'slack_channel = "#complaints"\nslack_base_url = "{self.slack.address}"\nslack_buttons = true\n'
            f'mail_from = "trends@northline.example"\nsmtp_host = "127.0.0.1"\n'
            f'smtp_port = {self.mail.port}\nsmtp_security = "none"\n'
        )
        with settings.open("a", encoding="utf-8") as file:
            file.write(f"\n[alerts]\n{given}")

    def press(self, machine, moment, press):
        """Have a button pressed while somebody listens; after a power cut Slack tells of it again."""
        thanks = len(self.socket.thanks) + 1
        with self._insisting(press, thanks):
            while machine.power_cuts:
                machine.loses_power(machine.start(moment, "listen"))
            if len(self.socket.thanks) < thanks:
                listener = machine.start(moment, "listen")
                self.socket.wait_for_thanks(thanks)
                listener.send_signal(signal.SIGTERM)
                assert listener.wait(120) == 0, machine.said()

    @contextmanager
    def _insisting(self, press, thanks):
        """Tell of a press over each new line until it was thanked for."""
        is_over = threading.Event()

        def insist():
            spoken_to = len(self.socket.connections)
            while not is_over.wait(0.05) and len(self.socket.thanks) < thanks:
                if len(self.socket.connections) > spoken_to:
                    spoken_to = len(self.socket.connections)
                    with suppress(ConnectionClosed):
                        self.socket.send(press)

        slack = threading.Thread(target=insist)
        slack.start()
        yield
        is_over.set()
        slack.join()

    def slack_keys(self):
        """Return the lasting key of every message that was posted."""
        return [one["metadata"]["event_payload"]["message_key"] for one in self.slack.messages]

    def mail_keys(self):
        """Return who got which mail, for every mail that was taken."""
        return [
            (reader, message_from_bytes(content)["Message-ID"])
            for reader, content in self.mail.behaviour.accepted
        ]


@contextmanager
def outside():
    """Open both for one story."""
    with FakeSlack() as slack, FakeSocket() as socket, FakeMail() as mail:
        slack.socket = socket
        yield Outside(slack, socket, mail)
