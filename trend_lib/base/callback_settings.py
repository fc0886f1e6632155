"""What `trends.toml` may say about whom to call back, after what, and how seldom."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

ListName = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,40}$")]
WRITTEN = ("ticket", "mail", "chat")


class CallbackList(BaseModel):
    """One list: after what subscribers are called, and how many of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Literal["closed", "contact"] = "closed"
    channels: tuple[str, ...] = ()  # empty: any
    topics: tuple[int, ...] = ()  # topic ids; empty: any
    share: float = Field(default=0.05, gt=0, le=1)  # of those it could hold
    days_after: int = Field(default=1, ge=0, le=60)  # when the first call is due
    asks_solved: bool = True  # of a key point nobody asks whether it was solved


USUAL_LISTS = {
    "closed_request": CallbackList(channels=WRITTEN),
    "key_point": CallbackList(after="contact", share=0.01, days_after=3, asks_solved=False),
}


class CallbacksConfig(BaseModel):
    """Lists of call-backs, in the order in which they may have a subscriber."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quarantine_days: int = Field(default=30, ge=1, le=365)  # nobody is called more often
    attempts_most: int = Field(default=3, ge=1, le=20)
    within_days: int = Field(default=21, ge=1, le=90)  # later nobody remembers
    seed: int = 1  # another one draws others
    lists: dict[ListName, CallbackList] = USUAL_LISTS
