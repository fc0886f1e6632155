"""Examples that teach the kinds: invented ones shipped with the package, and labels a home's people gave."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.topics.words import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent / "examples"
KINDS = ("customer_service", "marketing", "technical")  # the first is said where nothing tells


class Example(NamedTuple):
    """A text, its kind, and the group of wordings that it must not be judged by."""

    text: str
    kind: str
    group: str
    language: str = ""


@cache
def shipped_examples() -> tuple[Example, ...]:
    """Return the invented examples; all languages of one subject are one group."""
    return tuple(
        Example(text, kind, f"{kind} {subject}", language)
        for kind in KINDS
        for subject, texts in tomllib.loads((FOLDER / f"{kind}.toml").read_text("utf-8")).items()
        for language, lines in texts.items()
        for text in lines
    )


def home_examples(labels: Iterable[tuple[str, str]]) -> tuple[Example, ...]:
    """Return a home's labelled texts; of one text said twice the later label holds."""
    said = {text: kind for text, kind in labels if text and text.strip()}
    unknown = sorted(set(said.values()) - set(KINDS))
    if unknown:
        raise ValueError(f"kinds are {', '.join(KINDS)}; not {', '.join(map(repr, unknown))}")
    return tuple(Example(text, kind, wording_key(text)) for text, kind in said.items())


def wording_key(text: str) -> str:
    """Return a text without word order, endings, courtesies and numbers: near-copies share it."""
    return " ".join(sorted({token.lemma for token in read_tokens(text) if not token.is_stop}))
