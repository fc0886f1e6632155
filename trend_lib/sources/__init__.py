"""Sources: fetches, lands what lies in drop/, once and whole, and says how complete each source is.

Reads the APIs and files that `[[sources]]` of trends.toml names; writes `drop/`, `landing/` (the bytes received
and their rows as Parquet) and `sources.*`. Nothing is lost: rows read = kept + repeated + quarantined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.telling import say_nothing
from trend_lib.sources.erasing.person import Person
from trend_lib.sources.erasing.rewriting import Rewritten
from trend_lib.sources.fetching.fetched import Fetched
from trend_lib.sources.landed import Landed, ReadAgain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trend_lib.base.home import Home
    from trend_lib.base.telling import Tell
    from trend_lib.base.weeks import Week
    from trend_lib.sources.drop_state import DropState
    from trend_lib.sources.fetching.drop_box import FetchState

__all__ = [
    "Fetched",
    "Landed",
    "Person",
    "ReadAgain",
    "account",
    "erase",
    "expire_received",
    "fetch",
    "find_person",
    "forget_after",
    "known_span",
    "land",
    "last_fetch",
    "latest_day",
    "latest_week",
    "look",
    "pending_weeks",
    "retry",
    "settle",
    "whole_days",
]


def fetch(
    home: Home, source: str | None = None, since: date | None = None, tell: Tell = say_nothing
) -> Fetched:
    """Bring into drop/ what APIs, far files and databases hold beyond what was fetched before."""
    from trend_lib.sources.fetching.fetching import fetch_sources

    return fetch_sources(home, source, since, tell)


def last_fetch(home: Home, source: str) -> FetchState:
    """Return how the last fetch of a source ended."""
    from trend_lib.sources.fetching.drop_box import read_fetch_state

    return read_fetch_state(home, source)


def land(home: Home, source: str | None = None) -> Landed:
    """Land every new file of one source or of all; a file that looks wrong is refused, not guessed."""
    from trend_lib.sources.landing import land_files

    return land_files(home, source)


def look(home: Home) -> list[DropState]:
    """Say of each source what lies in drop/, what of it waits, and whether it can be read."""
    from trend_lib.sources.drop_state import look_into_drop

    return look_into_drop(home)


def retry(home: Home, source: str | None = None, *, whole: bool = False) -> list[ReadAgain]:
    """Read deliveries again by today's settings: those with rows set aside, or, if `whole`, all."""
    from trend_lib.sources.retrying import read_deliveries_again

    return read_deliveries_again(home, source, whole=whole)


def account(home: Home, week: Week) -> None:
    """Say for one week how complete every configured source is."""
    from trend_lib.sources.completeness import account_week

    account_week(home, week)


def pending_weeks(home: Home) -> list[Week]:
    """Return the weeks that landed data changed and that nobody has built since, oldest first."""
    from trend_lib.sources.touched_week import read_pending

    return read_pending(home)


def settle(home: Home, weeks: Sequence[Week]) -> None:
    """Mark weeks as built, until new data touches them."""
    from trend_lib.sources.touched_week import forget

    forget(home, weeks)


def latest_week(home: Home) -> Week | None:
    """Return the last whole week in the contacts received, or None."""
    from trend_lib.sources.touched_week import last_whole_week

    return last_whole_week(home)


def latest_day(home: Home) -> date | None:
    """Return the day of the last contact received, or None."""
    from trend_lib.sources.touched_week import last_day_of_contacts

    return last_day_of_contacts(home)


def whole_days(home: Home, day: date) -> list[date]:
    """Return the days from Monday up to a day on which no source of contacts lacks what it usually has."""
    from trend_lib.sources.completeness import whole_days_until

    return whole_days_until(home, day)


def forget_after(home: Home, day: date) -> None:
    """Forget the records after a day: for a rehearsal alone, whose warehouse is thrown away."""
    from trend_lib.sources.touched_week import forget_records_after

    forget_records_after(home, day)


def known_span(home: Home) -> tuple[Week, Week] | None:
    """Return the first and the last week that hold contacts, whole or not, or None."""
    from trend_lib.sources.touched_week import span_of_contacts

    return span_of_contacts(home)


def find_person(home: Home, given: str) -> Person:
    """Find all that was received of a person, by any spelling of theirs or by their hash."""
    from trend_lib.base.warehouse import open_warehouse
    from trend_lib.sources.erasing.person import find_person

    with open_warehouse(home) as con:
        return find_person(con, home, given)


def erase(home: Home, person: Person, words: tuple[str, ...]) -> Rewritten:
    """Take a person out of what was received, and their words out of what people answered; twice changes nothing."""
    from trend_lib.base.warehouse import open_warehouse
    from trend_lib.sources.erasing.landing import erase_received

    with open_warehouse(home) as con:
        return erase_received(con, home, person, words)


def expire_received(home: Home, before: date, *, dry_run: bool) -> int:
    """Remove received files that are older; their weeks keep what was built of them, and are never built again."""
    from trend_lib.sources.retaining import expire_received

    return expire_received(home, before, dry_run=dry_run)
