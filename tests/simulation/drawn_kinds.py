"""Invented providers whose contacts have a true kind; samples are drawn as the topics room does, and some are settled."""

from dataclasses import dataclass

import numpy as np

from trend_lib.quality.kinds.estimating import (
    change,
    corrected_share,
    precision,
    recall,
    right_share,
    weigh,
)
from trend_lib.topics.kinds.sampling import DOUBTFUL, EVEN

KINDS = ("customer_service", "marketing", "technical")
READ, LEAST_SURE, BY_LOT = 150, 10, 15


@dataclass(frozen=True)
class Provider:
    """What is true of it, and of those who settle."""

    weeks: int = 13
    contacts: int = 2000
    prior: tuple[float, ...] = (0.4, 0.15, 0.45)
    right: float = 0.95  # of the easy
    right_of_hard: float = 0.6
    hard: float = 0.15
    settles: float = 0.6
    skips_hard: float = 0.0  # how much seldomer a contact is settled that the program got wrong
    errs: float = 0.0  # how often a person slips


PROVIDERS = {
    "usual": Provider(),
    "a good program": Provider(right=0.985, right_of_hard=0.8, hard=0.1, settles=1.0),
    "a poor program": Provider(right=0.75, right_of_hard=0.5, hard=0.3),
    "four weeks": Provider(weeks=4),
    "a rare kind": Provider(prior=(0.47, 0.06, 0.47)),
}
BROKEN = {  # what the method does not claim to stand
    "hard ones skipped": Provider(skips_hard=0.5),
    "people err, 5 of 100": Provider(errs=0.05),
}


def _other(random, kinds):
    """Return another kind for each."""
    return (kinds + random.integers(1, len(KINDS), len(kinds))) % len(KINDS)


def _live(random, provider):
    """Return a window's weeks: truth and count of every contact, and the sample as the estimator takes it."""
    truths, counts, drawn = [], [], []
    for _ in range(provider.weeks):
        truth = random.choice(len(KINDS), provider.contacts, p=provider.prior)
        is_hard = random.random(provider.contacts) < provider.hard
        is_right = random.random(provider.contacts) < np.where(
            is_hard, provider.right_of_hard, provider.right
        )
        counted = np.where(is_right, truth, _other(random, truth))
        sure = (random.random(provider.contacts) + ~is_hard) / 2
        truths.append(truth)
        counts.append(counted)
        drawn += _draw(random, provider, truth, counted, sure)
    return np.concatenate(truths), np.concatenate(counts), drawn


def _draw(random, provider, truth, counted, sure):
    """Return a week's sample: part, chance, count, and what people said."""
    read = random.permutation(provider.contacts)[:READ]
    by_sureness = read[np.argsort(sure[read], kind="stable")]
    by_lot = random.permutation(by_sureness[LEAST_SURE:])[:BY_LOT]
    chance = READ / provider.contacts
    of_lot = chance * BY_LOT / (READ - LEAST_SURE)
    rows = [(DOUBTFUL, chance, one) for one in by_sureness[:LEAST_SURE]]
    rows += [(EVEN, of_lot, one) for one in by_lot]
    return [
        (part, inclusion, KINDS[counted[one]], _settle(random, provider, truth[one], counted[one]))
        for part, inclusion, one in rows
    ]


def _settle(random, provider, truth, counted):
    """Return what somebody says of a contact; nothing where nobody does."""
    chance = provider.settles * (1 - provider.skips_hard * (truth != counted))
    if random.random() >= chance:
        return ""
    said = _other(random, np.array([truth]))[0] if random.random() < provider.errs else truth
    return KINDS[said]


def measure_once(random, provider):
    """Return by figure the truth and what was told of it; of two windows, the change too."""
    told, shares = {}, []
    for _ in range(2):
        truth, counted, drawn = _live(random, provider)
        settled = weigh(*zip(*drawn, strict=True))
        if settled is None:
            return {}
        told["accuracy"] = ((truth == counted).mean(), right_share(settled))
        for place, kind in enumerate(KINDS):
            is_it, is_counted = truth == place, counted == place
            told[f"precision of {kind}"] = (is_it[is_counted].mean(), precision(settled, kind))
            told[f"recall of {kind}"] = (is_counted[is_it].mean(), recall(settled, kind))
            share = corrected_share(settled, kind, is_counted.mean())
            told[f"share of {kind}"] = (is_it.mean(), share)
        shares.append({kind: told[f"share of {kind}"] for kind in KINDS})
    for kind in KINDS:
        (before, told_before), (now, told_now) = shares[0][kind], shares[1][kind]
        told[f"change of {kind}"] = (now - before, change(told_now, told_before))
    return told


def coverage(seed, provider, runs):
    """Return by figure in how many runs it was told, how often its limits held the truth, its error and its width."""
    random = np.random.default_rng(seed)
    found = {}
    for _ in range(runs):
        for name, (truth, figure) in measure_once(random, provider).items():
            if not np.isnan(figure.value):
                holds = figure.lower - 1e-12 <= truth <= figure.upper + 1e-12
                found.setdefault(name, []).append((holds, figure.value - truth, figure.upper - figure.lower))  # fmt: skip
    return {name: np.array(rows, dtype=float) for name, rows in found.items()}
