"""Who is called back, how often it is tried, and what comes of it.

People who are content, and those of the home products, are reached more often: who weighs the
answers back to all customers finds fewer solved than were told on the phone. Nobody is called
again within a month, and who asks not to be called is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trend_lib.sample.arrays import Flags, Floats, Ints, dice
from trend_lib.sample.arrivals import DAY
from trend_lib.sample.catalogue import PRODUCTS, load_topics
from trend_lib.sample.delivery import WEEK_MINUTES
from trend_lib.sample.handling import NEVER
from trend_lib.sample.people import RUDE
from trend_lib.sample.world import World

WEEKS_BACK = 51  # the provider began a year before the last week
WORKLISTS = ("new_connection", "closed_request", "key_point")
CONNECTED = "new_connection"  # the topic whose solved contacts end in a connection
SHARES = (0.35, 0.06, 0.01)  # of the customers each list could hold
DAYS_AFTER = (5, 1, 3)  # a connection takes its time
ATTEMPTS = 3
QUARANTINE = 30 * DAY
WORKING_DAYS = 6  # all but Sunday
OPENS, HOURS_OPEN = 10 * 60, 9 * 60
REACHED, NO_ANSWER, LATER, REFUSED, WRONG_NUMBER, OPTED_OUT = range(6)  # what came of an attempt
UNREACHED = (0.62, 0.22, 0.09, 0.04, 0.03)  # shares of the others
AT_HOME, ON_THE_MOVE = 0.55, 0.30  # chance of an attempt to reach somebody
UNCONTENT_REACHED = 0.7  # times the chance of the content
CALLERS = ("qm-1", "qm-2", "qm-3")


@dataclass(frozen=True)
class Attempts:
    """One entry an attempt, in the order of time."""

    contact: Ints
    worklist: Ints  # in WORKLISTS
    attempt: Ints  # 1, 2, 3
    caller: Ints  # in CALLERS
    listed: Ints  # the minute since which it stands in the list
    called: Ints  # the minute of the call
    outcome: Ints
    solved: Flags  # where the customer was reached; of a key point nobody asks
    content: Flags


@dataclass(frozen=True)
class _Due:
    """One entry a customer that is to be called, in the order of time."""

    contact: Ints
    worklist: Ints
    listed: Ints
    minute: Ints


def draw_attempts(world: World) -> Attempts:
    """Return all attempts, those after the sample's end too: they wait in the list."""
    random = dice(world.arguments.seed, 9)
    due = _due(world, random)
    solved, content = _verdicts(world, due, random)
    outcomes = outcomes_of(world, due.contact, content, random)
    asked = _left_in_peace(world, due, outcomes)
    row = np.repeat(asked, ATTEMPTS)
    attempt = np.tile(np.arange(ATTEMPTS), len(asked))
    outcome = outcomes[row, attempt]
    made = attempt <= last_attempt(outcomes)[row]
    row, attempt, outcome = row[made], attempt[made], outcome[made]
    called = office_hours(due.minute[row], attempt, random)
    order = np.argsort(called, kind="stable")
    row = row[order]
    return Attempts(
        contact=due.contact[row],
        worklist=due.worklist[row],
        attempt=attempt[order] + 1,
        caller=random.integers(0, len(CALLERS), len(row)),
        listed=due.listed[row],
        called=called[order],
        outcome=outcome[order],
        solved=solved[row],
        content=content[row],
    )


def _due(world: World, random: np.random.Generator) -> _Due:
    """Draw who is to be called, and from when on."""
    topic, solved = world.arrivals.topic, world.handling.solved
    names = [each.name for each in load_topics()]
    closed = world.handling.closed_minute
    events = (
        (topic == names.index(CONNECTED)) & solved,
        ~world.is_call & (closed < NEVER),
        np.ones(len(topic), dtype=bool),
    )
    begin = (world.arguments.weeks - 1 - WEEKS_BACK) * WEEK_MINUTES
    known = world.account != ""
    drawn = []
    for worklist, could in enumerate(events):
        chosen = could & known & (closed >= begin) & (random.random(len(topic)) < SHARES[worklist])
        rows = np.flatnonzero(chosen & (closed < world.arguments.weeks * WEEK_MINUTES))
        minute = closed[rows] + DAYS_AFTER[worklist] * DAY
        drawn.append(np.stack([rows, np.full(len(rows), worklist), closed[rows], minute]))
    due = np.concatenate(drawn, axis=1)
    return _Due(*due[:, np.argsort(due[3], kind="stable")])


def _verdicts(world: World, due: _Due, random: np.random.Generator) -> tuple[Flags, Flags]:
    """Draw whether each matter was solved in the customer's eyes, and whether they are content."""
    was_solved = world.handling.solved[due.contact]
    solved = random.random(len(was_solved)) < np.where(was_solved, 0.93, 0.15)
    hardness = np.array([each.hardness for each in load_topics()] + [0.1])
    mood = 0.92 - 0.3 * hardness[world.arrivals.topic[due.contact]]
    mood = mood - np.where(solved, 0, 0.45)
    mood = mood - np.where(world.people.operator[due.contact] == RUDE, 0.35, 0)
    content: Flags = random.random(len(solved)) < mood
    return solved, content


def outcomes_of(world: World, contact: Ints, content: Flags, random: np.random.Generator) -> Ints:
    """Draw what would come of each of a customer's attempts: a row a customer."""
    mobile = world.people.product[contact] == PRODUCTS.index("Mobile")
    chance: Floats = np.where(mobile, ON_THE_MOVE, AT_HOME) * np.where(
        content, 1, UNCONTENT_REACHED
    )
    size = len(chance), ATTEMPTS
    others = random.choice(np.arange(1, 6), size=size, p=UNREACHED)
    outcomes: Ints = np.where(random.random(size) < chance[:, None], REACHED, others)
    return outcomes


def last_attempt(outcomes: Ints) -> Ints:
    """Return the attempt after which nobody tries again, the first is 0."""
    ends = ~np.isin(outcomes, (NO_ANSWER, LATER))
    last: Ints = np.where(ends.any(axis=1), ends.argmax(axis=1), ATTEMPTS - 1)
    return last


def _left_in_peace(world: World, due: _Due, outcomes: Ints) -> Ints:
    """Return who is called: not those called a short while ago, nor those who asked not to be."""
    free_from: dict[int, int] = {}
    last = last_attempt(outcomes)
    final = outcomes[np.arange(len(last)), last]
    asked = []
    customers = world.people.customer[due.contact].tolist()
    for row, (customer, minute) in enumerate(zip(customers, due.minute.tolist(), strict=True)):
        if minute >= free_from.get(customer, 0):
            free_from[customer] = NEVER if final[row] == OPTED_OUT else minute + QUARANTINE
            asked.append(row)
    return np.array(asked, dtype=np.int64)


def office_hours(due: Ints, days_later: Ints, random: np.random.Generator) -> Ints:
    """Return moments in working hours, so many working days later; on Sundays nobody is called."""
    day = due // DAY
    working_day = day // 7 * WORKING_DAYS + day % 7 + days_later
    day = working_day // WORKING_DAYS * 7 + working_day % WORKING_DAYS
    moments: Ints = day * DAY + OPENS + random.integers(0, HOURS_OPEN, len(day))
    return moments
