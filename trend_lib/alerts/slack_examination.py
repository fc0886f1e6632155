"""What `trends doctor` says of Slack: tokens of the right kind, scopes, and the bot's place in the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from slack_sdk import WebClient

from trend_lib.alerts.slack_transport import Slack, ask
from trend_lib.base.errors import DeliveryError
from trend_lib.base.secrets import Secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.home import Home

Level = Literal["ok", "warn", "fail"]
TIMEOUT_SECONDS = 10
NEEDED = {"chat:write": "nothing can be posted"}
LOOKS = {"channels:history", "groups:history"}  # either, by the channel's kind
MANIFEST = "config/slack/manifest.yaml has all of them"


def examine_slack(home: Home) -> Iterator[tuple[Level, str]]:
    """Yield what is well and what must be mended; asks Slack, and posts nothing."""
    settings, secrets = home.config.alerts, Secrets()
    token = secrets.slack_token.get_secret_value()
    if not token.startswith("xoxb-"):
        yield "fail", "TRENDS_SLACK_TOKEN is no bot's token: it begins with xoxb-"
        return
    client = WebClient(
        token=token, base_url=settings.slack_base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )
    try:
        scopes = _scopes(client)
        yield from _lacking(
            scopes, has_groups=any(one[0] == "S" for one in settings.slack_may_press)
        )
        yield _membership(client, Slack(token, settings.slack_base_url), settings.slack_channel)
    except DeliveryError as error:
        yield "fail", f"{error}: see docs/operations.md"
    if settings.slack_buttons:
        yield _app_token(secrets.slack_app_token.get_secret_value())


def _scopes(client: WebClient) -> set[str]:
    """Return what the bot may do; Slack says so with every answer."""
    answer = ask(client.auth_test)
    written = {name.lower(): value for name, value in answer.headers.items()}
    said = written.get("x-oauth-scopes", "")
    return {scope.strip() for scope in (said if isinstance(said, str) else said[0]).split(",")}


def _lacking(scopes: set[str], *, has_groups: bool) -> Iterator[tuple[Level, str]]:
    """Say which scopes the app lacks, and what that costs."""
    costs = {scope: cost for scope, cost in NEEDED.items() if scope not in scopes}
    if scopes.isdisjoint(LOOKS):
        costs["channels:history (groups:history)"] = "a message cut off stays unknown"
    if has_groups and "usergroups:read" not in scopes:
        costs["usergroups:read"] = "nobody of a group in slack_may_press is heard"
    for scope, cost in costs.items():
        level: Level = "fail" if scope in NEEDED else "warn"
        yield level, f"the app lacks the scope {scope}, so {cost}: {MANIFEST}"


def _membership(client: WebClient, slack: Slack, channel: str) -> tuple[Level, str]:
    """Say whether the bot is in the channel."""
    channel_id = slack.channel_id(channel)
    answer = ask(lambda: client.conversations_info(channel=channel_id))
    if answer["channel"].get("is_member"):
        return "ok", f"to {channel}, where the app is a member"
    return "fail", f"the app is not in {channel}: /invite it there"


def _app_token(token: str) -> tuple[Level, str]:
    """Say whether buttons can be heard from here."""
    if token.startswith("xapp-"):
        return "ok", "buttons: an app's token is here, for trends listen"
    if token:
        return "fail", "TRENDS_SLACK_APP_TOKEN is no app's token: it begins with xapp-"
    return "warn", "buttons: no TRENDS_SLACK_APP_TOKEN here; trends listen needs one where it runs"
