"""Numbers hidden by words, mark-up, line ends and look-alike signs disappear; what only resembles them stays."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn, numdb

from benchmarks.redaction import TAG_OF, found_spans, is_found, is_right
from trend_lib.base.number_word import said_digits, says_a_number
from trend_lib.base.personal_data import IBAN_LENGTHS, has_iban_digits, has_luhn_digit
from trend_lib.base.plain_view import PlainView
from trend_lib.base.privacy import personal_data_in, redact_texts
from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.sample.personal.labelled import draw_labelled

PRIVACY = PrivacyConfig()

HIDDEN = [  # made up, or of ranges kept for fiction
    ("нуль шістдесят сім сто двадцять три сорок п'ять шістдесят сім", "[phone]"),
    ("ноль пять ноль один два три четыре пять шесть семь", "[phone]"),
    ("zero six seven, one two three, four five, six seven", "[phone]"),
    ("triple five one two three four five", "[phone]"),
    ("п’ять-нуль-п’ять-один-два-три-чотири", "[phone]"),
    ("О67-12З-45-67", "[phone]"), ("067<b>123</b>45-67", "[phone]"), ("067&nbsp;123<br>45 67", "[phone]"),
    ("067 123\n45 67", "[phone]"), ("067-\r\n123-45-67", "[phone]"), ("0 6 7 1 2 3 4 5 6 7", "[phone]"),
    ("０６７ １２３ ４５ ６７", "[phone]"), ("067\u200b1234567", "[phone]"), ("плюс 380 67 123 45 67", "[phone]"),
    ("4111 1111\n1111 1111", "[card]"), ("4111  1111  1111  1111", "[card]"), ("411l-llll-llll-llll", "[card]"),
    ("чотири один один один " + "один " * 12, "[card]"), ("картка 41 11 11 11 11 11 11 11", "[card]"),
    ("DE89 3704 0044\n0532 0130 00", "[iban]"), ("DЕ89370400440532013000", "[iban]"), ("DE89.3704.0044.0532.0130.00", "[iban]"),
    ("from 04.02 to 07.01.2021 DE89 3704 0044 0532 0130 00", "[iban]"),
    ("ivan крапка petrov собака example крапка com", "[e-mail]"), ("ivan@\nexample.com", "[e-mail]"),
    ("ivan dot petrov at example dot com", "[e-mail]"), ("ivan ＠ example.com", "[e-mail]"), ("ivan&#64;example.com", "[e-mail]"),
    ("ivan[at]example[dot]com", "[e-mail]"), ("ivan<wbr>@example.com", "[e-mail]"),
    ("договір номер п'ять п'ять один два три", "[contract]"), ("77123456 — мій особовий рахунок", "[contract]"),
    ("лиц. счет 771<b>234</b>56", "[contract]"), ("договор № 7О123З5", "[contract]"), ("acct 12-34-567", "[contract]"),
    ("паспорт АА\n123456", "[passport]"), ("податковий номер 1234567890", "[passport]"),
]  # fmt: skip

ORDINARY = [
    "сто двадцять п'ять гривень за два місяці", "дві тисячі двадцять шостий рік", "one two three testing",
    "IMEI 356938035643809", "router 00-11-22-33-44-55", "заявка № 7140985 від 18/01/2026", "серийный номер SN2171960544",
    "speed 884/31/837/574", "0.504 0.251", "показник лічильника 508760\nіндекс 01001", "З 10 по 15", "О2 и Tele2, 3G",
    "по телефону @ChipotleTweets . Not at all", "only at Target dot com", "звонил раз пять", "на рахунку два нуль",
    "1) перше\n2) друге\n3) третє", "12  345  678", "<b>300</b> Мбіт", "order 569179613", "штрих-код 4820000000000",
]  # fmt: skip


def redact(text):
    return redact_texts([text], PRIVACY)[0]


@pytest.mark.parametrize(("text", "tag"), HIDDEN)
def test_a_hidden_item_disappears_whole(text, tag):
    redacted = redact(text)
    assert tag in redacted
    assert not any(
        sign.isdecimal() for sign in redacted.replace("04.02", "").replace("07.01.2021", "")
    )
    assert not says_a_number(redacted)
    assert personal_data_in(redacted, PRIVACY) == []


@pytest.mark.parametrize("text", ORDINARY)
def test_what_resembles_a_hidden_item_stays(text):
    assert redact(text) == text


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("сто двадцять три сорок п'ять", ["123", "45"]), ("сорок один два", ["41", "2"]), ("двадцать двадцать шесть", ["20", "26"]),
        ("double five one", ["55", "1"]), ("two hundred twenty three", ["223"]), ("пятнадцать девяносто", ["15", "90"]),
    ],
)  # fmt: skip
def test_words_are_put_together_as_they_are_said(said, digits):
    assert [number for number, _, _ in said_digits(said, 0, len(said))] == digits


@given(st.text(st.sampled_from("0123456789OО о\n<b>/&nbsp;нульдва ."), max_size=80))
def test_every_sign_of_a_view_stands_somewhere_in_the_text(text):
    view = PlainView(text)
    spans = [view.original_span(place, place + 1) for place in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@pytest.fixture(scope="module")
def measured():
    texts = draw_labelled(3_000, 5, held_out=False)
    redacted = redact_texts([text.text for text in texts], PRIVACY)
    return [
        (text, found_spans(text.text, after)) for text, after in zip(texts, redacted, strict=True)
    ]


@pytest.mark.parametrize(
    ("kind", "recall"),
    [("phone", 0.99), ("card", 0.99), ("e-mail", 0.99), ("iban", 0.99), ("contract", 0.95), ("tax", 0.95), ("name", 0.95)],
)  # fmt: skip
def test_planted_items_are_found(measured, kind, recall):
    found = [
        is_found(text.text, item, spans)
        for text, spans in measured
        for item in text.planted
        if item.kind == kind
    ]
    assert len(found) > 100
    assert sum(found) / len(found) >= recall


def test_what_is_found_was_planted(measured):
    finds = [(text, span) for text, spans in measured for span in spans]
    assert sum(is_right(text, span) for text, span in finds) / len(finds) >= 0.98
    named = [
        span[2] in {TAG_OF.get(item.kind, item.kind) for item in text.planted}
        for text, span in finds
    ]
    assert sum(named) / len(named) >= 0.98


def test_check_digits_agree_with_a_kept_library():
    dice = random.Random(3)
    for _ in range(3_000):
        digits = "".join(dice.choices("0123456789", k=16))
        assert has_luhn_digit(digits) == luhn.is_valid(digits)
        account = f"UA{dice.randrange(100):02d}{dice.randrange(10**25):025d}"
        assert has_iban_digits(account) == iban.is_valid(account)


def test_lengths_of_accounts_agree_with_a_kept_library():
    registry = numdb.get("iban")
    shapes = {country: registry.info(f"{country}00")[0][1]["bban"] for country in IBAN_LENGTHS}
    lengths = {
        country: 4 + sum(map(int, re.findall(r"(\d+)!", shape)))
        for country, shape in shapes.items()
    }
    assert lengths == IBAN_LENGTHS
