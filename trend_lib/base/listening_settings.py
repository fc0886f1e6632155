"""What `trends.toml` may say about listening to contacts, and about operators' scorecards."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

Hour = Annotated[int, Field(ge=0, le=23)]


class ListeningConfig(BaseModel):
    """Which contacts reviewers are given to listen to, and how far back operators are looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    channels: tuple[str, ...] = Field(default=("call",), min_length=1)  # what can be listened to
    least_seconds: float = Field(default=20, ge=0)  # shorter ones say nothing; unknown ones stay
    per_operator: int = Field(default=3, ge=0, le=50)  # a week; what supervisors have time for
    risky: int = Field(default=10, ge=0, le=1000)  # a week, of all operators
    double_share: float = Field(default=0.2, ge=0, le=1)  # heard by a second reviewer, blind
    seed: int = 1  # another one draws another sample
    shifts: tuple[Hour, ...] = Field(default=(6, 14, 22), min_length=1)  # the hours they begin
    scorecard_weeks: int = Field(default=13, ge=6, le=52)  # a quarter: fewer hold too few answers

    @field_validator("shifts")
    @classmethod
    def _shifts_go_up(cls, hours: tuple[int, ...]) -> tuple[int, ...]:
        if list(hours) != sorted(set(hours)):
            raise ValueError("write the hours in order, each once, as in [6, 14, 22]")
        return hours
