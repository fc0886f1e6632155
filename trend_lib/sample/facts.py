"""What the sample is asked for, and what it says about itself afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("uk", "ru", "en")


@dataclass(frozen=True, slots=True)
class SampleArguments:
    """Everything the sample's bytes depend on."""

    weeks: int
    contacts_per_week: int
    seed: int
    languages: tuple[str, ...]
    last_week: str

    def __post_init__(self) -> None:
        """Refuse what cannot mean anything."""
        unknown = sorted(set(self.languages) - set(LANGUAGES))
        if unknown or not self.languages or len(set(self.languages)) < len(self.languages):
            raise MisuseError(f"languages {self.languages}: name each of uk, ru, en at most once")
        if self.weeks < 4:
            raise MisuseError(f"{self.weeks} weeks are too few: a sample has at least 4")
        if self.contacts_per_week < 50:
            raise MisuseError(f"{self.contacts_per_week} contacts a week are too few: 50 or more")
        if self.seed < 0:
            raise MisuseError(f"seed {self.seed}: write 0 or more")


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """What lies in the home; `made` tells whether this call wrote it."""

    home: Path
    made: bool
    weeks: int
    contacts_per_week: int
    first_week: str
    last_week: str
    contacts: int  # in drop/, without repeated and damaged rows
    distinct_texts: int
    desk_files: int
    call_files: int
    exchange_files: int
    connect_files: int
    zendesk_files: int
    survey_files: int
    survey_answers: int
    evaluation_files: int
    evaluation_forms: int
    callback_files: int
    callback_attempts: int
    planted: int  # rows of truth.csv
