"""The terms that texts hold, as rows: what later rooms count without reading the texts again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trend_lib.topics.term import find_terms
from trend_lib.topics.words import is_known, naming_stop_words, read_phrases, text_language

if TYPE_CHECKING:
    from collections.abc import Iterable


class SpokenTerm(NamedTuple):
    """A word or short phrase that a text holds."""

    text: str
    term: str  # dictionary forms: one term for all its inflections
    written: str  # as people may read it


def spoken_terms(texts: Iterable[str]) -> list[SpokenTerm]:
    """Return the terms of each text, each once; numbers and what redaction took out are none."""
    return [term for text in texts for term in _terms_of(text)]


def _terms_of(text: str) -> list[SpokenTerm]:
    """Return one text's terms."""
    language = text_language(text)
    found: dict[str, str] = {}
    for phrase in read_phrases(text, language):
        for term in find_terms(phrase, language, naming_stop_words()):
            written = term.surface
            if len(term.key) == 1 and is_known(term.key[0], language):
                written = term.key[0]  # the nominative
            found.setdefault(" ".join(term.key), written)
    return [SpokenTerm(text, term, written) for term, written in found.items()]
