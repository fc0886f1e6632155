"""A teacher whose reading is timed, for benchmarks: it reads each text once, and every user pays for its own."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.encoders.adapter import Teacher

BATCH = 64


@dataclass
class TimedTeacher:
    """A teacher that remembers what it said and how long it took, so that each fit pays its own part."""

    teacher: Teacher
    rows: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    reading: float = 0.0  # CPU seconds really spent so far

    @property
    def version(self) -> str:
        """As the teacher's."""
        return self.teacher.version

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the teacher's rows, read now or before."""
        missing = [text for text in dict.fromkeys(texts) if text not in self.rows]
        for first in range(0, len(missing), BATCH):
            self._read(missing[first : first + BATCH])
        self.asked.update(texts)
        return np.array([self.rows[text] for text in texts], dtype=np.float32)

    def _read(self, texts: Sequence[str]) -> None:
        """Let the teacher read; its time is shared out by letters."""
        clock = time.process_time()
        rows = self.teacher.encode(texts)
        spent = time.process_time() - clock
        self.reading += spent
        letters = max(1, sum(map(len, texts)))
        for text, row in zip(texts, rows, strict=True):
            self.rows[text] = row
            self.seconds[text] = spent * len(text) / letters


class Clock:
    """CPU seconds of a stretch of work, the teacher's reading apart."""

    def __init__(self, teacher: TimedTeacher) -> None:
        """Start."""
        self.teacher = teacher
        self._start()

    def _start(self) -> None:
        self.teacher.asked.clear()
        self.began, self.read = time.process_time(), self.teacher.reading

    def lap(self) -> tuple[float, float]:
        """Return seconds of reading what was asked, and of all else; start again."""
        rest = time.process_time() - self.began - (self.teacher.reading - self.read)
        reading = sum(self.teacher.seconds[text] for text in self.teacher.asked)
        self._start()
        return reading, rest
