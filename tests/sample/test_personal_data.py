"""Labelled texts say truly where personal data stands, and the kept half shares no sentence with the other."""

import json

import pytest

from trend_lib import sample
from trend_lib.base.privacy import redact_texts
from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.sample.personal.labelled import KINDS, draw_labelled, load_frames


@pytest.fixture(scope="module")
def labelled():
    return draw_labelled(3_000, 7, held_out=False)


def test_the_same_seed_gives_the_same_texts_and_another_others():
    assert draw_labelled(50, 1, held_out=True) == draw_labelled(50, 1, held_out=True)
    assert draw_labelled(50, 1, held_out=True) != draw_labelled(50, 2, held_out=True)


def test_every_kind_is_planted_in_every_language_and_some_texts_hold_nothing(labelled):
    planted = {(item.kind, text.language) for text in labelled for item in text.planted}
    assert planted == {(kind, language) for kind in KINDS for language in ("uk", "ru", "en")}
    assert 0.2 < sum(not text.planted for text in labelled) / len(labelled) < 0.3


def test_a_label_covers_the_item_and_nothing_around_it(labelled):
    for text in labelled:
        for item in text.planted:
            written = text.text[item.start : item.end]
            assert written == written.strip()
            assert written
            assert item.kind == "name" or any(sign.isalnum() for sign in written)


def test_sentences_of_the_two_halves_are_different():
    for kind, frames in load_frames().items():
        for language, split in frames.items():
            assert not set(split["tuning"]) & set(split["held_out"]), (kind, language)


def test_plain_cards_and_addresses_are_right_ones(labelled):
    plain = [
        text.text[item.start : item.end]
        for text in labelled
        for item in text.planted
        if item.kind in ("card", "iban") and item.spelling == "plain"
    ]
    assert len(plain) > 20
    assert set(redact_texts(plain, PrivacyConfig())) == {"[card]", "[iban]"}


def test_the_file_holds_one_labelled_text_a_line(tmp_path):
    path = tmp_path / "personal_data.jsonl"
    texts = sample.plant_personal_data(path, 100, 7)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == texts > 100
    assert sum(len(line["planted"]) for line in lines) == 100
    first = next(line for line in lines if line["planted"])
    assert set(first["planted"][0]) == {"start", "end", "kind", "spelling"}
