"""How well the topics of any labelled texts agree with their labels: the encoders side by side.

Run: `python benchmarks/clusters.py TEXTS.csv [tfidf,distilled,teacher] [SEEDS] [TEACHER]` (columns text
and label; 3 seeds; the bundled teacher). The number of topics is not told. Prints NMI, ARI, topics and
CPU seconds for each seed, then mean and range; and how many texts keep their topic when the same texts
are grouped again from the topics they had, with another seed. Compare CPU seconds within one run only.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.topics.encoders.choosing import encoder_maker
from trend_lib.topics.score import score_clusters
from trend_lib.topics.start import Start, start_topics


def read_labelled(path: Path) -> list[tuple[str, str]]:
    """Return text and label of every row."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["label"]) for row in csv.DictReader(file)]


def topics_of(start: Start, texts: list[str]) -> list[int]:
    """Return the topic in which each text was grouped; texts in none are together in one."""
    owners = {one.subtopic_id: one.topic_id for one in start.subtopics}
    return [owners[start.members.get(text, 1)] for text in texts]


def measure(rows: list[tuple[str, str]], settings: TopicsConfig) -> dict[str, float]:
    """Group the texts once, score them, and group them again from where they are."""
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    counts = Counter(texts)
    clock = time.process_time()
    start = start_topics(counts, settings.min_topic_texts, settings.seed, encoder_maker(settings))
    spent = time.process_time() - clock
    found = topics_of(start, texts)
    again = start_topics(
        counts,
        settings.min_topic_texts,
        settings.seed + 1_000,
        lambda _texts, _seed: start.encoder,
        begin=dict(zip(texts, found, strict=True)),
    )
    pairs = Counter(zip(found, topics_of(again, texts), strict=True))
    kept = {old: max(n for (one, _), n in pairs.items() if one == old) for old, _ in pairs}
    scores = score_clusters(labels, found)
    return {
        "nmi": scores["nmi"],
        "ari": scores["ari"],
        "topics": len(start.topics) - 1,
        "kept together": sum(kept.values()) / len(texts),
        "cpu": spent,
    }


def main() -> None:
    """Print a line a seed and a line an encoder."""
    path = Path(sys.argv[1])
    encoders = (sys.argv[2] if len(sys.argv) > 2 else "tfidf,distilled,teacher").split(",")
    seeds = range(7, 7 + int(sys.argv[3] if len(sys.argv) > 3 else 3))
    teacher = sys.argv[4] if len(sys.argv) > 4 else "auto"
    rows = read_labelled(path)
    print(f"{path.name}: {len(rows)} texts, {len({label for _, label in rows})} labels")
    for encoder in encoders:
        found = []
        for seed in seeds:
            chosen = {"encoder": encoder, "teacher": teacher, "seed": seed}
            found.append(measure(rows, TopicsConfig.model_validate(chosen)))
            said = " · ".join(f"{name} {value:.3f}" for name, value in found[-1].items())
            print(f"  {encoder:9} seed {seed}: {said}", flush=True)
        for name in ("nmi", "ari"):
            values = [one[name] for one in found]
            mean = sum(values) / len(values)
            print(f"  {encoder:9} {name} {mean:.3f} ({min(values):.3f} to {max(values):.3f})")


if __name__ == "__main__":
    main()
