"""Names that people say of themselves disappear; words in the same places that are no names stay."""

import pytest

from trend_lib.base.privacy import personal_data_in, redact_texts
from trend_lib.base.privacy_settings import PrivacyConfig

PRIVACY = PrivacyConfig()

INTRODUCED = {
    "Здравствуйте, меня зовут Ольга, нет связи": "Здравствуйте, меня зовут [name], нет связи",
    "меня зовут ольга петровна нет связи": "меня зовут [name] петровна нет связи",
    "Мене звати Іван Петренко.": "Мене звати [name].",
    "Доброго дня, я Світлана.": "Доброго дня, я [name].",
    "Добрий день! Це Дем'ян Коваль-Бойко, дзвонив учора": "Добрий день! Це [name], дзвонив учора",
    "Hello, my name is O'Brien": "Hello, my name is [name]",
    "Hi there, I'm Lucy and it rains": "Hi there, I'm [name] and it rains",
    "Немає світла. З повагою, Марія Іванівна Бондар": "Немає світла. З повагою, [name]",
    "Нет света.\nС уважением,\nПётр\nтел. 0671234567": "Нет света.\nС уважением,\n[name]\nтел. [phone]",
    "Best regards, Thomas B. Carver": "Best regards, [name]",
    "no service. Many thanks, Hannah": "no service. Many thanks, [name]",
    "моє прізвище Шевченко": "моє прізвище [name]",
    "С уважением, Иванов И. П.": "С уважением, [name]",
}

NO_NAMES = [
    "З повагою до вашої роботи", "С уважением отношусь к мастерам", "З повагою, ваш абонент", "Best regards, your client",
    "мене звати на роботу", "меня зовут каждый раз к телефону", "my name is on the bill", "my name is misspelled",
    "Доброго дня, я хочу підключити", "Здравствуйте, я Очень недоволен", "Hello, I am without internet", "Hi, I'm Very cross",
    "моє прізвище ніде не вказано", "на моє ім'я, але не працює", "Thanks, Waiting for your reply", "Regards to the team",
    "Вас турбує шум на лінії", "Дякую, Київ уже працює", "Спасибо. Жду ответа", "Доброго дня, це Дуже дивно.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "redacted"), INTRODUCED.items())
def test_an_introduced_name_disappears(text, redacted):
    assert redact_texts([text], PRIVACY) == [redacted]
    assert personal_data_in(redacted, PRIVACY) == []


@pytest.mark.parametrize("text", NO_NAMES)
def test_a_word_that_is_no_name_survives(text):
    assert redact_texts([text], PRIVACY) == [text]


def test_a_text_of_greetings_takes_no_long_time():
    text = "Добрий день, " * 3_000 + "я Оксана."
    assert redact_texts([text], PRIVACY)[0].endswith("я [name].")
