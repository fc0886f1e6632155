"""What `trends.toml` may say about a source that is fetched: from a live API, far files, a database.

Secrets are never among it: `TRENDS_<SOURCE>_TOKEN`, or an Airflow connection, holds them.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

IS_FAR = re.compile(r"[a-z][a-z0-9+.:]*::|[a-z][a-z0-9+.]*://", re.IGNORECASE)
NO_SECRETS = "write the address alone; the secret goes into TRENDS_<SOURCE>_TOKEN"
IN_THE_CLEAR = {"127.0.0.1", "localhost", "::1"}  # where nobody listens on the way


class LiveConfig(BaseModel):
    """`[sources.live]`: an API that is asked for what changed since the last time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str  # https://yours.zendesk.com; without the API's own path
    since: date  # the first fetch begins here (00:00 UTC)
    user: str = ""  # whose token it is, where the API asks for a name beside it
    connection: str = ""  # the Airflow connection that holds the token, for the DAGs
    only: str = ""  # a condition in the API's own words, e.g. project = SUP
    page_size: int = Field(default=100, ge=1, le=1000)  # records an answer; each API has its limit
    overlap_seconds: int = Field(default=300, ge=0, le=7 * 86_400)  # asked for again each time
    timeout_seconds: float = Field(default=60, ge=0.1, le=600)  # of silence
    patience_seconds: float = Field(default=900, ge=0, le=7200)  # waited for one answer, in all
    pause_seconds: float = Field(default=2, ge=0.001, le=60)  # after a first fault; then twice that
    max_pages: int = Field(default=20_000, ge=1)  # a fetch that does not end there goes wrong

    @field_validator("url")
    @classmethod
    def _keeps_the_token_to_itself(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.username or parts.password or parts.query:
            raise ValueError(NO_SECRETS)
        is_private = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in IN_THE_CLEAR
        )
        if not is_private or not parts.hostname:
            raise ValueError("must begin with https://, or the token could be read on its way")
        return url.rstrip("/")


class FarConfig(BaseModel):
    """`[sources.far]`: files elsewhere, where `path` is a URL; copied here once and when they change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str  # what `path` said: s3://bucket/desk/*.csv, sftp://..., file:///srv/exports/*.csv
    user: str = ""  # whose secret it is; without a secret the file system's own ways are tried
    connection: str = ""  # the Airflow connection that holds user and secret, for the DAGs
    settle_seconds: int = Field(default=60, ge=0)  # a file younger than this may still be growing
    options: dict[str, str | bool | int] = {}  # as fsspec takes them, e.g. endpoint_url

    @field_validator("url")
    @classmethod
    def _holds_no_secret(cls, url: str) -> str:
        if urlsplit(url.rpartition("::")[2]).password:
            raise ValueError(NO_SECRETS)
        return url


class QueryConfig(BaseModel):
    """`[sources.query]`: rows of a database, those that changed since the last time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str  # as SQLAlchemy writes it, without the password: postgresql+psycopg://reader@host/desk
    sql: str = Field(min_length=1)  # one SELECT; its columns are what [sources.columns] maps
    since_column: str = (
        ""  # of its result, never empty, grows with each change; none: all, each time
    )
    since: int | datetime | date | str = ""  # the first fetch begins here; empty: with all there is
    user: str = ""  # instead of the url's
    connection: str = ""  # the Airflow connection that holds the password, for the DAGs
    page_size: int = Field(default=10_000, ge=1, le=1_000_000)  # rows a file
    overlap_seconds: int = Field(default=300, ge=0, le=7 * 86_400)  # where the column is a time

    @field_validator("url")
    @classmethod
    def _holds_no_secret(cls, url: str) -> str:
        if urlsplit(url).password:
            raise ValueError(NO_SECRETS)
        return url


class FetchedConfig(BaseModel):
    """What a source says about how its files come into drop/; nothing, where people put them there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    live: LiveConfig | None = None
    far: FarConfig | None = None
    query: QueryConfig | None = None

    @model_validator(mode="before")
    @classmethod
    def _fetched_files_lie_in_drop(cls, given: Any) -> Any:
        """What we fetch lies in a folder of its own, and is whole once it has its name."""
        if not isinstance(given, dict):
            return given
        folder = f"drop/{given.get('name')}/"
        here, path = {"path": f"{folder}*", "settle_seconds": 0}, given.get("path")
        if isinstance(path, str) and IS_FAR.match(path):
            settle = (
                {"settle_seconds": given["settle_seconds"]} if "settle_seconds" in given else {}
            )
            return {**given, "far": {**settle, **given.get("far", {}), "url": path}, **here}
        if not {"live", "query"} & given.keys():
            return given
        if isinstance(path, str) and not path.startswith(folder):
            raise ValueError(f"what is fetched comes to {folder}: leave `path` out")
        return {**here, **given}

    @model_validator(mode="after")
    def _is_fetched_in_one_way(self) -> Self:
        if len(self._ways()) > 1:
            raise ValueError(
                "one source is fetched in one way: live, query, or a path that is a URL"
            )
        if self.is_fetched and getattr(self, "name", "") == "slack":
            raise ValueError("call it otherwise: TRENDS_SLACK_TOKEN is that of our own messages")
        return self

    def _ways(self) -> list[LiveConfig | FarConfig | QueryConfig]:
        """Return how it is fetched."""
        return [way for way in (self.live, self.far, self.query) if way is not None]

    @property
    def is_fetched(self) -> bool:
        """Whether we fetch its files ourselves."""
        return bool(self._ways())

    @property
    def begins_on(self) -> date:
        """The day from which on it is fetched."""
        return self.live.since if self.live else date.min

    @property
    def connection(self) -> str:
        """The Airflow connection that holds its secrets; empty: none."""
        return next((way.connection for way in self._ways()), "")


def token_variable(source: str) -> str:
    """Return the environment variable that holds a source's token."""
    return f"TRENDS_{source.upper()}_TOKEN"


def user_variable(source: str) -> str:
    """Return the environment variable that says whose token it is, where settings do not."""
    return f"TRENDS_{source.upper()}_USER"


def user_of(source: str) -> str:
    """Return whose token it is, as the environment says."""
    return os.environ.get(user_variable(source), "")


def token_of(source: str) -> SecretStr:
    """Return a source's token; empty when there is none."""
    return SecretStr(os.environ.get(token_variable(source), ""))
