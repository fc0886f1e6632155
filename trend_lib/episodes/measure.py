"""A countermeasure as people spoke of it: begun by one answer, done by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from trend_lib.episodes.standing import Said

WORDLESS = "it does not say what was begun"
NONE_BEGUN = "no countermeasure is under way"
NONE_SUCH = "no countermeasure of that name is under way"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done about an episode."""

    measure_id: str  # of the answer that began it
    what: str
    who: str
    began_at: datetime  # UTC: when somebody said so
    due: date | None
    expected_effect: str
    since: date | None = None  # the day on which it began; empty: when it was said
    finished_at: datetime | None = None  # UTC; None: nobody said that it is done

    def goes_by(self, name: str) -> bool:
        """Tell whether a name means this one: its id, with or without its source, or its words.

        Begun for several episodes at once it has the same id in each, but for what stands after an @.
        """
        own_id = self.measure_id.partition("@")[0]
        ids = {own_id, own_id.partition(":")[2]}
        return name.partition("@")[0] in ids or name.casefold() == self.what.casefold()


def begin(said: Said) -> Measure:
    """Return the countermeasure that an answer begins."""
    what = (said.value or "").strip()
    told = (said.answer_id, what, said.who, said.at, said.until, said.note.strip())
    return Measure(*told, since=said.since)


def finish(measures: Sequence[Measure], said: Said) -> tuple[tuple[Measure, ...], str]:
    """Return the countermeasures after one is done, the newest if none is named; else why none is."""
    name = (said.value or "").strip()
    under_way = [one for one in measures if one.finished_at is None]
    meant = [one for one in under_way if not name or one.goes_by(name)]
    if not meant:
        return tuple(measures), NONE_SUCH if under_way else NONE_BEGUN
    done = replace(meant[-1], finished_at=said.at)
    return tuple(done if one is meant[-1] else one for one in measures), ""
