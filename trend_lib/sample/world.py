"""Everything the sample provider's systems know, before any of it is exported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

import numpy as np

from trend_lib.base.weeks import Week
from trend_lib.sample.arrays import Flags, Ints, Texts, as_texts, pick
from trend_lib.sample.arrivals import DAY, Arrivals, draw_arrivals
from trend_lib.sample.catalogue import load_topics
from trend_lib.sample.clock import Clock
from trend_lib.sample.facts import SampleArguments
from trend_lib.sample.handling import CHANNELS, Handling, draw_handling
from trend_lib.sample.holidays import list_holidays
from trend_lib.sample.people import People, draw_people
from trend_lib.sample.plants import (
    CONNECT_REGION,
    EXCHANGE_REGION,
    LATE_BACK,
    LATE_WEEKDAY,
    MISSING_BACK,
    MISSING_WEEKDAY,
    fits,
)
from trend_lib.sample.wording import Said, draw_texts

if TYPE_CHECKING:
    from datetime import date


CALLS, DESK, ZENDESK, EXCHANGE, CONNECT = range(5)
SYSTEMS = ("calls", "desk", "zendesk", "exchange", "connect")  # the sources that hold contacts
MAIL = CHANNELS.index("mail")
FIRST_TICKET = 35_000_000  # of Zendesk, which counts all its customers'


@dataclass(frozen=True)
class World:
    """All contacts that reach an export, one entry each, in the order of time."""

    arguments: SampleArguments
    first: Week
    arrivals: Arrivals
    people: People
    handling: Handling
    said: Said
    holidays: dict[date, str]
    kept_away: dict[date, int]  # contacts that each holiday cost
    calls_lost: int  # on the day whose calls never arrive

    @property
    def last(self) -> Week:
        """The newest week."""
        return self.first.plus(self.arguments.weeks - 1)

    @property
    def clock(self) -> Clock:
        """How moments are written."""
        return Clock(self.first.start)

    @cached_property
    def is_call(self) -> Flags:
        """Who phoned; the others wrote to the desk."""
        calls: Flags = self.handling.channel == 0
        return calls

    @cached_property
    def system(self) -> Ints:
        """The source that delivers the contact.

        The billing office works its mails in Zendesk; one region has a small exchange of its own, another's centre works
        with Amazon Connect.
        """
        kinds = np.array([*(topic.kind for topic in load_topics()), ""])
        is_billing = kinds[self.arrivals.topic] == "customer_service"
        mailed: Flags = self.handling.channel == MAIL
        systems: Ints = np.where(mailed & is_billing, ZENDESK, DESK)
        region = self.people.region
        elsewhere = [region == EXCHANGE_REGION, region == CONNECT_REGION]
        phoned: Ints = np.select(elsewhere, [EXCHANGE, CONNECT], CALLS)
        return np.where(self.is_call, phoned, systems)

    @cached_property
    def source_id(self) -> Texts:
        """The number that the contact has in its system."""
        numbers = np.where(self.is_call, np.cumsum(self.is_call), np.cumsum(~self.is_call))
        minute = self.arrivals.minute
        seconds = self.clock.epoch(minute, np.arange(len(minute)) % 60)
        columns = self.system.tolist(), numbers.tolist(), seconds
        return as_texts([_own_number(*values) for values in zip(*columns, strict=True)])

    @cached_property
    def account(self) -> Texts:
        """The customer's account; a few are not asked for it."""
        accounts = as_texts([f"{10_000_000 + 7 * customer}" for customer in self.people.customer])
        accounts[self.people.customer % 29 == 0] = ""
        return accounts


def _own_number(system: int, number: int, second: int) -> str:
    """Return what a system calls its contact of this number, begun in a second of the Unix clock."""
    if system == ZENDESK:
        return str(FIRST_TICKET + number)
    if system == EXCHANGE:
        return f"{second}.{number}"
    if system == CONNECT:
        return str(uuid5(NAMESPACE_OID, f"{second}.{number}"))
    return f"c-{number:07d}" if system == CALLS else f"T-{number:07d}"


def draw_world(arguments: SampleArguments) -> World:
    """Draw everything; the order of the draws is part of the sample's bytes."""
    last = Week.parse(arguments.last_week)
    first = last.plus(1 - arguments.weeks)
    holidays = list_holidays(first, last, arguments.weeks)
    arrivals, kept_away = draw_arrivals(arguments, first, holidays)
    people = draw_people(arguments, arrivals)
    handling = draw_handling(arguments, arrivals, people)
    said = draw_texts(arguments, first, arrivals, people, handling)
    world = World(arguments, first, arrivals, people, handling, said, holidays, kept_away, 0)
    return _lose_calls(world)


def _lose_calls(world: World) -> World:
    """Take away the calls of the day that never arrives."""
    lost = _calls_of_day(world, MISSING_BACK, MISSING_WEEKDAY)
    return replace(
        world,
        arrivals=pick(world.arrivals, ~lost),
        people=pick(world.people, ~lost),
        handling=pick(world.handling, ~lost),
        said=pick(world.said, ~lost),
        calls_lost=int(lost.sum()),
    )


def late_calls(world: World) -> Flags:
    """Return which calls arrive with the next week's files."""
    return _calls_of_day(world, LATE_BACK, LATE_WEEKDAY)


def _calls_of_day(world: World, weeks_back: int, weekday: int) -> Flags:
    """Return the calls of one day; none when the sample is too short for the plant."""
    weeks = world.arguments.weeks
    day = (weeks - 1 - weeks_back) * 7 + weekday
    days: Ints = world.arrivals.minute // DAY
    calls: Flags = (world.system == CALLS) & (days == day) & fits(weeks_back, weeks)
    return calls
