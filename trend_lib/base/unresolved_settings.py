"""What `trends.toml` may say about requests that have to be followed until solved."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Hours = Annotated[float, Field(gt=0, le=2000)]
Weekday = Annotated[int, Field(ge=1, le=7)]
ANY = "*"


class UnresolvedConfig(BaseModel):
    """When a request should be solved, and how often its subscriber is called until it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: time = time(9)  # of a working day, the home's time zone
    closes: time = time(18)
    working_days: tuple[Weekday, ...] = (
        1,
        2,
        3,
        4,
        5,
    )  # Monday is 1; holidays stand in their register
    limit_hours: Hours = 27  # working hours: three days
    limits: dict[str, Hours] = Field(default={})  # "kind/priority" = hours; * is any
    attempts_most: int = Field(default=4, ge=1, le=20)  # then nobody can be reached
    weeks_most: int = Field(default=13, ge=1, le=52)  # what is older is a matter for archives

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if not self.opens < self.closes:
            raise ValueError("opens must lie before closes: a night shift is two working days")
        if not self.working_days:
            raise ValueError("working_days are empty: name at least one, Monday is 1")
        wrong = [name for name in self.limits if name.count("/") != 1]
        if wrong:
            raise ValueError(
                f"limits {', '.join(wrong)}: write kind/priority, as technical/high or */urgent"
            )
        return self

    def limit_of(self, kind: str | None, priority: str | None) -> float:
        """Return the limit in working hours; the kind's own beats the priority's."""
        kind, priority = kind or ANY, (priority or ANY).lower()
        named = (f"{kind}/{priority}", f"{kind}/{ANY}", f"{ANY}/{priority}")
        return next((self.limits[name] for name in named if name in self.limits), self.limit_hours)
