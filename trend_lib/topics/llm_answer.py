"""What a language model answered, as untrusted text: names are taken from it only if they look like names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from trend_lib.base.privacy import personal_data_in
from trend_lib.topics.words import RUSSIAN_LETTERS, UKRAINIAN_LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.privacy_settings import PrivacyConfig

NAME_LETTERS = 60
MOST_WORDS = 8
ANSWER = re.compile(r"\{[^{}]*\}", re.DOTALL)
PLAIN = re.compile(r"[^\W_][\w '’ʼ«»,()/.+&-]*")  # no mark-up, no links, no line breaks
MANY_DIGITS = re.compile(r"\d(?:\W?\d){3}")
LINK = re.compile(r"https?|www\.|\w\.(?:com|net|org|ru|ua|io)\b", re.IGNORECASE)
LATIN = re.compile("[A-Za-z]")
CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґ]")


def read_names(answer: str, languages: Sequence[str], privacy: PrivacyConfig) -> dict[str, str]:
    """Return a name for each language that has a good one; raise `ValueError` if there is none."""
    found = ANSWER.search(answer)
    said = json.loads(found[0]) if found else None
    if not isinstance(said, dict):
        message = "no JSON object in the answer"
        raise ValueError(message)  # noqa: TRY004 - said of an answer, not of an argument
    names = {
        language: _tidy(said[language])
        for language in languages
        if isinstance(said.get(language), str) and is_name(_tidy(said[language]), language, privacy)
    }
    if not names:
        message = "no name in the answer that can be used"
        raise ValueError(message)
    return names


def is_name(name: str, language: str, privacy: PrivacyConfig) -> bool:
    """Tell whether a text is a short phrase in a language, without mark-up and personal data."""
    return (
        2 < len(name) <= NAME_LETTERS
        and len(name.split()) <= MOST_WORDS
        and PLAIN.fullmatch(name) is not None
        and MANY_DIGITS.search(name) is None
        and LINK.search(name) is None
        and _is_in(name, language)
        and not personal_data_in(name, privacy)
    )


def _is_in(name: str, language: str) -> bool:
    """Tell a name's language by its letters; a Latin product name may stand in any."""
    latin, cyrillic = len(LATIN.findall(name)), len(CYRILLIC.findall(name))
    lowered = name.lower()
    if language == "en":
        return latin > 0 and not cyrillic
    if latin > cyrillic:
        return False
    foreign = RUSSIAN_LETTERS if language == "uk" else UKRAINIAN_LETTERS
    return foreign.search(lowered) is None


def _tidy(name: str) -> str:
    """Return a name without quotes and full stop around it, with a capital first letter."""
    bare = name.strip().strip("\"'«»").rstrip(".").strip()
    return bare[:1].upper() + bare[1:]
