"""Outcomes of call-backs, from the lists that quality managers fill in or a dialler exports.

A line whose outcome is still empty is a call nobody has made yet, and is passed over: the same
list may be delivered each day as it fills.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.sources.reader import Reader, Record
from trend_lib.sources.readers.plain_words import flag_of, word_of
from trend_lib.sources.readers.table_rows import Row, read_rows
from trend_lib.sources.record_lines import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig

OUTCOMES = {
    "reached": ("reached", "answered", "answer", "completed", "talked", "дозвонились", "дозвон", "додзвонилися", "додзвонились", "відповів"),
    "no_answer": ("no answer", "noanswer", "busy", "timeout", "не отвечает", "нет ответа", "занято", "не відповідає", "немає відповіді", "зайнято"),
    "refused": ("refused", "declined", "отказ", "отказался", "відмова", "відмовився"),
    "wrong_number": ("wrong number", "invalid number", "не тот номер", "ошибка номера", "не той номер"),
    "callback_later": ("callback later", "call back later", "later", "перезвонить", "передзвонити", "пізніше", "позже"),
    "opted_out": ("opted out", "opt out", "do not call", "не звонить", "просил не звонить", "не дзвонити", "просив не дзвонити"),
}  # fmt: skip
FILLED_IN = ("outcome", "called_at", "is_solved", "is_content")


def read_callbacks(
    name: str,  # noqa: ARG001 - all is in the rows
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield a record for each call that was made."""
    for row in read_rows(chunks, source):
        if isinstance(row, SetAside):
            yield row
        elif any(row.says(source, column) is not None for column in FILLED_IN):
            yield Record(row.place, {**row.said, **_understood(row, source)})


def _understood(row: Row, source: SourceConfig) -> dict[str, Any]:
    """Return outcome and verdicts in our words, under the names where the source keeps them."""
    read = {
        "outcome": lambda value: word_of(value, OUTCOMES),
        "is_solved": flag_of,
        "is_content": flag_of,
    }
    understood = {}
    for column, understand in read.items():
        mapped = source.columns.get(column, column)
        value = row.says(source, column)
        if isinstance(mapped, str) and mapped in row.said and column not in source.values:
            understood[mapped] = understand(value)
    return understood


READER = Reader("callbacks", {"callbacks": read_callbacks})
