"""Jira: issues by a search sorted by their last change, in the Cloud or in a data centre.

A search names minutes, by the clock of whoever's token it is. The Cloud gives a token for the next
page; a data centre counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx

from trend_lib.sources.fetching.answer import Answer
from trend_lib.sources.fetching.page import Api
from trend_lib.sources.fetching.signature import Bearer
from trend_lib.sources.fetching.walk import Steps, Walk, begin_at, pages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.client import Client
    from trend_lib.sources.fetching.page import Page

MINUTE = timedelta(minutes=1)
NEAR = timedelta(hours=2)  # to a change of the clocks
NOTHING = Answer(b"", {"issues": []})


def _updated(issue: dict[str, Any]) -> Any:
    """Return when an issue was changed."""
    fields = issue.get("fields")
    return fields.get("updated") if isinstance(fields, dict) else None


STEPS = Steps(
    entries=lambda answer: answer.entries("issues"),
    changed=_updated,
    grain=MINUTE,
)


def sign(live: LiveConfig, token: str) -> httpx.Auth:
    """The Cloud wants the address beside its API token; a data centre's token stands for itself."""
    return httpx.BasicAuth(live.user, token) if live.user else Bearer(token)


def fetch_issues(live: LiveConfig, cursor: Mapping[str, Any], client: Client) -> Iterator[Page]:
    """Walk from the newest change seen to the newest there is."""
    zone = _zone_of_user(client, live)

    def query(since: datetime) -> str:
        condition = f"({live.only}) AND " if live.only else ""
        return f'{condition}updated >= "{_written(since, zone)}" ORDER BY updated ASC, key ASC'

    asking = _asking_cloud if live.user else _asking_data_centre
    return pages_of(Walk(live, asking(live, client, query), STEPS, begin_at(live, cursor, MINUTE)))


def _zone_of_user(client: Client, live: LiveConfig) -> ZoneInfo:
    """Return the clock by which a search of this user is read."""
    name = client.ask("GET", f"rest/api/{3 if live.user else 2}/myself").value("timeZone")
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _written(since: datetime, zone: ZoneInfo) -> str:
    """Write a moment by a clock; where that clock shows an hour twice, an hour early."""
    local = since.astimezone(zone)
    is_changing = (since - NEAR).astimezone(zone).utcoffset() != (since + NEAR).astimezone(
        zone
    ).utcoffset()
    early = local.replace(tzinfo=None) - timedelta(hours=is_changing)
    return f"{early:%Y-%m-%d %H:%M}"


def _asking_cloud(
    live: LiveConfig, client: Client, query: Callable[[datetime], str]
) -> Callable[[datetime, int], Answer]:
    """Return what asks for a page by the token that the page before gave."""
    tokens: list[str | None] = []

    def ask(since: datetime, number: int) -> Answer:
        if number == 1:
            tokens[:] = [None]
        if number > len(tokens):
            return NOTHING
        said: dict[str, Any] = {
            "jql": query(since),
            "fields": ["*all"],
            "maxResults": min(live.page_size, 100),
        }
        token = tokens[number - 1]
        answer = client.ask(
            "POST",
            "rest/api/3/search/jql",
            json={**said, "nextPageToken": token} if token else said,
        )
        following = answer.value("nextPageToken")
        if following and not answer.value("isLast"):
            tokens[number:] = [str(following)]
        return answer

    return ask


def _asking_data_centre(
    live: LiveConfig, client: Client, query: Callable[[datetime], str]
) -> Callable[[datetime, int], Answer]:
    """Return what asks for a page by its number."""

    def ask(since: datetime, number: int) -> Answer:
        size = min(live.page_size, 100)
        params: dict[str, Any] = {
            "jql": query(since),
            "fields": "*all",
            "maxResults": size,
            "startAt": size * (number - 1),
        }
        return client.ask("GET", "rest/api/2/search", params=params)

    return ask


API = Api(sign, {"contacts": fetch_issues})
