"""A teacher alone as the encoder: for comparison, or where every text may cost a model's time."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from trend_lib.base.errors import ConfigError
from trend_lib.base.telling import say_nothing
from trend_lib.topics.encoders.centring import LanguageMeans
from trend_lib.topics.encoders.lesson import Lesson
from trend_lib.topics.encoders.remembered import RememberedRows
from trend_lib.topics.formula import drop_formulas, find_formulas
from trend_lib.topics.words import read_phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.base.telling import Tell
    from trend_lib.topics.encoders.adapter import Teacher
    from trend_lib.topics.encoders.stored_vectors import VectorStore
    from trend_lib.topics.words import Token


@dataclass(frozen=True)
class TaughtEncoder:
    """The teacher's own vectors, centred for each language."""

    means: LanguageMeans
    formulas: frozenset[str]
    version: str
    _artefact: bytes = field(repr=False, compare=False)
    _lesson: Lesson = field(repr=False, compare=False)
    _remembered: RememberedRows = field(default_factory=RememberedRows, repr=False, compare=False)

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        teacher: Teacher,
        store: VectorStore | None = None,
        tell: Tell = say_nothing,
    ) -> Self:
        """Let the teacher read all texts, and learn where each language lies."""
        formulas = find_formulas([read_phrases(text) for text in texts])
        means = LanguageMeans.measure(texts, Lesson(teacher, store, tell).ask(texts))
        written = io.BytesIO()
        np.savez(
            written,
            allow_pickle=False,
            means=means.rows,
            formulas=_as_bytes(sorted(formulas)),
            teacher_version=_as_bytes([teacher.version]),
        )
        return cls.load(written.getvalue(), teacher, store)

    @classmethod
    def load(cls, artefact: bytes, teacher: Teacher, store: VectorStore | None = None) -> Self:
        """Read an encoder back; without its own teacher it cannot work."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as stored:
            means = LanguageMeans(stored["means"])
            formulas = frozenset(_as_lines(stored["formulas"]))
            fitted_to = _as_lines(stored["teacher_version"])[0]
        if teacher.version != fitted_to:
            raise ConfigError(
                f"the topics were made with {fitted_to}, installed is {teacher.version}: "
                "install the former, or begin anew from the latter with `trends topics refit`"
            )
        version = f"taught-{hashlib.sha256(artefact).hexdigest()[:10]}"
        return cls(means, formulas, version, artefact, Lesson(teacher, store))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one; a text without words is a row of zeros."""
        return self._remembered.look_up(texts, self.means.rows.shape[1], self._ask)

    def encode_with_care(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the same rows: the teacher speaks always."""
        return self.encode(texts)

    def _ask(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the teacher's answers, centred; about a text without words it is not asked."""
        worded = [row for row, text in enumerate(texts) if any(read_phrases(text))]
        rows = np.zeros((len(texts), self.means.rows.shape[1]), dtype=np.float32)
        if worded:
            asked = [texts[row] for row in worded]
            rows[worded] = self.means.take_away(asked, self._lesson.ask(asked))
        return rows

    def read(self, text: str) -> list[Token]:
        """Return the text's words without its formulas."""
        return drop_formulas(read_phrases(text), self.formulas)

    def pack(self) -> bytes:
        """Return the frozen state: the means; the model itself stays in its package."""
        return self._artefact


def _as_bytes(lines: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _as_lines(stored: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(stored.tobytes().decode().split("\n")) if stored.size else ()
