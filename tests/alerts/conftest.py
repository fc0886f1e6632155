"""A home whose episodes and bulletin are written by hand, and servers that misbehave on request."""

import pytest

from tests.alerts.fake_mail import FakeMail, write_certificate
from tests.alerts.fake_slack import FakeSlack
from tests.alerts.rows import DeskHome
from trend_lib.alerts import slack_transport
from trend_lib.base.warehouse import hold_warehouse


@pytest.fixture(autouse=True)
def _no_secrets_of_this_machine(monkeypatch):
    for name in (
        "SLACK_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_WEBHOOK",
        "TEAMS_WEBHOOK",
        "WEBHOOK_URL",
        "WEBHOOK_KEY",
        "SMTP_USER",
        "SMTP_PASSWORD",
        "HASH_KEY",
    ):
        monkeypatch.delenv(f"TRENDS_{name}", raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def desk(tmp_path):
    """A home without Slack or mail: one episode, one English bulletin, three readers."""
    desk = DeskHome(tmp_path / "home")
    with hold_warehouse(desk.home):  # opening it anew for every row would take most of the time
        desk.fill()
        yield desk


@pytest.fixture
def open_desk(tmp_path):
    """The same home, its warehouse free for another process."""
    desk = DeskHome(tmp_path / "home")
    with hold_warehouse(desk.home):
        desk.fill()
    return desk


@pytest.fixture
def slack(monkeypatch):
    """A Slack on loopback, to which nobody waits between two messages."""
    monkeypatch.setattr(slack_transport, "BETWEEN_POSTS_SECONDS", 0.0)
    with FakeSlack() as fake:
        yield fake


@pytest.fixture
def slack_desk(desk, slack, monkeypatch):
    """The same home, with a channel and a token."""
    monkeypatch.setenv("TRENDS_SLACK_TOKEN", "xoxb-made-up-token")
    desk.configure(slack_channel="#complaints", slack_base_url=slack.address)
    return desk


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return write_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


@pytest.fixture
def mail():
    """A mail server that asks for nothing."""
    with FakeMail() as server:
        yield server


@pytest.fixture
def mail_desk(desk, mail):
    """The same home, with a mail server and a sender."""
    desk.configure_mail(mail.port, "none")
    return desk
