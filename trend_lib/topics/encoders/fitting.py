"""Fitting a student: which texts the teacher reads, and from when on it is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.encoders.centring import LanguageMeans
from trend_lib.topics.encoders.cleaning import MAX_LETTERS
from trend_lib.topics.encoders.packing import DistilledParts
from trend_lib.topics.encoders.student import MOST_TEXTS, Student
from trend_lib.topics.encoders.surface import (
    find_surface_formulas,
    leave_formulas_out,
    read_words,
)
from trend_lib.topics.encoders.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.topics.encoders.lesson import Lesson

LESSON_LETTERS = 400_000  # the teacher reads at the fit: some three minutes of one processor
ASKED_LETTERS = 100_000  # it reads beside them when all texts of the fit are encoded
LEAST_LESSON = 500  # texts, however long they are
MOST_ASKED = 0.15  # share of texts like those of the fit
HELD_BACK = 5  # every fifth text judges what is strange
LEAST_JUDGES = 20  # texts, else nobody knows what is strange and any unseen word is
FORMULA_TEXTS = 8_000  # are looked through for set phrases


def fit_parts(
    texts: Sequence[str], lesson: Lesson, seed: int, teacher_texts: int, asked_share: float
) -> DistilledParts:
    """Choose a sample, let the teacher read it, fit the student to what it says."""
    order = np.random.default_rng(seed).permutation(len(texts))
    shuffled = [texts[row] for row in order]
    formulas, written = find_surface_formulas(shuffled[:FORMULA_TEXTS])
    sample = choose_sample(shuffled, written, teacher_texts)
    heard = [leave_formulas_out(text, written) for text in sample]
    answers = lesson.ask(heard)
    means = LanguageMeans.measure(heard, answers)
    documents = [read_words(text, written) for text in sample]
    student = Student.fit(documents, means.take_away(heard, answers))
    letters = sum(min(len(text), MAX_LETTERS) for text in texts)
    share = min(asked_share, ASKED_LETTERS / max(1, letters))
    ask_above = choose_threshold(documents, share)
    return DistilledParts(student, means, formulas, written, ask_above, lesson.teacher.version)


def choose_sample(texts: Sequence[str], formulas: frozenset[str], most: int) -> list[str]:
    """Return the first texts that have words, within the teacher's time."""
    sample: list[str] = []
    letters = 0
    for text in texts:
        if len(sample) >= min(most, MOST_TEXTS):
            break
        if letters >= LESSON_LETTERS and len(sample) >= LEAST_LESSON:
            break
        if read_words(text, formulas):
            sample.append(text)
            letters += min(len(text), MAX_LETTERS)
    return sample


def choose_threshold(documents: Sequence[Sequence[str]], share: float) -> float:
    """Return the unseen share that only `share` of texts exceed, judged by texts held back.

    Assumption: later texts are as strange to the whole sample as a fifth of it is to the rest; the sample being
    larger, somewhat fewer pass. Wrong for a home whose vocabulary drifts: then more and more do, until a refit.
    """
    judges = documents[::HELD_BACK]
    if len(judges) < LEAST_JUDGES:
        return 0.0
    rest = [words for row, words in enumerate(documents) if row % HELD_BACK]
    vocabulary = Vocabulary.learn(rest)
    shares = [vocabulary.unseen_share(words)[1] for words in judges]
    return float(np.quantile(shares, 1 - share))
