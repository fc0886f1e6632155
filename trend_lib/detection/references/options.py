"""The settings of the published methods: which method reads which, and with what it begins."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from trend_lib.base.errors import MisuseError

POWERS = {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}
WEEKS_A_YEAR = 52


class Options(BaseModel):
    """All there are; a method is given only those it reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    alpha: float = Field(default=0.01, gt=0, lt=0.5)
    years_back: int = Field(default=5, ge=1, le=30)
    half_window: int = Field(default=3, ge=0, le=26)
    periods: int = Field(default=10, ge=1, le=52)
    exclude_weeks: int = Field(default=26, ge=0, le=520)
    threshold: Literal["delta", "nbPlugin", "muan"] = "nbPlugin"
    trend_p: float = Field(default=0.05, ge=0, le=1)
    reweight: bool = True
    weights_threshold: float = Field(default=2.58, gt=0, le=100)
    power: Literal["2/3", "1/2", "none"] = "2/3"
    look_back: Literal["calendar", "periods"] | None = None
    frequency: int = Field(default=WEEKS_A_YEAR, ge=2, le=366)
    population_offset: bool = False
    limit: tuple[int, int] = (5, 4)
    baseline_weeks: int = Field(default=7, ge=3, le=520)
    reference_value: float = Field(default=0.5, ge=0, le=10)
    decision_interval: float = Field(default=5.0, gt=0, le=100)

    @field_validator("limit", mode="before")
    @classmethod
    def _two_numbers(cls, written: object) -> object:
        """Read `5,4`: at least 5 contacts in the last 4 weeks."""
        return written.split(",") if isinstance(written, str) else written

    @field_validator("limit")
    @classmethod
    def _of_some_weeks(cls, limit: tuple[int, int]) -> tuple[int, int]:
        fewest, weeks = limit
        if fewest < 0 or weeks < 1:
            raise ValueError("write CONTACTS,WEEKS as in 5,4")
        return limit

    @property
    def exponent(self) -> float:
        """The power that makes counts symmetric."""
        return POWERS[self.power]


_CALENDAR: dict[str, Any] = {"years_back": 5, "half_window": 3, "look_back": None, "frequency": 52}
_REGRESSION: dict[str, Any] = {
    **_CALENDAR,
    "trend_p": 0.05,
    "reweight": True,
    "power": "2/3",
    "population_offset": False,
    "limit": (5, 4),
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "farrington-flexible": {
        **_REGRESSION,
        "periods": 10,
        "exclude_weeks": 26,
        "threshold": "nbPlugin",
        "alpha": 0.005,
        "weights_threshold": 2.58,
    },
    "farrington": {**_REGRESSION, "alpha": 0.05, "weights_threshold": 1.0},
    "ears-c1": {"alpha": 0.001, "baseline_weeks": 7},
    "ears-c2": {"alpha": 0.001, "baseline_weeks": 7},
    "ears-c3": {"alpha": 0.025, "baseline_weeks": 7},
    "cusum": {"baseline_weeks": 52, "reference_value": 0.5, "decision_interval": 5.0},
    "z-score": {"alpha": 0.00135, "baseline_weeks": 52},
    "poisson": {**_CALENDAR, "years_back": 1, "alpha": 0.01, "population_offset": False},
    "negative-binomial": {"alpha": 0.01, "baseline_weeks": 52, "population_offset": False},
}


def read_options(method: str, given: dict[str, Any]) -> Options:
    """Return a method's settings; one it does not read is refused, with those it does."""
    used = DEFAULTS[method]
    for name in given:
        if name not in used:
            reads = ", ".join(option_of(name) for name in used)
            raise MisuseError(f"{method} has no {option_of(name)}; it reads {reads}")
    try:
        options = Options.model_validate({**used, **given})
    except ValidationError as error:
        wrong = error.errors()[0]
        says = wrong["msg"].removeprefix("Value error, ")
        raise MisuseError(f"{option_of(str(wrong['loc'][0]))} {wrong['input']}: {says}") from error
    if 2 * options.half_window >= options.frequency and "half_window" in used:
        raise MisuseError(
            f"--half-window {options.half_window}: windows so wide meet each other in a year of "
            f"{options.frequency} periods; use at most {(options.frequency - 1) // 2}"
        )
    return options


def option_of(name: str) -> str:
    """Return the command's spelling of a setting."""
    return "--" + name.replace("_", "-")
