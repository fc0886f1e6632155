"""Znuny, OTRS, OTOBO: ids by TicketSearch in the order of change, then TicketGet with all articles.

By the routes of the shipped REST web service: `POST Session`, `GET Ticket`, `GET Ticket/1,2,3`. Its
errors come with status 200. Times are the server's own, to be compared with its own alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx

from trend_lib.base.errors import SourceError
from trend_lib.sources.fetching.answer import Answer
from trend_lib.sources.fetching.page import Api
from trend_lib.sources.fetching.signature import LogIn
from trend_lib.sources.fetching.walk import Steps, Walk, begin_at, pages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.client import Client
    from trend_lib.sources.fetching.page import Page

ERROR_CODE = re.compile(r"[A-Za-z.]{1,60}")
NOTHING = Answer(b"", {"Ticket": []})
STEPS = Steps(
    entries=lambda answer: answer.entries("Ticket"),
    known_by="TicketID",
    changed=lambda ticket: ticket.get("Changed"),
    is_utc=False,
)
MOST_ATTEMPTS = 10
WHOLE_TICKETS = {"AllArticles": 1, "DynamicFields": 1, "Extended": 1}


class Session(LogIn):
    """An agent's session; the password is sent once, and never in an address."""

    gives = "SessionID"

    def __init__(self, live: LiveConfig, password: str) -> None:
        """Keep what the log-in asks for."""
        super().__init__()
        self._url, self._said = (
            f"{live.url}/Session",
            {"UserLogin": live.user, "Password": password},
        )

    def ask(self) -> httpx.Request:
        """Create a session."""
        return httpx.Request("POST", self._url, json=self._said)

    def sign(self, request: httpx.Request, given: str) -> None:
        """Name the session."""
        request.url = request.url.copy_set_param("SessionID", given)


def fetch_tickets(live: LiveConfig, cursor: Mapping[str, Any], client: Client) -> Iterator[Page]:
    """Walk from the newest change seen to the newest there is."""

    def ask(since: datetime, number: int) -> Answer:
        for _ in range(MOST_ATTEMPTS):
            ids = _search(client, since, min(live.page_size, 200), number)
            if not ids:
                return NOTHING
            path, is_right = f"Ticket/{','.join(ids)}", _holding(set(ids))
            answer = _checked(client.ask("GET", path, is_right, params=WHOLE_TICKETS))
            if _search(client, since, min(live.page_size, 200), number) == ids:
                return answer
        raise SourceError("tickets change faster than they can be read: lower page_size")

    return pages_of(Walk(live, ask, STEPS, begin_at(live, cursor)))


def _search(client: Client, since: datetime, size: int, number: int) -> list[str]:
    """Return the ids of a page; asked again after the tickets, it tells whether one has changed since."""
    params: dict[str, Any] = {
        "TicketLastChangeTimeNewerDate": f"{since:%Y-%m-%d %H:%M:%S}",
        "SortBy": "Changed",
        "OrderBy": "Up",
        "Limit": size * number,  # there is no other way to a second page
    }
    found = _checked(client.ask("GET", "Ticket", params=params)).value("TicketID") or []
    ids = [str(one) for one in (found if isinstance(found, list) else [found])]
    return ids[size * (number - 1) :]


def _holding(asked: set[str]) -> Callable[[Answer], bool]:
    """Return what tells the tickets that were asked for from others."""

    def is_right(answer: Answer) -> bool:
        if not isinstance(answer.value("Ticket"), list):
            return True  # an error, which is told apart later
        return {str(ticket.get("TicketID")) for ticket in answer.entries("Ticket")} <= asked

    return is_right


def _checked(answer: Answer) -> Answer:
    """Raise the error that came as an answer, by its code alone."""
    if answer.value("Error") is None:
        return answer
    code = str(answer.part("Error").get("ErrorCode"))
    said = code if ERROR_CODE.fullmatch(code) else "an error"
    raise SourceError(f"the web service said {said}: check `user`, its password and its rights")


API = Api(Session, {"contacts": fetch_tickets})
