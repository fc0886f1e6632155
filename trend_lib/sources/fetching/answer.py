"""An answer of an API: its bytes for us to keep, its JSON for the next question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from trend_lib.base.errors import SourceError

EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, whole and as JSON."""

    content: bytes
    body: Any
    server_time: datetime | None = None  # its own clock; ours may be wrong

    @property
    def has_records(self) -> bool:
        """Whether there is any list in it that holds something."""
        lists = self.body.values() if isinstance(self.body, dict) else [self.body]
        return any(isinstance(one, list) and one for one in lists)

    def entries(self, key: str = "") -> list[dict[str, Any]]:
        """Return the objects of a list: the whole answer, or what it keeps under a key."""
        found = self.body.get(key) if key and isinstance(self.body, dict) else self.body
        if not isinstance(found, list):
            raise SourceError(
                f"the answer is no list of {key or 'records'}: is the url the API's own address?"
            )
        return [entry for entry in found if isinstance(entry, dict)]

    def part(self, key: str) -> dict[str, Any]:
        """Return an object that the answer holds beside its list; empty when there is none."""
        found = self.value(key)
        return found if isinstance(found, dict) else {}

    def value(self, key: str) -> Any:
        """Return what the answer says beside its list, or None."""
        return self.body.get(key) if isinstance(self.body, dict) else None


def read_moment(written: Any) -> datetime | None:
    """Read a moment as APIs write it; None for anything else."""
    if not isinstance(written, str):
        return None
    try:
        moment = datetime.fromisoformat(written)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(max(moment, EARLIEST), LATEST)
