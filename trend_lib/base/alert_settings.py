"""What `trends.toml` may say about who is told of a week, and how."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads it at run time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from trend_lib.base.team_settings import TeamConfig, TeamName

SINGLE_MESSAGES = (
    5  # more new episodes than this in one week have one cause, or are noise: one list
)
GROUPS = ("management", "owners")  # of readers, beside the teams
HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"
SlackMember = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{7,20}$")]  # a member's id, or a group's


class AlertsConfig(BaseModel):
    """Who is told, and how; secrets come from the environment or Airflow connections."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Literal["", "uk", "ru", "en"] = ""  # of Slack; empty: the first of the bulletin's
    slack_channel: str = Field(default="", pattern=r"^([#CG][\w-]*)?$")  # empty: to outbox/
    slack_base_url: str = "https://slack.com/api/"
    slack_buttons: bool = False  # a button without a listener behind it does nothing
    slack_may_press: tuple[SlackMember, ...] = ()  # empty: whoever is in the channel
    slack_members: Mapping[str, SlackMember] = {}  # by the name that playbook and answers use
    quiet_hours: str = Field(default="", pattern=rf"^({HOUR}-{HOUR})?$")  # empty: none
    mail_from: str = ""  # empty: to outbox/
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_retry_seconds: tuple[Annotated[int, Field(ge=0, le=900)], ...] = Field(
        default=(60, 300), max_length=5
    )  # greylisting servers say "not now" for about five minutes
    attach: Literal["auto", "none", "csv", "xlsx"] = "auto"  # auto: only where a mail has no link
    unsubscribe_mail: str = ""  # empty: mail_from
    unsubscribe_url: str = Field(default="", pattern=r"^(https://\S*\{reader\}\S*)?$")
    owner: str = "complaint-trends"  # who hears of a failed run
    desk_url: str = Field(default="", pattern=r"^(https?://\S+)?$")  # empty: commands, not links
    teams: Mapping[TeamName, TeamConfig] = {}  # who hears each working day what is due

    @field_validator("teams")
    @classmethod
    def _are_no_groups(cls, teams: Mapping[str, TeamConfig]) -> Mapping[str, TeamConfig]:
        if taken := sorted(set(teams) & set(GROUPS)):
            raise ValueError(
                f"{taken[0]} is a group of registers/recipients.csv: call the team otherwise"
            )
        return teams
