"""What `trends.toml` may say about the desk: who reviews contacts, and who sees figures of persons."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

Name = Annotated[str, Field(min_length=1, max_length=80)]


class DeskConfig(BaseModel):
    """Rights beyond reading and answering, by Airflow's log-in names: what is about persons is not for all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quality_managers: tuple[Name, ...] = ()  # nobody, until somebody is named
    reviewers: dict[Name, Name] = Field(default={})  # log-in name = reviewer_id

    @field_validator("reviewers")
    @classmethod
    def _one_log_in_each(cls, reviewers: dict[str, str]) -> dict[str, str]:
        ids = list(reviewers.values())
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(
                f"{', '.join(twice)} has two log-in names: a second hearing is blind only if each reviewer is one person"
            )
        return reviewers

    def reviewer_of(self, log_in: str) -> str:
        """Return the reviewer that a log-in name stands for: its own name, unless that is somebody else's id."""
        if log_in in self.reviewers:
            return self.reviewers[log_in]
        return "" if log_in in self.reviewers.values() else log_in
