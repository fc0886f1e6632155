"""Tone of one text by its words of feeling, in Ukrainian, Russian and English at once.

Question: how does the writer feel, from -1 to 1? Each word of feeling has a weight from -3 to 3 (`lexicon.toml`);
a negation up to three words before it turns and softens it, an intensifier strengthens it, capitals and
exclamation marks raise it, and what stands before a 'but' counts half. The sum s becomes s / sqrt(s^2 + 15).
Source: the normalisation and the rules' kinds of VADER (Hutto & Gilbert 2014, ICWSM); lexicon and factors are our own.
Assumes that feeling is written in words that mean the same wherever they stand. Wrong for sarcasm ('great, down
again'), for quoted feelings of others, and for anger told by facts alone, which is 'unknown' in here.
"""

from __future__ import annotations

import math
import re
from operator import attrgetter
from typing import TYPE_CHECKING

from trend_lib.topics.tone.wordlist import MARK, PLAIN, STRANGER, load_lexicon, normalize, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.topics.tone.wordlist import Role

SOFTNESS = 15.0  # VADER's; one word of weight 2 is a tone of .46
NEGATED = -0.6  # 'not good' is milder than 'bad'
NEGATION_REACH = 3  # words
BEFORE_CONTRAST = 0.5
SHOUTED = 1.25
STRONGEST = 2.0  # however many intensifiers stand in a row
EXCLAMATION, MOST_EXCLAMATIONS = 0.1, 4
IMPATIENCE = -1.0  # '???' and '?!'
MAX_LETTERS = 8_000  # feeling often stands at the end, but not beyond this
TAG = re.compile(
    r"\[[\w -]{1,24}\]|https?://\S+|www\.\S+"
)  # redaction's marks and addresses are not the writer's
TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[.!?…;:,()«»\"\n]")
CAPITALS = re.compile(r"[A-ZА-ЯЁІЇЄҐ]{3,}")
FOREIGN_SHARE = 0.25  # of the words: more than names and stray words
IMPATIENT = re.compile(r"\?[?!]{2}|\?!|!\?")
MAY_FEEL = attrgetter("may_feel")
ENDS = frozenset(".!?…\n")


def lexicon_tone(text: str) -> float | None:
    """Return the tone of a text, or None where no word of the lexicon says anything."""
    text = text[:MAX_LETTERS]
    if "[" in text or "http" in text or "www." in text:
        text = TAG.sub(" ", text)
    tokens = TOKEN.findall(normalize(text))
    roles = list(map(role_of, tokens))
    feelings = _mark_feelings(text)
    if not feelings and not any(map(MAY_FEEL, roles)):
        return None  # most texts tell of trouble calmly
    if _is_foreign(roles):
        return None
    feelings += _word_feelings(tokens, roles, _shouted(text))
    if not feelings:
        return None
    total = sum(feelings) * (1 + EXCLAMATION * min(text.count("!"), MOST_EXCLAMATIONS))
    return total / math.sqrt(total * total + SOFTNESS)


def _is_foreign(roles: list[Role]) -> bool:
    """Tell whether a text has no words, or many with letters that none of the languages has."""
    words = len(roles) - roles.count(MARK)
    return FOREIGN_SHARE * words <= roles.count(STRANGER)


def _shouted(text: str) -> set[str]:
    """Return the words written in capitals."""
    return {normalize(word) for word in CAPITALS.findall(text)}


def _mark_feelings(text: str) -> list[float]:
    """Return a weight for each different smile and picture, and one for impatient question marks."""
    lexicon = load_lexicon()
    marks = sorted(set(lexicon.marks.findall(text)))
    feelings = [lexicon.mark_weights[mark] for mark in marks]
    if "?" in text and IMPATIENT.search(text):
        feelings.append(IMPATIENCE)
    return feelings


def _word_feelings(tokens: Sequence[str], roles: Sequence[Role], shouted: set[str]) -> list[float]:
    """Return the weights of words and phrases as negation, intensity, capitals and contrast shape them."""
    feelings: list[float] = []
    reach = sentence = skipped = 0  # words the negation still holds; first feeling of the sentence
    factor = 1.0
    for place, (token, role) in enumerate(zip(tokens, roles, strict=True)):
        if skipped:
            skipped -= 1
        elif role is PLAIN or role is STRANGER:
            reach -= 1
        elif role is MARK:
            reach, factor = 0, 1.0
            sentence = len(feelings) if token in ENDS else sentence
        else:
            weight, skipped = role.match(tokens, place)
            if weight is not None:
                loud = SHOUTED if token in shouted else 1.0
                feelings += [weight * factor * loud * (NEGATED if reach > 0 else 1.0)] * (
                    weight != 0
                )
                reach, factor = reach * (weight == 0), 1.0
            elif role.is_contrast:
                feelings[sentence:] = [BEFORE_CONTRAST * one for one in feelings[sentence:]]
                reach, factor = 0, 1.0
            else:  # intensifiers do not use a negation's reach up
                reach = NEGATION_REACH if role.is_negation else reach
                factor = min(factor * role.factor, STRONGEST)
    return feelings
