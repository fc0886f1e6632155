"""The distilled encoder: frozen, the same in any company, and never without an answer."""

import io
import logging

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topics.conftest import usual
from tests.topics.encoders.letters_teacher import WIDTH, LettersTeacher
from trend_lib.topics.encoders.cleaning import unit_rows
from trend_lib.topics.encoders.distilled import DistilledEncoder
from trend_lib.topics.encoders.surface import leave_formulas_out

STRANGE = "zyxq qwvk plmkt"  # words that no text of the fit holds
NASTY = [
    "",
    " ",
    "+++",
    "a",
    "один",
    "x" * 10_000,
    "word " * 2_000,
    "nul\0here",
    "\ud800",
    "😡",
    "1",
]


@pytest.fixture(scope="module")
def texts():
    return sorted({text for first in range(4) for text in usual(first)})


@pytest.fixture(scope="module")
def encoder(texts):
    return DistilledEncoder.fit(texts, LettersTeacher(), 7)


@pytest.fixture
def alone(encoder):
    return DistilledEncoder.load(encoder.pack())


def fresh(encoder):
    return DistilledEncoder.load(encoder.pack(), LettersTeacher())


def test_the_same_texts_and_seed_give_the_same_version(encoder, texts):
    assert DistilledEncoder.fit(texts, LettersTeacher(), 7).pack() == encoder.pack()


def test_an_encoder_read_back_gives_the_same_vectors(encoder):
    again = fresh(encoder)
    assert again.version == encoder.version
    assert np.array_equal(again.encode([*usual(9), STRANGE]), encoder.encode([*usual(9), STRANGE]))


def test_the_archive_holds_no_pickles_and_names_the_teacher(encoder, alone):
    with np.load(io.BytesIO(encoder.pack()), allow_pickle=False) as stored:
        assert {array.dtype.kind for array in stored.values()} <= {"f", "u"}
    assert encoder.version.startswith("distilled-")
    assert alone.teacher_version == "letters-1"


def test_a_text_has_the_same_vector_in_any_batch_and_order(encoder):
    texts = [*usual(9), STRANGE, *NASTY]
    together = fresh(encoder).encode(texts)
    backwards = fresh(encoder).encode(texts[::-1])[::-1]
    one_by_one = np.vstack([fresh(encoder).encode([text]) for text in texts])
    assert np.array_equal(together, backwards)
    assert np.array_equal(together, one_by_one)


def test_the_student_says_nearly_what_the_teacher_would(encoder, texts):
    teacher = LettersTeacher()
    taught = encoder.parts.means.take_away(texts, teacher.encode(texts))
    said = encoder.parts.student.project([text.lower().replace(",", "").split() for text in texts])
    assert float((taught * said).sum(axis=1).mean()) > 0.8


def test_the_teacher_is_asked_about_strange_words_and_once(encoder):
    teacher = LettersTeacher()
    again = DistilledEncoder.load(encoder.pack(), teacher)
    again.encode([STRANGE, *usual(0)])
    again.encode([STRANGE])
    assert teacher.heard.count(STRANGE) == 1
    assert len(teacher.heard) < len(usual(0)) / 2


def test_about_a_tenth_of_usual_texts_is_strange(texts):
    held_back = texts[::3]
    rest = sorted(set(texts) - set(held_back))
    fitted = DistilledEncoder.fit(rest, LettersTeacher(), 7)
    teacher = LettersTeacher()
    DistilledEncoder.load(fitted.pack(), teacher).encode(held_back)
    assert len(teacher.heard) <= 0.3 * len(held_back)


def test_without_its_teacher_strange_words_still_count(alone):
    one, other, third = alone.encode([STRANGE, "plmkt qwvk zyxq", "brtnu hjgfw wqaav"])
    assert one @ other > 0.99
    assert one @ third < 0.7


def test_a_teacher_of_another_version_is_left_out_and_the_log_says_so(encoder, alone, caplog):
    other = LettersTeacher("letters-2")
    with caplog.at_level(logging.WARNING):
        again = DistilledEncoder.load(encoder.pack(), other)
        again.encode([STRANGE])
        again.encode([STRANGE + " once more"])
    assert "trends topics refit" in caplog.text
    assert len(caplog.records) == 1
    assert other.heard == []
    assert np.array_equal(again.encode([STRANGE]), alone.encode([STRANGE]))


def test_nasty_texts_have_rows_of_length_one_or_zeros(encoder, alone):
    for one in (encoder, alone):
        rows = one.encode(NASTY)
        lengths = np.linalg.norm(rows, axis=1)
        assert np.isfinite(rows).all()
        assert np.all((np.abs(lengths - 1) < 1e-4) | (lengths == 0))
        assert not rows[:3].any()


@given(st.text(max_size=60))
def test_every_vector_has_length_one_or_none(encoder, text):
    length = float(np.linalg.norm(encoder.encode([text])))
    assert length == pytest.approx(1, abs=1e-4) or length == 0


@pytest.mark.parametrize(
    "some",
    [
        [],
        [""],
        ["internet"],
        ["no signal here"] * 40,
        ["+++", "...", "123"],
        NASTY,
        usual(0)[:30],
        [text for text in usual(0) if text.isascii()],
    ],
    ids=["none", "empty", "one word", "all equal", "no words", "nasty", "thirty", "one language"],
)
def test_any_texts_can_be_fitted_and_encoded(some):
    encoder = DistilledEncoder.fit(some, LettersTeacher(), 7)
    rows = DistilledEncoder.load(encoder.pack()).encode([*some, "internet is slow"])
    assert rows.shape == (len(some) + 1, rows.shape[1])
    assert np.isfinite(rows).all()


def test_texts_that_are_all_the_same_have_a_vector():
    encoder = DistilledEncoder.fit(["no signal here"] * 40, LettersTeacher(), 7)
    assert np.linalg.norm(encoder.encode(["no signal here"])) == pytest.approx(1, abs=1e-4)


def test_formulas_do_not_make_texts_alike():
    closing = "Thank you for your patience and have a nice day"
    texts = [
        f"{text.rpartition(',')[0]}. {closing}." for text in dict.fromkeys(usual(0) + usual(1))
    ]
    encoder = DistilledEncoder.fit(texts, LettersTeacher(), 7)
    assert encoder.parts.written_formulas == {closing.lower()}
    assert all(token.surface != "patience" for token in encoder.read(texts[0]))
    with_closing, without = encoder.encode([texts[0], texts[0].partition(".")[0]])
    assert with_closing @ without == pytest.approx(1, abs=1e-3)


def test_the_teacher_reads_no_more_texts_than_it_was_given(texts):
    teacher = LettersTeacher()
    DistilledEncoder.fit(texts, teacher, 7, teacher_texts=40)
    assert 30 < len(teacher.heard) <= 40  # some are the same without their formulas


def test_the_width_is_the_teachers_and_room_for_unseen_words(alone):
    assert alone.encode([]).shape == (0, WIDTH + 128)


def test_with_care_the_teacher_is_asked_about_usual_texts_too(encoder, texts):
    heard = [leave_formulas_out(text, encoder.parts.written_formulas) for text in texts[:20]]
    said = encoder.parts.means.take_away(heard, LettersTeacher().encode(heard))
    careful, usually = (
        encode(texts[:20])[:, :WIDTH] for encode in (encoder.encode_with_care, encoder.encode)
    )
    assert np.allclose(unit_rows(careful), said, atol=2e-3)
    assert not np.allclose(unit_rows(usually), said, atol=2e-3)


def test_care_leaves_no_trace_in_what_is_encoded_later(encoder, texts):
    again = fresh(encoder)
    before = again.encode(texts[:5])
    again.encode_with_care(texts[:5])
    assert np.array_equal(again.encode(texts[:5]), before)


def test_without_a_teacher_care_gives_the_same_rows(alone, texts):
    assert np.array_equal(alone.encode_with_care(texts[:5]), alone.encode(texts[:5]))
    assert alone.encode_with_care([]).shape == (0, alone.encode(texts[:1]).shape[1])
