"""What `trends listen` does: hold one line to Slack, and a new one whenever it ends, until told to stop."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient
from websockets.exceptions import WebSocketException

from trend_lib.alerts.folding import Folding
from trend_lib.alerts.outcome import UnansweredError
from trend_lib.alerts.slack_line import Line
from trend_lib.alerts.slack_listener import SlackListener
from trend_lib.alerts.slack_permission import Permission
from trend_lib.alerts.slack_transport import ask
from trend_lib.base.errors import ConfigError, DeliveryError
from trend_lib.base.secrets import Secrets

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.alerts.folding import Fold
    from trend_lib.base.home import Home

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 2  # Slack wants its thanks within three seconds, and a form opened within three
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0
LOOK_SECONDS = 0.2  # how late a wish to stop may be seen
NOT_HEALED_BY_WAITING = {
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
    "missing_scope", "org_login_required", "forbidden_team", "no_permission",
}  # fmt: skip


def listen(home: Home, fold: Fold, language: str, stop: threading.Event) -> None:
    """Listen until `stop`; raise what waiting would not heal."""
    client, app_token = _client(home)
    allowed = home.config.alerts.slack_may_press
    permission = _until_it_works(lambda: Permission(client, allowed), stop)
    if permission is None:
        return
    listener = SlackListener(home, client, permission, language)
    folding = Folding(home, fold, listener.say_of, stop)
    listener.on_written = folding.add
    try:
        _hold_the_line(lambda ending: _open(client, app_token, listener, ending), stop)
    finally:
        folding.close()
    if folding.fault is not None:
        raise folding.fault


def _hold_the_line(open_line: Callable[[threading.Event], Line], stop: threading.Event) -> None:
    """Keep a line until told to stop. The one before is heard to its end: the new one is there first."""
    lines: list[Line] = []
    try:
        while not stop.is_set():
            ending = threading.Event()
            line = _until_it_works(lambda ending=ending: open_line(ending), stop)  # type: ignore[misc]
            if line is None:
                break
            logger.info("listening=slack")
            for gone in lines[:-1]:
                gone.close()
            lines = [*lines[-1:], line]
            _wait_for_either(ending, stop)
            _raise_fault(lines)
    finally:
        for line in lines:
            line.close()
    _raise_fault(lines)


def _wait_for_either(ending: threading.Event, stop: threading.Event) -> None:
    while not ending.wait(LOOK_SECONDS) and not stop.is_set():
        pass


def _raise_fault(lines: list[Line]) -> None:
    """Raise what nobody expected, so that somebody looks."""
    for line in lines:
        if line.fault is not None:
            raise line.fault


def _open(
    client: WebClient, app_token: str, listener: SlackListener, ending: threading.Event
) -> Line:
    """Ask Slack for an address, and connect."""
    answer = ask(lambda: client.apps_connections_open(app_token=app_token))
    try:
        return Line(answer["url"], listener.hear, ending)
    except (OSError, WebSocketException) as error:
        raise UnansweredError(f"Slack's socket: {type(error).__name__}") from None


def _until_it_works(call: Callable[[], Any], stop: threading.Event) -> Any:
    """Call until Slack answers, with longer and longer pauses; nothing when told to stop first."""
    pause = FIRST_PAUSE_SECONDS
    while not stop.is_set():
        try:
            return call()
        except DeliveryError as error:
            if str(error).rpartition(" ")[2] in NOT_HEALED_BY_WAITING:
                cure = "docs/operations.md says which tokens and scopes"
                raise ConfigError(f"{error}: {cure}") from error
            logger.warning("%s; asked again in %.0f s", error, pause)
        stop.wait(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    return None


def _client(home: Home) -> tuple[WebClient, str]:
    """Return the bot's client and the app's token, or say what is not set up."""
    settings, secrets = home.config.alerts, Secrets()
    token, app_token = (
        one.get_secret_value() for one in (secrets.slack_token, secrets.slack_app_token)
    )
    wanted = {
        "[alerts] slack_channel": bool(settings.slack_channel),
        "[alerts] slack_buttons = true": settings.slack_buttons,
        "TRENDS_SLACK_TOKEN (xoxb-...)": token.startswith("xoxb-"),
        "TRENDS_SLACK_APP_TOKEN (xapp-...)": app_token.startswith("xapp-"),
    }
    lacking = [what for what, is_there in wanted.items() if not is_there]
    if lacking:
        raise ConfigError(f"set {', '.join(lacking)}: docs/operations.md says how")
    client = WebClient(
        token=token, base_url=settings.slack_base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )
    return client, app_token
