"""Who is called because a request was not solved in time, again after each no: the practice *until solved*.

It began a quarter before the last week, and takes up four of five such requests: the others grow too old on their list.
Those whom another list called are left to it, so that nobody's quarantine is broken.
"""

from __future__ import annotations

import numpy as np

from trend_lib.sample.arrays import Flags, Ints, dice
from trend_lib.sample.arrivals import DAY
from trend_lib.sample.callbacks import (
    ATTEMPTS,
    CALLERS,
    REACHED,
    Attempts,
    last_attempt,
    office_hours,
    outcomes_of,
)
from trend_lib.sample.delivery import WEEK_MINUTES
from trend_lib.sample.world import World

UNTIL_SOLVED = 3  # the list's place in callback_export.LISTS
WEEKS_BACK = 13
TAKEN_UP = 0.8
DAYS_LATE, DAYS_WAITED = (
    6,
    3,
)  # after the limit of three working days, a weekend between; within some more
SOLVED_AT = (0.62, 0.8)  # at the first talk, and a week after the first no
ROUND = 7 * DAY


def draw_outreach(world: World, others: Attempts) -> Attempts:
    """Return the calls about unsolved requests, those after the sample's end too: they wait in the list."""
    random = dice(world.arguments.seed, 13)
    contact = _unsolved(world, others, random)
    waited = random.integers(0, DAYS_WAITED * DAY, len(contact))
    due = world.arrivals.minute[contact] + DAYS_LATE * DAY + waited
    first, said_no = _round(world, contact, due, np.zeros(len(contact), dtype=np.int64), random)
    calls = np.bincount(np.searchsorted(contact, first.contact), minlength=len(contact))
    second, _ = _round(world, contact[said_no], due[said_no] + ROUND, calls[said_no], random)
    return joined(first, second)


def joined(*parts: Attempts) -> Attempts:
    """Return attempts together, in the order of time."""
    order = np.argsort(np.concatenate([part.called for part in parts]), kind="stable")
    return Attempts(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])[order]
            for name in Attempts.__dataclass_fields__
        }
    )


def _unsolved(world: World, others: Attempts, random: np.random.Generator) -> Ints:
    """Return the contacts that are taken up, in their order: of a customer the first."""
    minute, closed = world.arrivals.minute, world.handling.closed_minute
    is_late = ~world.handling.solved | (closed >= minute + DAYS_LATE * DAY)
    begin = (world.arguments.weeks - WEEKS_BACK) * WEEK_MINUTES
    customer = world.people.customer
    is_others = np.isin(customer, customer[others.contact])
    chosen = is_late & (minute >= begin) & (world.account != "") & ~is_others
    late = np.flatnonzero(chosen & (random.random(len(minute)) < TAKEN_UP))
    return np.sort(late[np.unique(customer[late], return_index=True)[1]])


def _round(
    world: World, contact: Ints, due: Ints, before: Ints, random: np.random.Generator
) -> tuple[Attempts, Flags]:
    """Return one round of calls, after so many before, and who was reached and said no."""
    solved: Flags = random.random(len(contact)) < np.where(before, *SOLVED_AT[::-1])
    content: Flags = solved & (random.random(len(contact)) < 0.7)
    outcomes = outcomes_of(world, contact, content, random)
    last = last_attempt(outcomes)
    row = np.repeat(np.arange(len(contact)), ATTEMPTS)
    attempt = np.tile(np.arange(ATTEMPTS), len(contact))
    made = attempt <= last[row]
    row, attempt = row[made], attempt[made]
    attempts = Attempts(
        contact=contact[row],
        worklist=np.full(len(row), UNTIL_SOLVED),
        attempt=before[row] + attempt + 1,
        caller=random.integers(0, len(CALLERS), len(row)),
        listed=due[row],
        called=office_hours(due[row], attempt, random),
        outcome=outcomes[row, attempt],
        solved=solved[row],
        content=content[row],
    )
    is_reached = outcomes[np.arange(len(contact)), last] == REACHED
    return attempts, is_reached & ~solved
