"""A distilled encoder as bytes: a NumPy archive without pickles."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.encoders.centring import LanguageMeans
from trend_lib.topics.encoders.student import Student
from trend_lib.topics.encoders.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True)
class DistilledParts:
    """Everything a distilled encoder is made of."""

    student: Student
    means: LanguageMeans
    formulas: frozenset[str]  # as dictionary forms: for names
    written_formulas: frozenset[str]  # as they are written: for vectors
    ask_above: float  # unseen share of a text from which the teacher is asked
    teacher_version: str


def pack_parts(parts: DistilledParts) -> bytes:
    """Write the archive; names are one UTF-8 text each, one a line."""
    vocabulary = parts.student.vocabulary
    names = {
        "words": vocabulary.words,
        "grams": vocabulary.grams,
        "formulas": sorted(parts.formulas),
        "written_formulas": sorted(parts.written_formulas),
        "teacher_version": [parts.teacher_version],
    }
    written = io.BytesIO()
    np.savez(
        written,
        allow_pickle=False,
        word_weights=vocabulary.word_weights,
        gram_weights=vocabulary.gram_weights,
        word_map=parts.student.word_map,
        gram_map=parts.student.gram_map,
        means=parts.means.rows,
        ask_above=np.array([parts.ask_above]),
        **{name: _as_bytes(lines) for name, lines in names.items()},
    )
    return written.getvalue()


def unpack_parts(artefact: bytes) -> DistilledParts:
    """Read the archive."""
    with np.load(io.BytesIO(artefact), allow_pickle=False) as stored:
        kept = dict(stored.items())
    vocabulary = Vocabulary(
        _as_lines(kept["words"]),
        _as_lines(kept["grams"]),
        kept["word_weights"],
        kept["gram_weights"],
    )
    return DistilledParts(
        Student(vocabulary, kept["word_map"], kept["gram_map"]),
        LanguageMeans(kept["means"]),
        frozenset(_as_lines(kept["formulas"])),
        frozenset(_as_lines(kept["written_formulas"])),
        float(kept["ask_above"][0]),
        _as_lines(kept["teacher_version"])[0],
    )


def _as_bytes(lines: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _as_lines(stored: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(stored.tobytes().decode().split("\n")) if stored.size else ()
