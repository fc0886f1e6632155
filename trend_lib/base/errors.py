"""Errors this project raises on purpose; catch `TrendError` for all of them."""

from __future__ import annotations


class TrendError(Exception):
    """Base of every deliberate error; its text names the cure."""


class ConfigError(TrendError):
    """A configuration file or register is missing, misspelt or out of range."""


class SourceError(TrendError):
    """A source could not be read, or does not look as agreed."""


class DataCheckError(TrendError):
    """A check query found rows that must not exist; nothing was kept."""

    def __init__(self, check: str, offending_rows: int) -> None:
        """Name the check, and count; the rows themselves may hold a subscriber's words."""
        super().__init__(f"{check}: {offending_rows} offending rows")
        self.check = check
        self.offending_rows = offending_rows


class DeliveryError(TrendError):
    """Slack or the mail server refused a message; never holds an address or a token."""


class MisuseError(TrendError):
    """The command was called in a way that cannot mean anything (exit code 2)."""
