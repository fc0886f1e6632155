"""Names of topics, one in each language that a topic's texts are in.

Question: which few words set this group's texts apart from the other groups' texts of the same language?
Formula: class-based TF-IDF (after Grootendorst 2022) over dictionary forms, with a rarity that can be
nothing: share of the group's texts that hold a term x log(that share / mean share over groups), x how well
the term reads (a noun with its adjective best). Assumption: groups are about one thing each. It is wrong
for a mixed group, whose name then tells of its largest part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.topics.formula import phrase_key
from trend_lib.topics.shown_form import shown_form, written_case
from trend_lib.topics.term import HeldTerms, names_thing
from trend_lib.topics.word_class import same_word
from trend_lib.topics.words import LANGUAGES, naming_stop_words, read_phrases, text_language

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    Key = tuple[str, ...]

NAMED_TEXTS = 400  # of a group are read
LANGUAGE_SHARE = 0.1  # of a group's texts, and
LANGUAGE_TEXTS = 3  # texts at least must be in a language to be named in it
NAME_LETTERS = 60
NUMBER_LETTERS = 5  # room for ' (99)'
NAME_TERMS = 3
KEYWORDS = 6
LEAST_SHARE = 0.05  # of a group's texts must hold a term
LEAST_WEIGHT = 0.25  # of the first term's, to stand beside it in a name
HISTORY_GROUPS = 30  # history speaks with the weight of so many groups
ALIKE = 0.6  # share of common words that makes two names one
WORDLESS = {
    "uk": "Звернення з кількох слів",
    "ru": "Обращения в несколько слов",
    "en": "Requests of few words",
}


class TopicName(NamedTuple):
    """A name in one language, and the words it was chosen from, the most telling first."""

    name: str
    keywords: tuple[str, ...]


def name_topics(
    groups: Sequence[Sequence[str]],
    languages: Sequence[str] = LANGUAGES,
    *,
    history: Sequence[str] = (),
    taken: Collection[str] = (),
    formulas: frozenset[str] = frozenset(),
) -> list[dict[str, TopicName]]:
    """Name groups of texts apart from one another, in each language a tenth of their texts are in.

    Args:
        groups: Texts of each group; the first groups choose first.
        languages: That names may be in.
        history: Texts of all that came before, when a few new groups are to be named.
        taken: Names of other topics.
        formulas: Phrases that say nothing (`find_formulas`).
    """
    read = [_read_group(group, languages, formulas) for group in groups]
    usual = _usual_shares(read, _read_group(history, languages, formulas))
    names = _Taken([frozenset(_words_of(name)) for name in taken], set(taken))
    return [_name_group(group, usual, names) for group in read]


def choose_name(names: Mapping[str, TopicName], preferred_languages: Sequence[str]) -> TopicName:
    """Return the name in the first language there is one in; else in the language of most texts."""
    for language in (*preferred_languages, *names):
        if language in names:
            return names[language]
    return TopicName(WORDLESS[(*preferred_languages, "en")[0]], ())


@dataclass
class _Group:
    """What was read of a group, by language, the language of most texts first."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    terms: dict[str, HeldTerms] = field(default_factory=dict)


@dataclass
class _Taken:
    """The words of names given so far."""

    names: list[frozenset[str]]
    exact: set[str] = field(default_factory=set)

    def is_like_one(self, name: str) -> bool:
        """Tell whether a name says the same as one that another topic bears."""
        words = _words_of(name)
        return any(_likeness(words, other) >= ALIKE for other in self.names)


def _read_group(texts: Sequence[str], languages: Sequence[str], formulas: frozenset[str]) -> _Group:
    """Read some hundreds of a group's texts, spread evenly over it."""
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts[:: max(1, len(texts) // NAMED_TEXTS)][: 2 * NAMED_TEXTS]:
        language = text_language(text)
        if language in languages:
            by_language[language].append(text)
    group = _Group()
    for language in sorted(by_language, key=lambda one: (-len(by_language[one]), one)):
        group.texts[language] = by_language[language]
        group.terms[language] = terms = HeldTerms()
        for text in by_language[language]:
            phrases = read_phrases(text, language)
            if formulas:
                phrases = [one for one in phrases if phrase_key(one) not in formulas]
            terms.add(phrases, language, naming_stop_words())
    return group


def _usual_shares(groups: Sequence[_Group], history: _Group) -> dict[str, Counter[Key]]:
    """Return for each language the mean share of texts that hold a term, over groups and history."""
    usual: dict[str, Counter[Key]] = defaultdict(Counter)
    speaking: Counter[str] = Counter()
    for group, voice in (*((one, 1) for one in groups), (history, HISTORY_GROUPS)):
        for language, terms in group.terms.items():
            if terms.texts >= LANGUAGE_TEXTS:
                speaking[language] += voice
                for key in terms.held:
                    usual[language][key] += voice * terms.share(key)  # type: ignore[assignment]
    return {
        language: Counter({key: total / speaking[language] for key, total in totals.items()})
        for language, totals in usual.items()
    }


def _name_group(
    group: _Group, usual: Mapping[str, Counter[Key]], taken: _Taken
) -> dict[str, TopicName]:
    """Name one group in its languages; its own names may be alike."""
    total = sum(terms.texts for terms in group.terms.values())
    least = max(LANGUAGE_TEXTS, LANGUAGE_SHARE * total)
    spoken = [one for one, terms in group.terms.items() if terms.texts >= least]
    names: dict[str, TopicName] = {}
    for language in spoken or list(group.terms)[:1]:
        terms = group.terms[language]
        ranked = _rank_terms(terms, usual.get(language, Counter()))
        shown = [
            (_spell(shown_form(terms, key, language), group.texts[language]), weight)
            for key, weight in ranked
        ]
        things = [
            one
            for one, (key, _) in zip(shown, ranked, strict=True)
            if names_thing(key, terms, language)
        ]
        if len(things) < 2:  # a bare verb is better than nothing beside a noun
            things += [one for one in shown if one not in things]
        name = _make_name(things, taken, WORDLESS[language])
        names[language] = TopicName(name, tuple(term for term, _ in shown))
    taken.exact.update(one.name for one in names.values())
    taken.names.extend(frozenset(_words_of(one.name)) for one in names.values())
    return names


def _rank_terms(terms: HeldTerms, usual: Counter[Key]) -> list[tuple[Key, float]]:
    """Return at most `KEYWORDS` terms with their weights, no word in two of them."""
    least = max(min(2, terms.texts), LEAST_SHARE * terms.texts)
    if max(terms.held.values(), default=0) < least:
        least = 1  # a few texts that share no word are named by the words of each
    weights = {
        key: terms.factors[key] * terms.share(key) * _rarity(terms, key, usual)
        for key, held in terms.held.items()
        if held >= least
    }
    chosen: list[tuple[Key, float]] = []
    used: list[str] = []
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        words = _words_of(" ".join(key))
        if len(chosen) < KEYWORDS and weights[key] > 0 and not _any_same(words, used):
            chosen.append((key, weights[key]))
            used += words
    return chosen


def _rarity(terms: HeldTerms, key: Key, usual: Counter[Key]) -> float:
    """Return how much more of these texts hold a term than of any; with nothing to compare, 1."""
    if not usual or (usual[key] >= 0.999 * terms.share(key) and len(usual) == len(terms.held)):
        return 1.0
    return max(0.0, log(terms.share(key) / max(usual[key], 1e-9)))


def _make_name(shown: Sequence[tuple[str, float]], taken: _Taken, wordless: str) -> str:
    """Return 'Pair of words, word' that is like no other topic's name, at most `NAME_LETTERS` long."""
    if shown:
        strong = [term for term, weight in shown if weight >= LEAST_WEIGHT * shown[0][1]]
        terms = [term for term, _ in shown]
        tries = [strong[:NAME_TERMS]]
        tries += [[*strong[: NAME_TERMS - 1], other] for other in terms[1:]]
        tries += [[terms[0], *terms[first : first + 2]] for first in range(1, len(terms))]
        for some in tries:
            name = _join(list(dict.fromkeys(some)))
            if not taken.is_like_one(name):
                return name
        plain = _join(strong[:NAME_TERMS])
    else:
        plain = wordless
    numbered = (plain, *(f"{plain} ({number})" for number in range(2, 100)))
    return next((one for one in numbered if one not in taken.exact), plain)


def _join(terms: Sequence[str]) -> str:
    """Join terms by commas as far as they fit, with a capital first letter."""
    name = terms[0][: NAME_LETTERS - NUMBER_LETTERS]
    for term in terms[1:]:
        longer = f"{name}, {term}"
        if len(longer) <= NAME_LETTERS - NUMBER_LETTERS:
            name = longer
    return name if name[1:2].isupper() else name[:1].upper() + name[1:]


def _spell(term: str, texts: Sequence[str]) -> str:
    """Return a term with the capitals that its words have in the texts."""
    return " ".join(written_case(word, texts) for word in term.split(" "))


def _words_of(name: str) -> list[str]:
    """Return the words of a name or term that tell names apart."""
    return [word for word in name.lower().replace(",", " ").split() if len(word) > 2 or "(" in word]


def _any_same(words: Sequence[str], others: Collection[str]) -> bool:
    """Tell whether a word stands in both lists, in any form."""
    return any(same_word(one, other) for one in words for other in others)


def _likeness(words: Collection[str], others: Collection[str]) -> float:
    """Return the share of common words among all words of two names (Jaccard)."""
    common = sum(any(same_word(one, other) for other in others) for one in words)
    return common / max(len(words) + len(others) - common, 1)
