"""Zammad: tickets by a search sorted by their last change, each with its articles, where the text is.

The search by time needs Elasticsearch, as every recommended installation of Zammad has it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trend_lib.sources.fetching.page import Api, Page
from trend_lib.sources.fetching.signature import Bearer
from trend_lib.sources.fetching.walk import Steps, Walk, begin_at, cursor_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    import httpx

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.answer import Answer
    from trend_lib.sources.fetching.client import Client

TICKETS = "api/v1/tickets/search"
ARTICLES = "api/v1/ticket_articles/by_ticket"


def sign(live: LiveConfig, token: str) -> httpx.Auth:  # noqa: ARG001 - the token alone says who
    """A personal access token of an agent."""
    return Bearer(token, "Token token=")


def fetch_tickets(live: LiveConfig, cursor: Mapping[str, Any], client: Client) -> Iterator[Page]:
    """Walk from the newest change seen to the newest there is; ask for the articles of each."""

    def ask(since: datetime, number: int) -> Answer:
        changed = f"updated_at:[{since:%Y-%m-%dT%H:%M:%SZ} TO *]"
        params: dict[str, Any] = {
            "query": f"{changed} AND ({live.only})" if live.only else changed,
            "sort_by": "updated_at",
            "order_by": "asc",
            "per_page": min(live.page_size, 200),
            "page": number,
            "expand": "true",
        }
        return client.ask("GET", TICKETS, params=params)

    walk = Walk(live, ask, Steps(lambda answer: answer.entries()), begin_at(live, cursor))
    for stride in walk.strides():
        tickets = [{**ticket, "articles": _articles(client, ticket)} for ticket in stride.fresh]
        content = json.dumps(tickets, ensure_ascii=False).encode()
        yield Page(content, cursor_at(stride.sure_up_to), len(tickets))


def _articles(client: Client, ticket: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was written in a ticket, and in no other."""

    def is_right(answer: Answer) -> bool:
        return all(entry.get("ticket_id") == ticket.get("id") for entry in answer.entries())

    path, params = f"{ARTICLES}/{ticket.get('id')}", {"expand": "true"}
    return client.ask("GET", path, is_right, params=params).entries()


API = Api(sign, {"contacts": fetch_tickets})
