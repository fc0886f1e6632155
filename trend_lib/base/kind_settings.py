"""What `trends.toml` may say about the three kinds: which contacts a person settles each week."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class KindsConfig(BaseModel):
    """The weekly sample by which kinds are measured and taught."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    doubtful: int = Field(default=10, ge=0, le=50)  # a week; each teaches most
    even: int = Field(default=15, ge=0, le=100)  # a week, drawn by lot: with the others ten minutes
    window_weeks: int = Field(default=13, ge=4, le=52)  # a week alone holds too few
    seed: int = 1  # another one draws another sample
