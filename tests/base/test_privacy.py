"""Personal data disappears in every spelling, ordinary numbers stay, and hashes keep customers apart."""

import time
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trend_lib.base.errors import ConfigError
from trend_lib.base.personal_data import has_iban_digits, has_luhn_digit
from trend_lib.base.privacy import hash_customers, personal_data_in, redact_texts
from trend_lib.base.privacy_settings import PrivacyConfig

PRIVACY = PrivacyConfig()
TAGS = ("[phone]", "[e-mail]", "[card]", "[iban]", "[contract]", "[passport]")

# Numbers of ranges kept for fiction or made up; nobody's.
PLANTED = {
    "[phone]": [
        "тел 0671234567", "+38 (067) 123-45-67", "0 67 123 45 67 перезвоніть", "380671234567", "80671234567",
        "8 (495) 123-45-67", "8-916-123-45-67", "+7 701 234 56 78", "8 701 234 56 78", "тел0671234567",
        "call me (202) 555-0123", "202-555-0123", "+14155552671", "00380671234567", "тел. 12-34-56",
        "123-45-67", "050.123.45.67", "067-1234567", "067 12 34 567", "кв 12 067-12-34-567",
        "вул. Шевченка 12 067 123 45 67 15 серпня", "٠٦٧١٢٣٤٥٦٧", "067\u00a0123\u00a045\u00a067",
        "мой номер 067–123–45–67!", "(067)1234567", "телефон мобильный 671234567",
    ],
    "[e-mail]": [
        "ivan.petrov@example.com", "MAIL: Ivan+desk@mail.example.co.uk.", "ivan[at]example.com",
        "ivan (at) example.com", "ivan собака example.com", "пошта@приклад.укр",
    ],
    "[card]": [
        "4111 1111 1111 1111", "4111-1111-1111-1111 12/28", "5555555555554444", "378282246310005",
        "3782 822463 10005", "карта 4111111111111111 списали 350 грн", "2200 0000 0000 0004",
    ],
    "[iban]": [
        "UA213223130000026007233566001", "UA21 3223 1300 0002 6007 2335 6600 1", "DE89 3704 0044 0532 0130 00",
        "iban: gb29 NWBK 6016 1331 9268 19", "рахунок UA213223130000026007233566001, дякую",
    ],
    "[contract]": [
        "договор № 12345678", "Договір №АБ-12345/67 від", "договор от 12.05.2024 № 45678",
        "особовий рахунок 1234567", "лицевой счет: 7788990", "о/р 1122334", "account number is 12345",
        "account no. 4455", "contract 9988776", "номер абонента: 445566", "Customer ID 5566778",
    ],
    "[passport]": [
        "паспорт АА123456", "МТ 123456", "паспорт серия 4509 номер 123456", "паспорт 45 09 123456",
        "passport AB123456", "НА123456", "ID-картка 001234567", "ІПН 1234567890", "ИИН 900101300123",
    ],
}  # fmt: skip

ORDINARY = [
    "week 2026-W34 and 2026-W35", "за 1 250 000 грн, 12.500.000", "412 345 678 subscribers",
    "17.08.2026 18.08.2026 12:30", "2026-08-17 12:00:00 2026-08-18", "20260817 2026081712",
    "скорость 10 20 30 40 50 60 мбит", "speed 98 76 54 32 10", "100/50 Мбит/с, 300-500 грн",
    "3f2a9b12345678901234567890abcdef0123456789", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "version 1.2.3.4567 build 20260817.1234", "192.168.100.200 and 77.120.100.200", "договор 2024 года",
    "на рахунку 15000 грн", "ДО 100000 ГРН", "НА 200000 ГРН", "договор на 500 грн", "договор 15000 грн",
    "account since 2019, 15000 UAH", "2024-2025 10000-20000", "p = 0.000123456789 q=1.5e-10",
    "2026-W34-T12", "300 350 400 450 500 550", "observed 512, expected 300.25, upper 410.7333333333333",
    "100%: 1,234,567 of 2,345,678", "документы за 100 000 грн", "2023 2024 2025 2026", "TP-Link AC1200",
    "звонил 2 раза 100 000", "speed test 95.1234567 Mbit/s", "@nickname", "24/7, 365 days", "",
]  # fmt: skip

SPELLINGS = [(tag, text) for tag, texts in PLANTED.items() for text in texts]
alphabet = st.sampled_from("0123456789 -().+/@№:АаВеtelтел[]phone.,їы\u00a0\n")


def redact(text, privacy=PRIVACY):
    return redact_texts([text], privacy)[0]


@pytest.mark.parametrize(("tag", "text"), SPELLINGS)
def test_a_planted_number_disappears_in_this_spelling(tag, text):
    redacted = redact(text)
    assert tag in redacted
    assert sum(sign.isdecimal() for sign in redacted) <= 12
    assert personal_data_in(text, PRIVACY) == [tag.strip("[]")]
    assert personal_data_in(redacted, PRIVACY) == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_stay_as_they_are(text):
    assert redact(text) == text
    assert personal_data_in(text, PRIVACY) == []


@given(
    st.lists(st.sampled_from([text for _, text in SPELLINGS] + ORDINARY), min_size=1, max_size=4),
    st.sampled_from([" ", ", ", "\n", "; ", " і ", "/"]),
)
def test_a_redacted_text_holds_nothing_and_redacting_it_again_changes_nothing(pieces, between):
    redacted = redact(between.join(pieces))
    assert personal_data_in(redacted, PRIVACY) == []
    assert redact(redacted) == redacted


@settings(max_examples=300)
@given(st.text(alphabet, max_size=60))
@example("тел 0671234567 0671234567+380671234567")
@example("[phone]123-45-67[card]")
@example("договор № [phone] 12345678")
def test_no_string_of_digits_and_signs_survives_the_last_check(text):
    redacted = redact(text)
    assert personal_data_in(redacted, PRIVACY) == []
    assert redact(redacted) == redacted


@given(
    st.integers(0, 10**7 - 1), st.sampled_from(["050", "063", "066", "067", "068", "093", "097"])
)
def test_every_mobile_number_disappears_in_the_usual_groups(subscriber, code):
    digits = f"{subscriber:07d}"
    for written in (
        f"{code}{digits}",
        f"+38{code}{digits}",
        f"{code} {digits[:3]} {digits[3:5]} {digits[5:]}",
        f"({code}) {digits[:3]}-{digits[3:5]}-{digits[5:]}",
        f"+38 {code} {digits[:3]} {digits[3:]}",
    ):
        assert redact(f"перезвоните {written} пожалуйста") == "перезвоните [phone] пожалуйста"


@given(st.integers(4 * 10**14, 6 * 10**14 - 1), st.sampled_from(["", " ", "-"]))
def test_every_card_number_disappears(start, between):
    digits = next(f"{start}{last}" for last in range(10) if has_luhn_digit(f"{start}{last}"))
    written = between.join(digits[place : place + 4] for place in range(0, 16, 4))
    assert redact(f"карта {written}.") == "карта [card]."


@given(st.integers(0, 10**25 - 1), st.booleans())
def test_every_account_of_a_bank_disappears(account, in_groups):
    body = f"{account:025d}"
    written = next(
        f"UA{check:02d}{body}" for check in range(2, 99) if has_iban_digits(f"UA{check:02d}{body}")
    )
    if in_groups:
        written = " ".join(written[place : place + 4] for place in range(0, len(written), 4))
    assert redact(f"на {written} прошу") == "на [iban] прошу"


@given(
    st.lists(st.integers(0, 99_999), max_size=12), st.sampled_from([", ", "; ", " | ", "\t", "  "])
)
@example([4042, 1851, 2611, 4488], "  ")  # a card's check digit, by chance
@example([37562, 6352, 6461, 7884, 5666, 6752, 2398], "  ")
@example([3809, 2614, 2306], "  ")  # a mobile phone's first digits, by chance
def test_a_row_of_counts_is_never_personal_data(counts, between):
    assert personal_data_in(between.join(map(str, counts)), PRIVACY) == []


def test_columns_of_counts_are_no_phone_and_a_phone_with_wide_gaps_is_one():
    assert personal_data_in("31  100  1000", PRIVACY) == []
    assert personal_data_in("067  123  45  67", PRIVACY) == ["phone"]
    assert personal_data_in("380  67  123  45  67", PRIVACY) == ["phone"]
    assert personal_data_in("38  067  123  45  67", PRIVACY) == ["phone"]


def test_in_messages_columns_that_pass_as_a_card_are_counts_unless_a_word_calls_them_one():
    assert personal_data_in("4042  1851  2611  4488", PRIVACY) == []
    assert personal_data_in("card 4042  1851  2611  4488", PRIVACY) == ["card"]
    assert personal_data_in("4042 1851 2611 4488", PRIVACY) == ["card"]


@given(st.binary(min_size=16, max_size=32))
def test_a_hash_is_never_personal_data(content):
    assert personal_data_in(f"model {content.hex()}, config {content.hex()[:10]}", PRIVACY) == []


@given(st.floats(-1e8, 1e8))
def test_a_computed_number_is_never_personal_data(number):
    assert personal_data_in(f'"expected": {number!r}', PRIVACY) == []


def test_the_homes_own_patterns_are_taken_out_under_their_own_tag():
    privacy = PrivacyConfig(extra_patterns={"ticket": r"\bTT-\d+", "empty": r"x*"})
    assert redact("see TT-42 and 0671234567", privacy) == "see [ticket] and [phone]"
    assert personal_data_in("TT-1", privacy) == ["ticket"]
    assert redact(redact("see TT-42", privacy), privacy) == "see [ticket]"


def test_an_own_pattern_that_fits_its_own_tag_does_not_run_forever():
    privacy = PrivacyConfig(extra_patterns={"word": r"\w+"})
    assert redact("two words", privacy) == "[word] [word]"


def test_an_own_pattern_that_is_wrong_is_named():
    with pytest.raises(ConfigError, match=r"privacy\.extra_patterns\.broken"):
        redact("text", PrivacyConfig(extra_patterns={"broken": "("}))


def test_regions_decide_which_national_numbers_are_known():
    polish = PrivacyConfig(phone_regions=("PL",))
    assert redact("601 123 456 zadzwoń tel 601-123-456", polish).count("[phone]") == 1
    assert redact("мой 067 123 45 67", polish) == "мой 067 123 45 67"


def test_a_region_that_does_not_exist_still_leaves_international_numbers():
    nowhere = PrivacyConfig(phone_regions=("XX",))
    assert redact("0671234567 or +380671234567", nowhere) == "0671234567 or [phone]"


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1 ",
        "12 ",
        "1",
        "(",
        "АА",
        "договор ",
        "@",
        "a@b.",
        "0-",
        "паспорт",
        "[phone]",
        "4111 ",
    ],
)
def test_a_hostile_text_takes_no_long_time(piece):
    started = time.process_time()
    redact(piece * (30_000 // len(piece)) + "@ 0671234567")
    assert time.process_time() - started < 4


def test_ten_thousand_ordinary_texts_take_less_than_a_second():
    texts = [
        f"не работает интернет с {n % 28 + 1} числа, тариф {n}, помогите" for n in range(10_000)
    ]
    started = time.process_time()
    assert redact_texts(texts, PRIVACY) == texts
    assert time.process_time() - started < 1


def hashes(*customers, key=b"k"):
    return hash_customers(customers, key, PRIVACY.phone_regions)


@pytest.mark.parametrize("start", ["+3805", "+3803", "+38044", "+79", "+74", "+7701"])
def test_a_whole_number_is_spelt_as_its_number_plan_spells_it(start):
    random = Random(start)
    for _ in range(50):
        whole = start.ljust(13 if start.startswith("+380") else 12, "#")
        number = "".join(str(random.randrange(10)) if sign == "#" else sign for sign in whole)
        spaced = f"{number[:4]} {number[4:7]} {number[7:]}"  # which asks the number plan
        assert hashes(number) == hashes(spaced)


def test_equal_customers_have_equal_hashes_however_they_are_written():
    spellings = [
        "+38 (067) 123-45-67", "380671234567", "00380671234567", "380671234567.0", "0671234567",
        "067 123 45 67", "8-067-123-45-67", "80671234567", "671234567", "671234567.0", "+380 (0) 67 1234567",
        "tel:+380671234567", "sip:0671234567@pbx.example;user=phone", "\u200a0671234567 ",
    ]  # fmt: skip
    assert len(set(hashes(*spellings))) == 1
    assert len(set(hashes("8 (701) 234-56-78", "+77012345678", "7012345678"))) == 1
    assert len(set(hashes(" Client-7 ", "client-7", "CLIENT-7"))) == 1


def test_a_phone_of_a_region_that_the_home_does_not_have_keeps_its_digits():
    at_home, abroad = (
        hash_customers(["0671234567", "+380671234567"], b"k", regions)
        for regions in (("UA",), ("US",))
    )
    assert (len(set(at_home)), len(set(abroad))) == (1, 2)


def test_other_customers_and_other_keys_have_other_hashes():
    others = ["1", "2", "client-1", "0012", "12", "0671234567", "0671234568", "100200300"]
    assert len(set(hashes(*others))) == len(others)
    assert hashes("1") != hashes("1", key=b"another")


def test_no_customer_has_no_hash_and_a_hash_shows_nothing():
    *none, known = hashes("", "  ", None, " - ", "380671234567")
    assert none == [None] * 4
    assert len(known) == 20
    int(known, 16)


@given(st.text())
def test_any_text_is_some_customer_or_none(text):
    assert hashes(text) == hashes(f" {text} ")
