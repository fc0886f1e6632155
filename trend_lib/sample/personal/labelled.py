"""Labelled texts: each with the spans of what was planted; the same arguments give the same bytes."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from trend_lib.sample.catalogue import load_topics
from trend_lib.sample.facts import LANGUAGES
from trend_lib.sample.personal.decoy import draw_slots
from trend_lib.sample.personal.spelling import spell

KINDS = ("phone", "card", "e-mail", "iban", "contract", "tax", "passport", "name")
SHARES = (26, 14, 14, 12, 16, 5, 5, 8)
DECOY_SHARE = 0.25  # of all texts hold no personal data at all
CARRIED_SHARE = 0.6  # of the others begin or end with words about something else
DECOYED_SHARE = 0.25  # carry numbers that are nobody's


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted item: where it stands, what it is, how it is spelled."""

    start: int
    end: int
    kind: str
    spelling: str


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text and all personal data in it."""

    language: str
    text: str
    planted: tuple[Planted, ...]


@cache
def load_frames() -> dict[str, Any]:
    """Return the sentences around items, by kind, language and split."""
    return tomllib.loads((Path(__file__).parent / "frames.toml").read_text("utf-8"))


def write_labelled(path: Path, count: int, seed: int) -> int:
    """Write texts with `count` planted items as JSON lines; return how many texts they are."""
    texts = draw_labelled(count, seed, held_out=True)
    lines = (json.dumps(asdict(text), ensure_ascii=False) + "\n" for text in texts)
    path.write_text("".join(lines), "utf-8", newline="\n")
    return len(texts)


def draw_labelled(count: int, seed: int, *, held_out: bool) -> list[LabelledText]:
    """Draw texts until `count` items are planted, with texts without any between them."""
    random = Random(f"{seed} {held_out}")  # noqa: S311 - a sample, no secret
    split = "held_out" if held_out else "tuning"
    drawn: list[LabelledText] = []
    planted = 0
    while planted < count:
        language = random.choice(LANGUAGES)
        has_item = random.random() >= DECOY_SHARE
        drawn.append(
            _with_item(language, split, random)
            if has_item
            else LabelledText(language, _decoy(language, split, random), ())
        )
        planted += len(drawn[-1].planted)
    return drawn


def _with_item(language: str, split: str, random: Random) -> LabelledText:
    """Plant one item in one sentence, often with other words around it."""
    kind = random.choices(KINDS, SHARES)[0]
    spelling, item = (
        ("plain", random.choice(load_frames()["names"][language][split]))
        if kind == "name"
        else spell(kind, language, random)
    )
    frame = random.choice(load_frames()[kind][language][split])
    before, after = (_fill(part, language, split, random) for part in frame.split("{x}"))
    if kind != "name" and random.random() < CARRIED_SHARE:
        before, after = _carried(before, after, language, split, random)
    place = Planted(len(before), len(before) + len(item), kind, spelling)
    return LabelledText(language, before + item + after, (place,))


def _carried(before: str, after: str, language: str, split: str, random: Random) -> tuple[str, str]:
    """Put other words before or after a sentence."""
    other = (
        _decoy(language, split, random)
        if random.random() < DECOYED_SHARE
        else _request(language, random) + "."
    )
    gap = random.choice((" ", "\n"))
    return (other + gap + before, after) if random.random() < 0.5 else (before, after + gap + other)


def _decoy(language: str, split: str, random: Random) -> str:
    return _fill(random.choice(load_frames()["decoy"][language][split]), language, split, random)


def _fill(frame: str, language: str, split: str, random: Random) -> str:
    """Fill a frame's slots, but for the item."""
    del split  # slots are numbers and requests of both splits
    filled = frame
    while "{" in filled:
        request = _request(language, random)
        slots = {
            **draw_slots(random),
            "word": request,
            "Word": f"{request[:1].upper()}{request[1:]}.",
        }
        slot = filled[filled.index("{") + 1 : filled.index("}")]
        filled = filled.replace("{" + slot + "}", slots[slot], 1)
    return filled


@cache
def _requests(language: str) -> tuple[str, ...]:
    """Return what the sample's subscribers say in a few words, where that needs no filling in."""
    return tuple(
        said
        for topic in load_topics()
        for said in topic.wordings[language].short
        if "{" not in said
    )


def _request(language: str, random: Random) -> str:
    return random.choice(_requests(language))
