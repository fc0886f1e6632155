"""Fetches sources one after another; one that fails holds back none of the others."""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError, TrendError
from trend_lib.base.telling import say_nothing
from trend_lib.sources.fetching.drop_box import open_drop_box
from trend_lib.sources.fetching.fetched import Fetched, FetchedSource
from trend_lib.sources.fetching.supply import open_supply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from trend_lib.base.home import Home
    from trend_lib.base.settings import SourceConfig
    from trend_lib.base.telling import Tell
    from trend_lib.sources.fetching.drop_box import DropBox

logger = logging.getLogger(__name__)


def fetch_sources(
    home: Home, only: str | None = None, since: date | None = None, tell: Tell = say_nothing
) -> Fetched:
    """Fetch every source that is fetched, or one of them.

    Args:
        home: Whose sources.
        only: The name of one source.
        since: Begin again at this day, whatever was fetched before.
        tell: Is told where the work is.
    """
    fetchable = [source for source in home.config.sources if source.is_fetched]
    chosen = [source for source in fetchable if only in {None, source.name}]
    if only is not None and not chosen:
        names = ", ".join(source.name for source in fetchable) or "none"
        raise MisuseError(f"no source called {only!r} is fetched; those that are: {names}")
    fetched: list[FetchedSource] = []
    for source in chosen:
        fetched.append(_fetch_source(home, source, since, _teller(tell, len(fetched), len(chosen))))
    return Fetched(tuple(fetched))


def _teller(tell: Tell, done: int, of: int) -> Callable[[FetchedSource], None]:
    """Return what says how far the source at hand is."""

    def say(at: FetchedSource) -> None:
        tell(f"{at.source}: {at.records:,} records on {at.pages:,} pages", done, of)

    return say


def _fetch_source(
    home: Home, source: SourceConfig, since: date | None, say: Callable[[FetchedSource], None]
) -> FetchedSource:
    """Fetch one source to its end, or to a fault; what came before the fault is kept."""
    at = FetchedSource(source.name)
    say(at)
    try:
        with open_drop_box(home, source.name) as box:
            for at in _keep_pages(box, source, since):
                say(at)
            box.end(at.fault)
    except TrendError as error:  # another process has it
        at = replace(at, fault=str(error))
    _log(at)
    return at


def _keep_pages(box: DropBox, source: SourceConfig, since: date | None) -> Iterator[FetchedSource]:
    """Put page after page on disk; yield how far it is, the last time with the fault if there is one."""
    at, begin = FetchedSource(source.name), {} if since else box.cursor
    try:
        with (
            open_supply(source, since, box.folder) as supply,
            closing(supply.pages(begin)) as pages,
        ):
            for page in pages:
                box.keep(page)
                at = FetchedSource(
                    source.name,
                    pages=at.pages + 1,
                    records=at.records + page.records,
                    bytes=at.bytes + page.size,
                    seconds_waited=round(supply.waited_seconds, 1),
                )
                yield at
            yield replace(at, seconds_waited=round(supply.waited_seconds, 1))
    except TrendError as error:
        yield replace(at, fault=str(error))


def _log(at: FetchedSource) -> None:
    """Write the source's one line."""
    level = logging.WARNING if at.fault else logging.INFO
    logger.log(
        level,
        "room=sources fetch=%s pages=%d records=%d seconds_waited=%s is_whole=%s",
        at.source, at.pages, at.records, at.seconds_waited, not at.fault,
    )  # fmt: skip
