"""Who listens to what: reviewers get like numbers, an operator's contacts go to different ones, some are heard twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.quality.listening.sampling import place_by_seed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from trend_lib.quality.listening.sampling import Candidate


NOBODY = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One contact for one reviewer."""

    contact_id: str
    operator_id: str
    hearing: int  # 1; 2: blind, for calibration


def hearings_of(
    even: Sequence[Candidate], double_share: float, seed: int, kept: Collection[str] = ()
) -> list[Hearing]:
    """Return a hearing of every contact, and a second one of a share: those that had one, then as the seed says."""
    number = max(round(double_share * len(even)), sum(one.contact_id in kept for one in even))
    order = sorted(
        even,
        key=lambda one: (one.contact_id not in kept, place_by_seed(seed, "twice", one.contact_id)),
    )
    first = [Hearing(one.contact_id, one.operator_id, 1) for one in even]
    return [*first, *(Hearing(one.contact_id, one.operator_id, 2) for one in order[:number])]


def share_out(
    hearings: Iterable[Hearing],
    reviewers: Sequence[str],
    seed: int,
    settled: Mapping[tuple[str, int], str | None] | None = None,
) -> dict[tuple[str, int], str | None]:
    """Return the reviewer of every hearing, by contact and hearing; None where nobody can be.

    Each goes to the reviewer with the least so far, of those to the one who heard this operator least, the
    seed decides between equals; nobody hears a contact twice. Settled ones stay with whom they have. What is
    heard twice comes first, both hearings at once: later the second could only go to whoever is left.
    """
    given: dict[tuple[str, int], str | None] = dict(settled or {})
    load = Counter(who for who in given.values() if who)
    met: Counter[tuple[str, str]] = Counter()
    for one in _twice_heard_first(list(hearings)):
        key = (one.contact_id, one.hearing)
        if key not in given:
            others = {given.get((one.contact_id, hearing)) for hearing in (1, 2)}
            given[key] = min(
                (who for who in reviewers if who not in others),
                key=lambda who: (
                    load[who],
                    met[who, one.operator_id],
                    place_by_seed(seed, who, *key[:1]),
                ),
                default=None,
            )
            load[given[key] or NOBODY] += 1
        met[given[key] or NOBODY, one.operator_id] += 1
    return given


def _twice_heard_first(hearings: list[Hearing]) -> list[Hearing]:
    """Return the hearings with both of a contact side by side, and those contacts before all others."""
    place = {one.contact_id: number for number, one in reversed(list(enumerate(hearings)))}
    twice = {one.contact_id for one in hearings if one.hearing == 2}
    return sorted(hearings, key=lambda one: (one.contact_id not in twice, place[one.contact_id]))
