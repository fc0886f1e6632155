"""What the teacher said is kept by text hash and teacher version, and heard again exactly."""

import duckdb
import numpy as np
import pytest

from tests.topics.encoders.letters_teacher import LettersTeacher
from trend_lib.base.schema import schema_sql
from trend_lib.topics.encoders import lesson, remembered
from trend_lib.topics.encoders.lesson import Lesson
from trend_lib.topics.encoders.stored_vectors import TableVectors, hash_text

TEXTS = ["internet is slow", "рахунок подвійний", "", "lone \ud800", "internet is slow"]


@pytest.fixture
def con():
    with duckdb.connect() as opened:
        opened.execute(schema_sql())
        yield opened


def test_an_answer_is_heard_again_without_asking(con):
    first, second = LettersTeacher(), LettersTeacher()
    heard = Lesson(first, TableVectors(con, first.version)).ask(TEXTS)
    again = Lesson(second, TableVectors(con, second.version)).ask(TEXTS)
    assert np.array_equal(heard, again)
    assert second.heard == []
    assert len(first.heard) == len(set(TEXTS))


def test_answers_with_and_without_a_store_are_the_same(con):
    with_store = Lesson(LettersTeacher(), TableVectors(con, "letters-1")).ask(TEXTS)
    assert np.array_equal(with_store, Lesson(LettersTeacher()).ask(TEXTS))


def test_teachers_do_not_hear_one_another(con):
    TableVectors(con, "one").put({hash_text("a"): np.ones(3, np.float16)})
    assert TableVectors(con, "other").get([hash_text("a")]) == {}
    assert TableVectors(con, "one").get([]) == {}
    assert list(TableVectors(con, "one").get([hash_text("a"), "x"])) == [hash_text("a")]


def test_what_is_kept_stays(con):
    store = TableVectors(con, "one")
    store.put({"a": np.array([1, 2], np.float16)})
    store.put({"a": np.array([3, 4], np.float16), "b": np.array([0.5, 0.1], np.float16)})
    kept = store.get(["a", "b"])
    assert kept["a"].tolist() == [1, 2]
    assert kept["b"].tolist() == np.array([0.5, 0.1], np.float16).tolist()


def test_the_table_holds_no_words(con):
    Lesson(LettersTeacher(), TableVectors(con, "letters-1")).ask(["my secret"])
    assert "secret" not in str(con.execute("FROM topics.vectors").fetchall())


def test_forgetting_answers_changes_none(monkeypatch):
    expected = Lesson(LettersTeacher()).ask(TEXTS)
    monkeypatch.setattr(lesson, "MOST_HEARD", 2)
    forgetful = Lesson(LettersTeacher())
    assert np.array_equal(np.vstack([forgetful.ask([text]) for text in TEXTS]), expected)
    assert len(forgetful.heard) <= 2


def test_vectors_unused_for_longest_are_forgotten_first(monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 2)
    rows, asked = remembered.RememberedRows(), []

    def compute(texts):
        asked.extend(texts)
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    for text in ("a", "bb", "a", "ccc", "a", "bb"):
        assert rows.look_up([text], 1, compute).tolist() == [[len(text)]]
    assert asked == ["a", "bb", "ccc", "bb"]
    assert rows.look_up([], 1, compute).shape == (0, 1)
