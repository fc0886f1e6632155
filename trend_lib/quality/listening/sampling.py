"""Which contacts of each operator are listened to: even over days, shifts and kinds, the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

MOST_RISKY = 3  # of one operator: nobody is listened to all week for one bad day


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that may be listened to."""

    contact_id: str
    operator_id: str
    kind: str
    day: date
    shift: int
    risks: tuple[str, ...] = ()  # why it is worth listening to beside all chance


def place_by_seed(seed: int, *names: str) -> str:
    """Return where names stand in the seed's order: equal seeds give equal orders, on any machine."""
    return hashlib.sha256("\x1f".join([str(seed), *names]).encode()).hexdigest()


def draw_even(
    candidates: Iterable[Candidate], each: int, seed: int, kept: Collection[str] = ()
) -> list[Candidate]:
    """Return so many contacts of every operator, all of them where there are no more.

    Kinds get their part of the operator's contacts (largest remainder); then each next contact is of the
    day heard least so far, and of those of the shift heard least; the seed decides between equals. What was drawn
    before and is still there is kept, whatever came late.
    """
    by_operator: dict[str, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda one: place_by_seed(seed, one.contact_id)):
        by_operator.setdefault(candidate.operator_id, []).append(candidate)
    return [
        drawn
        for operator in sorted(by_operator)
        for drawn in _draw_one(by_operator[operator], each, kept)
    ]


def _draw_one(mine: Sequence[Candidate], each: int, kept: Collection[str]) -> list[Candidate]:
    """Return one operator's contacts, in the order drawn."""
    drawn = [one for one in mine if one.contact_id in kept]
    open_ones = [one for one in mine if one.contact_id not in kept]
    left = _quotas(mine, each)
    left.subtract(one.kind for one in drawn)
    while len(drawn) < each and open_ones:
        days, shifts = Counter(one.day for one in drawn), Counter(one.shift for one in drawn)
        chosen = min(
            open_ones,
            key=lambda one: (left[one.kind] <= 0, days[one.day], shifts[one.shift]),
        )
        open_ones.remove(chosen)
        left[chosen.kind] -= 1
        drawn.append(chosen)
    return drawn


def _quotas(mine: Sequence[Candidate], each: int) -> Counter[str]:
    """Share the number out over kinds by their contacts: whole parts first, then the largest remainders."""
    contacts = Counter(one.kind for one in mine)
    wanted = min(each, len(mine))
    quotas = Counter({kind: wanted * count // len(mine) for kind, count in contacts.items()})
    by_rest = sorted(contacts, key=lambda kind: (-(wanted * contacts[kind] % len(mine)), kind))
    quotas.update(by_rest[: wanted - quotas.total()])
    return quotas


def draw_risky(
    candidates: Iterable[Candidate],
    number: int,
    seed: int,
    taken: Collection[str],
    kept: Collection[str] = (),
) -> list[Candidate]:
    """Return the contacts with the most reasons to listen, beside those taken: never part of any figure.

    Those kept come first; the rest fills up.
    """
    ordered = sorted(candidates, key=lambda one: place_by_seed(seed, one.contact_id))
    drawn = [one for one in ordered if one.contact_id in kept]
    heard = Counter(one.operator_id for one in drawn)
    barred = {*taken, *kept}
    risky = [one for one in ordered if one.risks and one.contact_id not in barred]
    for one in sorted(risky, key=lambda one: -len(one.risks)):
        if len(drawn) < number and heard[one.operator_id] < MOST_RISKY:
            heard[one.operator_id] += 1
            drawn.append(one)
    return drawn


def find_replacement(
    gone: Candidate, candidates: Iterable[Candidate], seed: int, taken: Collection[str]
) -> Candidate | None:
    """Return the contact that is most like one that cannot be heard: same operator, kind, day, shift if there is one."""
    others = [
        one
        for one in candidates
        if one.operator_id == gone.operator_id and one.contact_id not in taken
    ]
    return min(
        others,
        key=lambda one: (
            one.kind != gone.kind,
            one.day != gone.day,
            one.shift != gone.shift,
            place_by_seed(seed, one.contact_id),
        ),
        default=None,
    )
