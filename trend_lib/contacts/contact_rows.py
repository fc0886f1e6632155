"""The edge where personal data ends: texts are redacted, customers hashed, words made ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.privacy import hash_customers, redact_texts
from trend_lib.base.secrets import hash_key
from trend_lib.contacts.language import languages_of
from trend_lib.contacts.text import plain_name, plain_text
from trend_lib.contacts.wording import channel_of, direction_of, is_resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.base.home import Home


def contact_rows(landed: pa.Table, home: Home) -> pa.Table:
    """Return rows of contacts.contacts from landed records; nobody is marked as a repeat yet."""
    config = home.config
    texts = redact_texts(_each(landed, "text", _plain_or_empty), config.privacy)
    customers = hash_customers(
        landed["customer"].to_pylist(), hash_key(home.path), config.privacy.phone_regions
    )
    ids = zip(landed["source"].to_pylist(), landed["source_id"].to_pylist(), strict=True)
    count = landed.num_rows
    return pa.table(
        {
            "contact_id": pa.array([f"{source}:{own}" for source, own in ids], pa.string()),
            **_as_landed(landed, "source", "source_id", "week_start", "day", "opened_at"),
            **_as_landed(landed, "closed_at", "handle_seconds", "hold_seconds"),
            "channel": pa.array(_each(landed, "channel", channel_of), pa.string()),
            "direction": pa.array(_each(landed, "direction", direction_of), pa.string()),
            "customer_id": pa.array(customers, pa.string()),
            "region": pa.array(_each(landed, "region", plain_name), pa.string()),
            "product": pa.array(_each(landed, "product", plain_name), pa.string()),
            "operator_id": pa.array(_each(landed, "operator", plain_name), pa.string()),
            "queue": pa.array(_each(landed, "queue", plain_name), pa.string()),
            "text": pa.array(texts, pa.string()),
            "language": pa.array(languages_of(texts, config.home.languages), pa.string()),
            "transfer_count": pa.array(_each(landed, "transfer_count", _whole), pa.int64()),
            "is_resolved": pa.array(_resolved(landed), pa.bool_()),
            "reopened_count": pa.array(_each(landed, "reopened_count", _whole), pa.int64()),
            "is_repeat": pa.array([False] * count, pa.bool_()),
            "repeat_of": pa.nulls(count, pa.string()),
            "tone": pa.nulls(count, pa.float64()),
        }
    )


def _each(landed: pa.Table, column: str, change: Callable[[Any], Any]) -> list[Any]:
    """Change every value of a column; equal values only once."""
    values = landed[column].to_pylist()
    changed = {value: change(value) for value in set(values)}
    return [changed[value] for value in values]


def _as_landed(landed: pa.Table, *columns: str) -> dict[str, pa.ChunkedArray]:
    """Return columns that need no change."""
    return {column: landed[column] for column in columns}


def _plain_or_empty(raw: str | None) -> str:
    """Return a contact's words; a contact without words still counts."""
    return plain_text(raw) if raw else ""


def _whole(number: float | None) -> int | None:
    """Return a count; sources write them as 2.0 as well."""
    return None if number is None or number != number else round(number)  # noqa: PLR0124 - NaN


def _resolved(landed: pa.Table) -> list[bool | None]:
    """Return what the source says of each contact, in its own column or else by its status."""
    by_status = _each(landed, "status", is_resolved)
    said = landed["is_resolved"].to_pylist()
    return [status if own is None else own for own, status in zip(said, by_status, strict=True)]
