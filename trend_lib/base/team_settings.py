"""What `trends.toml` may say about the teams that call subscribers, and where each hears of its worklists."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

TeamName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Kind = Literal["marketing", "technical", "customer_service"]


class TeamConfig(BaseModel):
    """One team: which lists are its work, and its channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: tuple[Literal["unresolved", "callbacks"], ...] = Field(
        default=("unresolved", "callbacks"), min_length=1
    )
    kinds: tuple[Kind, ...] = ()  # of unresolved requests; empty: all
    slack_channel: str = Field(default="", pattern=r"^([#CG][\w-]*)?$")
