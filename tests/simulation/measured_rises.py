"""Rises with a countermeasure of known effect, their courses made by the seasonal method as in a real week."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from tests.simulation.provider_panel import draw
from trend_lib.detection.continued import covariance_of, sums_of_two
from trend_lib.detection.dispersion import scatter_of
from trend_lib.detection.history import History
from trend_lib.detection.seasonal import fit_in_blocks, season_of
from trend_lib.episodes.comparison import Untouched, steer_course
from trend_lib.episodes.decay import Decay, natural_decay
from trend_lib.episodes.effect import effect_of
from trend_lib.episodes.sides import Course, sides_of, split_weeks

PAST_WEEKS = 104
BASELINES = (5.0, 25.0, 100.0)  # contacts a week
DISPERSIONS = (1.0, 1.5, 3.0)
SEASON, GROWTH = 0.3, 0.15  # of the log mean; growth a year


@dataclass(frozen=True)
class Rises:
    courses: list  # a Course each
    usual: np.ndarray  # true means without a rise [S, W]
    dispersion: np.ndarray  # true [S]
    before: np.ndarray
    after: np.ndarray


def make_rises(random, each, *, weeks_before=3, weeks_after=4):
    """`each` series of every baseline and dispersion, up to the week before their rise."""
    before, after = split_weeks(weeks_before + 1 + weeks_after, 0, weeks_before)
    level, phi = np.array(list(product(BASELINES, DISPERSIONS)) * each).T
    week = np.arange(-PAST_WEEKS, len(before))
    peak = random.uniform(0, 2 * np.pi, (len(level), 1))
    growth = random.normal(0, GROWTH, (len(level), 1))
    log_usual = SEASON * np.cos(2 * np.pi * week / 52.18 - peak) + growth * week / 52.18
    usual = level[:, None] * np.exp(log_usual)
    past = np.stack([draw(random, *one) for one in zip(usual, phi, strict=True)])
    return Rises(courses_of(past, len(before)), usual[:, PAST_WEEKS:], phi, before, after)


def courses_of(counts, weeks):
    """The courses of the last weeks by the weeks before them: means and their covariances."""
    usable = np.ones(counts.shape, bool)
    baseline = usable.copy()
    baseline[:, -weeks:] = False
    past = History(counts, None, usable)
    fit = fit_in_blocks(past, baseline, sums_of_two(weeks), season_of(past, baseline))
    scatter, covariance = scatter_of(fit), covariance_of(fit.unit_variance, weeks)
    return [
        Course(
            fit.mean[number, :weeks][::-1],
            covariance[number, ::-1, ::-1] * scatter.dispersion[number],
            scatter.dispersion[number],
            scatter.degrees[number],
        )
        for number in range(len(counts))
    ]


def draw_weeks(random, rises, effect, *, rise=1.5, staying=1.0, shift=1.0, uneven=0.0):
    """Counts [S, W] of all series, and the contacts that each measure truly saved.

    Args:
        random: A generator.
        rises: The series.
        effect: Share of the excess that the measure takes away, of what is left.
        rise: Excess before, as a multiple of the usual.
        staying: Share of the excess in each week if nothing is done [S, W].
        shift: What else multiplies all counts [W].
        uneven: Coefficient of variation of the excess between weeks.
    """
    usual = rises.usual * shift
    swell = np.exp(uneven * random.normal(size=usual.shape) - uneven**2 / 2)
    mean = usual * (1 + rise * staying * swell * np.where(rises.after, 1 - effect, 1))
    counts = np.stack([draw(random, *one) for one in zip(mean, rises.dispersion, strict=True)])
    without = usual * (1 + rise * staying)
    return counts, ((without - counts) * rises.after).sum(1)


def judge(rises, counts, decays=None, courses=None):
    """The effect found in each series."""
    decays = decays or [Decay()] * len(counts)
    return [
        effect_of(one, course, rises.before, rises.after, decay)
        for one, course, decay in zip(counts, courses or rises.courses, decays, strict=True)
    ]


def fading(random, rises, half_life):
    """The share of the excess that stays, each rise with a half-life of its own [S, W]."""
    own = half_life * np.exp(0.3 * random.normal(size=(len(rises.courses), 1)))
    return 0.5 ** (np.arange(len(rises.before)) / own)


def decays_of_past(random, rises, half_life, episodes=20):
    """What other past rises did by themselves, some of them for each series."""
    counts, _ = draw_weeks(random, rises, 0.0, staying=fading(random, rises, half_life))
    past = [
        sides_of(one, course, rises.before, rises.after, course.dispersion)
        for one, course in zip(counts, rises.courses, strict=True)
    ]
    drawn = random.integers(0, len(past), (len(past), episodes))
    return [natural_decay([past[number] for number in chosen]) for chosen in drawn]


def steered_courses(random, rises, shift, series=6):
    """The courses of all series, each steered by some others that the same shift moved."""
    others = make_rises(random, len(rises.courses) // len(BASELINES) // len(DISPERSIONS))
    counts, _ = draw_weeks(random, others, 0.0, rise=0.0, shift=shift)
    expected = np.stack([one.expected for one in others.courses])
    dispersion = np.array([one.dispersion for one in others.courses])
    error = np.array([one.covariance.sum() / one.expected.sum() ** 2 for one in others.courses])
    steered = []
    for course in rises.courses:
        chosen = random.choice(len(counts), series, replace=False)
        untouched = Untouched(counts[chosen], expected[chosen], dispersion[chosen], error[chosen])
        steered.append(steer_course(course, [untouched], rises.before, rises.after))
    return steered


def coverage(effects, truth, saved):
    """Share of intervals that hold the truth, of shares and of contacts, and how many have one."""
    lower, upper, low, high = (
        np.array([getattr(one, name) for one in effects])
        for name in ("lower", "upper", "saved_lower", "saved_upper")
    )
    given = np.isfinite(lower)
    holds = (lower <= truth) & (truth <= upper)
    holds_saved = (low <= saved) & (saved <= high)
    return holds[given].mean(), holds_saved[given].mean(), given.mean()


def share_of(verdict, effects):
    """Share of the measures with this verdict."""
    return np.mean([one.verdict == verdict for one in effects])
