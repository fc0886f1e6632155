"""Asking the teacher: each text once, answers kept as they are stored, so that a rerun hears the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.telling import say_nothing
from trend_lib.topics.encoders.cleaning import clean_text
from trend_lib.topics.encoders.stored_vectors import hash_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.base.telling import Tell
    from trend_lib.topics.encoders.adapter import Teacher
    from trend_lib.topics.encoders.stored_vectors import VectorStore

BATCH = 64  # texts; what was answered is kept when a run is broken off
READS = "The teacher reads"
MOST_HEARD = 50_000  # answers kept in memory


@dataclass(frozen=True)
class Lesson:
    """A teacher, and where its answers are kept."""

    teacher: Teacher
    store: VectorStore | None = None
    tell: Tell = field(default=say_nothing, repr=False, compare=False)
    heard: dict[str, NDArray[np.float16]] = field(default_factory=dict, repr=False)

    def ask(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the teacher's unit rows, in the precision of the store."""
        hashes = [hash_text(clean_text(text)) for text in texts]
        wanted = {
            key: text for key, text in zip(hashes, texts, strict=True) if key not in self.heard
        }
        if len(self.heard) + len(wanted) > MOST_HEARD:
            self.heard.clear()
            wanted = dict(zip(hashes, texts, strict=True))
        if wanted and self.store is not None:
            self.heard.update(self.store.get(list(wanted)))
        missing = [key for key in wanted if key not in self.heard]
        for first in range(0, len(missing), BATCH):
            self.tell(READS, first, len(missing))
            self._hear(missing[first : first + BATCH], wanted)
        answers = [self.heard[key] for key in hashes] or self.teacher.encode(["width"])[:0]
        return np.array(answers, dtype=np.float32)

    def _hear(self, keys: Sequence[str], wanted: dict[str, str]) -> None:
        """Ask about some texts, and keep the answers."""
        rows = self.teacher.encode([wanted[key] for key in keys]).astype(np.float16)
        answers = dict(zip(keys, rows, strict=True))
        self.heard.update(answers)
        if self.store is not None:
            self.store.put(answers)
