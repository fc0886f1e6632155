"""How contacts are dealt with: by which channel, how long, solved or not, closed when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trend_lib.sample.arrays import Flags, Ints, dice
from trend_lib.sample.arrivals import Arrivals
from trend_lib.sample.catalogue import load_topics
from trend_lib.sample.facts import SampleArguments
from trend_lib.sample.people import OPERATORS, People

CHANNELS = ("call", "form", "chat", "mail")  # the first is the contact centre's, others the desk's
WRITTEN_SHARES = (0.35, 0.40, 0.25)
NO_TOPIC = (0.5, 90.0, 0.9, 0.1)  # calls, handle_seconds, solved, hardness
NEVER = 10**9  # minutes: not closed in our time


@dataclass(frozen=True)
class Handling:
    """One entry a contact."""

    channel: Ints  # in CHANNELS
    handle_seconds: Ints
    hold_seconds: Ints
    transfers: Ints
    solved: Flags
    reopened: Ints
    closed_minute: Ints  # NEVER: still open


def draw_handling(arguments: SampleArguments, arrivals: Arrivals, people: People) -> Handling:
    """Return how each contact was dealt with."""
    random = dice(arguments.seed, 3)
    traits = [
        (each.calls, each.handle_seconds, each.solved, each.hardness) for each in load_topics()
    ]
    calls, usual_seconds, solved_share, hardness = np.array([*traits, NO_TOPIC])[arrivals.topic].T
    count = len(arrivals.topic)
    is_call = random.random(count) < calls
    written = 1 + random.choice(len(WRITTEN_SHARES), size=count, p=WRITTEN_SHARES)
    pace = random.normal(1, 0.08, len(OPERATORS)).clip(0.8, 1.25)[people.operator]
    handle = (usual_seconds * pace * random.lognormal(-0.18, 0.6, count)).round().clip(10, 7200)
    solved = random.random(count) < solved_share
    open_minutes = np.where(is_call, handle / 60, _desk_minutes(solved, random))
    return Handling(
        channel=np.where(is_call, 0, written),
        handle_seconds=handle.astype(np.int64),
        hold_seconds=random.exponential(55, count).astype(np.int64),
        transfers=random.poisson(0.05 + 0.4 * hardness).clip(0, 4),
        solved=solved,
        reopened=np.where(is_call, 0, random.poisson(0.08, count)),
        closed_minute=arrivals.minute + np.ceil(open_minutes).astype(np.int64),
    )


def _desk_minutes(solved: Flags, random: np.random.Generator) -> Ints:
    """Draw how long a written request stays open: half a day as a rule, some for ever."""
    minutes = random.lognormal(np.log(11 * 60), 1.1, len(solved)).astype(np.int64)
    never = ~solved & (random.random(len(solved)) < 0.12)
    return np.where(never, NEVER, minutes)
