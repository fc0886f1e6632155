"""Sources: lands what lies in drop/, once and whole, and says how complete each source is.

Reads the files that `[[sources]]` of trends.toml names; writes `landing/` (the bytes received and
their rows as Parquet) and `sources.*`. Nothing is lost: rows read = kept + repeated + quarantined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.landed import Landed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

__all__ = ["Landed", "account", "known_span", "land", "latest_week", "pending_weeks", "settle"]


def land(home: Home, source: str | None = None) -> Landed:
    """Land every new file of one source or of all; a file that looks wrong is refused, not guessed."""
    from trend_lib.sources.landing import land_files

    return land_files(home, source)


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


def known_span(home: Home) -> tuple[Week, Week] | None:
    """Return the first and the last week that hold contacts, whole or not, or None."""
    from trend_lib.sources.touched_week import span_of_contacts

    return span_of_contacts(home)
