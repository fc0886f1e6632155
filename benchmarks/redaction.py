"""How much planted personal data redaction finds, how much of what it finds was planted, and what that costs.

Run: `python benchmarks/redaction.py [--items 12000] [--seeds 101 102] [--tuning] [--spellings] [--missed 20] [TEXTS.csv]`.
The labelled texts are drawn by `trend_lib.sample.personal` (`trends sample DIR --personal-data N` writes the same);
those counted here come from frames, names and seeds that were kept from the making of the finders. `--tuning` shows
the others. TEXTS.csv (a column text, nobody's phone in it by hand's count or not) prints every find, to be judged.

An item is found when not one of its letters and digits is left. A find is right when at least 8 of 10 of the letters and
digits it took out were planted.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections import Counter
from pathlib import Path

from trend_lib.base.privacy import BUILT_IN_TAGS, redact_texts
from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.quality.interval import wilson_interval
from trend_lib.sample.personal.labelled import LabelledText, Planted, draw_labelled

PRIVACY = PrivacyConfig()
TAG = re.compile(rf"\[({'|'.join(BUILT_IN_TAGS)})\]")
TAG_OF = {"tax": "passport"}
Span = tuple[int, int, str]


def found_spans(text: str, redacted: str) -> list[Span]:
    """Return what was taken out, by laying what is left over the original."""
    pieces = TAG.split(redacted)
    pattern = "(.+?)".join(re.escape(piece) for piece in pieces[::2])
    laid = re.fullmatch(pattern, text, re.DOTALL)
    if laid is None:
        raise ValueError(f"redaction changed more than it took out: {redacted!r}")
    return [(*laid.span(number), tag) for number, tag in enumerate(pieces[1::2], start=1)]


def is_found(text: str, planted: Planted, spans: list[Span]) -> bool:
    """Tell whether nothing of an item is left."""
    left = "".join(
        sign
        for place, sign in enumerate(text[planted.start : planted.end], planted.start)
        if not any(start <= place < end for start, end, _ in spans)
    )
    if planted.spelling == "mark-up":  # the letters of tags may stay
        return not any(sign.isdecimal() or sign == "@" for sign in left)
    return not any(sign.isalnum() for sign in left)


def is_right(text: LabelledText, span: Span) -> bool:
    """Tell whether what was taken out was planted."""
    places = [place for place in range(span[0], span[1]) if text.text[place].isalnum()]
    inside = [
        place for place in places if any(item.start <= place < item.end for item in text.planted)
    ]
    return len(inside) >= 0.8 * len(places)


def share(part: int, whole: int) -> str:
    """Return a share with its 95 % interval."""
    if not whole:
        return "-"
    lower, upper = wilson_interval(part, whole)
    return f"{part / whole:.4f} [{lower:.4f}, {upper:.4f}]"


def measure(texts: list[LabelledText], *, missed: int, spellings: bool) -> None:
    """Print recall by kind and precision by tag."""
    redacted = redact_texts([text.text for text in texts], PRIVACY)
    planted, found, tagged = Counter[str](), Counter[str](), Counter[str]()
    by_spelling, of_spelling = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    finds, right = Counter[str](), Counter[str]()
    shown: list[str] = []
    for text, after in zip(texts, redacted, strict=True):
        spans = found_spans(text.text, after)
        for item in text.planted:
            here = is_found(text.text, item, spans)
            planted[item.kind] += 1
            found[item.kind] += here
            tagged[item.kind] += here and any(
                tag == TAG_OF.get(item.kind, item.kind) and start < item.end and end > item.start
                for start, end, tag in spans
            )
            of_spelling[item.kind, item.spelling] += 1
            by_spelling[item.kind, item.spelling] += here
            if not here:
                shown.append(f"missed {item.kind}/{item.spelling}: {text.text!r} -> {after!r}")
        for span in spans:
            finds[span[2]] += 1
            right[span[2]] += is_right(text, span)
            if not is_right(text, span):
                shown.append(f"false {span[2]}: {text.text!r} -> {after!r}")
    print("kind      planted   found  recall [95 %]               with its own tag")
    for kind in planted:
        print(
            f"{kind:9} {planted[kind]:7} {found[kind]:7}  {share(found[kind], planted[kind])}   {tagged[kind] / planted[kind]:.4f}"
        )
    print("tag         finds   right  precision [95 %]")
    for tag in [*finds, "all"]:
        some = (right[tag], finds[tag]) if tag != "all" else (right.total(), finds.total())
        print(f"{tag:9} {some[1]:7} {some[0]:7}  {share(*some)}")
    if spellings:
        for key in sorted(of_spelling):
            print(
                f"{'/'.join(key):30} {of_spelling[key]:6} {by_spelling[key] / of_spelling[key]:.4f}"
            )
    step = max(1, len(shown) // missed) if missed else 1
    print("\n".join(shown[::step][:missed] if missed else []))


def time_redaction(texts: list[str], name: str) -> None:
    """Print CPU microseconds a distinct text."""
    distinct = list(dict.fromkeys(texts))
    redact_texts(distinct[:2000], PRIVACY)
    took = []
    for _ in range(3):
        started = time.process_time()
        redact_texts(distinct, PRIVACY)
        took.append(time.process_time() - started)
    print(
        f"{name}: {min(took) / len(distinct) * 1e6:.1f} CPU microseconds a text, {len(distinct):,} distinct texts"
    )


def read_texts(path: Path) -> list[str]:
    """Return the column text of a CSV file."""
    csv.field_size_limit(10**7)
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file) if row["text"]]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--items", type=int, default=12_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[101])
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--spellings", action="store_true")
    parser.add_argument("--missed", type=int, default=0)
    asked = parser.parse_args()
    if asked.texts:
        texts = read_texts(asked.texts)
        for text, after in zip(texts, redact_texts(texts, PRIVACY), strict=True):
            if after != text:
                print(
                    *(
                        (tag, text[max(0, start - 30) : end + 20])
                        for start, end, tag in found_spans(text, after)
                    )
                )
        time_redaction(texts, asked.texts.name)
        return
    labelled = [
        text
        for seed in asked.seeds
        for text in draw_labelled(asked.items, seed, held_out=not asked.tuning)
    ]
    print(
        f"{sum(len(text.planted) for text in labelled):,} planted items in {len(labelled):,} texts, seeds {asked.seeds}"
    )
    measure(labelled, missed=asked.missed, spellings=asked.spellings)
    time_redaction([text.text for text in labelled], "labelled texts")
    time_redaction(
        [text.text for text in labelled if not text.planted], "texts without personal data"
    )


if __name__ == "__main__":
    sys.exit(main())
