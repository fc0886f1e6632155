"""What `trends.toml` may say about how long an episode lives."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class EpisodesConfig(BaseModel):
    """When an episode is over, and for how long it may be told not to speak."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    close_after_quiet_weeks: int = Field(default=2, ge=1, le=8)  # one could be chance
    snooze_weeks_max: int = Field(default=8, ge=1, le=52)  # nothing falls asleep for ever
    escalate_hours: int = Field(default=24, ge=1, le=336)  # then it is told once more
    cost_per_contact: float = Field(default=0, ge=0)  # 0: no money is told of what a measure saved
    currency: str = Field(default="", max_length=8)  # as it is written after the amount
