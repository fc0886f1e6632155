"""Who contacts us and who answers: customers who come back, operators with their ways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trend_lib.sample.arrays import Flags, Floats, Ints, dice
from trend_lib.sample.arrivals import DAY, Arrivals
from trend_lib.sample.catalogue import PRODUCTS, load_topics
from trend_lib.sample.facts import LANGUAGES, SampleArguments
from trend_lib.sample.plants import REGION_SHARES, RISES

CUSTOMERS_PER_CONTACT = 15  # customers for each weekly contact
LANGUAGE_SHARES = {"uk": 0.50, "ru": 0.35, "en": 0.15}
COMES_BACK = 0.18  # looks for an earlier contact of the same topic and region to be the next of
NEIGHBOURS = 6  # among so many contacts before it
BACK_WITHIN = 7 * DAY
MAIN_PRODUCT = 0.88
OPERATORS = tuple(f"op-{number:02d}" for number in range(1, 25))
TEAMS = ("North", "South", "Evening", "Written")
RUDE, HARD_CASES = OPERATORS.index("op-17"), OPERATORS.index("op-11")
HARD_FROM = 0.5  # topics this hard go to the operator of hard cases more often


@dataclass(frozen=True)
class People:
    """One entry a contact."""

    customer: Ints
    comes_back: Flags
    product: Ints  # in PRODUCTS
    language: Ints  # in LANGUAGES
    operator: Ints  # in OPERATORS
    region: Ints


def draw_people(arguments: SampleArguments, arrivals: Arrivals) -> People:
    """Return who stands behind each contact."""
    random = dice(arguments.seed, 2)
    size = max(400, arguments.contacts_per_week * CUSTOMERS_PER_CONTACT)
    own = _first_customers(arrivals.region, size, random)
    origin = _origins(arrivals, random)
    product = _products(arrivals.topic, random)[origin]
    customer = own[origin]
    region = arrivals.region.copy()
    _storm(arrivals, customer, region, random)
    spoken = random.choice(len(LANGUAGES), size=size, p=_language_weights(arguments.languages))
    return People(
        customer=customer,
        comes_back=origin != np.arange(len(origin)),
        product=product,
        language=spoken[customer],
        operator=_operators(arrivals.topic, random),
        region=region,
    )


def _first_customers(region: Ints, size: int, random: np.random.Generator) -> Ints:
    """Draw a customer of the region for each contact; some call more than others."""
    borders = np.floor(np.cumsum((0.0, *REGION_SHARES)) * size).astype(np.int64)
    spread = borders[region + 1] - borders[region]
    place: Ints = borders[region] + (random.random(len(region)) ** 1.3 * spread).astype(np.int64)
    return place


def _origins(arrivals: Arrivals, random: np.random.Generator) -> Ints:
    """Return for each contact the first of its chain: itself, or an earlier one it repeats."""
    count = len(arrivals.minute)
    order = np.lexsort((arrivals.minute, arrivals.region, arrivals.topic))
    place = np.arange(count)
    returning = random.random(count) < COMES_BACK
    origin = np.arange(count)
    for steps in (np.ones(count, dtype=np.int64), random.integers(2, NEIGHBOURS + 1, count)):
        before = np.maximum(place - steps, 0)  # the one just before where none further fits
        here, there = order, order[before]
        fitting = (
            returning
            & (before < place)
            & (arrivals.topic[here] == arrivals.topic[there])
            & (arrivals.region[here] == arrivals.region[there])
            & (arrivals.minute[here] - arrivals.minute[there] <= BACK_WITHIN)
        )
        origin[here[fitting]] = there[fitting]
    while True:
        further = origin[origin]
        if np.array_equal(further, origin):
            return origin
        origin = further


def _storm(arrivals: Arrivals, customer: Ints, region: Ints, random: np.random.Generator) -> None:
    """Let a storm's contacts all come from customers who called about it that week anyway."""
    for number, rise in enumerate(RISES):
        storm = np.flatnonzero(arrivals.rise == number)
        if not rise.callers or not len(storm):
            continue
        usual = np.flatnonzero(
            (arrivals.rise < 0)
            & (arrivals.week == arrivals.week[storm[0]])
            & (arrivals.topic == arrivals.topic[storm[0]])
        )
        if len(usual):
            chosen = usual[random.integers(0, min(rise.callers, len(usual)), len(storm))]
            customer[storm], region[storm] = customer[chosen], region[chosen]


def _products(topic: Ints, random: np.random.Generator) -> Ints:
    """Draw the product a contact is about: nearly always its topic's own."""
    own = np.array([PRODUCTS.index(each.product) for each in load_topics()] + [0])
    other = random.integers(0, len(PRODUCTS), len(topic))
    product: Ints = np.where(random.random(len(topic)) < MAIN_PRODUCT, own[topic], other)
    return product


def _language_weights(languages: tuple[str, ...]) -> Floats:
    weights = np.array([LANGUAGE_SHARES[each] if each in languages else 0.0 for each in LANGUAGES])
    shares: Floats = weights / weights.sum()
    return shares


def _operators(topic: Ints, random: np.random.Generator) -> Ints:
    """Draw who answers; one operator gets far more of the hard topics."""
    hardness = np.array([each.hardness for each in load_topics()] + [0.1])[topic]
    chance = np.where(hardness >= HARD_FROM, 0.22, 0.012)
    others = np.delete(np.arange(len(OPERATORS)), HARD_CASES)
    operator: Ints = others[random.integers(0, len(others), len(topic))]
    operator[random.random(len(topic)) < chance] = HARD_CASES
    return operator
