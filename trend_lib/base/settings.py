"""What `trends.toml` may say: every setting with its range, its default and why that default."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from trend_lib.base.alert_settings import AlertsConfig
from trend_lib.base.callback_settings import CallbacksConfig
from trend_lib.base.desk_settings import DeskConfig
from trend_lib.base.episode_settings import EpisodesConfig
from trend_lib.base.fetch_settings import FetchedConfig
from trend_lib.base.kind_settings import KindsConfig
from trend_lib.base.listening_settings import ListeningConfig
from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.base.source_columns import COLUMNS_OF, HOLDINGS, Holds
from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.base.unresolved_settings import UnresolvedConfig

Probability = Annotated[float, Field(gt=0, lt=1)]
Language = Literal["uk", "ru", "en"]
SourceName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Columns = str | tuple[str, ...]  # several columns are joined with a blank
TABLE = "table"
USUAL_SCALE = (1.0, 5.0)


class _Section(BaseModel):
    """A section that cannot be misspelt (`forbid`) or changed later (`frozen`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class HomeConfig(_Section):
    """Who and where this home is for."""

    provider: str = Field(default="Our provider", min_length=1, max_length=80)
    timezone: str = "Europe/Kyiv"
    languages: tuple[Language, ...] = ("uk", "ru", "en")
    public_url: str = Field(default="", pattern=r"^(https?://\S+)?$")  # empty: no links at all

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"{name!r} is no time zone; write one like Europe/Kyiv")
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The business time zone; weeks begin at its Monday 00:00."""
        return ZoneInfo(self.timezone)


class EngineConfig(_Section):
    """Where the SQL runs."""

    kind: Literal["duckdb"] = "duckdb"


class SourceDates(_Section):
    """How a source writes dates: one declared way, never guessed."""

    formats: tuple[str, ...] = ()  # strptime formats, first that fits; empty: ISO 8601
    timezone: str = ""  # of times written without an offset; empty: the home's
    repair: Literal["", "swap_day_month"] = ""


class SourceConfig(FetchedConfig):
    """One source of records: where its files lie and what its columns mean."""

    name: SourceName
    reader: str = Field(default=TABLE, pattern=r"^[a-z][a-z0-9_]{0,40}$")  # or of a known export
    holds: Holds = "contacts"
    path: str  # glob below the home, e.g. drop/desk/*.csv
    format: Literal["auto", "csv", "tsv", "jsonl", "parquet", "xlsx"] = "auto"  # auto: by suffix
    encoding: str = "utf-8"
    delimiter: str = Field(default="", max_length=1)  # empty: comma (tab for tsv)
    quote: str = Field(default='"', max_length=1)
    skip_lines: int = Field(default=0, ge=0, le=1000)  # preamble above the header
    sheet: str = ""  # of a workbook; empty: the first
    delivers: Literal["daily", "weekly"] = "daily"
    settle_seconds: int = Field(default=60, ge=0)  # a file younger than this may still be growing
    max_bytes: int = Field(default=4 * 1024**3, ge=1024)  # unpacked; a zip bomb stops here
    columns: dict[str, Columns] = Field(default={}, validate_default=True)
    dates: SourceDates = SourceDates()
    values: dict[str, dict[str, str]] = Field(default={})
    scales: dict[str, tuple[float, float]] = Field(
        default={}
    )  # question = [from, to]; "*": any other question
    scale_direction: Literal["high_is_good", "low_is_good"] = "high_is_good"  # low: turned round

    @field_validator("scales")
    @classmethod
    def _scales_go_up(
        cls, scales: dict[str, tuple[float, float]]
    ) -> dict[str, tuple[float, float]]:
        for question, (lowest, highest) in scales.items():
            if not lowest < highest:
                raise ValueError(
                    f"{question} = [{lowest:g}, {highest:g}]: write the lower end first; where the "
                    'lower one is better, set scale_direction = "low_is_good"'
                )
        return scales

    @field_validator("columns")
    @classmethod
    def _known_columns(
        cls, columns: dict[str, Columns], info: ValidationInfo
    ) -> dict[str, Columns]:
        known = COLUMNS_OF.get(info.data.get("holds", ""), frozenset())
        unknown = sorted(set(columns) - known)
        if unknown and known:
            raise ValueError(f"unknown: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
        if info.data.get("reader") in {TABLE, None}:
            return columns
        return {**{name: name for name in sorted(known)}, **columns}  # a reader says our names

    @model_validator(mode="after")
    def _has_what_it_holds(self) -> SourceConfig:
        missing = sorted(HOLDINGS[self.holds].needed - set(self.columns))
        if missing:
            raise ValueError(f"a source of {self.holds} must map: {', '.join(missing)}")
        return self

    @property
    def is_table(self) -> bool:
        """Whether its files are tables, and not exports that a reader knows."""
        return self.reader == TABLE

    def scale_of(self, question: str) -> tuple[float, float]:
        """Return the ends of a question's scale, which may be named in its words or in ours."""
        ours = self.values.get("question", {}).get(question, question)
        named = (self.scales.get(name) for name in (question, ours, "*"))
        return next(filter(None, named), USUAL_SCALE)


class DetectionConfig(_Section):
    """When a rise becomes an alarm."""

    window_weeks: int = Field(default=263, ge=26, le=520)  # five years, as Farrington's methods use
    guard_weeks: int = Field(default=3, ge=0, le=26)  # newest weeks kept out of the baseline
    false_discovery_rate: Probability = 0.05
    min_contacts: int = Field(default=5, ge=1)  # fewer are never an alarm
    min_excess: float = Field(default=5.0, ge=0)  # nor is a rise of fewer contacts than this
    min_weeks: int = Field(default=8, ge=4, le=52)  # of history; fewer: baseline_too_short
    unprecedented_by: int = Field(default=50, ge=0)  # contacts more than ever before; 0: never
    direction: Literal["up", "down", "both"] = "up"  # which way a count may be unusual


class ReportConfig(_Section):
    """What the bulletin shows."""

    languages: tuple[Language, ...] = Field(default=("en",), min_length=1, max_length=3)
    weeks_shown: int = Field(default=26, ge=8, le=104)
    movers: int = Field(default=10, ge=3, le=30)
    quotes: int = Field(default=3, ge=0, le=5)

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[Language, ...]) -> tuple[Language, ...]:
        if len(set(languages)) < len(languages):
            raise ValueError("a language stands here twice; name each of uk, ru, en at most once")
        return languages


class QualityConfig(_Section):
    """The quality line."""

    repeat_days: int = Field(default=7, ge=1, le=60)  # a customer back within this is a repeat
    unresolved_days: int = Field(default=14, ge=1, le=365)
    fcr: Literal["status", "survey", "repeat", "one_reply"] = "status"  # most sources have one
    resolved_question: str = Field(default="resolved", min_length=1)  # asks whether it was solved
    satisfied_from: int = Field(default=4, ge=1, le=10)  # this score and above counts as satisfied


class TrendConfig(_Section):
    """Everything a run needs to know."""

    home: HomeConfig = HomeConfig()
    engine: EngineConfig = EngineConfig()
    sources: tuple[SourceConfig, ...] = ()
    topics: TopicsConfig = TopicsConfig()
    detection: DetectionConfig = DetectionConfig()
    episodes: EpisodesConfig = EpisodesConfig()
    alerts: AlertsConfig = AlertsConfig()
    report: ReportConfig = ReportConfig()
    quality: QualityConfig = QualityConfig()
    kinds: KindsConfig = KindsConfig()
    listening: ListeningConfig = ListeningConfig()
    unresolved: UnresolvedConfig = UnresolvedConfig()
    callbacks: CallbacksConfig = CallbacksConfig()
    desk: DeskConfig = DeskConfig()
    privacy: PrivacyConfig = PrivacyConfig()

    @field_validator("sources")
    @classmethod
    def _names_are_unique(cls, sources: tuple[SourceConfig, ...]) -> tuple[SourceConfig, ...]:
        names = [source.name for source in sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two sources are called {', '.join(twice)}")
        return sources

    def source(self, name: str) -> SourceConfig:
        """Return the source of that name."""
        return next(source for source in self.sources if source.name == name)
