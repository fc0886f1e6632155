"""Which way messages go: Slack and the mail server where they are configured, else the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from trend_lib.alerts.outbox import Outbox
from trend_lib.base.secrets import Secrets

if TYPE_CHECKING:
    from email.message import EmailMessage

    from trend_lib.alerts.ledger import Way
    from trend_lib.base.home import Home


class MailTransport(Protocol):
    """Takes a mail and returns what it is known by there; raises `RefusedError`, `UnansweredError`."""

    way: Way
    can_repeat: bool  # sending again what may have been sent does no harm

    def send_mail(self, message: EmailMessage, file_name: str) -> str:
        """Hand one mail over."""

    def close(self) -> None:
        """Leave nothing open."""


class SlackTransport(Protocol):
    """Takes a message of the channel; raises `RefusedError`, `UnansweredError`."""

    way: Way
    can_repeat: bool

    def post(self, payload: dict[str, Any], file_name: str) -> str:
        """Post a message; return what an update needs."""

    def update(self, remote_id: str, payload: dict[str, Any], file_name: str) -> str:
        """Replace a message's content; return where it stands now."""

    def reply(self, remote_id: str, payload: dict[str, Any], file_name: str) -> str:
        """Post under a message; return where."""

    def upload(self, content: bytes, file_name: str) -> str:
        """Upload a picture that no message shows yet; return its id."""

    def can_show(self, file_id: str) -> bool:
        """Tell whether a message may show it by now."""

    def look_for(self, message_key: str, channel: str, since: float, thread: str) -> str | None:
        """Return the message if it is there, in the channel or under the message `thread`."""


def slack_transport(home: Home, channel: str | None = None) -> SlackTransport:
    """Return Slack when both channel (the home's, or a team's) and token are given, else the outbox."""
    settings = home.config.alerts
    token = Secrets().slack_token.get_secret_value()
    if not ((settings.slack_channel if channel is None else channel) and token):
        return Outbox(home.folder("outbox"))
    from trend_lib.alerts.slack_transport import Slack  # noqa: PLC0415 - half a second, often unused

    return Slack(token, settings.slack_base_url)


def mail_transport(home: Home) -> MailTransport:
    """Return the mail server when both host and sender are given, else the outbox."""
    settings = home.config.alerts
    if not (settings.smtp_host and settings.mail_from):
        return Outbox(home.folder("outbox"))
    from trend_lib.alerts.smtp_transport import MailServer, Smtp  # noqa: PLC0415 - the same

    secrets = Secrets()
    return Smtp(
        MailServer(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=settings.smtp_security,
            user=secrets.smtp_user,
            password=secrets.smtp_password.get_secret_value(),
        )
    )
