"""The default encoder where a teacher is: a student answers, the teacher is asked about strange words."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from trend_lib.base.telling import say_nothing
from trend_lib.topics.encoders.cleaning import unit_rows
from trend_lib.topics.encoders.fitting import fit_parts
from trend_lib.topics.encoders.lesson import Lesson
from trend_lib.topics.encoders.packing import DistilledParts, pack_parts, unpack_parts
from trend_lib.topics.encoders.remembered import RememberedRows
from trend_lib.topics.encoders.surface import leave_formulas_out, read_words
from trend_lib.topics.formula import drop_formulas
from trend_lib.topics.unseen import UNSEEN_DIMENSIONS, hashed_places
from trend_lib.topics.words import Token, read_phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.base.telling import Tell
    from trend_lib.topics.encoders.adapter import Teacher
    from trend_lib.topics.encoders.stored_vectors import VectorStore

logger = logging.getLogger(__name__)
BATCH = 2_000  # texts at a time: what stands in memory stays small
STEM_LETTERS = 6
UNSEEN_SHARE = 0.5  # of an unseen word's weight is hashed, as in TfidfEncoder
ASKED_UNSEEN_SHARE = 0.25  # where the teacher was asked, it has already spoken about those words
ASK_ALWAYS = -1.0  # every share of unseen words is above it
TEACHER_TEXTS = 4_000
ASKED_SHARE = 0.15


@dataclass(frozen=True)
class DistilledEncoder:
    """A linear student of a teacher, with hashed unseen words beside its answer."""

    parts: DistilledParts
    version: str
    _lesson: Lesson | None = field(default=None, repr=False, compare=False)
    _remembered: RememberedRows = field(default_factory=RememberedRows, repr=False, compare=False)

    @classmethod
    def fit(  # noqa: PLR0913 - all but three are named, and have defaults
        cls,
        texts: Sequence[str],
        teacher: Teacher,
        seed: int,
        *,
        store: VectorStore | None = None,
        teacher_texts: int = TEACHER_TEXTS,
        asked_share: float = ASKED_SHARE,
        tell: Tell = say_nothing,
    ) -> Self:
        """Let the teacher read a sample of distinct texts, and learn to say the same quickly.

        Args:
            texts: Distinct texts of the home, in an order that stays.
            teacher: The slow model.
            seed: Chooses the sample.
            store: Keeps the teacher's answers from run to run.
            teacher_texts: At most so many are read (and no more than the dual form can take).
            asked_share: At most this share of later texts is strange enough to ask the teacher.
            tell: Is told how far the teacher has read.
        """
        lesson = Lesson(teacher, store, tell)
        parts = fit_parts(texts, lesson, seed, teacher_texts, asked_share)
        return cls(parts, _name_version(pack_parts(parts)), lesson)

    @classmethod
    def load(
        cls, artefact: bytes, teacher: Teacher | None = None, store: VectorStore | None = None
    ) -> Self:
        """Read an encoder back from the bytes of `pack`; another teacher than its own is left out."""
        parts = unpack_parts(artefact)
        lesson = None if teacher is None else Lesson(teacher, store)
        if teacher is not None and teacher.version != parts.teacher_version:
            logger.warning(
                "the encoder was fitted to teacher %s, installed is %s: it works without it; "
                "to use the new one run `trends topics refit`",
                parts.teacher_version,
                teacher.version,
            )
            lesson = None
        return cls(parts, _name_version(artefact), lesson)

    def pack(self) -> bytes:
        """Return everything as a NumPy archive without pickles."""
        return pack_parts(self.parts)

    @property
    def teacher_version(self) -> str:
        """The teacher it was fitted to."""
        return self.parts.teacher_version

    @property
    def formulas(self) -> frozenset[str]:
        """Phrases that go with any subject and are not read."""
        return self.parts.formulas

    def read(self, text: str) -> list[Token]:
        """Return the text's words without its formulas."""
        return drop_formulas(read_phrases(text), self.parts.formulas)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one; a text without words is a row of zeros."""
        width = self.parts.student.width + UNSEEN_DIMENSIONS
        return self._remembered.look_up(texts, width, self._encode_new)

    def encode_with_care(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return rows of the same space with the teacher asked about every text, where it is here."""
        if self._lesson is None or not len(texts):
            return self.encode(texts)
        return self._encode_batch(texts, ask_above=ASK_ALWAYS)

    def _encode_new(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode a batch at a time."""
        batches = [texts[first : first + BATCH] for first in range(0, len(texts), BATCH)]
        return np.vstack([self._encode_batch(batch, self.parts.ask_above) for batch in batches])

    def _encode_batch(self, texts: Sequence[str], ask_above: float) -> NDArray[np.float32]:
        """Join what the student (or the teacher) says with the hashed part of words never seen."""
        documents = [read_words(text, self.parts.written_formulas) for text in texts]
        known = self.parts.student.project(documents)
        unseen = [self.parts.student.vocabulary.unseen_share(words) for words in documents]
        strangeness = np.array([share for _, share in unseen], dtype=np.float32)
        factors = np.full(len(texts), UNSEEN_SHARE, dtype=np.float32)
        asked = [
            row
            for row, share in enumerate(strangeness)
            if self._lesson is not None and documents[row] and share > ask_above
        ]
        if self._lesson is not None and asked:
            known[asked] = self._ask([texts[row] for row in asked], self._lesson)
            factors[asked] = ASKED_UNSEEN_SHARE
        factors[~known.any(axis=1)] = 1  # nothing else can tell such a text from another
        return _join(known, _hash_words([words for words, _ in unseen]), factors * strangeness)

    def _ask(self, texts: Sequence[str], lesson: Lesson) -> NDArray[np.float32]:
        """Return the teacher's own answers, in the student's space."""
        heard = [leave_formulas_out(text, self.parts.written_formulas) for text in texts]
        return self.parts.means.take_away(heard, lesson.ask(heard))


def _name_version(artefact: bytes) -> str:
    """Name a frozen state by its bytes; they hold the teacher's version too."""
    return f"distilled-{hashlib.sha256(artefact).hexdigest()[:10]}"


def _hash_words(texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """Return unseen words by their beginnings (endings change), spread over some dimensions."""
    hashed = np.zeros((len(texts), UNSEEN_DIMENSIONS), dtype=np.float32)
    for row, words in enumerate(texts):
        for stem in {word[:STEM_LETTERS] for word in words}:
            for place, sign in hashed_places(stem):
                hashed[row, place] += sign
    return unit_rows(hashed)


def _join(
    known: NDArray[np.float32], hashed: NDArray[np.float32], shares: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Put both parts beside one another; `shares` of the squared length are the hashed part's."""
    parts = [np.sqrt(1 - shares)[:, None] * known, np.sqrt(shares)[:, None] * hashed]
    return unit_rows(np.hstack(parts))
