"""What the status of an answer means: another try, or an error with its cure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import SourceError
from trend_lib.sources.fetching.patience import UnansweredError, asked_to_wait

if TYPE_CHECKING:
    import httpx

WORTH_ANOTHER_TRY = {408, 425, 429}
CURES = {
    401: "the token is not accepted: check it, and `user`",
    403: "the token may not read this: see the scopes in docs/sources/live.md",
    404: "not found: is the url the API's own address?",
}


def judge(response: httpx.Response, host: str) -> None:
    """Raise unless there is an answer; nothing of its words is repeated."""
    status = response.status_code
    if status in WORTH_ANOTHER_TRY or status >= 500:
        wait = asked_to_wait(response.headers)
        said = "" if wait is None else f", come back in {wait:,.0f} seconds"
        raise UnansweredError(f"status {status}{said}", wait)
    if status != 200:
        cure = CURES.get(status, "that is no answer to a question: check the url")
        raise SourceError(f"{host} said status {status}: {cure}")


def read_json(content: bytes) -> Any:
    """Read an answer's JSON; one that has none is worth another try."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise UnansweredError("an answer that is no JSON, or was cut") from None
