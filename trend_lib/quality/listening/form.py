"""An evaluation form, `forms/*.toml` of the home: sections and questions with weights, what fails all, what may not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

YES_NO = {"yes": 1.0, "no": 0.0}
NOT_APPLICABLE = ("n/a", "na", "not applicable")
WHOLE = 100
Name = Annotated[str, Field(min_length=1, max_length=80)]
Weight = Annotated[float, Field(gt=0, le=WHOLE)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Part(BaseModel):
    """A part that cannot be misspelt or changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Part):
    """One question: answered by words with their points, or by a number on a scale."""

    name: Name  # as evaluations name it
    text: str = Field(default="", max_length=400)  # as reviewers read it
    weight: Weight  # of its section's 100
    answers: dict[str, Share] = Field(default=YES_NO, min_length=2)
    scale: tuple[float, float] | None = None  # the worst and the best number, instead of answers
    may_not_apply: bool = False
    fails_at: Share | None = None  # so few points or fewer, and the whole form has none

    @field_validator("scale")
    @classmethod
    def _scale_has_two_ends(cls, scale: tuple[float, float] | None) -> tuple[float, float] | None:
        if scale and scale[0] == scale[1]:
            raise ValueError("write two different numbers, the worst first, as in [1, 5]")
        return scale

    def points(self, answer: str | float | None) -> float | None:
        """Return what an answer is worth, 0 to 1; None where it does not apply. Raises ValueError with the cure."""
        said = "" if answer is None else str(answer).strip().lower()
        if not said or said in NOT_APPLICABLE:
            if self.may_not_apply:
                return None
            raise ValueError(f"{self.name} must be answered: {self._choices()}")
        if self.scale is None:
            known = {word.lower(): worth for word, worth in self.answers.items()}
            if said not in known:
                raise ValueError(f"{self.name} cannot be {answer!r}: {self._choices()}")
            return known[said]
        return self._place(said)

    def _place(self, said: str) -> float:
        """Return a number's place on the scale."""
        worst, best = self.scale or (0.0, 1.0)
        try:
            place = (float(said) - worst) / (best - worst)
        except ValueError:
            place = -1.0
        if not 0 <= place <= 1:
            raise ValueError(f"{self.name} cannot be {said!r}: {self._choices()}")
        return place

    def _choices(self) -> str:
        """Return what may be answered."""
        ends = [f"{end:g}" for end in self.scale or ()]
        words = f"a number from {ends[0]} to {ends[1]}" if ends else ", ".join(self.answers)
        return words + (", or n/a" if self.may_not_apply else "")


class Section(_Part):
    """Questions that are weighed together."""

    name: Name
    weight: Weight  # of the form's 100
    questions: tuple[Question, ...] = Field(min_length=1)

    @field_validator("questions")
    @classmethod
    def _weights_are_whole(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        _refuse_part(sum(question.weight for question in questions), "the questions' weights")
        return questions


class Form(_Part):
    """One version of a form."""

    name: Name
    version: Name
    title: str = Field(default="", max_length=200)
    sections: tuple[Section, ...] = Field(min_length=1)

    @field_validator("sections")
    @classmethod
    def _weights_are_whole(cls, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        _refuse_part(sum(section.weight for section in sections), "the sections' weights")
        return sections

    @model_validator(mode="after")
    def _each_question_once(self) -> Form:
        names = [question.name for question in self.questions]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two questions are called {', '.join(twice)}: give each its own name")
        return self

    @property
    def questions(self) -> Sequence[Question]:
        """All questions, in order."""
        return [question for section in self.sections for question in section.questions]

    def read(self, answers: Mapping[str, str | float | None]) -> dict[str, float | None]:
        """Return the points of each question. Raises ValueError with every fault and its cure."""
        known = {question.name for question in self.questions}
        faults = [
            f"{name} is no question of form {self.name}" for name in answers if name not in known
        ]
        points: dict[str, float | None] = {}
        for question in self.questions:
            try:
                points[question.name] = question.points(answers.get(question.name))
            except ValueError as fault:
                faults.append(str(fault))
        if faults:
            raise ValueError("; ".join(faults))
        return points

    def score(self, points: Mapping[str, float | None]) -> tuple[float | None, bool]:
        """Return the form's score, 0 to 1, and whether one question failed it all.

        What does not apply leaves its weight to the others of its section, a section without
        any leaves its own to the other sections. None where nothing applies.
        """
        failed = any(
            question.fails_at is not None
            and (worth := points.get(question.name)) is not None
            and worth <= question.fails_at
            for question in self.questions
        )
        weighed = [
            (section.weight, _mean((question.weight, points.get(question.name)) for question in section.questions))
            for section in self.sections
        ]  # fmt: skip
        whole = _mean(weighed)
        return (0.0 if failed and whole is not None else whole), failed


def _mean(weighed: Iterable[tuple[float, float | None]]) -> float | None:
    """Return a weighted mean of what there is; None of nothing."""
    there = [(weight, worth) for weight, worth in weighed if worth is not None]
    total = sum(weight for weight, _ in there)
    return sum(weight * worth for weight, worth in there) / total if there else None


def _refuse_part(total: float, what: str) -> None:
    """Raise unless weights make a whole."""
    if abs(total - WHOLE) > 1e-6:
        raise ValueError(f"{what} sum to {total:g}, not 100: change them so that they do")
