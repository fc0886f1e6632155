"""`trends doctor` says of the topics whether the teacher that they were made with is here, and the cure if not."""

import pytest

from tests.topics.encoders.letters_teacher import LettersTeacher
from tests.topics.invented import make_week
from trend_lib import doctor
from trend_lib.base.errors import ConfigError
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.topics import examination
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.encoders.distilled import DistilledEncoder
from trend_lib.topics.encoders.taught import TaughtEncoder
from trend_lib.topics.store import keep_encoder

TEXTS = [text for _, text in make_week(12)]
ENCODERS = {
    "tfidf": lambda: TfidfEncoder.fit(TEXTS, 7),
    "distilled": lambda: DistilledEncoder.fit(TEXTS, LettersTeacher(), 7),
    "taught": lambda: TaughtEncoder.fit(TEXTS, LettersTeacher()),
}


def misspelt(*_args, **_named):
    raise ConfigError("no such teacher: there are these")


FOUND = {
    "the same": lambda *_args, **_named: LettersTeacher(),
    "another": lambda *_args, **_named: LettersTeacher("letters-2"),
    "none": lambda *_args, **_named: None,
    "misspelt": misspelt,
}


@pytest.fixture(scope="module")
def encoders():
    return {name: make() for name, make in ENCODERS.items()}


@pytest.mark.parametrize(
    ("made", "found", "level", "says"),
    [
        ("tfidf", "none", "ok", "which needs no teacher"),
        ("tfidf", "the same", "ok", "trends topics refit would take up letters-1"),
        ("distilled", "the same", "ok", "made with letters-1, which is here"),
        ("distilled", "another", "warn", "made with letters-1, installed is letters-2"),
        ("distilled", "none", "warn", "made with letters-1, which is not here"),
        ("distilled", "misspelt", "fail", "there are these"),
        ("taught", "the same", "ok", "made with letters-1, which is here"),
        ("taught", "another", "fail", "take up the latter: trends topics refit"),
        ("taught", "none", "fail", "no week can be given topics"),
    ],
)
def test_the_doctor_compares_the_teacher_with_the_one_the_topics_were_made_with(
    tmp_path, monkeypatch, encoders, made, found, level, says
):
    (tmp_path / "trends.toml").write_text("")
    encoder = encoders[made]
    with open_warehouse(Home(tmp_path)) as con:
        keep_encoder(con, encoder.version, Week.parse("2026-W33"), encoder.pack())
    monkeypatch.setattr(examination, "open_teacher", FOUND[found])
    [told] = [one for one in doctor.examine(tmp_path)["findings"] if one["what"] == "topics"]
    assert told["level"] == level
    assert says in told["says"]


def test_a_home_without_topics_is_well(tmp_path):
    (tmp_path / "trends.toml").write_text("")
    with open_warehouse(Home(tmp_path)):
        pass
    [told] = [one for one in doctor.examine(tmp_path)["findings"] if one["what"] == "topics"]
    assert told == {"level": "ok", "what": "topics", "says": "no topics yet"}
