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
    from collections.abc import Iterator, Mapping
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
)
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
    size = min(live.page_size, 200)

    def ask(since: datetime, number: int) -> Answer:
        params: dict[str, Any] = {
            "TicketLastChangeTimeNewerDate": f"{since:%Y-%m-%d %H:%M:%S}",
            "SortBy": "Changed",
            "OrderBy": "Up",
            "Limit": size * number,  # there is no other way to a second page
        }
        found = _checked(client.ask("GET", "Ticket", params=params)).value("TicketID") or []
        ids = [str(one) for one in (found if isinstance(found, list) else [found])]
        page = ",".join(ids[size * (number - 1) :])
        if not page:
            return NOTHING
        return _checked(client.ask("GET", f"Ticket/{page}", params=WHOLE_TICKETS))

    return pages_of(Walk(ask, STEPS, begin_at(live, cursor)))


def _checked(answer: Answer) -> Answer:
    """Raise the error that came as an answer, by its code alone."""
    if answer.value("Error") is None:
        return answer
    code = str(answer.part("Error").get("ErrorCode"))
    said = code if ERROR_CODE.fullmatch(code) else "an error"
    raise SourceError(f"the web service said {said}: check `user`, its password and its rights")


API = Api(Session, {"contacts": fetch_tickets})
