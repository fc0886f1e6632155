"""Goes through a list that is in no order of change, from its first page to its last.

The cursor moves only when all of it is on disk, so a fetch that stops half-way begins the list anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.sources.fetching.answer import read_moment
from trend_lib.sources.fetching.page import Page
from trend_lib.sources.fetching.walk import cursor_at, latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from trend_lib.sources.fetching.answer import Answer


def sweep(
    ask_next: Callable[[Answer | None], Answer | None],
    key: str,
    changed: str,
    cursor: Mapping[str, Any],
) -> Iterator[Page]:
    """Yield all pages; the last one alone moves the cursor, to the newest change among them.

    Args:
        ask_next: Returns the answer after one (after None: the first), or None behind the last.
        key: Where an answer keeps its records; empty: it is the list itself.
        changed: The records' key of their time of change.
        cursor: What was known before.
    """
    newest, answer = read_moment(cursor.get("newest")), ask_next(None)
    while answer is not None:
        entries = answer.entries(key)
        moments = [moment for entry in entries if (moment := read_moment(entry.get(changed)))]
        seen = [min(moment, latest(answer)) for moment in moments]
        newest = max([*seen, newest] if newest else seen, default=None)
        following = ask_next(answer)
        is_last = following is None and newest is not None
        if entries:
            moved = cursor_at(newest) if is_last and newest else dict(cursor)
            yield Page(answer.content, moved, len(entries))
        answer = following
