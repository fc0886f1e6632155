"""Plan rises: which topic, from which quiet week on, how many contacts, and in which slices.

Question: what would the room have said if this topic had risen then?
Method: each topic is raised once in each of the worlds, for `LASTING` weeks from a quiet week on;
a world has one size of rise, and `plantings` worlds have the same. The contacts of a rise are
Poisson with the mean that the size asks for, and come on top of those that were really counted.
They all lie in one slice of one dimension (a place, a product or a channel, by chance, larger
ones oftener) and spread over the other dimensions as the topic's contacts do; all contacts and
the topic's kind rise with it. So every dimension still adds up.
Customers rise by as many: these are new callers.
Wrong where real rises build up slowly, or lie in no one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trend_lib.base.weeks import Week
    from trend_lib.detection.backtest.replay import Replayed, SeriesKey
    from trend_lib.detection.history import FloatArray

LASTING = 3  # weeks of a planted rise
ALL_CONTACTS = 0
DIMENSIONS = ("region", "product", "channel")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a rise is."""

    name: str
    times: float = 1.0  # the expected contacts
    deviations: float = 0.0  # of a normal week, on top

    def contacts(self, expected: float, deviation: float) -> float:
        """Return the contacts a week that the rise adds on average."""
        return (self.times - 1) * expected + self.deviations * deviation


SIZES = (
    Size("×1.25", times=1.25),
    Size("×1.5", times=1.5),
    Size("×2", times=2.0),
    Size("×3", times=3.0),
    Size("+2 sd", deviations=2.0),
    Size("+4 sd", deviations=4.0),
    Size("+8 sd", deviations=8.0),
)


@dataclass(frozen=True, slots=True)
class Planting:
    """One planted rise."""

    topic_id: int
    size: int  # number in SIZES
    start: int  # number of its first week in the replay
    planned: float  # contacts a week it adds on average, in its first week
    expected: float  # contacts of its first week, without it
    deviation: float  # of a normal such week
    extra: dict[Week, dict[SeriesKey, int]]  # the contacts it adds, series by series


def plan_worlds(
    replayed: Sequence[Replayed], kinds: Mapping[int, str], plantings: int, seed: int
) -> tuple[list[list[Planting]], list[int]]:
    """Return the worlds' plantings, and the topics that were never quiet long enough for one."""
    random = np.random.default_rng(seed)
    starts = quiet_starts(replayed)
    topics = sorted({key[0] for one in replayed for key in one.keys} - {ALL_CONTACTS})
    worlds = [
        [
            _plant(replayed, topic, size, int(random.choice(starts[topic])), kinds, random)
            for topic in topics
            if topic in starts
        ]
        for size in range(len(SIZES))
        for _ in range(plantings)
    ]
    return worlds, [topic for topic in topics if topic not in starts]


def lasting(replayed: Sequence[Replayed]) -> int:
    """Return how many weeks a planted rise lasts; a short replay has no room for all."""
    return min(LASTING, len(replayed))


def quiet_starts(replayed: Sequence[Replayed]) -> dict[int, list[int]]:
    """Return where a rise of each topic may begin: it is tested, and none of its series alarms."""
    weeks = lasting(replayed)
    quiet = [set(_quiet_topics(one)) for one in replayed]
    starts: dict[int, list[int]] = {}
    for first in range(len(replayed) - weeks + 1):
        follow_on = all(
            replayed[first + later].week == replayed[first].week.plus(later)
            for later in range(weeks)
        )
        if follow_on:
            for topic in sorted(set.intersection(*quiet[first : first + weeks])):
                starts.setdefault(topic, []).append(first)
    return starts


def _quiet_topics(one: Replayed) -> Iterator[int]:
    """Yield the topics that were tested as a whole and did not alarm anywhere."""
    loud = {one.keys[number][0] for number in np.flatnonzero(one.is_alarm)}
    for number in np.flatnonzero(one.is_tested):
        topic, slice_dim, _ = one.keys[number]
        if slice_dim == "all" and topic not in loud:
            yield topic


def _plant(  # noqa: PLR0913, PLR0917 - what, where and when
    replayed: Sequence[Replayed],
    topic: int,
    size: int,
    start: int,
    kinds: Mapping[int, str],
    random: np.random.Generator,
) -> Planting:
    """Draw one rise; its place stays the same over its weeks."""
    first = replayed[start]
    whole = first.numbers[topic, "all", "all"]
    slices = slices_of(first, topic)
    place = _draw_place(slices, random)
    extra = {}
    for one in replayed[start : start + lasting(replayed)]:
        number = one.numbers[topic, "all", "all"]
        mean = SIZES[size].contacts(one.expected[number], one.deviation[number])
        contacts = int(random.poisson(mean))
        extra[one.week] = spread(topic, kinds.get(topic), contacts, slices, place, random)
    expected, deviation = float(first.expected[whole]), float(first.deviation[whole])
    planned = SIZES[size].contacts(expected, deviation)
    return Planting(topic, size, start, planned, expected, deviation, extra)


def slices_of(one: Replayed, topic: int) -> dict[str, tuple[list[str], FloatArray]]:
    """Return a topic's slices in each dimension, and how large a share each holds."""
    found: dict[str, tuple[list[str], FloatArray]] = {}
    for dimension in DIMENSIONS:
        numbers = [
            number for number in one.slices.get(topic, ()) if one.keys[number][1] == dimension
        ]
        contacts = one.half_year[numbers]
        if contacts.sum() > 0:
            names = [one.keys[number][2] for number in numbers]
            found[dimension] = (names, contacts / contacts.sum())
    return found


def _draw_place(
    slices: Mapping[str, tuple[list[str], FloatArray]], random: np.random.Generator
) -> tuple[str, str]:
    """Draw the one slice in which the whole rise lies; none where the topic has no slices."""
    if not slices:
        return ("", "")
    dimension = str(random.choice(sorted(slices)))
    names, shares = slices[dimension]
    return dimension, str(random.choice(names, p=shares))


def spread(  # noqa: PLR0913, PLR0917 - a rise and where it lies
    topic: int,
    kind: str | None,
    contacts: int,
    slices: Mapping[str, tuple[list[str], FloatArray]],
    place: tuple[str, str],
    random: np.random.Generator,
) -> dict[SeriesKey, int]:
    """Return what each series gets of a rise, so that every dimension adds up to it."""
    found: dict[SeriesKey, int] = {
        (topic, "all", "all"): contacts,
        (ALL_CONTACTS, "all", "all"): contacts,
    }
    if kind is not None:
        found[ALL_CONTACTS, "kind", kind] = contacts
    for dimension, (names, shares) in slices.items():
        parts = (
            [contacts * (name == place[1]) for name in names]
            if dimension == place[0]
            else random.multinomial(contacts, shares).tolist()
        )
        for name, part in zip(names, parts, strict=True):
            found[topic, dimension, name] = found[ALL_CONTACTS, dimension, name] = int(part)
    return found
