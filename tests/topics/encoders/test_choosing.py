"""Which encoder is used: what the settings name, or the best there is; never another in silence."""

import numpy as np
import pytest

from tests.topics.encoders.letters_teacher import LettersTeacher
from tests.topics.invented import make_week
from trend_lib.base.errors import ConfigError
from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.topics.encoders import choosing
from trend_lib.topics.encoders.choosing import encoder_maker, read_encoder
from trend_lib.topics.encoders.taught import TaughtEncoder

TEXTS = [text for _, text in make_week(12)]


def config(**chosen):
    return TopicsConfig.model_validate(chosen)


def test_without_a_teacher_auto_is_tfidf():
    encoder = encoder_maker(config(teacher="none"))(TEXTS, 7)
    assert encoder.version.startswith("tfidf-")
    again = read_encoder(encoder.version, encoder.pack(), config(teacher="none"))
    assert np.array_equal(again.encode(TEXTS), encoder.encode(TEXTS))


@pytest.mark.parametrize("encoder", ["distilled", "teacher"])
def test_what_needs_a_teacher_says_how_to_get_one(encoder):
    with pytest.raises(ConfigError, match=r"complaint-trends\[multilingual\]"):
        encoder_maker(config(encoder=encoder, teacher="none"))


def test_with_a_teacher_auto_is_distilled(monkeypatch):
    monkeypatch.setattr(choosing, "open_teacher", lambda *_args, **_named: LettersTeacher())
    encoder = encoder_maker(config())(TEXTS, 7)
    assert encoder.version.startswith("distilled-")
    again = read_encoder(encoder.version, encoder.pack(), config())
    assert np.array_equal(again.encode(TEXTS), encoder.encode(TEXTS))


def test_a_teacher_alone_speaks_in_its_own_vectors():
    teacher = LettersTeacher()
    encoder = TaughtEncoder.fit(TEXTS, teacher)
    again = TaughtEncoder.load(encoder.pack(), teacher)
    assert again.version == encoder.version
    assert np.array_equal(again.encode(TEXTS), encoder.encode(TEXTS))
    assert np.allclose(np.linalg.norm(encoder.encode(TEXTS), axis=1), 1, atol=1e-3)
    assert not encoder.encode(["", "12345", "..."]).any()


def test_a_teacher_of_another_version_is_refused_with_the_cure():
    encoder = TaughtEncoder.fit(TEXTS, LettersTeacher())
    with pytest.raises(ConfigError, match="trends topics refit"):
        TaughtEncoder.load(encoder.pack(), LettersTeacher("another"))
