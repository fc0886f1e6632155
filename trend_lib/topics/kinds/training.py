"""Teach a home's classifier of kinds: shipped examples, and with more weight what the home's people said.

An encoder's vectors may be read beside the words. They are not by default: of the two labelled sets that
`benchmarks/kinds.py` measures, one gained by them and the other lost.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from trend_lib.topics.kind import seed_words
from trend_lib.topics.kinds.example import Example, home_examples, shipped_examples
from trend_lib.topics.kinds.model import KindModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trend_lib.topics.encoder import Encoder

RECIPE = 1  # raised when this package learns in another way: stored models are then taught anew
HOME_WEIGHT = 4.0  # of a home's label, an example weighs one: its own words are what will be judged


def train_kinds(
    seeds: Sequence[Example] | None,
    labels: Iterable[tuple[str, str]],
    encoder: Encoder | None = None,
    seed: int = 7,
) -> KindModel:
    """Return a model taught by examples (None: those shipped) and by a home's labels (text, kind).

    With an encoder, its vectors are read beside the words; the same encoder's must come with every later text.

    Raises:
        ValueError: A label is of no kind, or a kind has no text at all.
    """
    home = home_examples(labels)
    taught = join_examples(seeds, home)
    texts = [example.text for example in taught]
    return KindModel.fit(
        texts,
        [example.kind for example in taught],
        seed,
        vectors=None if encoder is None else encoder.encode(texts),
        weights=[1.0] * (len(taught) - len(home)) + [HOME_WEIGHT] * len(home),
        groups=[example.group for example in taught],
        taught_by=name_lesson(seeds, home, encoder, seed),
    )


def is_taught_by(
    model: KindModel,
    seeds: Sequence[Example] | None,
    labels: Iterable[tuple[str, str]],
    encoder: Encoder | None = None,
    seed: int = 7,
) -> bool:
    """Tell whether `train_kinds` with these arguments would make this very model; quick."""
    return model.taught_by == name_lesson(seeds, home_examples(labels), encoder, seed)


def join_examples(seeds: Sequence[Example] | None, home: Sequence[Example]) -> list[Example]:
    """Return the examples that the home does not contradict, then what the home says."""
    shipped = shipped_examples() if seeds is None else seeds
    said = {example.text for example in home}
    return [*(example for example in shipped if example.text not in said), *home]


def name_lesson(
    seeds: Sequence[Example] | None, home: Sequence[Example], encoder: Encoder | None, seed: int
) -> str:
    """Return a name that changes with anything that is taught, the seed words too."""
    told = [list(example) for example in join_examples(seeds, home)]
    words = [[word, votes] for word, votes in sorted(seed_words().items())]
    version = "" if encoder is None else encoder.version
    lesson = json.dumps([RECIPE, told, len(home), words, version, seed])
    return hashlib.sha256(lesson.encode()).hexdigest()[:16]
