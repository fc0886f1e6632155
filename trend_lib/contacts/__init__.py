"""Contacts: one redacted row a contact. Reads `sources.*` and landing/, writes `contacts.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week


def build(home: Home, week: Week) -> None:
    """Build the week's contacts and survey answers; personal data ends here."""
    build_all(home, [week], lambda _: None)


def build_all(home: Home, weeks: Sequence[Week], built: Callable[[Week], None]) -> None:
    """Do so for many weeks, in the same words at less cost; `built` is called after each."""
    from trend_lib.contacts.building import build_weeks

    build_weeks(home, weeks, built)


def gather(home: Home) -> int:
    """Store what people answered as soon as it is landed, whatever week is being built; return how many."""
    from trend_lib.contacts.gathering import gather_answers

    return gather_answers(home)


def rehash(home: Home, key: bytes) -> dict[str, dict[str, int]]:
    """Give customers the hashes of another key, computed again from landing/; say what changed."""
    from trend_lib.contacts.rehashing import rehash_customers

    return rehash_customers(home, key)
