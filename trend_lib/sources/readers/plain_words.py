"""Words that people write into lists, in the languages they write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

YES = {"yes", "y", "true", "1", "+", "да", "так", "є", "есть", "solved", "решено", "вирішено"}
NO = {"no", "n", "false", "0", "-", "нет", "ні", "немає", "not solved", "не решено", "не вирішено"}


def flag_of(value: Any) -> Any:
    """Return yes or no where a word says so, any other value as it is."""
    word = plain(value)
    return word in YES if word in YES | NO else value


def word_of(value: Any, known: Mapping[str, tuple[str, ...]]) -> Any:
    """Return the word of ours that a value means, any other value as it is."""
    word = plain(value)
    return next((ours for ours, words in known.items() if word in {ours, *words}), value)


def plain(value: Any) -> str:
    """Return a word without what does not tell it from others."""
    return " ".join(str(value).lower().replace("_", " ").replace("’", "'").split())
