"""What customers say: fluent, varied, in three languages side by side, with personal data to find."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sample.reading import read_provider
from trend_lib import sample
from trend_lib.base.config import load_config
from trend_lib.base.privacy import redact_texts
from trend_lib.sample.catalogue import SLOT, load_around, load_topics
from trend_lib.sample.facts import LANGUAGES
from trend_lib.sample.misspelling import mix_words, slip, write_hastily
from trend_lib.sample.phrases import COMPUTED, fill, slot_phrases

TOPICS = {topic.name: topic for topic in load_topics()}
SEAMS = re.compile(r"[{}\x00]|%s|  |\s[.,!?](?!\w)|\.\.|,,| $|^ |[.!?],")
ONLY_UKRAINIAN, ONLY_RUSSIAN = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэёъЫЭЁЪ]")


def test_there_are_about_forty_topics_of_three_kinds():
    assert 40 <= len(TOPICS) <= 45
    assert {topic.kind for topic in TOPICS.values()} == {
        "technical",
        "marketing",
        "customer_service",
    }


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_is_worded_side_by_side_in_every_language(name):
    wordings = TOPICS[name].wordings
    assert set(wordings) == set(LANGUAGES)
    assert min(len(wording.frames) for wording in wordings.values()) >= 8
    assert min(len(wording.short) for wording in wordings.values()) >= 5
    assert len({(len(each.frames), len(each.short)) for each in wordings.values()}) == 1
    for frames in zip(*(wording.frames for wording in wordings.values()), strict=True):
        slots = {tuple(sorted(slot.lower() for slot in frame.slots)) for frame in frames}
        assert len(slots) == 1, frames


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_that_a_frame_names_has_phrases(language):
    months = np.arange(12)
    random = np.random.default_rng(1)
    for topic in TOPICS.values():
        for frame in topic.wordings[language].frames:
            for text in fill(frame, language, months, random):
                assert not SEAMS.search(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_around_a_request_stand_side_by_side(language):
    around, model = load_around()[language], load_around()["uk"]
    assert around.keys() == model.keys()
    for slot, phrases in model.items():
        if slot != "slang":
            assert len(around[slot]) == len(phrases), slot


def test_each_language_keeps_to_its_own_letters():
    for topic in TOPICS.values():
        for language, strangers in (("uk", ONLY_RUSSIAN), ("ru", ONLY_UKRAINIAN)):
            wording = topic.wordings[language]
            for text in (*wording.short, *(frame.template for frame in wording.frames)):
                assert not strangers.search(text), text
        english = topic.wordings["en"]
        templates = [*english.short, *(frame.template for frame in english.frames)]
        assert not re.search("[а-яА-Я]", "".join(templates))


def test_no_text_shows_the_seams_of_its_template(long):
    seen = [contact.text for contact in long.contacts]
    bare = [re.sub(r"</?p>|<br>|&nbsp;", " ", text).strip() for text in seen if "<" not in text]
    assert [text for text in bare if SEAMS.search(text) and not text.endswith("?")] == []
    assert not any(SLOT.search(text) for text in seen)


def test_texts_are_varied(long):
    assert long.facts.distinct_texts > 0.6 * long.facts.contacts


def test_some_texts_are_short_and_some_long(long):
    lengths = sorted(len(contact.text) for contact in long.contacts)
    assert lengths[len(lengths) // 10] < 35
    assert lengths[-len(lengths) // 10] > 110


def test_languages_are_mixed_as_the_provider_speaks(long):
    shares = {
        each: sum(c.language == each for c in long.contacts) / len(long.contacts)
        for each in LANGUAGES
    }
    assert shares == pytest.approx({"uk": 0.50, "ru": 0.35, "en": 0.15}, abs=0.03)


def test_only_the_languages_asked_for_are_spoken(tmp_path):
    home = tmp_path / "home"
    english = read_provider(sample.make(home, weeks=4, contacts_per_week=100, languages=("en",)))
    assert {contact.language for contact in english.contacts if contact.text} == {"en"}
    assert not any(re.search("[а-яА-Я]", contact.text) for contact in english.contacts)


def test_a_few_texts_are_about_nothing(long):
    assert 0.02 < sum(c.topic == "none" for c in long.contacts) / len(long.contacts) < 0.04


def test_personal_data_is_planted_and_belongs_to_nobody(long):
    texts = " ".join(contact.text for contact in long.contacts)
    assert re.search(r"067 000-00-\d\d", texts)
    assert re.search(r"\+380 44 000 00 \d\d", texts)
    assert "4111 1111 1111 1111" in texts
    assert re.search(r"SN-\d{7}", texts)
    assert set(re.findall(r"@(\S+?)[.\s<]*(?:\s|$|<)", texts)) <= {"example.com"}


def test_redaction_finds_all_of_it(long):
    privacy = load_config(long.home / "trends.toml").privacy
    planted = re.compile(r"000[- ]00|4111|@example|SN-\d")
    texts = [contact.text for contact in long.contacts if planted.search(contact.text)]
    assert len(texts) > 100
    assert [text for text in redact_texts(texts, privacy) if planted.search(text)] == []


def test_hasty_writing_has_no_capitals_and_no_full_stop():
    assert write_hastily("Немає інтернету. Допоможіть!") == "немає інтернету. допоможіть"


def test_words_of_the_yard_replace_whole_words_only():
    assert mix_words("інтернет і інтернету немає", "uk") == "інет і інтернету немає"


@given(st.text(), st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_a_slip_changes_at_most_one_letter_in_length(text, where, how):
    slipped = slip(text, where, how)
    assert abs(len(slipped) - len(text)) <= 1
    assert set(slipped) <= set(text)


@pytest.mark.parametrize("text", ["", "a", "ок", "+++", "123456", "a1b2c3d4", "🙏🙏🙏🙏", "<b>"])
def test_a_text_without_a_word_of_four_letters_has_no_slip(text):
    assert slip(text, 0.5, 0.1) == text


def test_a_slot_with_a_capital_begins_with_a_capital():
    assert all(phrase[0].isupper() for phrase in slot_phrases("uk", "Since"))


def test_computed_slots_read_well_in_every_language():
    assert not {"1", "2", "3", "21", "22", "23", "31"} & set(COMPUTED["day"])  # 1st, 2nd, 3rd
