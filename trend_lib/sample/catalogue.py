"""The topics of the made-up provider, read from `texts/*.toml`: how often, when, and the words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from trend_lib.sample.facts import LANGUAGES

TEXTS = Path(__file__).parent / "texts"
KINDS = ("technical", "marketing", "customer_service")
PRODUCTS = ("Home internet", "Mobile", "TV", "Home phone", "Business")
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with places to fill: `template` has a %s for each of `slots`."""

    template: str
    slots: tuple[str, ...]

    @classmethod
    def parse(cls, written: str) -> Frame:
        """Read a sentence such as `No internet {since}`."""
        template = SLOT.sub("%s", written.replace("%", "%%"))
        return cls(template, tuple(SLOT.findall(written)))


@dataclass(frozen=True, slots=True)
class Wording:
    """How a topic sounds in one language."""

    short: tuple[str, ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class SampleTopic:
    """What contacts are about, and how they behave."""

    name: str
    kind: str
    share: float  # of 100 contacts
    growth: float  # a year
    season: tuple[float, float, float]  # yearly swing, its peak week, half-yearly swing
    hours: str  # evening | office | flat
    product: str
    calls: float  # share that comes by phone
    handle_seconds: float
    solved: float  # share solved
    hardness: float  # 0 easy .. 1 hard on the operator and on the score
    local: bool  # a matter of place: the note may name one
    wordings: dict[str, Wording]


@cache
def load_topics() -> tuple[SampleTopic, ...]:
    """Return all topics, those of a kind together, always in the same order."""
    return tuple(
        _topic(name, kind, entry)
        for kind in KINDS
        for name, entry in tomllib.loads((TEXTS / f"{kind}.toml").read_text("utf-8")).items()
    )


def _topic(name: str, kind: str, entry: dict[str, Any]) -> SampleTopic:
    traits = {key: value for key, value in entry.items() if key not in LANGUAGES}
    traits["season"] = tuple(traits["season"])
    wordings = {language: _wording(entry[language]) for language in LANGUAGES}
    return SampleTopic(name=name, kind=kind, wordings=wordings, **traits)


def _wording(entry: dict[str, list[str]]) -> Wording:
    return Wording(tuple(entry["short"]), tuple(Frame.parse(each) for each in entry["frames"]))


@cache
def load_around() -> dict[str, dict[str, Any]]:
    """Return slots, greetings and chatter by language, those of every language mixed in."""
    around = tomllib.loads((TEXTS / "around.toml").read_text("utf-8"))
    everywhere = around.pop("everywhere")
    return {language: {**everywhere, **phrases} for language, phrases in around.items()}
