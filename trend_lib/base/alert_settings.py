"""What `trends.toml` may say about who is told of a week, and how."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class AlertsConfig(BaseModel):
    """Who is told, and how; secrets come from the environment or Airflow connections."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Literal["", "uk", "ru", "en"] = ""  # of Slack; empty: the first of the bulletin's
    slack_channel: str = Field(default="", pattern=r"^([#CG][\w-]*)?$")  # empty: to outbox/
    slack_base_url: str = "https://slack.com/api/"
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
