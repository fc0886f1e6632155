"""BERTopic beside this package: the same texts, the same teacher, CPU seconds in parts, agreement, refits.

Run: `python benchmarks/against_bertopic.py TEXTS.csv [--seeds 7 8 9]` (columns text and label) where both are installed:
`pip install --no-deps 'bertopic==0.17.*'`, then `pip install umap-learn hdbscan plotly tqdm`. BERTopic has its
defaults; its noise counts as one topic. The teacher is the bundled one. It reads each text once for all seeds, and
every fit pays for those that it asked about. Ours is fitted from nothing, as a home's start is; then the same texts are
grouped with that encoder frozen, as after the start, with the teacher at hand for strange texts and without it.
Printed are, a line a fit: CPU seconds of the teacher's reading, of fitting the encoder, of the rest, then NMI, ARI and
the number of topics; what either engine does once a process (BERTopic compiles, ours reads dictionaries); the adjusted
Rand index of two fits of the same texts; and ratios, each named by what it includes. BERTopic always pays for the
reading of all texts. Compare CPU seconds within one run only.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import logging
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import simplemma
from sklearn.metrics import adjusted_rand_score
from timed_teacher import Clock, TimedTeacher

from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.topics.centre import RESIDUE
from trend_lib.topics.encoders.adapter import open_teacher
from trend_lib.topics.encoders.distilled import DistilledEncoder
from trend_lib.topics.features import word_grams
from trend_lib.topics.score import score_clusters
from trend_lib.topics.start import Start, start_topics
from trend_lib.topics.threads import one_thread
from trend_lib.topics.word_class import word_class
from trend_lib.topics.words import LANGUAGES, is_known, make_token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trend_lib.topics.encoder import Encoder

OTHER_SEED = 1_000  # is added for the second fit


@dataclass(frozen=True)
class Fit:
    """What one fit found, and what it cost."""

    topics: list[int]
    leftover: int  # the topic of texts in none
    teacher: float
    encoder: float  # fitting it
    rest: float  # encoding, grouping, naming

    @property
    def alone(self) -> float:
        """CPU seconds without the teacher's."""
        return self.encoder + self.rest

    @property
    def whole(self) -> float:
        """CPU seconds with the teacher's."""
        return self.alone + self.teacher


def fit_bertopic(texts: Sequence[str], teacher: TimedTeacher, seed: int | None) -> Fit:
    """Let BERTopic find topics, with its own defaults; `seed` is UMAP's."""
    bertopic, umap = map(importlib.import_module, ("bertopic", "umap"))
    clock = Clock(teacher)
    vectors = teacher.encode(texts)
    reading, _ = clock.lap()
    reducer = umap.UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )  # BERTopic's own, with a seed
    found, _ = bertopic.BERTopic(umap_model=reducer).fit_transform(texts, embeddings=vectors)
    return Fit([int(topic) for topic in found], -1, reading, 0.0, clock.lap()[1])


def fit_ours(
    texts: Sequence[str],
    teacher: TimedTeacher,
    settings: TopicsConfig,
    frozen: DistilledEncoder | None = None,
    begin: Mapping[str, int] | None = None,
) -> tuple[Fit, Start]:
    """Find topics as a home's start does; with a frozen encoder, as later weeks do."""
    forget_words()
    costs: list[tuple[float, float]] = []

    def make(distinct: Sequence[str], seed: int) -> Encoder:
        if frozen is not None:
            encoder = frozen
        else:
            encoder = DistilledEncoder.fit(
                distinct,
                teacher,
                seed,
                teacher_texts=settings.teacher_texts,
                asked_share=settings.asked_share,
            )
        costs.append(clock.lap())
        return encoder

    clock = Clock(teacher)
    least, seed = settings.min_topic_texts, settings.seed
    start = start_topics(Counter(texts), least, seed, make, begin=begin)
    (taught, fitting), (asked, rest) = costs[0], clock.lap()
    owners = {one.subtopic_id: one.topic_id for one in start.subtopics}
    found = [owners[start.members.get(text, RESIDUE)] for text in texts]
    return Fit(found, RESIDUE, taught + asked, fitting, rest), start


def forget_words() -> None:
    """Forget words looked up by an earlier fit, which a home's process has not seen."""
    for remembered in (make_token, word_grams, word_class, is_known):
        remembered.cache_clear()


def once_a_process(
    texts: Sequence[str], teacher: TimedTeacher, settings: TopicsConfig
) -> dict[str, float]:
    """Return what each engine does once, before its first fit; the fits after it go without."""
    teacher.encode(texts)
    clock = time.process_time()
    for language in LANGUAGES:
        simplemma.lemmatize("word", lang=language)
    ours = time.process_time() - clock
    clock = time.process_time()
    fit_bertopic(texts, teacher, settings.seed)
    first = time.process_time() - clock
    return {"ours": ours, "bertopic": first - fit_bertopic(texts, teacher, settings.seed).rest}


def measure(
    rows: Sequence[tuple[str, str]],
    teacher: TimedTeacher,
    settings: TopicsConfig,
    once: Mapping[str, float],
) -> dict[str, dict[str, float]]:
    """Fit both engines, print what they found, and fit them again."""
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    other = settings.model_copy(update={"seed": settings.seed + OTHER_SEED})
    theirs = fit_bertopic(texts, teacher, settings.seed)
    ours, start = fit_ours(texts, teacher, settings)
    packed = start.encoder.pack()
    frozen, _ = fit_ours(texts, teacher, settings, DistilledEncoder.load(packed, teacher))
    student, _ = fit_ours(texts, teacher, settings, DistilledEncoder.load(packed))
    found = {"ours from nothing": ours, "ours frozen": frozen, "ours frozen, no teacher": student}
    for name, fit in {"BERTopic": theirs, **found}.items():
        print_fit(f"seed {settings.seed} {name}", fit, labels)
    begun, _ = fit_ours(texts, teacher, other, begin=start.members)
    unseeded = [fit_bertopic(texts, teacher, None) for _ in range(2)]
    pairs = {
        "BERTopic, another seed": (theirs, fit_bertopic(texts, teacher, other.seed)),
        "BERTopic, no seed": tuple(unseeded),
        "ours, another seed, from nothing": (ours, fit_ours(texts, teacher, other)[0]),
        "ours, another seed, begun from the known groups": (ours, begun),
    }
    agreements = {name: agree(*pair) for name, pair in pairs.items()}
    return {"agreements": agreements, "ratios": ratios(theirs, found, once)}


def agree(one: Fit, other: Fit) -> float:
    """Return the adjusted Rand index of two fits of the same texts."""
    return float(adjusted_rand_score(one.topics, other.topics))


def ratios(theirs: Fit, ours: Mapping[str, Fit], once: Mapping[str, float]) -> dict[str, float]:
    """Return BERTopic's CPU seconds over ours, each named by what both include."""
    found = {}
    for name, fit in ours.items():
        first = theirs.whole + once["bertopic"], fit.whole + once["ours"]
        found[f"{name}; with the teacher's reading"] = theirs.whole / fit.whole
        found[f"{name}; with it and what is done once a process"] = first[0] / first[1]
        found[f"{name}; without the teacher's reading"] = theirs.alone / fit.alone
    return found


def print_fit(title: str, fit: Fit, labels: Sequence[str]) -> None:
    """Print one fit."""
    scores = score_clusters(labels, fit.topics)
    print(
        f"{title:30} teacher {fit.teacher:6.1f} encoder {fit.encoder:5.1f} rest {fit.rest:5.1f} CPU-s"
        f"  NMI {scores['nmi']:.3f} ARI {scores['ari']:.3f}  {len(set(fit.topics) - {fit.leftover})} topics",
        flush=True,
    )


def print_spread(title: str, found: Sequence[Mapping[str, float]]) -> None:
    """Print mean and range over the seeds."""
    print(title)
    for name in found[0]:
        values = [one[name] for one in found]
        mean = sum(values) / len(values)
        print(f"  {name}: {mean:.3f} ({min(values):.3f} to {max(values):.3f})")


def main() -> None:
    """Read the command line, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    given = parser.parse_args()
    logging.getLogger("BERTopic").setLevel(logging.ERROR)
    with given.texts.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file)]
    bundled = open_teacher("bundled")
    assert bundled is not None  # it raises where it is missing
    teacher = TimedTeacher(bundled)
    print(f"{given.texts.name}: {len(rows)} texts, {len({label for _, label in rows})} labels")
    with one_thread():
        once = once_a_process([text for text, _ in rows], teacher, TopicsConfig())
        found = [measure(rows, teacher, TopicsConfig(seed=seed), once) for seed in given.seeds]
    print(f"once a process: BERTopic {once['bertopic']:.1f}, ours {once['ours']:.1f} CPU-s")
    print_spread("two fits of the same texts (ARI)", [one["agreements"] for one in found])
    print_spread("BERTopic's CPU seconds over ours", [one["ratios"] for one in found])


if __name__ == "__main__":
    main()
