"""What a task that touches the network needs: patience, and the secrets of the connections."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from airflow.sdk import Connection, ExceptionRetryPolicy, RetryAction, RetryRule
from airflow.sdk.exceptions import AirflowNotFoundException

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_HEALED_BY_WAITING = [
    f"trend_lib.base.errors.{name}" for name in ("ConfigError", "MisuseError", "DataCheckError")
]
PATIENCE: dict[str, Any] = {  # 5, 10 and 20 minutes: before the bulletin is late
    "retries": 3,
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": 2.0,
    "retry_policy": ExceptionRetryPolicy([RetryRule(NOT_HEALED_BY_WAITING, RetryAction.FAIL)]),
    "execution_timeout": timedelta(hours=1),
}
VARIABLES = {  # connection: {variable of trend_lib.base.secrets: field of the connection}
    "slack_api_default": {"TRENDS_SLACK_TOKEN": "password"},
    "smtp_default": {"TRENDS_SMTP_USER": "login", "TRENDS_SMTP_PASSWORD": "password"},
}


@contextmanager
def connections_as_environment() -> Iterator[None]:
    """Lend this process, and no other, the secrets that the room that sends needs."""
    with lend(VARIABLES):
        yield


@contextmanager
def lend(connections: dict[str, dict[str, str]]) -> Iterator[None]:
    """Lend the secrets of connections that are defined: {connection: {variable: field}}."""
    lent = {
        variable: value
        for name, fields in connections.items()
        for variable, value in secrets_of(name, fields).items()
    }
    before = {variable: os.environ.get(variable) for variable in lent}
    os.environ.update(lent)
    try:
        yield
    finally:
        for variable, value in before.items():
            if value is None:
                del os.environ[variable]
            else:
                os.environ[variable] = value


def secrets_of(name: str, fields: dict[str, str]) -> dict[str, str]:
    """Return a connection's secrets by variable; none while it is not defined."""
    try:
        connection = Connection.get(name)
    except AirflowNotFoundException:
        return {}
    return {variable: getattr(connection, field) or "" for variable, field in fields.items()}
