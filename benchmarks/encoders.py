"""Encoders side by side: speed, agreement with labels, and whether three languages share one space.

Run: `python benchmarks/encoders.py [TEXTS.csv TEXT_COLUMN LABEL_COLUMN] [--teacher SPEC]`.
Without a file, the sample provider's contacts are read, with what each is really about. The teacher is
`bundled` unless told. Compare ratios within one run; the seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import tempfile
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from trend_lib import contacts, flow, sample, sources
from trend_lib.base.errors import ConfigError
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.encoders.adapter import Teacher, open_teacher
from trend_lib.topics.encoders.distilled import DistilledEncoder
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Vectors = NDArray[np.float32]
SEEDS = (7, 8, 9)
TAUGHT = 2_000  # texts the teacher reads for the student; the others are new to it
JUDGED = 1_500  # of those others
SHOTS = 8
LANGUAGES = ("uk", "ru", "en")
SLOT = re.compile(r"\{\w+\}")
WORDINGS = Path(sample.__file__).parent / "texts"


def read_labelled(path: Path, text: str, label: str) -> dict[str, str]:
    """Return distinct texts with their labels."""
    with path.open(encoding="utf-8", newline="") as opened:
        return {row[text]: row[label] for row in csv.DictReader(opened)}


def read_sample() -> dict[str, str]:
    """Return the sample provider's distinct texts with what they are really about."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        sample.make(path, weeks=6, contacts_per_week=1000)
        home = open_home(path)
        flow.land(home)
        with hold_warehouse(home), open_warehouse(home) as con:
            for week in sources.pending_weeks(home):
                contacts.build(home, week)
            said = con.execute(
                "SELECT contact_id, text FROM contacts.contacts ORDER BY 1"
            ).fetchall()
        with gzip.open(path / "truth_contacts.csv.gz", "rt", encoding="utf-8") as opened:
            truth = {
                f"{row['source']}:{row['source_id']}": row["topic"]
                for row in csv.DictReader(opened)
            }
    return {text: truth[one] for one, text in said if truth.get(one, "none") != "none"}


def read_parallel() -> tuple[list[str], list[str], list[str]]:
    """Return the sample provider's wordings: texts, their topics, their languages."""
    rows = [
        (SLOT.sub("", text), topic, language)
        for kind in ("technical", "marketing", "customer_service")
        for topic, facts in tomllib.loads((WORDINGS / f"{kind}.toml").read_text("utf-8")).items()
        for language in LANGUAGES
        for text in facts[language]["short"] + facts[language]["frames"]
    ]
    texts, topics, languages = zip(*rows, strict=True)
    return list(texts), list(topics), list(languages)


def time_encoding(
    encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]
) -> tuple[float, Vectors]:
    """Return texts a CPU second, and their vectors."""
    clock = time.process_time()
    vectors = encode(texts)
    return len(texts) / (time.process_time() - clock), vectors


def group(vectors: Vectors, labels: Sequence[str]) -> str:
    """Return NMI and ARI of k-means at the true k: mean and range over the seeds."""
    found = [
        KMeans(len(set(labels)), n_init=1, max_iter=40, random_state=seed).fit_predict(vectors)
        for seed in SEEDS
    ]
    nmi = [normalized_mutual_info_score(labels, one) for one in found]
    ari = [adjusted_rand_score(labels, one) for one in found]
    return (
        f"NMI {np.mean(nmi):.3f} ({min(nmi):.3f}-{max(nmi):.3f})  "
        f"ARI {np.mean(ari):.3f} ({min(ari):.3f}-{max(ari):.3f})"
    )


def teach_few(vectors: Vectors, labels: Sequence[str]) -> float:
    """Return the share of texts whose nearest mean of SHOTS examples is their label's."""
    named = np.array(labels)
    right: list[float] = []
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(len(named))
        rows = {one: order[named[order] == one] for one in sorted(set(labels))}
        rows = {one: some for one, some in rows.items() if len(some) > SHOTS + 2}
        means = np.vstack([vectors[some[:SHOTS]].mean(axis=0) for some in rows.values()])
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        rest = np.concatenate([some[SHOTS:] for some in rows.values()])
        guess = np.array(list(rows))[(vectors[rest] @ means.T).argmax(axis=1)]
        right.append(float((guess == named[rest]).mean()))
    return float(np.mean(right))


def cross_languages(vectors: Vectors, topics: Sequence[str], languages: Sequence[str]) -> str:
    """Say how often the nearest text of another language, and how many of the nearest ten, are right."""
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    about, spoken = np.array(topics), np.array(languages)
    right = [
        np.mean(about[to][likeness[np.ix_(of, to)].argmax(axis=1)] == about[of])
        for first in LANGUAGES
        for second in LANGUAGES
        if first != second
        for of, to in [(np.flatnonzero(spoken == first), np.flatnonzero(spoken == second))]
    ]
    nearest = np.argsort(-likeness, axis=1)[:, :10]
    foreign = np.mean(spoken[nearest] != spoken[:, None])
    same = np.mean(about[nearest] == about[:, None])
    return (
        f"nearest foreign text right {np.mean(right):.3f} (worst pair {min(right):.3f})  "
        f"of ten nearest: right {same:.3f}, foreign {foreign:.3f}"
    )


def compare(labelled: dict[str, str], teacher: Teacher) -> None:
    """Fit on some texts, judge on others, and print a line an encoder."""
    texts = sorted(labelled)
    order = np.random.default_rng(SEEDS[0]).permutation(len(texts))
    judged = [texts[row] for row in order[:JUDGED]]
    taught = sorted(texts[row] for row in order[JUDGED : JUDGED + TAUGHT])
    labels = [labelled[text] for text in judged]
    fitted = DistilledEncoder.fit(taught, teacher, SEEDS[0], teacher_texts=TAUGHT)
    tfidf = TfidfEncoder.fit(taught, SEEDS[0])
    encoders = {
        "tfidf": tfidf.encode,
        "teacher": teacher.encode,
        "student alone": DistilledEncoder.load(fitted.pack()).encode,
        "distilled": DistilledEncoder.load(fitted.pack(), teacher).encode,
    }
    print(
        f"fitted on {len(taught)} texts, judged on {len(judged)} others, {len(set(labels))} labels"
    )
    measured = {name: time_encoding(encode, judged) for name, encode in encoders.items()}
    slow, said = measured["teacher"]
    measured["teacher"] = slow, centre(said)
    for name, (speed, vectors) in measured.items():
        print(
            f"{name:14} {speed:8.0f} texts/CPU-s ({speed / slow:6.1f} x teacher)"
            f"  {group(vectors, labels)}  {SHOTS}-shot {teach_few(vectors, labels):.3f}"
        )
    print_languages(encoders, fitted, teacher)


def print_languages(
    encoders: Mapping[str, Callable[[Sequence[str]], Vectors]],
    fitted: DistilledEncoder,
    teacher: Teacher,
) -> None:
    """Print how the sample provider's parallel wordings lie, before and after the languages' means are taken."""
    texts, topics, languages = read_parallel()
    answers = teacher.encode(texts)
    spaces = {
        "teacher": answers,
        "one mean": centre(answers),
        "language means": fitted.parts.means.take_away(texts, answers),
        **{name: encoders[name](texts) for name in ("student alone", "distilled", "tfidf")},
    }
    print(f"{len(texts)} parallel wordings of {len(set(topics))} topics in {', '.join(LANGUAGES)}")
    for name, vectors in spaces.items():
        print(f"{name:14} {cross_languages(vectors, topics, languages)}")


def centre(vectors: Vectors) -> Vectors:
    """Return the vectors without their mean, of length one."""
    apart = vectors - vectors.mean(axis=0)
    return np.asarray(
        apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9), np.float32
    )


def main() -> None:
    """Read the arguments, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", nargs="*", help="TEXTS.csv TEXT_COLUMN LABEL_COLUMN")
    parser.add_argument("--teacher", default="bundled")
    given = parser.parse_args()
    if len(given.file) not in {0, 3}:
        parser.error("give a file, its text column and its label column; or nothing")
    teacher = open_teacher(given.teacher)
    if teacher is None:
        raise ConfigError("a teacher is needed to compare with")
    with one_thread():
        compare(
            read_labelled(Path(given.file[0]), *given.file[1:]) if given.file else read_sample(),
            teacher,
        )


if __name__ == "__main__":
    main()
