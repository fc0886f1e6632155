"""Freshdesk: tickets in the order of their last change, ratings by when they were given.

A list ends at its 300th page, so numbers of pages are used only among tickets of one second.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx

from trend_lib.sources.fetching.page import Api
from trend_lib.sources.fetching.sweep import sweep
from trend_lib.sources.fetching.walk import Steps, Walk, begin_at, pages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.answer import Answer
    from trend_lib.sources.fetching.client import Client
    from trend_lib.sources.fetching.page import Page

TICKETS = "api/v2/tickets"
RATINGS = "api/v2/surveys/satisfaction_ratings"
LISTS: Mapping[str, Mapping[str, str]] = {  # a ticket that becomes spam leaves the first one
    "tickets": {},
    "spam": {"filter": "spam"},
    "deleted": {"filter": "deleted"},
}
STEPS = Steps(lambda answer: answer.entries())
BESIDE_TICKETS = "stats,requester,description"  # each costs a call of the account's limit


def sign(live: LiveConfig, token: str) -> httpx.Auth:  # noqa: ARG001 - the key alone says who
    """The key is the name, and any password does."""
    return httpx.BasicAuth(token, "X")


def fetch_tickets(live: LiveConfig, cursor: Mapping[str, Any], client: Client) -> Iterator[Page]:
    """Walk from the newest change seen to the newest there is, in each list that a ticket may be in."""
    state = {name: dict(cursor.get(name) or {}) for name in LISTS}
    for name, words in LISTS.items():
        for page in pages_of(
            Walk(live, _asking(live, client, words), STEPS, begin_at(live, state[name]))
        ):
            state[name] = page.cursor
            yield replace(page, cursor={**state})


def _asking(
    live: LiveConfig, client: Client, words: Mapping[str, str]
) -> Callable[[datetime, int], Answer]:
    """Return what asks for a page of a list."""

    def ask(since: datetime, number: int) -> Answer:
        params: dict[str, Any] = {
            "updated_since": f"{since:%Y-%m-%dT%H:%M:%SZ}",
            "order_by": "updated_at",
            "order_type": "asc",
            "per_page": min(live.page_size, 100),
            "page": number,
            "include": BESIDE_TICKETS,
        }
        return client.ask("GET", TICKETS, params={**params, **words})

    return ask


def fetch_ratings(live: LiveConfig, cursor: Mapping[str, Any], client: Client) -> Iterator[Page]:
    """Ask for all ratings given since the newest; they do not change."""
    begin, number = begin_at(live, cursor), 0

    def ask(before: Answer | None) -> Answer | None:
        nonlocal number
        if before is not None and not before.entries():
            return None
        number += 1
        params: dict[str, Any] = {
            "created_since": f"{begin:%Y-%m-%dT%H:%M:%SZ}",
            "per_page": min(live.page_size, 100),
            "page": number,
        }
        return client.ask("GET", RATINGS, params=params)

    return sweep(ask, "", "created_at", cursor)


API = Api(sign, {"contacts": fetch_tickets, "survey_answers": fetch_ratings})
