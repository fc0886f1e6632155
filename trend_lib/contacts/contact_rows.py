"""The edge where personal data ends: texts are redacted, customers hashed, words made ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

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

TEXT = pa.string()


def spoken_records(landed: pa.Table) -> pa.Table:
    """Return landed records with direction and resolution in our words, where they say anything."""
    said = _each(landed["direction"], lambda raw: direction_of(raw) if raw else None)
    told = landed.set_column(landed.column_names.index("direction"), "direction", said)
    by_status = _each(landed["status"], is_resolved, pa.bool_())
    resolved = pc.coalesce(landed["is_resolved"], by_status)
    return told.set_column(told.column_names.index("is_resolved"), "is_resolved", resolved)


def contact_rows(wholes: pa.Table, home: Home) -> pa.Table:
    """Return rows of contacts.contacts from folded records; nobody is marked as a repeat yet."""
    config = home.config
    words = [_plain_or_empty(raw) for raw in wholes["text"].to_pylist()]
    texts = redact_texts(words, config.privacy)
    customers = hash_customers(
        wholes["customer"].to_pylist(), hash_key(home.path), config.privacy.phone_regions
    )
    count = wholes.num_rows
    return pa.table(
        {
            "contact_id": pc.binary_join_element_wise(wholes["source"], wholes["whole_id"], ":"),
            "source_id": wholes["whole_id"],
            **_as_said(wholes, "source", "week_start", "day", "opened_at", "closed_at", "due_at"),
            **_as_said(wholes, "handle_seconds", "hold_seconds", "wait_seconds", "is_resolved"),
            **_as_said(wholes, "is_abandoned", "record_count", "message_count", "reply_count"),
            "channel": _each(wholes["channel"], channel_of),
            "direction": pa.repeat("in", count),
            "customer_id": pa.array(customers, pa.string()),
            **_names(wholes, config.privacy, "region", "product", "queue", "priority"),
            # An operator may be known by an address of ours, which registers/operators.csv names too.
            "operator_id": _each(wholes["operator"], plain_name),
            "first_operator_id": _each(wholes["first_operator"], plain_name),
            "text": pa.array(texts, pa.string()),
            "language": pa.array(languages_of(texts, config.home.languages), pa.string()),
            "transfer_count": _each(wholes["transfer_count"], _whole, pa.int64()),
            "reopened_count": _each(wholes["reopened_count"], _whole, pa.int64()),
            "is_repeat": pa.array([False] * count, pa.bool_()),
            "repeat_of": pa.nulls(count, pa.string()),
            **{name: _each(wholes[name], _tone, pa.float64()) for name in ("tone", *TONE_QUARTERS)},
        }
    )


def _each(
    values: pa.ChunkedArray, change: Callable[[Any], Any], kind: pa.DataType = TEXT
) -> pa.ChunkedArray:
    """Change every value of a column; equal values only once."""
    return _all(values, lambda distinct: [change(value) for value in distinct], kind)


def _all(
    values: pa.ChunkedArray, change: Callable[[list[Any]], list[Any]], kind: pa.DataType = TEXT
) -> pa.ChunkedArray:
    """Do so by what changes all different values at once."""
    coded = pc.dictionary_encode(values, null_encoding="encode")
    if not coded.num_chunks:
        return pa.chunked_array([], kind)
    changed = pa.array(change(coded.chunk(0).dictionary.to_pylist()), kind)
    return pa.chunked_array([changed.take(chunk.indices) for chunk in coded.chunks], kind)


def _as_said(wholes: pa.Table, *columns: str) -> dict[str, pa.ChunkedArray]:
    """Return columns that need no change."""
    return {column: wholes[column] for column in columns}


def _names(wholes: pa.Table, privacy: PrivacyConfig, *columns: str) -> dict[str, pa.ChunkedArray]:
    """Return columns of names, tidied up; people write phones and addresses of houses into any field.

    They are redacted before they are cut.
    """

    def tidied(raws: list[str | None]) -> list[str | None]:
        redacted = redact_texts([_plain_or_empty(raw) for raw in raws], privacy)
        return [plain_name(name) for name in redacted]

    return {column: _all(wholes[column], tidied) for column in columns}


def _tone(said: float | None) -> float | None:
    """Return a tone on our scale; another one cannot be guessed."""
    return said if said is not None and -1 <= said <= 1 else None


def _plain_or_empty(raw: str | None) -> str:
    """Return a contact's words; a contact without words still counts."""
    return plain_text(raw) if raw else ""


def _whole(number: float | None) -> int | None:
    """Return a count; sources write them as 2.0 as well."""
    return None if number is None or number != number else round(number)  # noqa: PLR0124 - NaN
