"""Where a source's pages come from: a live API, far files or a database; each opened and closed here."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from trend_lib.base.errors import ConfigError, SourceError
from trend_lib.base.fetch_settings import token_of, token_variable, user_of
from trend_lib.sources.fetching.client import Client
from trend_lib.sources.fetching.far_files import open_far
from trend_lib.sources.fetching.query import open_query

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from datetime import date
    from pathlib import Path
    from typing import Any

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.fetching.page import Api, Copied, Page

APIS = (
    "freshdesk", "genesys_cloud", "jira_service_management", "zammad", "zendesk", "znuny_otrs",
)  # fmt: skip


class Supply(Protocol):
    """What is fetched from."""

    @property
    def waited_seconds(self) -> float:
        """How long it made us wait."""

    def pages(self, cursor: Mapping[str, Any], /) -> Generator[Page | Copied, None, None]:
        """Yield what lies beyond a cursor."""


@contextmanager
def open_supply(source: SourceConfig, since: date | None, folder: Path) -> Iterator[Supply]:
    """Open what a source is fetched from, beginning at a day if one is given.

    Files of elsewhere are copied into `folder`, under names that landing does not look at.
    """
    if source.live is not None:
        said = {
            "since": since or source.live.since,
            "user": source.live.user or user_of(source.name),
        }
        live = source.live.model_copy(update=said)
        with _open_api(source, live) as supply:
            yield supply
    elif source.far is not None:
        yield open_far(source.far, source.name, since, folder)
    elif source.query is not None:
        with open_query(source.query, source.name, since) as supply:
            yield supply


@contextmanager
def _open_api(source: SourceConfig, live: LiveConfig) -> Iterator[Supply]:
    """Open a client of the source's API."""
    api = find_api(source)
    token = token_of(source.name).get_secret_value()
    if not token:
        raise ConfigError(
            f"there is no token: set {token_variable(source.name)}, or name an Airflow connection "
            "in [sources.live] connection"
        )
    with _no_addresses_in_logs(), Client(live, api.sign(live, token)) as client:
        yield _LiveSupply(api, source.holds, live, client)


class _LiveSupply:
    """An API, and a client that is open."""

    def __init__(self, api: Api, holds: str, live: LiveConfig, client: Client) -> None:
        self._fetch, self._live, self._client = api.fetches[holds], live, client

    @property
    def waited_seconds(self) -> float:
        """How long its server made us wait."""
        return self._client.waited_seconds

    def pages(self, cursor: Mapping[str, Any], /) -> Generator[Page, None, None]:
        """Yield the API's answers, up to a limit."""
        for number, page in enumerate(self._fetch(self._live, cursor, self._client)):
            if number >= self._live.max_pages:
                raise SourceError(
                    f"stopped after max_pages = {self._live.max_pages:,}; the next fetch goes on "
                    "from there, or raise it in [sources.live]"
                )
            yield page


def find_api(source: SourceConfig) -> Api:
    """Return how a source's system is asked for what it holds."""
    if source.reader not in APIS:
        raise ConfigError(
            f"reader {source.reader!r} has no live API; those that have: {', '.join(APIS)}"
        )
    api: Api = import_module(f"trend_lib.sources.fetching.apis.{source.reader}").API
    if source.holds not in api.fetches:
        raise ConfigError(
            f"{source.reader} can be asked for {' and '.join(sorted(api.fetches))}, "
            f"not for {source.holds}"
        )
    return api


@contextmanager
def _no_addresses_in_logs() -> Iterator[None]:
    """Keep httpx from logging every address: some hold a session or a search."""
    log = logging.getLogger("httpx")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
