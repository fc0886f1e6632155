"""Names by a language model: found where one is installed, and a clear word where it is not."""

import importlib.util

import pytest
from pydantic import ValidationError

from trend_lib.base.errors import ConfigError
from trend_lib.base.privacy import personal_data_in, redact_texts
from trend_lib.base.settings import PrivacyConfig

HAS_PRESIDIO = importlib.util.find_spec("presidio_analyzer") is not None
PEOPLE = {"en": "Zorblat Quux", "uk": "Вигадан Вигаданенко"}  # invented
needs_presidio = pytest.mark.skipif(
    not HAS_PRESIDIO, reason="the extra [presidio] is not installed (it brings spaCy, 300 MB)"
)


@pytest.fixture
def models(tmp_path):
    """A model of each language that knows one name, made here: real ones have to be downloaded."""
    import spacy

    for language, name in PEOPLE.items():
        model = spacy.blank(language)
        ruler = model.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "PERSON", "pattern": name}])
        model.to_disk(tmp_path / language)
    return {language: str(tmp_path / language) for language in PEOPLE}


@needs_presidio
@pytest.mark.filterwarnings("ignore")  # spaCy's own
def test_a_name_in_the_middle_of_a_sentence_is_taken_out(models):
    texts = [
        "The technician met Zorblat Quux at the door, call 067 123 45 67",
        "Учора Вигадан Вигаданенко не дочекався майстра",
        "Интернет пропал в доме 12",
    ]
    assert redact_texts(texts, PrivacyConfig(name_models=models)) == [
        "The technician met [name] at the door, call [phone]",
        "Учора [name] не дочекався майстра",
        texts[2],
    ]


@needs_presidio
@pytest.mark.filterwarnings("ignore")
def test_the_last_check_does_not_ask_the_model(models):
    privacy = PrivacyConfig(name_models=models)
    assert personal_data_in("The technician met Zorblat Quux at the door", privacy) == []


@needs_presidio
@pytest.mark.filterwarnings("ignore")
def test_a_model_that_is_not_installed_is_named_with_the_cure():
    with pytest.raises(ConfigError, match="spacy download xx_no_such_model"):
        redact_texts(["Hello there"], PrivacyConfig(name_models={"en": "xx_no_such_model"}))


@pytest.mark.skipif(HAS_PRESIDIO, reason="the extra [presidio] is installed")
def test_without_presidio_the_setting_says_what_to_install():
    with pytest.raises(ConfigError, match=r"complaint-trends\[presidio\]"):
        redact_texts(["Hello there"], PrivacyConfig(name_models={"en": "en_core_web_sm"}))


def test_a_language_of_no_home_is_refused():
    with pytest.raises(ValidationError):
        PrivacyConfig(name_models={"fr": "fr_core_news_sm"})
