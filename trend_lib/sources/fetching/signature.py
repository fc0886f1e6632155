"""How requests are signed: by a token alone, or by what a log-in gave for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import httpx

from trend_lib.base.errors import SourceError
from trend_lib.sources.fetching.verdict import judge, read_json

if TYPE_CHECKING:
    from collections.abc import Generator


class Bearer(httpx.Auth):
    """A token that stands for itself."""

    def __init__(self, token: str, scheme: str = "Bearer ") -> None:
        """Keep the token where no error shows it."""
        self._header = f"{scheme}{token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign a request."""
        request.headers["Authorization"] = self._header
        yield request


class LogIn(httpx.Auth, ABC):
    """A log-in before the first request, and once more when what it gave has run out."""

    requires_response_body = True
    gives: str  # the key of what is given for the token

    def __init__(self) -> None:
        """Nothing is given yet."""
        self._given = ""

    @abstractmethod
    def ask(self) -> httpx.Request:
        """Return the request that logs in."""

    @abstractmethod
    def sign(self, request: httpx.Request, given: str) -> None:
        """Sign a request with what was given."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Log in where need be, sign, and try once more where it had run out."""
        is_new = not self._given
        if is_new:
            self._given = self._accept((yield self.ask()))
        self.sign(request, self._given)
        answer = yield request
        if answer.status_code == 401 and not is_new:
            self._given = self._accept((yield self.ask()))
            self.sign(request, self._given)
            yield request

    def _accept(self, answer: httpx.Response) -> str:
        """Read what was given."""
        host = answer.request.url.host
        judge(answer, host)
        body = read_json(answer.content)
        given = body.get(self.gives) if isinstance(body, dict) else None
        if not isinstance(given, str) or not given:
            raise SourceError(f"{host} did not let us in: check the token, and `user`")
        return given
