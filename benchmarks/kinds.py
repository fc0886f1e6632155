"""How well the three kinds are told: rules against the classifier, on texts that taught neither.

Run: `python benchmarks/kinds.py [--vectors] [LABELLED.csv CLASSES.json]`. First the sample provider (its planted
truth), then, where given, a CSV of texts with routing classes (columns text, label), mapped to kinds by ROUTING
below. Of both, every distinct text counts once: copies would only make the intervals too narrow. With --vectors
an encoder is distilled from the bundled teacher on the same texts, without their labels (minutes), and read too.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from trend_lib import contacts, sample, sources
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.topics.encoders.adapter import open_teacher
from trend_lib.topics.encoders.distilled import DistilledEncoder
from trend_lib.topics.kind import kind_of_words
from trend_lib.topics.kinds.assessment import Share, assess_kinds
from trend_lib.topics.kinds.example import KINDS, shipped_examples, wording_key
from trend_lib.topics.kinds.fitting import Lesson, choose_out_of_fold
from trend_lib.topics.kinds.model import KindModel
from trend_lib.topics.kinds.training import train_kinds
from trend_lib.topics.kinds.verdict import find_doubtful, kind_of_group
from trend_lib.topics.words import read_tokens

TEACHER_TEXTS = 1_500  # are read by the teacher; a home's own fit reads up to 4,000
ANSWERS = 100  # of a person, in the sample's home
Labelled = list[tuple[str, str]]  # a text and its kind
ROUTING = {  # routing classes of a mobile operator that lie within one kind
    "FAQ - тарифы и услуги": "marketing",
    "мобильная связь - тарифы": "marketing",
    "тарифы - подбор": "marketing",
    "Мобильные услуги": "marketing",
    "Роуминг": "marketing",
    "Баланс": "customer_service",
    "Оплата": "customer_service",
    "запрос обратной связи": "customer_service",
    "Личный кабинет": "technical",
    "мобильная связь - зона обслуживания": "technical",
}
# Left out, since their texts are of several kinds: mobile internet and its FAQ (packs, prices, settings and
# faults), SIM card and number (buying, replacing, PUK), devices (selling and setting up).


def read_sample(weeks: int = 6, contacts_per_week: int = 1500) -> tuple[Labelled, list[str]]:
    """Return the sample provider's distinct texts as the topics room sees them, and their planted topics."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        sample.make(path, weeks=weeks, contacts_per_week=contacts_per_week)
        home = open_home(path)
        sources.land(home)
        with hold_warehouse(home), open_warehouse(home) as con:
            for week in sources.pending_weeks(home):
                contacts.build(home, week)
            found = con.execute(
                "SELECT source, source_id, text FROM contacts.contacts "
                "WHERE text <> '' ORDER BY contact_id"
            ).fetchall()
        with gzip.open(path / "truth_contacts.csv.gz", "rt", encoding="utf-8") as lines:
            truth = {(row["source"], row["source_id"]): row for row in csv.DictReader(lines)}
    distinct = {text: truth.get((source, one)) for source, one, text in found}
    known = [(text, row) for text, row in distinct.items() if row and row["kind"]]
    return [(text, row["kind"]) for text, row in known], [row["topic"] for _, row in known]


def read_routing(labelled: Path, classes: Path) -> Labelled:
    """Return distinct texts of the classes that lie within one kind; says what was left out."""
    known = set(json.loads(classes.read_text("utf-8")))
    with labelled.open(encoding="utf-8", newline="") as lines:
        rows = {row["text"]: row["label"] for row in csv.DictReader(lines)}
    print(f"\nclasses left out: {', '.join(sorted(known - ROUTING.keys()))}")
    return [(text, ROUTING[label]) for text, label in rows.items() if label in ROUTING]


def by_rules(texts: list[str]) -> np.ndarray:
    """Return what the seed words say, as certainties."""
    said = [KINDS.index(kind_of_words(read_tokens(text))) for text in texts]
    return np.eye(len(KINDS))[said]


def show(share: Share) -> str:
    """Write a share with its interval."""
    return f"{share.value:.3f} ({share.lower:.3f}-{share.upper:.3f})"


def compare(
    title: str, labelled: Labelled, model: KindModel, *, with_vectors: bool
) -> dict[str, np.ndarray]:
    """Print rules and classifier side by side; return what each says."""
    texts, labels = [text for text, _ in labelled], [kind for _, kind in labelled]
    clock = time.process_time()
    probabilities = model.probabilities(texts)
    speed = len(texts) / (time.process_time() - clock)
    told = {"rules": by_rules(texts), "classifier": probabilities}
    print(f"\n{title}: {len(texts)} distinct texts, {speed:,.0f} a CPU-second")
    if with_vectors:
        told["+ vectors"] = by_vectors(texts)
    show_all(labels, told)
    return told


def by_vectors(texts: list[str]) -> np.ndarray:
    """Return what the classifier says that reads a home's own encoder beside the words."""
    teacher = open_teacher("bundled")
    if teacher is None:
        raise SystemExit("the bundled teacher is not installed")
    encoder = DistilledEncoder.fit(texts, teacher, seed=7, teacher_texts=TEACHER_TEXTS)
    return train_kinds(None, [], encoder).probabilities(texts, encoder.encode(texts))


def show_all(labels: list[str], told: dict[str, np.ndarray]) -> None:
    """Print what each way is worth, and its confusions."""
    for name, probabilities in told.items():
        found = assess_kinds(labels, probabilities)
        recalls = ", ".join(f"{kind} {show(share)}" for kind, share in found.recall.items())
        print(
            f"{name:11} accuracy {show(found.accuracy)}  calibration error "
            f"{found.calibration_error:.3f}  Brier {found.brier:.3f}\n{'':11} recall: {recalls}"
        )
        for kind, row in zip(KINDS, found.confusion, strict=True):
            cells = "  ".join(
                f"{kind[:9]} {count:5}" for kind, count in zip(KINDS, row, strict=True)
            )
            print(f"{'':11} {kind:17} was told as: {cells}")


def show_topics(labelled: Labelled, topics: list[str], told: dict[str, np.ndarray]) -> None:
    """Print how many planted topics get their kind when their texts speak together."""
    kinds = dict(zip(topics, (kind for _, kind in labelled), strict=True))
    of_topic = np.array(topics)
    for name, probabilities in told.items():
        verdicts = {topic: kind_of_group(probabilities[of_topic == topic]) for topic in kinds}
        right = sum(verdicts[topic].kind == kind for topic, kind in kinds.items())
        print(f"{name:11} topics as a whole: {right} of {len(kinds)} have their planted kind")


def show_learning(labelled: Labelled, probabilities: np.ndarray) -> None:
    """Print what a person's answers bring: the most doubtful texts, or as many drawn by lot.

    Judged on the texts whose wording no answer shares.
    """
    drawn = np.random.default_rng(7).permutation(len(labelled))[:ANSWERS].tolist()
    asked = {"doubtful": find_doubtful(probabilities, ANSWERS), "by lot": drawn}
    for name, rows in asked.items():
        answers = [labelled[row] for row in rows]
        seen = {wording_key(text) for text, _ in answers}
        rest = [one for one in labelled if wording_key(one[0]) not in seen]
        told = train_kinds(None, answers).probabilities([text for text, _ in rest])
        found = assess_kinds([kind for _, kind in rest], told)
        print(
            f"{name:11} after {ANSWERS} answers: accuracy {show(found.accuracy)}  calibration "
            f"error {found.calibration_error:.3f}, on {found.texts} texts of other wordings"
        )


def main() -> None:
    """Print all comparisons of one run."""
    with_vectors = "--vectors" in sys.argv
    files = [word for word in sys.argv[1:] if word != "--vectors"]
    examples = shipped_examples()
    model = train_kinds(None, [])
    kinds = [example.kind for example in examples]
    groups = [example.group for example in examples]
    lesson = Lesson.make([example.text for example in examples], kinds, None, None, groups)
    told = {
        "rules": by_rules([example.text for example in examples]),
        "classifier": choose_out_of_fold(lesson, seed=7),
    }
    print(
        f"shipped examples, whole subjects held out: {len(examples)} texts; model {model.version}"
    )
    show_all(kinds, told)
    labelled, topics = read_sample()
    told = compare("sample provider", labelled, model, with_vectors=with_vectors)
    show_topics(labelled, topics, told)
    show_learning(labelled, told["classifier"])
    if files:
        routing = read_routing(*map(Path, files))
        compare("routing classes of a mobile operator", routing, model, with_vectors=with_vectors)


if __name__ == "__main__":
    main()
