"""How far a query was fetched: a moment, a number or a text, kept as JSON and bound as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, bindparam

from trend_lib.base.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from sqlalchemy import BindParameter

Value = datetime | date | int | float | str


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of the column that grows with each change."""

    value: Value

    @classmethod
    def of_cursor(cls, cursor: Mapping[str, Any]) -> Mark | None:
        """Read what `cursor` wrote; None for nothing, or nothing of ours."""
        written = cursor.get("value")
        try:
            match cursor.get("kind"):
                case "moment":
                    return cls(datetime.fromisoformat(str(written)))
                case "day":
                    return cls(date.fromisoformat(str(written)))
        except ValueError:
            return None
        return cls(written) if isinstance(written, int | float | str) else None

    @classmethod
    def of_row(cls, value: Any) -> Mark:
        """Take a value as the database hands it out."""
        if isinstance(value, Decimal):
            return cls(int(value) if value == value.to_integral_value() else float(value))
        if isinstance(value, datetime | date | int | float | str):
            return cls(value)
        raise SourceError(
            f"since_column holds {type(value).__name__}: take a column of times or numbers"
        )

    @classmethod
    def first(cls, oldest: Any, since: Value) -> Mark:
        """Return what the settings say, as a value of the same kind as the column's oldest."""
        like = cls.of_row(oldest).value
        try:
            return cls(_as_kind_of(like, since))
        except (ValueError, TypeError):
            raise SourceError("`since` is of another kind than since_column") from None

    def back(self, overlap: timedelta) -> Mark:
        """Return the mark a while earlier, where it is a time."""
        return Mark(self.value - overlap) if isinstance(self.value, datetime | date) else self

    def cursor(self) -> dict[str, Any]:
        """Return plain JSON values."""
        if isinstance(self.value, datetime):
            return {"kind": "moment", "value": self.value.isoformat()}
        if isinstance(self.value, date):
            return {"kind": "day", "value": self.value.isoformat()}
        return {"kind": "plain", "value": self.value}

    def parameter(self, name: str) -> BindParameter[Any]:
        """Return the value to be bound; a moment with an offset must not lose it on its way."""
        if isinstance(self.value, datetime):
            is_aware = self.value.tzinfo is not None
            return bindparam(name, self.value, type_=DateTime(timezone=is_aware))
        return bindparam(name, self.value)


def _as_kind_of(like: Value, since: Value) -> Value:
    """Return a setting as the column's kind of value."""
    if isinstance(like, datetime):
        moment = _as_moment(since)
        zone = moment.tzinfo or UTC
        return moment.replace(tzinfo=zone if like.tzinfo else None)
    if isinstance(like, date):
        return _as_moment(since).date()
    if isinstance(like, str):
        return since.isoformat() if isinstance(since, date) else str(since)
    if isinstance(since, date):
        raise TypeError
    return float(since) if isinstance(like, float) else int(since)


def _as_moment(since: Value) -> datetime:
    """Return a setting as a moment."""
    if isinstance(since, datetime):
        return since
    if isinstance(since, date):
        return datetime.combine(since, time())
    return datetime.fromisoformat(str(since))
