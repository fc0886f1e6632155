"""The encoder: frozen, without pickles, and not blind to words it never saw."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topics.conftest import usual
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.words import read_tokens


@pytest.fixture(scope="module")
def encoder():
    return TfidfEncoder.fit(sorted({text for first in range(3) for text in usual(first)}), seed=7)


def test_an_encoder_read_back_gives_the_same_vectors(encoder):
    again = TfidfEncoder.load(encoder.pack())
    assert again.version == encoder.version
    assert np.array_equal(again.encode(usual(3)), encoder.encode(usual(3)))


def test_the_archive_holds_no_pickles(encoder):
    with np.load(io.BytesIO(encoder.pack()), allow_pickle=False) as stored:
        assert {array.dtype.kind for array in stored.values()} <= {"f", "u"}


def test_a_text_has_the_same_vector_alone_and_in_company(encoder):
    texts = usual(4)
    together = TfidfEncoder.load(encoder.pack()).encode(texts)
    alone = np.vstack([TfidfEncoder.load(encoder.pack()).encode([text]) for text in texts[:5]])
    assert np.allclose(together[:5], alone, atol=1e-6)


def test_texts_that_share_unseen_words_are_alike(encoder):
    one, other, third = encoder.encode(["zyx qwv", "qwv zyx", "plmk jhgf"])
    assert one @ other == pytest.approx(1, abs=1e-5)
    assert one @ third < 0.5


@given(st.text(max_size=60))
def test_every_vector_has_length_one_or_none(encoder, text):
    length = float(np.linalg.norm(encoder.encode([text])))
    assert length == pytest.approx(1, abs=1e-4) or length == 0


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Роутеры зависли!", ["роутер", "зависнуть"]),
        ("Рахунки за інтернет", ["рахунок", "за", "інтернет"]),
        ("bills were charged", ["bill", "be", "charge"]),
        ("call [phone] or [e-mail] 12345", ["call", "or"]),
        ("Счёт и счет", ["счет", "и", "счет"]),
        ("об’єкт об'єкт", ["об'єкт", "об'єкт"]),
    ],
)
def test_words_are_read_in_three_languages(text, lemmas):
    assert [token.lemma for token in read_tokens(text)] == lemmas
