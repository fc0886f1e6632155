"""The student against its slow, obvious twin; and what counts as strange."""

import os
import subprocess
import sys

import numpy as np
import pytest

from tests.topics.conftest import usual
from tests.topics.encoders.letters_teacher import LettersTeacher
from trend_lib.topics.encoders import student as module
from trend_lib.topics.encoders.centring import LanguageMeans
from trend_lib.topics.encoders.fitting import choose_sample, choose_threshold
from trend_lib.topics.encoders.student import RIDGE, Student
from trend_lib.topics.encoders.surface import leave_formulas_out, read_words
from trend_lib.topics.encoders.vocabulary import Vocabulary
from trend_lib.topics.features import word_grams

NOTHING = frozenset()


@pytest.fixture(scope="module")
def documents():
    return [read_words(text, NOTHING) for text in dict.fromkeys(usual(0) + usual(1))]


@pytest.fixture(scope="module")
def taught(documents):
    return LettersTeacher().encode([" ".join(words) for words in documents])


def describe_slowly(vocabulary, words):
    """Return a text's features one by one: two blocks, each divided by its length."""
    singles = dict(zip(vocabulary.words, vocabulary.word_weights, strict=True))
    groups = dict(zip(vocabulary.grams, vocabulary.gram_weights, strict=True))
    said = [*words, *(f"{words[at]} {words[at + 1]}" for at in range(len(words) - 1))]
    first = np.array([say_more(said.count(one)) * weight for one, weight in singles.items()])
    second, squares = np.zeros(len(groups)), 0.0
    for word in dict.fromkeys(words):
        grams = word_grams(word)
        row = np.array([say_more(grams.count(one)) * weight for one, weight in groups.items()])
        second += say_more(words.count(word)) * row
        squares += float(np.sum((say_more(words.count(word)) * row) ** 2))
    return np.concatenate([divide(first, np.linalg.norm(first)), divide(second, squares**0.5)])


def say_more(count):
    return 1 + np.log(count) if count else 0.0


def divide(row, length):
    return row / length if length else row


def test_the_student_is_ridge_regression_in_its_usual_form(documents, taught):
    fitted = Student.fit(documents, taught)
    rows = np.array([describe_slowly(fitted.vocabulary, words) for words in documents])
    squares = rows.T @ rows + RIDGE * np.eye(rows.shape[1])
    twin = np.linalg.solve(squares, rows.T @ taught)
    fast = np.vstack([fitted.word_map, fitted.gram_map]).astype(np.float64)
    assert np.abs(fast - twin).max() < 2e-3  # half precision
    said = rows @ twin
    said /= np.linalg.norm(said, axis=1, keepdims=True)
    assert np.allclose(fitted.project(documents), said, atol=3e-3)


def test_forgetting_spelled_words_changes_nothing(documents, taught, monkeypatch):
    fitted = Student.fit(documents, taught)
    expected = fitted.project(documents)
    monkeypatch.setattr(module, "REMEMBERED_WORDS", 5)
    again = Student(fitted.vocabulary, fitted.word_map, fitted.gram_map)
    one_by_one = np.vstack([again.project([words]) for words in documents])
    assert np.array_equal(one_by_one, expected)


def test_a_known_text_is_not_strange_and_a_new_ending_less_than_a_new_word(documents):
    vocabulary = Vocabulary.learn(documents)
    known, ending, new = (
        vocabulary.unseen_share(words.split())[1]
        for words in ("router keeps rebooting", "router keeps reboots", "router keeps qwvzx")
    )
    assert known == 0
    assert 0 < ending < new < 1


def test_stop_words_are_never_strange(documents):
    assert Vocabulary.learn(documents).unseen_share(["the", "і", "на"]) == ([], 0.0)


def test_with_few_texts_any_unseen_word_is_strange():
    assert choose_threshold([["a"]] * 30, 0.1) == 0.0


def test_the_sample_ends_where_the_teachers_time_does():
    long_texts = [f"internet {'slow ' * 200} {number}" for number in range(3_000)]
    assert 500 <= len(choose_sample(long_texts, NOTHING, 4_000)) <= 1_000
    assert len(choose_sample(long_texts, NOTHING, 20)) == 20
    assert choose_sample(["", "+++"], NOTHING, 20) == []


def test_the_mean_of_a_language_is_taken_and_little_of_it_with_few_texts():
    texts = ["це є"] * 400 + ["this is"] * 400 + ["это"]
    vectors = np.zeros((801, 4), dtype=np.float32)
    vectors[:400, 0] = vectors[400:800, 1] = vectors[800, 2] = 1
    means = LanguageMeans.measure(texts, vectors)
    assert means.rows[0, 0] == pytest.approx(0.99, abs=0.02)
    assert means.rows[2, 1] == pytest.approx(0.99, abs=0.02)
    assert means.rows[1, 2] < 0.15


def test_two_languages_that_differ_by_a_shift_land_together():
    random = np.random.default_rng(7)
    subjects = random.normal(size=(300, 16)).astype(np.float32)
    shifted = np.vstack([subjects + 3, subjects - 3]).astype(np.float32)
    texts = ["ї"] * 300 + ["w"] * 300
    apart = LanguageMeans.measure(texts, shifted).take_away(texts, shifted)
    alike = np.sum(apart[:300] * apart[300:], axis=1)
    assert alike.mean() > 0.9


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("No signal. Best regards!", "No signal."),
        ("Best regards!", "Best regards!"),
        ("No signal, best regards, Ann", "No signal, Ann"),
        ("", ""),
        ("?!", "?!"),
    ],
)
def test_formulas_are_left_out_of_a_text_as_it_was_written(text, left):
    assert leave_formulas_out(text, frozenset({"best regards"})).strip() == left
    assert read_words(text, frozenset({"best regards"})) == read_words(left, NOTHING)


def test_how_strange_a_text_is_comes_out_the_same_in_every_process():
    asked = (
        "from trend_lib.topics.encoders.vocabulary import Vocabulary as V\n"
        "seen = V.learn([['bill', 'wrong', 'charged'], ['bill', 'roaming', 'abroad']])\n"
        "print(repr(seen.unseen_share('bills roamed charge wronged far abroad billing'.split())[1]))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": str(hashing)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hashing in range(4)
    }
    assert len(answers) == 1
    assert 0 < float(answers.pop()) < 1
