"""Walks a list that is sorted by the time of change, while it changes.

Pages by number skip records when one on an earlier page is changed meanwhile: it moves to the end,
and all behind it move up. So each question begins anew at the newest change seen, and numbers are
used only among records changed at the same time; these are gone over again until nothing new comes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import SourceError
from trend_lib.sources.fetching.answer import read_moment
from trend_lib.sources.fetching.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from trend_lib.base.fetch_settings import LiveConfig
    from trend_lib.sources.fetching.answer import Answer

SECOND = timedelta(seconds=1)
ZONES_DIFFER = timedelta(hours=14)  # at most
CLOCKS_DIFFER = timedelta(days=2)  # at most, where a server does not say what time it has
Entry = dict[str, Any]
MOST_DOUBTFUL = 10  # passes; some servers hide records after they cut the pages
MOST_STALE = 200  # pages in a row without anything new: the server turns in a circle


@dataclass(frozen=True, slots=True)
class Steps:
    """What a walk needs to know of a list."""

    entries: Callable[[Answer], list[Entry]]
    known_by: str = "id"
    changed: Callable[[Entry], Any] = methodcaller("get", "updated_at")
    is_utc: bool = True  # else its times are the server's own, up to 14 hours from UTC
    grain: timedelta = SECOND  # how exactly the API can be asked for a time


@dataclass(frozen=True, slots=True)
class Stride:
    """One page with something new in it, and up to which change nothing is missing."""

    answer: Answer
    fresh: list[Entry]
    sure_up_to: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """How going over the pages at one moment ended."""

    newest: datetime  # the newest change on the last page
    is_sure: bool  # no page behind the first held anything new, and none looked wrong


@dataclass
class Walk:
    """A walk from a moment to the newest change."""

    live: LiveConfig
    ask: Callable[[datetime, int], Answer]
    steps: Steps
    since: datetime
    _seen: set[tuple[str, datetime]] = field(default_factory=set)
    _stale: int = 0
    _doubtful_passes: int = 0

    def strides(self) -> Iterator[Stride]:
        """Yield every page with something new, until there is none."""
        while True:
            passed = yield from self._pass()
            if not passed.is_sure:
                continue
            begin = passed.newest - self.steps.grain
            if begin <= self.since:
                return
            self._go_on_at(begin)

    def _pass(self) -> Generator[Stride, None, Passed]:
        """Go over the pages at one moment, to their end or to a later moment."""
        newest, has_late_news = self.since, False
        pages: list[list[Entry]] = []
        while not newest - self.steps.grain > self.since:
            answer = self.ask(self.since, len(pages) + 1)
            entries = self.steps.entries(answer)
            if not entries:
                break
            pages.append(entries)
            settled = self._settled(answer)
            newest = max([newest, *(at for at in map(self._changed, entries) if at <= settled)])
            fresh = [entry for entry in entries if self._is_new(entry)]
            if fresh:
                yield Stride(answer, fresh, newest if len(pages) == 1 else self.since)
            has_late_news = has_late_news or (len(pages) > 1 and bool(fresh))
            self._count_stale(is_stale=not fresh)
        return Passed(newest, not has_late_news and not self._is_doubtful(pages))

    def _is_doubtful(self, pages: list[list[Entry]]) -> bool:
        """Tell whether a page was short though others follow, or came twice; not for ever."""
        sizes = [len(page) for page in pages]
        is_odd = any(
            size < max(sizes) or page == following
            for size, page, following in zip(sizes, pages, pages[1:], strict=False)
        )
        self._doubtful_passes += is_odd
        return is_odd and self._doubtful_passes <= MOST_DOUBTFUL

    def _settled(self, answer: Answer) -> datetime:
        """Return up to when records surely stand where their time of change says.

        A search may find a record by an older time than the record shows: its index lags behind.
        """
        if not self.steps.is_utc:
            return latest(answer) + ZONES_DIFFER
        return latest(answer) - timedelta(seconds=self.live.overlap_seconds)

    def _changed(self, entry: Entry) -> datetime:
        """Return when a record was changed."""
        changed = read_moment(self.steps.changed(entry))
        if changed is None:
            raise SourceError("a record does not say when it was changed")
        return changed

    def _is_new(self, entry: Entry) -> bool:
        """Remember a version of a record; tell whether it was not seen before."""
        key = (str(entry.get(self.steps.known_by)), self._changed(entry))
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new

    def _count_stale(self, *, is_stale: bool) -> None:
        """Stop at a server that turns in a circle."""
        self._stale = self._stale + 1 if is_stale else 0
        if self._stale > MOST_STALE:
            raise SourceError("the server repeats itself: nothing new on many pages in a row")

    def _go_on_at(self, moment: datetime) -> None:
        """Ask from a later moment on, and forget what lies before it."""
        self.since, self._doubtful_passes = moment, 0
        self._seen = {key for key in self._seen if key[1] >= moment}


def latest(answer: Answer) -> datetime:
    """Return the time that no record can truly be newer than: else one wrong clock would hide all others."""
    now = answer.server_time or datetime.now(UTC) + CLOCKS_DIFFER
    return now + SECOND


def first_moment(live: LiveConfig) -> datetime:
    """Return where the first fetch begins."""
    return datetime.combine(live.since, time(), UTC)


def begin_at(live: LiveConfig, cursor: Mapping[str, Any], back: timedelta = SECOND) -> datetime:
    """Return where to begin: a while before the newest change seen, by the server's clock."""
    newest = read_moment(cursor.get("newest"))
    if newest is None:
        return first_moment(live)
    overlap = timedelta(seconds=live.overlap_seconds)
    return max(first_moment(live), newest - overlap - back)


def cursor_at(newest: datetime) -> dict[str, Any]:
    """Return the cursor of a walk that has seen everything up to a moment."""
    return {"newest": newest.isoformat()}


def pages_of(walk: Walk) -> Iterator[Page]:
    """Yield a walk's answers as they came."""
    for stride in walk.strides():
        cursor = cursor_at(stride.sure_up_to)
        yield Page(stride.answer.content, cursor, len(walk.steps.entries(stride.answer)))
