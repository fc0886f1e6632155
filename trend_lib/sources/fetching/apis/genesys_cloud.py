"""Genesys Cloud: conversation details by the day in which they began, in the order of their beginning.

A conversation changes until it ends. So the two days before the newest seen are asked for again,
and all days since the oldest that was still open, up to a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx

from trend_lib.sources.fetching.answer import Answer, read_moment
from trend_lib.sources.fetching.page import Api, Page
from trend_lib.sources.fetching.signature import LogIn
from trend_lib.sources.fetching.walk import begin_at, latest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.client import Client

CONVERSATIONS = "api/v2/analytics/conversations/details/query"
WINDOW = timedelta(days=1)  # seven are allowed, but a hundred thousand results are the most
STILL_CHANGING = timedelta(days=2)
OPEN_AT_MOST = timedelta(days=31)


class ClientCredentials(LogIn):
    """OAuth's client credentials: `user` is the client's id, the token its secret."""

    gives = "access_token"

    def __init__(self, live: LiveConfig, secret: str) -> None:
        """Keep what the log-in asks for; it has an address beside the API's."""
        super().__init__()
        address = live.url.replace("://api.", "://login.", 1)
        self._request = httpx.Request(
            "POST", f"{address}/oauth/token", data={"grant_type": "client_credentials"}
        )
        self._auth = httpx.BasicAuth(live.user, secret)

    def ask(self) -> httpx.Request:
        """Ask for an access token."""
        return next(self._auth.auth_flow(self._request))

    def sign(self, request: httpx.Request, given: str) -> None:
        """Show the access token."""
        request.headers["Authorization"] = f"Bearer {given}"


@dataclass
class Progress:
    """How far conversations are fetched."""

    newest: datetime | None
    oldest_open: datetime | None = None

    def look_at(self, conversations: list[dict[str, Any]], now: datetime) -> None:
        """Take in a page."""
        for one in conversations:
            begun = read_moment(one.get("conversationStart"))
            if begun is None:
                continue
            self.newest = max(self.newest or begun, min(begun, now))
            if not one.get("conversationEnd"):
                self.oldest_open = min(self.oldest_open or begun, begun)

    def cursor(self, day: datetime) -> dict[str, Any]:
        """Return where to go on if nothing behind this day is asked for."""
        marks = {"newest": self.newest, "oldest_open": min(self.oldest_open or day, day)}
        return {name: moment.isoformat() for name, moment in marks.items() if moment}


def fetch_conversations(
    live: LiveConfig, cursor: Mapping[str, Any], client: Client
) -> Iterator[Page]:
    """Walk day after day, up to now by the server's clock."""
    begin = _begin(live, cursor)
    progress, now = Progress(read_moment(cursor.get("newest"))), None
    while now is None or begin < now:
        number = 1
        while True:
            answer = _ask(live, client, begin, number)
            now = answer.server_time or datetime.now(UTC)
            conversations = answer.entries("conversations") if answer.value("conversations") else []
            if not conversations:
                break
            progress.look_at(conversations, latest(answer))
            yield Page(answer.content, progress.cursor(begin), len(conversations))
            number += 1
        begin += WINDOW


def _begin(live: LiveConfig, cursor: Mapping[str, Any]) -> datetime:
    """Return where to begin: before whatever may have changed."""
    begin, newest = begin_at(live, cursor, STILL_CHANGING), read_moment(cursor.get("newest"))
    still_open = read_moment(cursor.get("oldest_open"))
    if newest is not None and still_open is not None:
        begin = min(begin, max(still_open, newest - OPEN_AT_MOST))
    return begin.replace(hour=0, minute=0, second=0, microsecond=0)


def _ask(live: LiveConfig, client: Client, begin: datetime, number: int) -> Answer:
    """Ask for a page of a day."""
    said = {
        "interval": f"{begin:%Y-%m-%dT%H:%M:%SZ}/{begin + WINDOW:%Y-%m-%dT%H:%M:%SZ}",
        "order": "asc",
        "orderBy": "conversationStart",
        "paging": {"pageSize": min(live.page_size, 100), "pageNumber": number},
    }
    return client.ask("POST", CONVERSATIONS, json=said)


API = Api(ClientCredentials, {"contacts": fetch_conversations})
