"""How a term is written in a name: the nominative that a reader expects, in the letters people use.

A single noun is its dictionary form; an adjective agrees with its noun by the noun's ending; where an
ending does not tell, the form that most people write stays.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from trend_lib.topics.word_class import WordClass
from trend_lib.topics.words import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.topics.term import HeldTerms

PLURAL_ADJECTIVE = {"ru": re.compile(r"\w+[ыи]е"), "uk": re.compile(r"\w+[іи]")}
PLURAL_NOUN = re.compile(r"\w+[ыиі]")
PLURAL_OF = {
    "ru": re.compile(r"\w{3,}[ыи]"),
    "uk": re.compile(r"\w{3,}и"),
}  # never an oblique singular
FULL_ADJECTIVE = re.compile(r"(?:[ыиі]й|ой)$")
CONSONANT = re.compile(r"[бвгґджзклмнпрстфхцчшщ]$")
OBLIQUE = re.compile(r"[ауюіие]$")
ACCUSATIVE = re.compile(r"(\w{3,})[ую]")
NOMINATIVE_FACTOR = 4  # a nominative is shown unless another form is that much more frequent
HARD_ENDINGS = {"ru": ("ая", "ое"), "uk": ("а", "е")}
SOFT_ENDINGS = {"ru": ("яя", "ее"), "uk": ("я", "є")}
FEMININE_SOFT = re.compile(r"\w+(?:ость|ість|вязь|'язь|сеть|площадь|запись|речь|дверь)")


def shown_form(terms: HeldTerms, key: tuple[str, ...], language: str) -> str:
    """Return a term as a name shows it."""
    written = terms.written[key]
    usual = min(written, key=lambda form: (-written[form], form))
    classes = terms.classes[key]
    if language == "en" or key[0].startswith("не ") or key[-1].startswith("не "):
        return usual
    if len(key) == 1:
        return usual if classes[0] is WordClass.VERB else _single(key[0], usual, terms, language)
    if classes[0] is WordClass.ADJECTIVE:
        noun = _single(key[1], usual.split(" ")[-1], terms, language, may_be_plural=False)
        return _agreed((key[0], noun), written, usual, language)
    if classes[0] is WordClass.NOUN:
        first = usual.split(" ")[0]
        head = _single(key[0], first, terms, language, may_be_plural=False)
        return _with_nominative(head, written, usual)
    return usual


def _single(
    lemma: str, usual: str, terms: HeldTerms, language: str, *, may_be_plural: bool = True
) -> str:
    """Return a word in the nominative: its dictionary form, mended where the dictionary only guessed."""
    if may_be_plural and PLURAL_OF[language].fullmatch(usual) and CONSONANT.search(lemma):
        return usual
    if is_known(lemma, language):
        return lemma
    guess = lemma if (lemma,) in terms.held and lemma in terms.written[(lemma,)] else usual
    forms = {form for key, written in terms.written.items() if len(key) == 1 for form in written}
    if OBLIQUE.search(guess) and guess[:-1] in forms:
        return guess[:-1]
    accusative = ACCUSATIVE.fullmatch(guess)
    if accusative and (f"{accusative[1]}а" in forms or guess.endswith(("ку", "ату"))):
        return f"{accusative[1]}а"
    return guess


def _with_nominative(head: str, written: Counter[str], usual: str) -> str:
    """Return the usual form whose first noun is in the nominative, or put it there."""
    nominative = [form for form in written if form.split(" ")[0] == head]
    plural = [form for form in written if PLURAL_NOUN.fullmatch(form.split(" ")[0])]
    for forms in (nominative, plural):
        best = min(forms, key=lambda form: (-written[form], form), default=None)
        if best and written[best] * NOMINATIVE_FACTOR >= written[usual]:
            return best
    rest = usual.split(" ")[1:]
    return usual if head in rest else " ".join((head, *rest))


def _agreed(key: Sequence[str], written: Counter[str], usual: str, language: str) -> str:
    """Return 'adjective noun' in the nominative, plural where people write it so."""
    adjective, noun = key
    if not is_known(adjective, language) or not FULL_ADJECTIVE.search(adjective):
        return usual
    if PLURAL_ADJECTIVE[language].fullmatch(usual.split(" ", maxsplit=1)[0]):
        return usual
    nominative = [form for form in written if form.split(" ")[-1] == noun]
    if re.search(r"[аяоеєь]$", noun) is None and not PLURAL_NOUN.fullmatch(noun):
        return f"{adjective} {noun}"
    ending = _ending(adjective, noun, language)
    if ending is not None:
        return f"{adjective[:-2]}{ending} {noun}"
    return min(nominative or written, key=lambda form: (-written[form], form))


def _ending(adjective: str, noun: str, language: str) -> str | None:
    """Return the adjective's ending after the noun's, or None where the noun does not tell."""
    soft = (adjective.endswith(("ний",)) and language == "ru") or adjective.endswith("ій")
    endings = (SOFT_ENDINGS if soft else HARD_ENDINGS)[language]
    if noun.endswith(("а", "я")) and not noun.endswith(("ння", "ття", "мя", "'я")):
        return endings[0]
    if FEMININE_SOFT.fullmatch(noun):
        return endings[0]
    if noun.endswith(("о", "е", "є", "ння", "ття")):
        return endings[1]
    return None


def written_case(word: str, texts: Sequence[str]) -> str:
    """Return a word in the letters people use inside of sentences: Wi-Fi, eSIM, Volna."""
    spelled = re.compile(rf"(?<=[\w,] )(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    written = Counter(
        found
        for text in texts
        if word in text.lower() and 2 * sum(map(str.isupper, text)) < len(text)  # not shouted
        for found in spelled.findall(text)
    )
    if not written:
        return word
    form, times = min(written.items(), key=lambda item: (-item[1], item[0]))
    return form if times * 2 > written.total() else word
