"""Formulas: words that operators and polite people add to any subject gather no topic."""

from itertools import cycle, islice

from tests.topics.conftest import usual
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.formula import drop_formulas, find_formulas, phrase_key
from trend_lib.topics.words import read_phrases

CLOSINGS = ["Advice given.", "Passed to the second line.", "The customer is calm."]
BODIES = [text for first in range(8) for text in usual(first) if text.isascii()]
NOTES = [f"{body}. {end}" for body, end in zip(BODIES, islice(cycle(CLOSINGS), 999), strict=False)]


def key(phrase):
    return phrase_key(read_phrases(phrase)[0])


def test_phrases_that_go_with_any_subject_are_formulas():
    found = find_formulas([read_phrases(note) for note in NOTES])
    assert {key(closing) for closing in CLOSINGS} <= found


def test_phrases_that_name_the_subject_are_none():
    found = find_formulas([read_phrases(note) for note in NOTES])
    assert not any("router" in phrase or "bill" in phrase for phrase in found)


def test_texts_that_differ_in_a_formula_alone_have_one_vector():
    encoder = TfidfEncoder.fit(sorted(set(NOTES)), seed=7)
    one, other = encoder.encode([f"{BODIES[0]}. {end}" for end in CLOSINGS[:2]])
    assert one @ other > 0.999


def test_a_text_that_is_nothing_but_a_formula_keeps_its_words():
    formulas = frozenset({key(CLOSINGS[0])})
    assert [token.surface for token in drop_formulas(read_phrases(CLOSINGS[0]), formulas)] == [
        "advice",
        "given",
    ]


def test_few_texts_hold_no_formulas():
    assert find_formulas([read_phrases(note) for note in NOTES[:10]]) == frozenset()
