"""Terms that a topic may be named by: telling words and short phrases, counted by the texts that hold them.

Two words make a term where they read as a name: 'double charge', 'зміна тарифу', 'вхід у кабінет'. What is
said not to be stays with its 'not': a topic of 'не працює інтернет' must never be called 'працює інтернет'.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.topics.word_class import WordClass, word_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trend_lib.topics.words import Token

NOT = {
    "uk": frozenset(("не", "немає", "нема", "без")),
    "ru": frozenset(("не", "нет", "нету", "без")),
    "en": frozenset(
        [
            "not",
            "no",
            "without",
            "cannot",
            "can't",
            "couldn't",
            "don't",
            "doesn't",
            "didn't",
            "isn't",
            "won't",
        ]
    ),
}
BETWEEN = {  # what may stand inside of a term: перехід на тариф, вхід у кабінет
    "uk": frozenset(("на", "у", "в", "за", "до", "з", "із", "від", "по", "про", "через", "для")),
    "ru": frozenset(("на", "в", "за", "до", "с", "из", "от", "по", "через", "для", "о")),
    "en": frozenset(("of", "for", "in", "to", "on", "from")),
}
MODAL = frozenset(
    ("мочь", "могти", "могу", "можу", "можна", "можно", "удаваться", "вдаватися", "able")
)
HELPING = frozenset(["does", "do", "did", "is", "are", "was", "can", "could", "will"])
SHORTEST = 3  # letters of a word that may stand alone in a name
NOUN, ADJECTIVE, INFINITIVE, VERB, ADVERB = WordClass
SINGLE_FACTORS = {NOUN: 1.0, ADJECTIVE: 0.5, INFINITIVE: 0.45, VERB: 0.3, ADVERB: 0.25}
PARTICIPLE_FACTOR = 0.9  # 'payment, declined' reads well in English alone
NEGATED_FACTOR = 0.8
NEGATED_NOUN_FACTOR = 1.3
PAIR_FACTORS = {
    (ADJECTIVE, NOUN): 2.1,
    (NOUN, NOUN): 2.0,
    (INFINITIVE, NOUN): 1.1,
    (NOUN, VERB): 1.2,
    (VERB, ADVERB): 1.3,
    (ADVERB, VERB): 1.2,
}
NEGATED_PAIR_FACTOR = 2.1
LINKED_FACTORS = {(NOUN, NOUN): 1.6, (INFINITIVE, NOUN): 1.1}


class Term(NamedTuple):
    """A term found in a text: its dictionary forms, how it is written, how well it names."""

    key: tuple[str, ...]
    surface: str
    factor: float
    classes: tuple[WordClass, ...]


class _Unit(NamedTuple):
    """A telling word, with the 'not' before it; `place` tells what stands between two units."""

    lemma: str
    surface: str
    word_class: WordClass
    is_negated: bool
    first: int
    last: int


@dataclass
class HeldTerms:
    """In how many texts each term stands, how it is written there, and how well it names."""

    texts: int = 0
    held: Counter[tuple[str, ...]] = field(default_factory=Counter)
    written: defaultdict[tuple[str, ...], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    factors: dict[tuple[str, ...], float] = field(default_factory=dict)
    classes: dict[tuple[str, ...], tuple[WordClass, ...]] = field(default_factory=dict)

    def add(self, phrases: Sequence[Sequence[Token]], language: str, stop: frozenset[str]) -> None:
        """Count one text's terms, each once."""
        self.texts += 1
        found = {
            term.key: term for phrase in phrases for term in find_terms(phrase, language, stop)
        }
        for key, term in found.items():
            self.held[key] += 1
            self.written[key][term.surface] += 1
            self.factors.setdefault(key, term.factor)
            self.classes.setdefault(key, term.classes)

    def share(self, key: tuple[str, ...]) -> float:
        """Return the share of texts that hold a term."""
        return self.held[key] / max(self.texts, 1)


def names_thing(key: tuple[str, ...], terms: HeldTerms, language: str) -> bool:
    """Tell whether a term says what a topic is about: more than a bare verb, adverb or adjective."""
    naming = {NOUN, ADJECTIVE} if language == "en" else {NOUN}  # payment, pending
    return len(key) > 1 or terms.classes[key][0] in naming


def find_terms(phrase: Sequence[Token], language: str, stop: frozenset[str]) -> Iterator[Term]:
    """Yield a phrase's telling words, and its neighbours that read as a name."""
    units = _read_units(phrase, language, stop)
    for unit in units:
        if len(unit.lemma) >= SHORTEST:
            yield Term(_key(unit), unit.surface, _single_factor(unit, language), (unit.word_class,))
    for one, other in pairwise(units):
        factor = _pair_factor(one, other, phrase, language)
        if factor and one.lemma != other.lemma:
            between = " ".join(token.surface for token in phrase[one.last + 1 : other.first])
            surface = " ".join(filter(None, (one.surface, between, other.surface)))
            links = (between,) if between else ()
            classes = (one.word_class, *(ADVERB for _ in links), other.word_class)
            yield Term((*_key(one), *links, *_key(other)), surface, factor, classes)


def _key(unit: _Unit) -> tuple[str, ...]:
    """Return a unit's dictionary form, told apart from the same without 'not'."""
    return (f"не {unit.lemma}",) if unit.is_negated else (unit.lemma,)


def _single_factor(unit: _Unit, language: str) -> float:
    """Return how well one word names a topic."""
    if unit.is_negated:
        return NEGATED_NOUN_FACTOR if unit.word_class is NOUN else NEGATED_FACTOR
    if language == "en" and unit.word_class is ADJECTIVE:
        return PARTICIPLE_FACTOR
    return SINGLE_FACTORS[unit.word_class]


def _pair_factor(one: _Unit, other: _Unit, phrase: Sequence[Token], language: str) -> float:
    """Return how well two units in a row name a topic; 0 where they do not read as a name."""
    classes = (one.word_class, other.word_class)
    is_plain = not one.is_negated and not other.is_negated
    if is_plain and other.first == one.last + 1:  # most pairs: side by side
        return PAIR_FACTORS.get(classes, 0.0)
    between = [token.surface for token in phrase[one.last + 1 : other.first]]
    if not is_plain:
        verbs = {VERB, INFINITIVE} & {unit.word_class for unit in (one, other) if unit.is_negated}
        if one.is_negated and language == "en" and classes == (NOUN, NOUN) and not between:
            return NEGATED_PAIR_FACTOR  # no mobile signal
        has_noun = any(unit.word_class is NOUN and not unit.is_negated for unit in (one, other))
        return NEGATED_PAIR_FACTOR if verbs and has_noun and not between else 0.0
    if len(between) == 1 and between[0] in BETWEEN[language]:
        return LINKED_FACTORS.get(classes, 0.0)
    return 0.0


def _read_units(phrase: Sequence[Token], language: str, stop: frozenset[str]) -> list[_Unit]:
    """Return the telling words; 'not' and 'cannot' go with the word after them."""
    units: list[_Unit] = []
    negated_from: int | None = None
    for place, token in enumerate(phrase):
        if token.surface in NOT[language]:
            negated_from = place
        elif token.lemma in MODAL:
            continue
        elif token.is_stop or token.lemma in stop or token.surface in stop:
            negated_from = None
        else:
            first = place if negated_from is None else negated_from
            if first < place and first and phrase[first - 1].surface in HELPING:
                first -= 1  # does not reach
            written = phrase[first : place + 1]
            surface = " ".join(one.surface for one in written) if first < place else token.surface
            kind = word_class(token.surface, token.lemma, language)
            units.append(_Unit(token.lemma, surface, kind, negated_from is not None, first, place))
            negated_from = None
    return units
