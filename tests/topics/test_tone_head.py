"""The head learns the home's scores, is calibrated, and says when it cannot judge."""

import numpy as np
import pytest

from tests.oracles import slow_tone
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.tone.head import LEAST_SCORED, ToneHead
from trend_lib.topics.tone.lexicon import lexicon_tone
from trend_lib.topics.tone.ridge import deal_folds, fit_ridge, predict_out_of_fold

SUBJECTS = {  # what customers press after a contact on it, 0 to 1, without a word of feeling
    "the line was cut by works on street {}": 0.1,
    "how do I add a channel to package {}": 0.9,
    "the bill of month {} names a wrong sum": 0.4,
}


def scored(count, noise=0.05):
    """Texts on three subjects, and noisy scores that hang on the subject."""
    random = np.random.default_rng(5)
    subjects = random.choice(list(SUBJECTS), count)
    texts = [subject.format(number) for number, subject in enumerate(subjects)]
    scores = np.array([SUBJECTS[subject] for subject in subjects])
    return texts, np.clip(scores + random.normal(0, noise, count), 0, 1)


@pytest.fixture(scope="module")
def taught():
    texts, scores = scored(600)
    encoder = TfidfEncoder.fit(texts, seed=7)
    return encoder, ToneHead.fit(texts, encoder.encode(texts), scores, seed=7)


def judge(taught, *texts):
    encoder, head = taught
    return head.tone(texts, encoder.encode(texts))


def test_it_learns_what_no_word_of_feeling_tells(taught):
    cut, channel = judge(
        taught, "the line was cut by works on street 9", "how do I add a channel to package 9"
    )
    assert cut < -0.5 < 0.5 < channel


def test_its_tone_is_the_score_to_be_expected():
    texts, scores = scored(900, noise=0.2)
    encoder = TfidfEncoder.fit(texts, seed=7)
    vectors = encoder.encode(texts)
    head = ToneHead.fit(texts[:600], vectors[:600], scores[:600], seed=7)
    tones = head.tone(texts[600:], vectors[600:])
    known = ~np.isnan(tones)
    slope, constant = np.polyfit(tones[known], 2 * scores[600:][known] - 1, 1)
    assert slope == pytest.approx(1, abs=0.15)
    assert constant == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "😀", "12 34"])
def test_a_text_without_words_is_unknown(taught, text):
    assert np.isnan(judge(taught, text)).all()


def test_a_vector_in_a_direction_never_seen_is_unknown():
    random = np.random.default_rng(2)
    texts, scores = scored(400)
    vectors = np.zeros((400, 8), dtype=np.float32)
    vectors[:, :3] = random.normal(size=(400, 3))
    scores = np.clip(0.5 + vectors[:, 0] / 6, 0, 1).astype(np.float64)
    head = ToneHead.fit(texts, vectors, scores, seed=1)
    strange = np.zeros((1, 8), dtype=np.float32)
    strange[0, 7] = 30
    assert np.isnan(head.tone(["the line was cut"], strange)).all()
    assert np.isnan(head.tone(texts, vectors)).mean() < 0.25


@pytest.mark.parametrize("count", [0, 1, LEAST_SCORED - 1])
def test_with_few_scores_the_lexicon_alone_judges(count):
    texts, scores = scored(count)
    vectors = np.ones((count, 4), dtype=np.float32)
    head = ToneHead.fit(texts, vectors, scores, seed=7)
    said = ["great, thank you", "the line is down"]
    assert head.version == ToneHead.lexicon_alone().version
    assert np.array_equal(
        head.tone(said, np.ones((2, 4), dtype=np.float32)),
        np.array([lexicon_tone(said[0]), np.nan]),
        equal_nan=True,
    )


def test_scores_that_no_text_foretells_teach_nothing():
    texts, _ = scored(500)
    random = np.random.default_rng(3)
    vectors = random.normal(size=(500, 6)).astype(np.float32)
    head = ToneHead.fit(texts, vectors, random.random(500), seed=7)
    assert head.version == ToneHead.lexicon_alone().version


def test_equal_scores_teach_nothing():
    texts, scores = scored(300)
    head = ToneHead.fit(
        texts, np.ones((300, 4), dtype=np.float32), np.full_like(scores, 0.5), seed=7
    )
    assert head.version == ToneHead.lexicon_alone().version


def test_the_same_scores_give_the_same_bytes_and_the_bytes_the_same_head(taught):
    encoder, head = taught
    texts, scores = scored(600)
    again = ToneHead.fit(texts, encoder.encode(texts), scores, seed=7)
    read = ToneHead.load(head.pack())
    assert again.pack() == head.pack() == read.pack()
    assert again.version == head.version == read.version
    assert np.array_equal(
        read.tone(texts, encoder.encode(texts)), judge(taught, *texts), equal_nan=True
    )


def test_the_lexicons_judge_is_stored_too():
    alone = ToneHead.lexicon_alone()
    assert ToneHead.load(alone.pack()).version == alone.version


def test_no_texts_have_no_tones(taught):
    encoder, head = taught
    assert head.tone([], encoder.encode([])).shape == (0,)
    assert ToneHead.lexicon_alone().tone([], encoder.encode([])).shape == (0,)


def test_vectors_of_another_encoder_are_refused(taught):
    with pytest.raises(ValueError, match="not this head's encoder"):
        taught[1].tone(["a text"], np.ones((1, 3), dtype=np.float32))


@pytest.mark.parametrize(
    ("scores", "why"), [([0.5], "as many"), ([0.5, 1.5], "0 to 1"), ([0.5, np.nan], "0 to 1")]
)
def test_scores_that_are_none_are_refused(scores, why):
    with pytest.raises(ValueError, match=why):
        ToneHead.fit(["a", "b"], np.ones((2, 3), dtype=np.float32), np.array(scores), seed=7)


def test_equal_texts_share_a_fold_and_folds_are_alike():
    texts = [f"text {number % 40}" for number in range(200)]
    targets = np.array([number % 40 / 40 for number in range(200)])
    folds = deal_folds(texts, targets, seed=7)
    assert all(
        len({fold for text, fold in zip(texts, folds, strict=True) if text == one}) == 1
        for one in texts
    )
    means = [targets[folds == fold].mean() for fold in range(5)]
    assert max(means) - min(means) < 0.15


@pytest.mark.parametrize("penalty", [0.1, 3.0, 1000.0])
def test_the_ridge_agrees_with_the_slow_oracle(penalty):
    random = np.random.default_rng(4)
    rows, new = random.normal(size=(40, 5)), random.normal(size=(7, 5))
    targets = random.normal(size=40)
    ridge = fit_ridge(rows, targets, penalty)
    slow = slow_tone.ridge(rows, targets, penalty)
    assert ridge.predict(new) == pytest.approx(slow(new), rel=1e-9)
    assert ridge.newness_of(new) == pytest.approx(slow_tone.newness(rows, new, penalty), rel=1e-9)


def test_what_is_foretold_out_of_fold_is_what_the_slow_fit_without_that_fold_says():
    random = np.random.default_rng(5)
    rows, targets, folds = random.normal(size=(50, 4)), random.normal(size=50), np.arange(50) % 5
    foretold = predict_out_of_fold(rows, targets, folds)
    for fold in range(5):
        held = folds == fold
        slow = slow_tone.ridge(rows[~held], targets[~held], foretold.penalty)
        new = slow_tone.newness(rows[~held], rows[held], foretold.penalty)
        assert foretold.predicted[held] == pytest.approx(slow(rows[held]), rel=1e-9)
        assert foretold.newness[held] == pytest.approx(new, rel=1e-9)
