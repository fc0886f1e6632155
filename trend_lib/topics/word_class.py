"""What kind of word a word is, told by its ending: enough to prefer 'double charge' to 'charged'.

A guess, for three languages, without a dictionary of parts of speech: wrong for some words, and then a
name is a little clumsier. `same_word` tells inflections and near relations of one word by their stems.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from itertools import takewhile


class WordClass(Enum):
    """Nouns name things; the others only help."""

    NOUN = "noun"
    ADJECTIVE = "adjective"
    INFINITIVE = "infinitive"
    VERB = "verb"
    ADVERB = "adverb"


ADVERB = {
    "ru": re.compile(r"\w{3,}(?<!пись)(?<!полот)(?:но|ко)|\w{3,}(?:жды|ому)|\w{4,}ски|вместо|быстро|слабо"),
    "uk": re.compile(r"\w{3,}(?<!полот)(?<!пись)(?:но|ко)|двічі|тричі|\w{4,}ськи|замість|повністю|ледве|швидко"),
    "en": re.compile(r"(?!(?:re|sup|ap|fam|dai|month|week|on)p?ly$)\w{2,}ly|twice|instead|"
                     r"once|often|everywhere|anymore|almost|completely"),
}  # fmt: skip
ADJECTIVE = {
    "ru": re.compile(r"\w{2,}(?:[нквстлдгхршщчжм]ый|[нкщчшжг]ий|[нкд]ой|ая|ое|ые|ого|ому|ых|ую|ими|ыми)|\w+н[ыа]"),
    "uk": re.compile(r"\w{2,}(?:[^аеоуиі]ий|ого|ому|их|ими|ною)|\w+(?:нній|жній|ішній)"),
    "en": re.compile(r"\w{3,}(?:ful|less|ous|ible|able|ive|ical|ish|ier|est)|slow|weak|wrong|double|free|"
                     r"new|old|poor|bad|high|low|black|cheap|cheaper|unfair|broken|dead|strange"),
}  # fmt: skip
NOT_ADJECTIVE = re.compile(
    r"\w+(?:[аео]рий|[нт]рой|пароль)|комментарий|сценарий|кой|бой|сбой|слой|герой|строй"
)
INFINITIVE = {
    "ru": re.compile(r"\w*(?:[аяеиоуы]ть|[аяеиоуы]ться|[йсзд]ти|[йсз]тись|чься|беречь|мочь|лечь)"),
    "uk": re.compile(r"\w{2,}(?:ти|тися|тись|ться)"),
    "en": re.compile(r"(?!)"),
}  # fmt: skip
NOUN_LIKE_INFINITIVE = re.compile(
    r"сеть|память|печать|мать|кровать|нить|суть|путь|рать|зять|тетрадь|площадь|часть|плеть|клеть|смерть"
    r"|діти|вісті|ворота|сети|дети|карти|квоти|платы|послати|мати"
)
VERB = {
    "ru": re.compile(r"\w{2,}(?:[аяеиоуы]л|л[аои]|л[аои]?сь|лся|[аяеиую]ет|[ую]т|[ия]т|[аеи]ете|[ая]йте|[аяеиу]ется|"
                     r"[уюая]тся|ится|ешь|ишь|ите|[аоуиея]ю|юсь|усь)"),
    "uk": re.compile(r"\w{2,}(?:[аяеиоуії]в|л[аои]|[вл][аои]?с[яь]|[ауюя]ють|уть|ить|ать|ять|[аяеіюу]є|їть|іть|йте|[аяіо]ю|"
                     r"ється|иться|ються|уться|яться|аться|ується)"),
    "en": re.compile(r"\w{2,}(?:ed|ing)|took|taken|paid|sent|lost|found|broke|left|said|came|worked|works|"
                     r"drops|shows|keeps|says|asks|became|cut|stopped|refuse|refuses|allow|appear|decline|cost|costs|"
                     r"come|arrive|include|included|explain|receive|connect|connects|activate|verify|wait|happen|disappear|"
                     r"load|loads|freeze|freezes|crash|crashes|reach|confirm|forget|forgot|buy|sell|hold|set|turn|start|stop"),
}  # fmt: skip
PAST = re.compile(r"\w+л[аои]?(?:с[ья])?")
PARTICIPLE = re.compile(
    r"\w{3,}(?<!e)ed|pending|missing|lost|stolen|broken|failing|unknown|blocked"
)
NAMED_ING = re.compile(r"billing|roaming|streaming|banking|setting|parking|shipping|recording|morning|evening|meeting"
                       r"|building|string|thing|warning|pricing|loading|tracking|feed|speed|need|bed|shed")  # fmt: skip


@lru_cache(maxsize=200_000)
def word_class(surface: str, lemma: str, language: str) -> WordClass:
    """Tell what kind of word it is by the endings of its written and its dictionary form."""
    if language == "en":
        return _english_class(surface, lemma)
    if INFINITIVE[language].fullmatch(lemma) and not _is_noun(lemma):
        return WordClass.INFINITIVE if surface == lemma else WordClass.VERB
    if ADVERB[language].fullmatch(lemma) or ADVERB[language].fullmatch(surface):
        return WordClass.ADVERB
    if ADJECTIVE[language].fullmatch(lemma) and not NOT_ADJECTIVE.fullmatch(lemma):
        return WordClass.ADJECTIVE
    is_past = lemma.endswith("ть") and PAST.fullmatch(surface)
    is_unknown_verb = surface == lemma and VERB[language].fullmatch(surface)
    return WordClass.VERB if is_past or is_unknown_verb else WordClass.NOUN


def _is_noun(lemma: str) -> bool:
    """Tell the nouns that end like verbs."""
    return lemma.endswith("ость") or bool(NOUN_LIKE_INFINITIVE.fullmatch(lemma))


def _english_class(surface: str, lemma: str) -> WordClass:
    """English tells little by endings: what is not told apart counts as a noun."""
    if NAMED_ING.fullmatch(surface):
        return WordClass.NOUN
    if PARTICIPLE.fullmatch(surface):
        return WordClass.ADJECTIVE
    for found, patterns in (
        (WordClass.ADVERB, ADVERB),
        (WordClass.ADJECTIVE, ADJECTIVE),
        (WordClass.VERB, VERB),
    ):
        if patterns["en"].fullmatch(surface) or patterns["en"].fullmatch(lemma):
            return found
    return WordClass.NOUN


def same_word(one: str, other: str) -> bool:
    """Tell whether two words are forms or near relations of one: bill, billing; рахунок, рахунку."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    stem = _shared_start(one, other)
    if stem < 3 or len(long) - stem > 3:
        return False
    if stem == len(short):
        return stem > 3 or len(long) - stem == 1
    return stem > 3 and stem >= 0.6 * len(long)


def _shared_start(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
