"""How far tone agrees with what people said: lexicon and head side by side, out of fold.

Run: python benchmarks/tone.py [--rozetka reviews.jsonl] [--rosatom labelled.json] [--twcs twcs.csv] [--teacher]
     [--no-sample]

Rozetka: Ukrainian shop reviews, negative or positive. Rosatom: Russian reviews of apps, problem or none. The lexicon was
written without a look at either. The sample provider's scores hang on subject, outcome and operator and hardly on
words of feeling: there the head learns what the lexicon cannot know. A file that is not there is skipped and said so.
The head is fitted on four fifths and judges the last, texts dealt by score, equal texts together.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trend_lib import contacts, flow, sample, sources
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.encoders.adapter import open_teacher
from trend_lib.topics.tone.head import judge_out_of_fold
from trend_lib.topics.tone.lexicon import lexicon_tone
from trend_lib.topics.tone.measure import assess_tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Scored = tuple[list[str], NDArray[np.float64], list[str]]  # texts, scores 0 to 1, groups

SEED = 7
TEACHER_LETTERS = 600
SCORES = """
    SELECT contacts.text, avg((score - scale_min) / (scale_max - scale_min)), any_value(language)
    FROM contacts.survey_answers JOIN contacts.contacts USING (contact_id)
    WHERE score IS NOT NULL GROUP BY contact_id, contacts.text ORDER BY contact_id
"""


def read_rozetka(path: Path) -> Scored:
    """Return the reviews; those written in Ukrainian apart from the translated."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    groups = ["translated" if row["machine_translated"] else "real Ukrainian" for row in rows]
    scores = np.array([float(row["label"] == "positive") for row in rows])
    return [row["text"] for row in rows], scores, groups


def read_rosatom(path: Path) -> Scored:
    """Return the reviews; a problem is a low score."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    scores = np.array([float(row["problemscore"] == "noproblem") for row in rows])
    return [row["text"] for row in rows], scores, ["ru"] * len(rows)


def read_sample() -> Scored:
    """Return the scored contacts of a sample provider, and their languages."""
    with tempfile.TemporaryDirectory() as folder:
        sample.make(Path(folder) / "home", weeks=20, contacts_per_week=1000)
        home = open_home(Path(folder) / "home")
        flow.land(home)
        with hold_warehouse(home):
            for week in sources.pending_weeks(home):
                contacts.build(home, week)
            with open_warehouse(home) as con:
                rows = con.execute(SCORES).fetchall()
    texts, scores, languages = zip(*rows, strict=True)
    return list(texts), np.array(scores), list(languages)


def encode_tfidf(texts: Sequence[str]) -> Vectors:
    """Return the core encoder's vectors, fitted on the texts themselves."""
    return TfidfEncoder.fit(sorted(set(texts)), SEED).encode(texts)


def encode_teacher(texts: Sequence[str]) -> Vectors:
    """Return the bundled multilingual model's vectors (extra `multilingual`); minutes for thousands of texts."""
    teacher = open_teacher("bundled")
    if teacher is None:
        raise SystemExit("--teacher: install the extra `multilingual`")
    return teacher.encode([text[:TEACHER_LETTERS] for text in texts])


def by_lexicon(texts: Iterable[str]) -> NDArray[np.float64]:
    """Return each text's tone by the lexicon."""
    return np.array([lexicon_tone(text) for text in texts], dtype=np.float64)


def report(
    name: str, scored: Scored, encoders: dict[str, Callable[[Sequence[str]], Vectors]]
) -> None:
    """Print the agreement of the lexicon and of a head on each encoder."""
    texts, scores, groups = scored
    judged = {"lexicon": by_lexicon(texts)}
    clock = time.process_time()
    by_lexicon(texts)  # its words are remembered by now, as in a weekly run
    speed = len(texts) / (time.process_time() - clock)
    for encoder, encode in encoders.items():
        judged[f"head, {encoder}"] = judge_out_of_fold(texts, encode(texts), scores, SEED)
    letters = np.mean([len(text) for text in texts])
    print(f"\n{name}: {len(texts)} texts of {letters:.0f} letters; lexicon {speed:,.0f} a CPU-s")
    for judge, tones in judged.items():
        for part in assess_tone(tones, scores, groups):
            print(
                f"  {judge:14} {part.group:15} {part.texts:5} unknown {part.unknown_share:.3f}"
                f"  rho {part.rho}  AUC {part.auc}"
            )
        if judge != "lexicon":
            known = ~np.isnan(tones)
            slope = np.polyfit(tones[known], 2 * scores[known] - 1, 1)[0]
            print(f"  {judge:14} slope of score on tone {slope:.2f} (1 is calibrated)")


def look_at_twcs(path: Path) -> None:
    """Print the ends of the scale among inbound tweets; they have no labels."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines) if row["inbound"] == "True"]
    tones = by_lexicon(texts)
    known = np.flatnonzero(~np.isnan(tones))
    order = known[np.argsort(tones[known], kind="stable")]
    print(f"\ntwcs: {len(texts)} inbound, unknown {1 - len(known) / len(texts):.3f}")
    for row in [*order[:10], *order[-10:]]:
        print(f"  {tones[row]:+.2f} {' '.join(texts[row].split())[:140]}")


def main() -> None:
    """Measure whatever is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("rozetka", "rosatom", "twcs"):
        parser.add_argument(f"--{name}", type=Path, default=Path("not-given"))
    parser.add_argument("--teacher", action="store_true")
    parser.add_argument("--no-sample", action="store_true")
    given = parser.parse_args()
    encoders = {"tfidf": encode_tfidf} | ({"e5": encode_teacher} if given.teacher else {})
    for name, read in (("rozetka", read_rozetka), ("rosatom", read_rosatom)):
        path = getattr(given, name)
        if path.is_file():
            report(name, read(path), encoders)
        else:
            print(f"{name}: skipped, {path} is not there")
    if not given.no_sample:
        report("sample provider", read_sample(), encoders)
    if given.twcs.is_file():
        look_at_twcs(given.twcs)
    else:
        print(f"twcs: skipped, {given.twcs} is not there")


if __name__ == "__main__":
    main()
