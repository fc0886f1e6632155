"""Teams drawn by chance: operators who are all alike, with cases, shifts and customers that are not."""

from dataclasses import replace

import numpy as np

from trend_lib.quality.people.agreement import alpha
from trend_lib.quality.people.change import change_p
from trend_lib.quality.people.reviewer_bias import reviewer_bias
from trend_lib.quality.people.scorecard import Measured

TOPICS, CHANNELS, SHIFTS, WEEKS = 30, 4, 3, 13
QUESTIONS = ("quality", "willingness", "politeness", "competence")
HARD = 0.5  # topics this hard
STORMS = 0.02  # share of contacts by customers who come again and again


TRUTHS = 8  # in what operators may differ


def draw_team(random, operators, contacts, truth=None):
    """Return one quarter's measures of operators who are alike, or differ by `truth`: a row each, a column a trait."""
    size = operators * contacts
    share = random.dirichlet(np.full(operators, 8.0))  # some work half time
    operator = random.choice(operators, size, p=share)
    hardness = random.uniform(0, 1, TOPICS)
    topic = random.choice(TOPICS, size, p=random.dirichlet(np.full(TOPICS, 1.0)))
    hard_cases = (hardness[topic] > HARD) & (random.random(size) < 0.2)
    operator[hard_cases] = 0  # one gets a fifth of all that is hard
    own_channel = random.integers(0, CHANNELS, operators)
    channel = np.where(
        random.random(size) < 0.5, own_channel[operator], random.integers(0, CHANNELS, size)
    )
    shift = (operator + (random.random(size) < 0.4) * random.integers(0, SHIFTS, size)) % SHIFTS
    week = random.integers(0, WEEKS, size)
    customer = random.integers(0, size, size)
    again = random.random(size) < STORMS
    customer[again] = random.integers(0, max(size // 500, 1), again.sum())
    mood = random.normal(0, 1, size)[customer]  # a customer is glad or cross each time
    bad_week = random.normal(0, 0.15, WEEKS)
    case = 1.2 * hardness[topic] + 0.2 * channel / CHANNELS + 0.1 * shift - bad_week[week]
    cases = (topic * CHANNELS + channel, shift, week)
    truth = np.zeros((operators, TRUTHS)) if truth is None else truth
    worth = case[:, None] + truth[operator]
    return _measures(random, operator, cases, worth, mood, customer)


def _measures(random, operator, cases, worth, mood, customer):
    """Return the ten measures of these contacts."""
    size = len(operator)

    def of(name, value, kept=slice(None)):
        return Measured(
            name, operator[kept], [case[kept] for case in cases], value[kept], customer[kept]
        )

    def share(base, slope, place):
        chance = 1 / (1 + np.exp(-(base + slope * worth[:, place] - 0.3 * mood)))
        return (random.random(size) < chance).astype(float)

    answered = np.flatnonzero(random.random(size) < 0.08)
    heard = np.flatnonzero(random.random(size) < 0.04)
    scores = {
        question: (4.7 - 0.7 * worth[:, 6] + 0.6 * mood + random.normal(0, 0.5, size))
        .round()
        .clip(1, 5)
        for question in QUESTIONS
    }
    return [
        of("handle_seconds", 5.5 + 0.5 * worth[:, 0] + random.normal(0, 0.6, size)),
        of("held", share(-3.0, 1.0, 1)),
        of("transferred", share(-3.5, 1.5, 2)),
        of("solved", share(2.0, -1.5, 3)),
        of("came_back", share(-2.5, 1.0, 4)),
        of("tone", (0.2 - 0.4 * worth[:, 5] + 0.4 * mood + random.normal(0, 0.3, size)).clip(-1, 1)),
        *(of(question, score, answered) for question, score in scores.items()),
        of("evaluation", (0.85 - 0.1 * worth[:, 7] + random.normal(0, 0.12, size)).clip(0, 1), heard),
    ]  # fmt: skip


def make_rude(measures, who, less=1.2):
    """Return the measures with one operator's politeness so many points lower."""
    return [
        replace(
            each, value=np.where(each.operator == who, (each.value - less).clip(1, 5), each.value)
        )
        if each.name == "politeness"
        else each
        for each in measures
    ]


def judge_changes(random, teams, weekly=80):
    """Return whether any of 24 steady operators seems to have changed, and whether one who did is found."""
    from trend_lib.quality.people.standing_out import holm

    contacts = random.poisson(weekly, (teams, 24, WEEKS)).astype(float) + 1
    surplus = random.normal(0, np.sqrt(contacts))
    changed = surplus.copy()
    changed[:, 0, 7:] -= 0.4 * contacts[:, 0, 7:]
    steady, found = [], []
    for team in range(teams):
        for kept, sums, who in ((steady, surplus, slice(None)), (found, changed, 0)):
            p_value = holm(change_p(contacts[team], sums[team], np.ones(24))["p_value"])
            kept.append(bool((p_value <= 0.05)[who].any()))
    return {
        "steady teams with a change": steady,
        "a change by .4 deviations in week 8 found": found,
    }


def hear(random, contacts, leniency, noise=0.4, twice=0.2):
    """Return contact, reviewer and score: every contact once, and some by another reviewer as well."""
    worth = random.normal(3.6, 0.6, contacts)
    first = random.integers(0, len(leniency), contacts)
    second = (first + random.integers(1, len(leniency), contacts)) % len(leniency)
    again = random.random(contacts) < twice
    contact = np.concatenate([np.arange(contacts), np.flatnonzero(again)])
    reviewer = np.concatenate([first, second[again]])
    score = worth[contact] + np.asarray(leniency)[reviewer] + random.normal(0, noise, len(contact))
    return contact, reviewer, score


def judge_reviewers(random, teams):
    """Return whether any of four even reviewers is called lenient or strict, a lenient one is, and who else."""
    even, lenient, beside = [], [], []
    for _ in range(teams):
        even.append(
            bool(reviewer_bias(*hear(random, 300, (0.0, 0.0, 0.0, 0.0)))["direction"].any())
        )
        direction = reviewer_bias(*hear(random, 300, (0.0, 0.0, 1.0, 0.0)))["direction"]
        lenient.append(bool(direction[2] > 0))
        beside.append(bool(direction[[0, 1, 3]].any()))
    return {
        "even reviewers, one called biased": even,
        "one lenient by a point, found": lenient,
        "another called strict for it": beside,
    }


def agreement_covers(random, teams):
    """Return whether the limits of alpha hold the truth, for whole scores and for yes and no, of 20 and 60 units."""

    def drawn(units, is_yes):
        scores = random.normal(0, 1, units)[:, None] + random.normal(0, 0.7, (units, 2))
        marks = (scores < 1).astype(float) if is_yes else (3.6 + scores).round().clip(1, 5)
        return np.repeat(np.arange(units), 2), marks.ravel()

    answers = {}
    for is_yes in (False, True):
        truth = alpha(*drawn(400_000, is_yes)).value
        for units in (20, 60):
            found = [alpha(*drawn(units, is_yes)) for _ in range(teams)]
            kept = [each.lower <= truth <= each.upper for each in found if np.isfinite(each.lower)]
            answers[
                f"alpha {truth:.2f} of {'yes and no' if is_yes else '1 to 5'}, {units} units: held"
            ] = kept
    return answers
