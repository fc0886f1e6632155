"""The edge where personal data ends: texts are redacted, customers hashed, words made ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.privacy import hash_customers, redact_texts
from trend_lib.base.secrets import hash_key
from trend_lib.base.source_columns import TONE_QUARTERS
from trend_lib.contacts.language import languages_of
from trend_lib.contacts.text import plain_name, plain_text
from trend_lib.contacts.wording import channel_of, direction_of, is_resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.base.home import Home
    from trend_lib.base.privacy_settings import PrivacyConfig


def spoken_records(landed: pa.Table) -> pa.Table:
    """Return landed records with direction and resolution in our words, where they say anything."""
    said = _each(landed, "direction", lambda value: direction_of(value) if value else None)
    told = landed.set_column(
        landed.column_names.index("direction"), "direction", pa.array(said, pa.string())
    )
    resolved = pa.array(_resolved(landed), pa.bool_())
    return told.set_column(told.column_names.index("is_resolved"), "is_resolved", resolved)


def contact_rows(wholes: pa.Table, home: Home) -> pa.Table:
    """Return rows of contacts.contacts from folded records; nobody is marked as a repeat yet."""
    config = home.config
    texts = redact_texts(_each(wholes, "text", _plain_or_empty), config.privacy)
    customers = hash_customers(
        wholes["customer"].to_pylist(), hash_key(home.path), config.privacy.phone_regions
    )
    ids = zip(wholes["source"].to_pylist(), wholes["whole_id"].to_pylist(), strict=True)
    count = wholes.num_rows
    return pa.table(
        {
            "contact_id": pa.array([f"{source}:{own}" for source, own in ids], pa.string()),
            "source_id": wholes["whole_id"],
            **_as_said(wholes, "source", "week_start", "day", "opened_at", "closed_at", "due_at"),
            **_as_said(wholes, "handle_seconds", "hold_seconds", "wait_seconds", "is_resolved"),
            **_as_said(wholes, "is_abandoned", "record_count", "message_count", "reply_count"),
            "channel": pa.array(_each(wholes, "channel", channel_of), pa.string()),
            "direction": pa.array(["in"] * count, pa.string()),
            "customer_id": pa.array(customers, pa.string()),
            **_names(wholes, config.privacy, region="region", product="product", queue="queue"),
            **_names(wholes, config.privacy, priority="priority"),
            # An operator may be known by an address of ours, which registers/operators.csv names too.
            "operator_id": pa.array(_each(wholes, "operator", plain_name), pa.string()),
            "first_operator_id": pa.array(_each(wholes, "first_operator", plain_name), pa.string()),
            "text": pa.array(texts, pa.string()),
            "language": pa.array(languages_of(texts, config.home.languages), pa.string()),
            "transfer_count": pa.array(_each(wholes, "transfer_count", _whole), pa.int64()),
            "reopened_count": pa.array(_each(wholes, "reopened_count", _whole), pa.int64()),
            "is_repeat": pa.array([False] * count, pa.bool_()),
            "repeat_of": pa.nulls(count, pa.string()),
            **{
                name: pa.array(_each(wholes, name, _tone), pa.float64())
                for name in ("tone", *TONE_QUARTERS)
            },
        }
    )


def _each(table: pa.Table, column: str, change: Callable[[Any], Any]) -> list[Any]:
    """Change every value of a column; equal values only once."""
    values = table[column].to_pylist()
    changed = {value: change(value) for value in set(values)}
    return [changed[value] for value in values]


def _as_said(wholes: pa.Table, *columns: str) -> dict[str, pa.ChunkedArray]:
    """Return columns that need no change."""
    return {column: wholes[column] for column in columns}


def _names(wholes: pa.Table, privacy: PrivacyConfig, **columns: str) -> dict[str, pa.Array]:
    """Return columns of names, tidied up; people write phones and addresses of houses into any field."""
    return {
        ours: pa.array(_redacted_names(wholes, theirs, privacy), pa.string())
        for ours, theirs in columns.items()
    }


def _redacted_names(wholes: pa.Table, column: str, privacy: PrivacyConfig) -> list[str | None]:
    """Return the names of one column without personal data, redacted before they are cut."""
    values = wholes[column].to_pylist()
    distinct = sorted({value for value in values if value})
    redacted = redact_texts([plain_text(value) for value in distinct], privacy)
    names = dict(zip(distinct, map(plain_name, redacted), strict=True))
    return [names.get(value) for value in values]


def _tone(said: float | None) -> float | None:
    """Return a tone on our scale; another one cannot be guessed."""
    return said if said is not None and -1 <= said <= 1 else None


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
