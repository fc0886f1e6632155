"""How requests are signed by a token alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

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
