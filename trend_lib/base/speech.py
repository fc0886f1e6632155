"""Speech: whole sentences with named places for figures, said in the language that is spoken.

A sentence is written once, in English, where it is said; `reports/locale` holds its translations,
and `make locale` finds the sentences of Python files and templates alike. Catalogues are read as
people edit them, so that none can be older than its translation.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING

from trend_lib.base.resources import resource_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES = {"en": "en_GB", "uk": "uk", "ru": "ru"}  # plain English would be American

NAMES = {"en": "English", "uk": "Українською", "ru": "По-русски"}  # each for its own readers


@dataclass(frozen=True, slots=True)
class Language:
    """A language that bulletins and messages can be written in."""

    code: str
    locale: str  # of numbers and dates
    catalogue: NullTranslations  # without entries: the sentences as they stand in the code


ENGLISH = Language("en", LOCALES["en"], NullTranslations())
_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _spoken.get()


@contextmanager
def speaking(language: str | Language) -> Iterator[None]:
    """Say everything inside in this language."""
    before = _spoken.set(language_of(language) if isinstance(language, str) else language)
    try:
        yield
    finally:
        _spoken.reset(before)


def say(sentence: str, /, **figures: str | int) -> str:
    """Fill a whole sentence, in the language that is spoken."""
    return translated(sentence).format(**figures)


def say_many(number: int, one: str, many: str, /, **figures: str | int) -> str:
    """Fill the sentence for so many; a language chooses among as many forms as it has.

    The form for one also stands for 21 in some languages: name the number in `figures` always.
    """
    return translated_many(number, one, many).format(**figures)


def mark(sentence: str) -> str:
    """Mark a sentence kept in a constant, so that it is found; it is said later."""
    return sentence


def translated(sentence: str) -> str:
    """Return a sentence in the language that is spoken, its places still open."""
    return spoken().catalogue.gettext(sentence) if sentence else ""


def translated_many(number: int, one: str, many: str) -> str:
    """Return the sentence for so many in the language that is spoken, its places still open."""
    return spoken().catalogue.ngettext(one, many, number)


@cache
def language_of(code: str) -> Language:
    """Return a language with its catalogue, read once a process."""
    if code == ENGLISH.code:
        return ENGLISH
    path = resource_dir("reports") / "locale" / code / "LC_MESSAGES" / "messages.po"
    return Language(code, LOCALES[code], read_catalogue(path.read_bytes(), LOCALES[code]))


def read_catalogue(po: bytes, locale: str) -> NullTranslations:
    """Read the translations of a .po file; doubtful ones are left out."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - who speaks English needs none of it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(po), locale=locale))
    compiled.seek(0)
    return GNUTranslations(compiled)
