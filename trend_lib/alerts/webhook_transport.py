"""Post JSON to an address somebody gave us: Slack's or Teams' incoming webhook, or a system's own."""

from __future__ import annotations

import hmac
import json
import time
from typing import TYPE_CHECKING, Any

import httpx

from trend_lib.alerts.outcome import PostponedError, RefusedError, UnansweredError

if TYPE_CHECKING:
    from pydantic import SecretStr

TIMEOUT_SECONDS = 30.0
TRIES, LONGEST_PAUSE_SECONDS = 3, 60.0


class Webhook:
    """One address; it is a secret, and stands in no error."""

    def __init__(self, address: SecretStr, key: SecretStr | None = None) -> None:
        """Keep the address, and the key that signs if there is one."""
        self._address = address.get_secret_value()
        self._key = key.get_secret_value().encode() if key else b""

    def post(self, payload: dict[str, Any], message_key: str) -> str:
        """Post once; a "not now" is waited out some times, as long as the other side says."""
        body = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()
        for _ in range(TRIES):
            answer = self._send(body, message_key)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return _judge(answer, message_key)
            time.sleep(_pause(answer))
        raise PostponedError("webhook: too many requests")

    def _send(self, body: bytes, message_key: str) -> httpx.Response:
        """Send a request; tell what never arrived from what may have."""
        headers = {"Content-Type": "application/json; charset=utf-8"} | self._signed(
            body, message_key
        )
        try:
            return httpx.post(self._address, content=body, headers=headers, timeout=TIMEOUT_SECONDS)
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.InvalidURL,
            httpx.UnsupportedProtocol,
        ):
            raise RefusedError("webhook: cannot be reached") from None
        except httpx.HTTPError:
            raise UnansweredError("webhook: did not answer") from None

    def _signed(self, body: bytes, message_key: str) -> dict[str, str]:
        """Return the headers by which a receiver knows that it was us, just now, and whether it knows the event."""
        if not self._key:
            return {}
        moment = str(int(time.time()))
        signature = hmac.digest(self._key, moment.encode() + b"." + body, "sha256").hex()
        return {
            "X-Trends-Id": message_key,
            "X-Trends-Timestamp": moment,
            "X-Trends-Signature": f"sha256={signature}",
        }


def _pause(answer: httpx.Response) -> float:
    """Return for how long the other side wants us to wait; at most a minute."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_PAUSE_SECONDS) if asked.isdigit() else 1.0


def _judge(answer: httpx.Response, message_key: str) -> str:
    """Return what the message is known by there, or say what the answer means."""
    if answer.is_success:
        return message_key
    if answer.is_server_error:
        raise UnansweredError(f"webhook: status {answer.status_code}")
    raise RefusedError(f"webhook: status {answer.status_code}")
