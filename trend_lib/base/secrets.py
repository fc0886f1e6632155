"""Secrets, only from the environment; Airflow connections are handed in by the DAGs."""

from __future__ import annotations

import hmac
import os
import secrets
from typing import TYPE_CHECKING

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from pathlib import Path


KEY_FILE, NEXT_KEY_FILE, ERASED_KEY_FILE = "hash.key", "hash.key.next", "erased.key"
ANSWERS_KEY_FILE = "answers.key"


class Secrets(BaseSettings):
    """`TRENDS_SLACK_TOKEN`, `TRENDS_SLACK_APP_TOKEN`, `TRENDS_SLACK_WEBHOOK` and so on, `TRENDS_SMTP_USER`, `TRENDS_SMTP_PASSWORD` and the keys."""

    model_config = SettingsConfigDict(env_prefix="TRENDS_", frozen=True)

    slack_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")  # of `trends listen` alone
    slack_webhook: SecretStr = SecretStr("")
    teams_webhook: SecretStr = SecretStr("")
    webhook_url: SecretStr = SecretStr("")
    webhook_key: SecretStr = SecretStr("")
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    hash_key: SecretStr = SecretStr("")
    llm_key: SecretStr = SecretStr("")


def team_webhook(team: str) -> SecretStr:
    """Return the incoming webhook of a team's own channel, `TRENDS_SLACK_WEBHOOK_` and its name in capitals; empty: none."""
    return SecretStr(os.environ.get(f"TRENDS_SLACK_WEBHOOK_{team.upper()}", ""))


def hash_key(home: Path) -> bytes:
    """Return the key of customer hashes: `TRENDS_HASH_KEY`, else a file made once, mode 600."""
    from_environment = Secrets().hash_key.get_secret_value()
    if from_environment:
        return from_environment.encode()
    return _kept_key(home / KEY_FILE)


def next_hash_key(home: Path) -> bytes:
    """Return the key to change to: what `TRENDS_HASH_KEY` holds now, else a file made for it.

    The file stays until `adopt_hash_key`, so that a change cut short goes on with the same key.
    """
    from_environment = Secrets().hash_key.get_secret_value()
    return from_environment.encode() or _kept_key(home / NEXT_KEY_FILE)


def adopt_hash_key(home: Path) -> None:
    """Make the next key the key, once every hash is made with it; the one before is gone."""
    if (home / NEXT_KEY_FILE).exists():
        (home / NEXT_KEY_FILE).replace(home / KEY_FILE)


def erased_key(home: Path) -> bytes:
    """Return the key by which erased people are known; never changed, as nothing is left to hash anew."""
    return _kept_key(home / ERASED_KEY_FILE)


def answers_key(home: Path) -> bytes:
    """Return the key that signs people's answers; never changed, as they are read again years later."""
    return _kept_key(home / ANSWERS_KEY_FILE)


def _kept_key(path: Path) -> bytes:
    """Read a key, or make one."""
    if not path.exists():
        _write_private(path, secrets.token_hex(32))
    return path.read_text("ascii").strip().encode()


def certify(home: Path, customer: str, certificate: str) -> str:
    """Return what only who holds the key, and knows the customer, can compute again."""
    return hmac.digest(erased_key(home), f"{certificate}:{customer}".encode(), "sha256").hex()


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read; a second writer loses, not the first key."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(text)
