"""Slack's Web API: post, bring up to date, and look whether a message is already there."""

from __future__ import annotations

import re
import socket
import ssl
import time
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from trend_lib.alerts.outcome import RefusedError, UnansweredError
from trend_lib.alerts.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_sdk.web import SlackResponse

    from trend_lib.alerts.ledger import Way

Answered = TypeVar("Answered")

TIMEOUT_SECONDS = 30
BETWEEN_POSTS_SECONDS = (
    1.0  # Slack takes about one message a second in a channel, and drops what comes faster
)
PICTURE_SECONDS, PICTURE_PAUSE_SECONDS = 10.0, 0.5
PAGES_SEARCHED = 10  # of 200 messages: a channel busier than that needs its own
NEVER_REACHED = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,}")
ERROR_CODE = re.compile(r"[a-z_]{1,60}")
# Slack's documents: with these, "some aspect of the operation may have succeeded".
DOUBTFUL = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}


class Slack:
    """One workspace, one bot."""

    way: Way = "slack"
    can_repeat = False

    def __init__(self, token: str, base_url: str, pace: Pace | None = None) -> None:
        """Make the client; the SDK's own retry on a reset connection could post twice."""
        self._pace = pace or Pace(BETWEEN_POSTS_SECONDS)
        self._client = WebClient(
            token=token,
            base_url=base_url,
            timeout=TIMEOUT_SECONDS,
            retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=3)],
        )

    def post(self, payload: dict[str, Any], file_name: str) -> str:  # noqa: ARG002 - the shape of the outbox's
        """Post a message; return channel id and ts, which is what an update needs."""
        self._pace.wait()
        answer = _with_or_without_picture(
            payload, lambda given: self._client.chat_postMessage(**given)
        )
        return f"{answer['channel']}/{answer['ts']}"

    def update(self, remote_id: str, payload: dict[str, Any], file_name: str) -> str:  # noqa: ARG002 - the same
        """Replace a message's content; doing it twice does no harm."""
        channel, _, ts = remote_id.partition("/")
        shown = {key: payload[key] for key in ("text", "blocks", "metadata")}
        try:
            _with_or_without_picture(
                shown, lambda given: self._client.chat_update(channel=channel, ts=ts, **given)
            )
        except RefusedError as refusal:
            if "message_not_found" not in str(refusal):  # people deleted it: they know
                raise
        return remote_id

    def reply(self, remote_id: str, payload: dict[str, Any], file_name: str) -> str:  # noqa: ARG002 - the same
        """Post in a message's thread."""
        channel, _, ts = remote_id.partition("/")
        return self.post({"channel": channel, "thread_ts": ts, **payload}, "")

    def upload(self, content: bytes, file_name: str) -> str:
        """Upload a picture to no channel: it is the bot's own until a message shows it."""
        answer = ask(lambda: self._client.files_upload_v2(content=content, filename=file_name))
        return str(answer["file"]["id"])

    def can_show(self, file_id: str) -> bool:
        """Wait until Slack has looked at a picture; before that no message may show it."""
        give_up = time.monotonic() + PICTURE_SECONDS
        while True:
            if ask(lambda: self._client.files_info(file=file_id))["file"].get("mimetype"):
                return True
            if time.monotonic() > give_up:
                return False
            time.sleep(PICTURE_PAUSE_SECONDS)

    def look_for(self, message_key: str, channel: str, since: float, thread: str) -> str | None:
        """Return a message that carries our key, posted after `since`, if the channel or thread has it."""
        channel_id, _, ts = thread.partition("/") if thread else (self.channel_id(channel), "", "")
        asked: dict[str, Any] = {
            "channel": channel_id,
            "oldest": f"{since:.6f}",
            "include_all_metadata": True,
        }
        pages = self._pages(
            lambda cursor: (
                self._client.conversations_replies(**asked, ts=ts, limit=200, cursor=cursor)
                if ts
                else self._client.conversations_history(**asked, limit=200, cursor=cursor)
            ),
        )
        for page in pages:
            for message in page["messages"]:
                payload = message.get("metadata", {}).get("event_payload", {})
                if payload.get("message_key") == message_key:
                    return f"{channel_id}/{message['ts']}"
        return None

    def channel_id(self, channel: str) -> str:
        """Return a channel's id; posting takes a name, but reading does not."""
        if CHANNEL_ID.fullmatch(channel):
            return channel
        pages = self._pages(
            lambda cursor: self._client.conversations_list(
                types="public_channel,private_channel", limit=200, cursor=cursor
            ),
        )
        for page in pages:
            for one in page["channels"]:
                if one["name"] == channel.removeprefix("#"):
                    return str(one["id"])
        raise RefusedError("Slack: channel_not_found")

    @staticmethod
    def _pages(ask_page: Callable[[str | None], SlackResponse]) -> Iterator[SlackResponse]:
        """Yield an answer's pages, up to a limit."""
        cursor: str | None = None
        for _ in range(PAGES_SEARCHED):
            at = cursor
            page = ask(lambda at=at: ask_page(at))  # type: ignore[misc]
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return


def _with_or_without_picture(
    payload: dict[str, Any], send: Callable[[dict[str, Any]], SlackResponse]
) -> SlackResponse:
    """Send a message; where Slack will not show its picture, send it without."""
    try:
        return ask(lambda: send(payload))
    except RefusedError as refusal:
        kept = [block for block in payload.get("blocks", ()) if block["type"] != "image"]
        if "invalid_blocks" not in str(refusal) or len(kept) == len(payload.get("blocks", ())):
            raise
        return ask(lambda: send({**payload, "blocks": kept}))


def ask(call: Callable[[], Answered]) -> Answered:
    """Call Slack; tell a refusal from silence. Errors are cut off: theirs may hold the token."""
    try:
        return call()
    except SlackApiError as error:
        raise _judge(error) from None
    except URLError as error:
        if isinstance(error.reason, NEVER_REACHED):
            raise RefusedError("Slack cannot be reached") from None
        raise UnansweredError("Slack did not answer") from None
    except OSError:  # a time-out, or a connection lost after the request was sent
        raise UnansweredError("Slack did not answer") from None


def _judge(error: SlackApiError) -> RefusedError | UnansweredError:
    """Return what Slack's answer means for the message: certainly not there, or perhaps."""
    answer: Any = error.response
    status = getattr(answer, "status_code", None) or answer.get("status", 0)
    code = str(answer.get("error") or "")
    code = code if ERROR_CODE.fullmatch(code) else f"status {int(status)}"
    if int(status) >= 500 or code in DOUBTFUL:
        return UnansweredError(f"Slack: {code}")
    return RefusedError(f"Slack: {code}")
