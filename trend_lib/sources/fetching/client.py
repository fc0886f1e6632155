"""Asks an API and bears with it: rate limits, faults, cut connections, answers that are no JSON.

Errors are raised anew and say a status, never a header, a body or an address with a query:
those may hold the token or a subscriber's words.
"""

from __future__ import annotations

import hashlib
import math
import time
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from tenacity import Retrying, retry_if_exception_type

from trend_lib.base.errors import SourceError
from trend_lib.sources.fetching.answer import Answer
from trend_lib.sources.fetching.patience import (
    UnansweredError,
    is_over,
    pause_after,
    read_http_date,
)
from trend_lib.sources.fetching.verdict import judge, read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from trend_lib.base.fetch_settings import LiveConfig

MOST_BYTES = 512 * 1024**2  # of one answer
ASKED_AGAIN = 2
MOST_ECHOES = 5  # the same answer to so many questions in a row: it would go on for ever


def _any(answer: Answer) -> bool:
    """Take any answer for right."""
    del answer
    return True


class Client:
    """One server, for the time of one fetch; counts the seconds that it made us wait."""

    def __init__(self, live: LiveConfig, auth: httpx.Auth | None) -> None:
        """Open no connection yet."""
        self.live = live
        self.waited_seconds = 0.0
        self._host = urlsplit(live.url).hostname or live.url
        self._echo, self._echoes = b"", 0
        # a redirect is not followed: it could lead the token to somebody else
        self._http = httpx.Client(
            auth=auth,
            timeout=live.timeout_seconds,
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": "complaint-trends"},
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what is open."""
        self._http.close()

    def ask(
        self, method: str, path: str, is_right: Callable[[Answer], bool] = _any, **parts: Any
    ) -> Answer:
        """Ask until there is a whole answer; raise `SourceError` when there will be none.

        Args:
            method: GET or POST.
            path: Below the source's url; another address of the same system may be given in full.
            is_right: Tells an answer to this question from one to another.
            parts: As httpx takes them: `params`, `json`, `data`, `auth`.
        """
        patient = Retrying(
            retry=retry_if_exception_type(UnansweredError),
            wait=partial(pause_after, self.live),
            stop=partial(is_over, self.live),
            sleep=self._sleep,
            reraise=True,
        )

        def ask_once() -> Answer:
            answer = self._ask_once(method, path, parts)
            if not is_right(answer):
                raise UnansweredError("an answer to another question")
            return answer

        try:
            return self._beyond_echoes(lambda: patient(ask_once))
        except UnansweredError as error:
            raise SourceError(
                f"{self._host} gave no answer: {error}; the next fetch goes on where this one stopped"
            ) from None

    def _beyond_echoes(self, ask: Callable[[], Answer]) -> Answer:
        """Ask again where the answer is the one to the question before; stop where all are alike.

        The end of a list may truly look as it did a question ago: then it does so each time.
        """
        answer = ask()
        for _ in range(ASKED_AGAIN):
            if not answer.has_records or _digest(answer) != self._echo:
                break
            answer = ask()
        self._echoes = self._echoes + 1 if _digest(answer) == self._echo else 1
        self._echo = _digest(answer)
        if self._echoes > MOST_ECHOES and answer.has_records:
            raise SourceError(
                f"{self._host} gave {self._echoes} questions the same answer: it would go on for "
                "ever; its operators should look, and the next fetch tries again"
            )
        return answer

    def _ask_once(self, method: str, path: str, parts: dict[str, Any]) -> Answer:
        """Ask once; tell faults that pass from those that do not."""
        address = path if "://" in path else f"{self.live.url}/{path.lstrip('/')}"
        try:
            with self._http.stream(method, address, **parts) as response:
                judge(response, self._host)
                content = _read(response.iter_bytes())
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise UnansweredError(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise SourceError(f"{self._host}: {type(error).__name__}") from None
        return Answer(content, read_json(content), read_http_date(response.headers.get("date", "")))

    def _sleep(self, seconds: float) -> None:
        """Wait, and remember for how long."""
        self.waited_seconds += seconds
        time.sleep(seconds)


def _digest(answer: Answer) -> bytes:
    """Return what tells answers apart."""
    return hashlib.sha256(answer.content).digest()


def _read(pieces: Iterator[bytes]) -> bytes:
    """Return a whole answer, unless it never ends."""
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > MOST_BYTES:
            size = math.floor(MOST_BYTES / 1024**2)
            raise SourceError(f"an answer is longer than {size} MB: lower page_size")
    return bytes(content)
