"""Zendesk: tickets by the incremental export's own cursor, ratings by the time of the oldest asked for.

The export holds back the last minute, so its cursor never skips a change. A ticket comes again
after each change, with status `deleted` too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx

from trend_lib.base.errors import SourceError
from trend_lib.sources.fetching.page import Api, Page
from trend_lib.sources.fetching.signature import Bearer
from trend_lib.sources.fetching.sweep import sweep
from trend_lib.sources.fetching.walk import begin_at, first_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.answer import Answer
    from trend_lib.sources.fetching.client import Client

TICKETS = "api/v2/incremental/tickets/cursor.json"
RATINGS = "api/v2/satisfaction_ratings.json"
BESIDE_TICKETS = "metric_sets,users,groups,organizations"
RATING_MAY_CHANGE = timedelta(days=30)  # `offered` today, `good` in a fortnight
MOST_REPEATS = 20


def sign(live: LiveConfig, token: str) -> httpx.Auth:
    """An API token goes with its agent's address; without `user` it is an OAuth token."""
    return httpx.BasicAuth(f"{live.user}/token", token) if live.user else Bearer(token)


def fetch_tickets(live: LiveConfig, cursor: Mapping[str, Any], client: Client) -> Iterator[Page]:
    """Follow the cursor to the end of the stream."""
    at, repeats = cursor.get("after"), 0
    while True:
        where = {"cursor": at} if at else {"start_time": int(first_moment(live).timestamp())}
        params = {**where, "per_page": live.page_size, "include": BESIDE_TICKETS}
        answer = client.ask("GET", TICKETS, params=params)
        tickets, after = answer.entries("tickets"), answer.value("after_cursor") or at
        if tickets:
            yield Page(answer.content, {"after": after}, len(tickets))
        if answer.value("end_of_stream"):
            return
        repeats = repeats + 1 if after == at else 0
        if repeats > MOST_REPEATS:
            raise SourceError("Zendesk's cursor does not move on; the next fetch tries again")
        at = after


def fetch_ratings(live: LiveConfig, cursor: Mapping[str, Any], client: Client) -> Iterator[Page]:
    """Ask for all ratings since a month before the newest."""
    begin = begin_at(live, cursor, RATING_MAY_CHANGE)

    def ask(before: Answer | None) -> Answer | None:
        params: dict[str, Any] = {
            "start_time": int(begin.timestamp()),
            "page[size]": live.page_size,
        }
        if before is not None:
            meta = before.part("meta")
            if not meta.get("has_more"):
                return None
            params["page[after]"] = meta.get("after_cursor")
        return client.ask("GET", RATINGS, params=params)

    return sweep(ask, "satisfaction_ratings", "updated_at", cursor)


API = Api(sign, {"contacts": fetch_tickets, "survey_answers": fetch_ratings})
