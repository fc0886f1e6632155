"""What the correction over the tree of series keeps of its promise, beside one flat list of all series.

Invented topics with regions, products and channels; counts vary more than chance, topics and regions
share good and bad weeks, customers call again. Some weeks a topic rises as a whole or in one region.
Every week is judged by the detector itself. False is what is named without a planted contact in it.

Run: `python benchmarks/tree.py [PANELS] [FIRST_SEED]`; each panel is another seed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from trend_lib.base.settings import DetectionConfig
from trend_lib.base.weeks import Week
from trend_lib.detection.assessment import assess_week
from trend_lib.detection.history import History
from trend_lib.detection.house import Known, Registered
from trend_lib.detection.series_history import Series, WeekHistory, names_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

TOPICS, WEEKS = 40, 110
JUDGED = range(WEEKS - 27, WEEKS, 3)  # apart, so that no rise is told twice by two weeks' sum
SLICES = {"region": 8, "product": 4, "channel": 3}
RATE = 0.1
ANY_WEEK = Week.parse("2026-W34")  # registers are empty
RISING = 0.1  # of topics, in a week with rises
REPEATS = 0.15  # of contacts
SPREAD = {"week": 0.06, "region": 0.08, "topic": 0.15}  # of the gamma factors of a week


def make_panel(random: np.random.Generator, *, quiet: bool) -> tuple[Counts, Counts, Counts]:
    """Return customers, repeats and planted customers by topic, region x product x channel and week."""
    cells = np.array(list(product(*(range(size) for size in SLICES.values()))))
    shares = [random.dirichlet(np.full(size, 4.0), TOPICS) for size in SLICES.values()]
    share = np.prod([one[:, cells[:, dim]] for dim, one in enumerate(shares)], axis=0)
    mean = random.lognormal(3.2, 1, TOPICS)

    def factor(name: str, *shape: int) -> NDArray[np.float64]:
        return random.gamma(1 / SPREAD[name] ** 2, SPREAD[name] ** 2, shape)

    rate = mean[:, None, None] * share[:, :, None] * factor("topic", TOPICS, 1, WEEKS)
    rate = rate * factor("week", WEEKS) * factor("region", 8, WEEKS)[cells[:, 0]][None]
    customers = random.poisson(rate)
    planted = np.zeros_like(customers)
    for week in () if quiet else JUDGED:
        for topic in np.flatnonzero(random.random(TOPICS) < RISING):
            extra = random.poisson(random.uniform(3, 9) * np.sqrt(mean[topic]))
            where = share[topic] * (
                cells[:, 0] == random.integers(8) if random.random() < 0.5 else 1
            )
            planted[topic, :, week] = random.multinomial(extra, where / where.sum())
    customers = customers + planted
    return customers, random.binomial(customers, REPEATS), planted


def series_of(counts: Counts) -> tuple[list[tuple[int, str, str]], Counts]:
    """Add cells up to the series that are watched: [S] names and [S, W] counts."""
    shaped = counts.reshape(TOPICS, *SLICES.values(), WEEKS)
    shaped = np.concatenate([shaped.sum(0, keepdims=True), shaped])
    names, rows = [], []
    for topic in range(TOPICS + 1):
        names.append((topic, "all", "all"))
        rows.append(shaped[topic].sum((0, 1, 2)))
        for dim, (name, size) in enumerate(SLICES.items()):
            others = tuple(other for other in range(3) if other != dim)
            names += [(topic, name, str(value)) for value in range(size)]
            rows += list(shaped[topic].sum(others))
    return names, np.array(rows)


def known_by(names: list[tuple[int, str, str]], contacts: Counts, customers: Counts) -> WeekHistory:
    """Return what the detector would know in the last of these weeks."""
    wholes = {name[1:]: number for number, name in enumerate(names) if name[0] == 0}
    topic, dim, value = (np.array(column, dtype=object) for column in zip(*names, strict=True))
    series = Series(
        topic_id=topic.astype(np.int64),
        slice_dim=dim,
        slice_value=value,
        observed=contacts[:, -1].astype(float),
        is_complete=np.ones(len(names), dtype=bool),
        first_column=np.zeros(len(names), dtype=np.int64),
        whole_slice=np.array([wholes[name[1:]] for name in names]),
        topic_name=np.array([f"topic{name[0]}" for name in names], dtype=object),
    )
    usable = np.ones(contacts.shape, dtype=bool)
    history = History(contacts.astype(float), None, usable)
    house = Known(ANY_WEEK, names_of(series), Registered(), None)
    return WeekHistory(series, history, customers.astype(float), house)


def flat_q_values(p_value: NDArray[np.float64], is_whole: NDArray[np.bool_]) -> NDArray[np.float64]:
    """One list of all series, half of the weight to wholes: Benjamini & Hochberg on p / weight."""
    q_value = np.full(len(p_value), np.nan)
    tested = ~np.isnan(p_value)
    share = np.where(is_whole, is_whole[tested].sum(), (~is_whole)[tested].sum())[tested]
    weighted = np.minimum(p_value[tested] * 2 * share / tested.sum(), 1)
    q_value[tested] = stats.false_discovery_control(weighted)
    return q_value


def score(named: NDArray[np.bool_], true: NDArray[np.bool_], topic: Counts) -> dict[str, float]:
    """Return the false shares of one week: of topics, within named topics, of all series."""
    chosen = [number for number in np.unique(topic) if named[topic == number].any()]
    false_topics = [not true[topic == number].any() for number in chosen]
    inside = [(~true[(topic == number) & named]).mean() for number in chosen]
    return {
        "false share of topics": float(np.mean(false_topics)) if chosen else 0.0,
        "false share within named topics, mean": float(np.mean(inside)) if chosen else 0.0,
        "false share of all named series": float((~true[named]).mean()) if named.any() else 0.0,
        "series named": float(named.sum()),
        "any named": float(named.any()),
    }


def judge_week(contacts: Counts, customers: Counts, planted: Counts, names: list[tuple[int, str, str]]) -> dict[str, dict[str, float]]:  # fmt: skip
    """Judge one week in three ways, and score each."""
    assessed = assess_week(known_by(names, contacts, customers), DetectionConfig())
    claim, series = assessed.verdict.claim, assessed.known.series
    small = assessed.week.status == "too_few_contacts"
    larger = np.where(small, 1.0, np.maximum(claim.p_value, claim.p_customers))
    ways = {
        "tree": claim.q_value,
        "flat": np.where(small, np.nan, flat_q_values(larger, series.is_whole)),
        "tree, contacts alone": np.where(small, np.nan, claim.q_of_contacts),
    }
    true = planted[:, -1] > 0
    scores = {}
    for way, q_value in ways.items():
        named = np.nan_to_num(q_value, nan=1.0) <= RATE
        scores[way] = score(named, true, series.topic_id)
        scores[way] |= power(named, planted[:, -1], series)
    return scores


def power(named: NDArray[np.bool_], planted: Counts, series: Series) -> dict[str, float]:
    """Return which shares of the rises of topics, and of regions that hold one alone, are named."""
    wholes = (series.slice_dim == "all") & (series.topic_id > 0) & (planted > 0)
    rise = {
        topic: planted[number] for number, topic in enumerate(series.topic_id) if wholes[number]
    }
    alone = (series.slice_dim == "region") & (planted > 0)
    alone &= np.array([rise.get(topic) == own for topic, own in zip(series.topic_id, planted, strict=True)])  # fmt: skip
    caught = [named[series.topic_id == topic].any() for topic in rise]
    return {
        "rises of topics caught": float(np.mean(caught)) if caught else np.nan,
        "regions that hold a whole rise named": float(named[alone].mean())
        if alone.any()
        else np.nan,
    }


def main() -> None:
    """Print each way's figures with standard errors over panels."""
    panels, first_seed = (int(one) for one in (sys.argv[1:] + ["20", "4100"][len(sys.argv) - 1 :]))
    for quiet in (False, True):
        found: dict[tuple[str, str], list[float]] = defaultdict(list)
        for seed in range(first_seed, first_seed + panels):
            customers, repeats, planted = make_panel(np.random.default_rng(seed), quiet=quiet)
            names, of_customers = series_of(customers)
            contacts, truth = of_customers + series_of(repeats)[1], series_of(planted)[1]
            weeks: dict[tuple[str, str], list[float]] = defaultdict(list)
            for end in (week + 1 for week in JUDGED):
                judged = judge_week(contacts[:, :end], of_customers[:, :end], truth[:, :end], names)
                for way, figures in judged.items():
                    for what, figure in figures.items():
                        weeks[way, what].append(figure)
            for key, figures in weeks.items():
                found[key].append(
                    float(np.nanmean(figures)) if not np.isnan(figures).all() else np.nan
                )
        print(
            f"\n{'quiet' if quiet else 'with rises'}, q = {RATE}, {panels} panels of {len(JUDGED)} weeks"
        )
        for (way, what), figures in found.items():
            if not np.isnan(figures).all():
                error = np.nanstd(figures, ddof=1) / np.sqrt(len(figures))
                print(f"  {way:22} {what:40} {np.nanmean(figures):.4f} (s.e. {error:.4f})")


if __name__ == "__main__":
    main()
