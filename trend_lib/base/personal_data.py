"""Where personal data stands in a text: one finder a kind, each yielding (start, end) spans.

Precision matters as much as recall here: the same finders are the last check of outgoing
messages, where a false find would hold back a bulletin. So every kind needs proof: a checksum
(card, IBAN), the number plan of a country (phone), or a word beside it (contract, passport).
Not found: numbers spelled out in words, names, postal addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trend_lib.base.phone_number import (
    BETWEEN,
    BLANK,
    LONG_RUN,
    digit_runs,
    digits_of,
    stands_alone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    Spans = Iterator[tuple[int, int]]

# Lengths are bounded: an unbounded local part would take quadratic time on a long run of letters.
E_MAIL = re.compile(
    r"[\w.+-]{1,64}(?:@| ?[\[(](?:at|@|собака)[\])] ?| собака )[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
# Signs are looked for first: plain searches are many times faster than these patterns.
E_MAIL_SIGNS = ("@", "[at]", "(at)", "собака")
PASSPORT_SIGNS = ("паспорт", "passport", "сері", "сери", "карт")
TAX_SIGNS = ("іпн", "ипн", "инн", "иин", "іін", "ийн", "рнокпп", "tax ")
CONTRACT_SIGNS = (
    "догов", "контракт", "contract", "agreement", "account", "рахун", "счет", "счёт", "о/р", "л/с",
    "абонент", "customer", "client", "subscriber",
)  # fmt: skip

FEWEST_DIGITS = re.compile(
    rf"\d(?:{BETWEEN}?\d){{3}}"
)  # of a contract, the shortest kind of number

CARD_DIGITS = range(13, 20)  # ISO/IEC 7812
CARD_SHAPES = {(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4), (4, 4, 4, 1), (8, 8), (4, 12)}
CARD_RUN = re.compile(rf"\d(?:{BETWEEN}?\d){{12}}")
FOUR_YEARS = re.compile(r"(?:20\d\d){4}")

IBAN_LENGTHS = {  # by country, from SWIFT's IBAN registry
    country: length
    for length, countries in (
        (15, "NO"), (16, "BE"), (18, "DK FI FO GL NL SD"), (19, "MK SI"),
        (20, "AT BA EE KZ LT LU MN XK"), (21, "CH HR LI LV"),
        (22, "BG BH CR DE GB GE IE ME RS VA"), (23, "AE GI IL IQ OM SO TL"),
        (24, "AD CZ ES MD PK RO SA SE SK TN VG"), (25, "LY PT ST"), (26, "IS TR"),
        (27, "BI DJ FR GR IT MC MR SM"), (28, "AL AZ BY CY DO GT HU LB NI PL SV"),
        (29, "BR EG PS QA UA"), (30, "JO KW MU"), (31, "MT SC"), (32, "LC"), (33, "RU"),
    )
    for country in countries.split(" ")
}  # fmt: skip
IBAN_START = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}\d{{2}}(?:[{BLANK}-]?[A-Za-z0-9]){{11,30}}")

UKRAINIAN_PASSPORT = re.compile(
    rf"(?<![А-Яа-яІЇЄҐіїєґ])(?P<series>[А-ЯІЇЄҐ]{{2}})(?P<gap>[{BLANK}]?№?[{BLANK}]?)\d{{6}}(?!\d)"
)
# Words of two letters that stand before numbers in texts written in capitals.
SHORT_WORDS = re.compile(
    "БО|ВЖ|ВО|ВЫ|ДО|ЖЕ|ЗА|ИЗ|ИМ|ИХ|ЇХ|КО|МИ|МЫ|НА|НЕ|НИ|НІ|НО|ОБ|ОН|ОТ|ПО|СО|ТА|ТЕ|ТИ|ТО|ТЫ|УЖ|ЦЕ|"
    "ЩО|ЯК|ГБ|МБ|КБ|КМ|ТБ|ГР|КВ|ТВ|ШТ|ГЦ|ЗІ|ІЗ|ЇЇ"
)
NAMED_PASSPORT = re.compile(
    r"(?:паспорт|passport|сері[яюї]|сери[яюий]|id[ -]?карт)\D{0,30}?(?P<number>"
    rf"\d{{2}}[{BLANK}]?\d{{2}}\D{{0,12}}?\d{{6}}"
    rf"|(?:(?<!\w)[a-zа-яіїєґ]{{2}}[{BLANK}]?№?[{BLANK}]?)?\d{{6}}|\d{{9}})(?!\d)",
    re.IGNORECASE,
)
TAX_NUMBER = re.compile(
    r"(?:\b[іи]пн|\bинн|\bи[іи]н|\bіін|рнокпп|tax (?:id|number))\b\D{0,20}?(?P<number>\d{10}(?:\d\d)?)(?!\d)",
    re.IGNORECASE,
)

CONTRACT_WORD = (
    r"(?:договор|договір|контракт|contract|agreement|account|"
    r"особов\w{2,5} рахун|лицев\w{2,4} сч[её]т|\bо/р|\bл/с|абонентськ\w{1,4} номер|"
    r"абонентск\w{2,4} номер|номер абонент|(?:customer|client|subscriber) (?:id|no|number))\w{0,4}"
)
CONTRACT_FILLER = rf"[{BLANK}]?(?:№|#|:|=|\bn[o°]?\b\.?|\bномер\w{{0,2}}|\bnumber\b|\bid\b|\bis\b)"
CONTRACT = re.compile(
    rf"{CONTRACT_WORD}"
    rf"(?:[{BLANK}](?:от|від|of|dated)[{BLANK}][\d./-]{{6,10}})?"
    rf"(?:(?:{CONTRACT_FILLER}){{1,4}}[{BLANK}]?(?P<marked>(?:[A-ZА-ЯІЇЄҐ]{{1,4}}[-/{BLANK}]?)?\d(?:[-/]?\d){{3,19}}(?:[-/{BLANK}]\d{{3,}})*)"
    rf"|[{BLANK}]-?[{BLANK}]?(?P<bare>(?:[A-ZА-ЯІЇЄҐ]{{1,4}}[-/]?)?\d(?:[-/]?\d){{4,19}}))"
    rf"(?![\d.,]*[{BLANK}]?(?:грн|гривен|гривн|руб|тенге|тг\b|uah|usd|eur|[$€₴₽₸%]))(?!\d)",
    re.IGNORECASE,
)


def may_hold_any(text: str) -> bool:
    """Tell cheaply whether a text can hold anything of the kinds below; most texts cannot."""
    if LONG_RUN.search(text) or _has_any(text, E_MAIL_SIGNS):
        return True
    return FEWEST_DIGITS.search(text) is not None and _has_any(text, CONTRACT_SIGNS)


def _has_any(text: str, signs: tuple[str, ...]) -> bool:
    """Tell whether one of the signs stands in the text, in any case."""
    lowered = text.lower()
    return any(map(lowered.__contains__, signs))


def e_mail_spans(text: str) -> Spans:
    """Find e-mail addresses, also `name[at]example.org`."""
    if _has_any(text, E_MAIL_SIGNS):
        yield from (found.span() for found in E_MAIL.finditer(text))


def card_spans(text: str) -> Spans:
    """Find payment cards: written in one or in a card's groups, with a right check digit."""
    if CARD_RUN.search(text) is None:
        return
    for groups in digit_runs(text):
        first = 0
        while first < len(groups):
            last = _last_group_of_card(text, groups, first)
            if last is not None:
                yield groups[first][0], groups[last][1]
                first = last
            first += 1


def _last_group_of_card(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Return the group that completes a card beginning at group `first`, if one does."""
    start = groups[first][0]
    for last in range(first, min(first + 5, len(groups))):
        lengths = tuple(right - left for left, right in groups[first : last + 1])
        is_shaped = lengths in CARD_SHAPES or (last == first and lengths[0] in CARD_DIGITS)
        if is_shaped and is_card(digits_of(text[start : groups[last][1]])):
            return last if stands_alone(text, start, groups[last][1]) else None
    return None


def is_card(digits: str) -> bool:
    """Tell whether an issuer can have given this number; four years in a row are none."""
    return digits[0] in "234569" and has_luhn_digit(digits) and not FOUR_YEARS.fullmatch(digits)


def has_luhn_digit(digits: str) -> bool:
    """Tell whether the last digit is the check digit of ISO/IEC 7812 (Luhn, 1960)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(map(int, digits[::-2])) + sum(number // 10 + number % 10 for number in doubled)
    return total % 10 == 0 and len(set(digits)) > 1


def iban_spans(text: str) -> Spans:
    """Find bank accounts by country, length and the check digits of ISO 13616."""
    for found in IBAN_START.finditer(text):
        length = IBAN_LENGTHS.get(found[0][:2].upper(), 0)
        end = _end_of_letters(found[0], length)
        if length and end and has_iban_digits(found[0][:end]):
            start = found.start()
            if not text[start + end : start + end + 1].isalnum():
                yield start, start + end


def _end_of_letters(written: str, length: int) -> int | None:
    """Return where the first `length` letters and digits end."""
    ends = [place for place, sign in enumerate(written, start=1) if sign.isalnum()]
    return ends[length - 1] if 0 < length <= len(ends) else None


def has_iban_digits(written: str) -> bool:
    """Tell whether the account's check digits are right: the rearranged number is 1 modulo 97."""
    account = "".join(sign for sign in written.upper() if sign.isalnum())
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def passport_spans(text: str) -> Spans:
    """Find Ukrainian passports by their series, as in АА123456."""
    for found in UKRAINIAN_PASSPORT.finditer(text):
        if not found["gap"] or SHORT_WORDS.fullmatch(found["series"]) is None:
            yield found.span()


def named_document_spans(text: str) -> Spans:
    """Find numbers that a word calls a passport."""
    if _has_any(text, PASSPORT_SIGNS):
        yield from (found.span("number") for found in NAMED_PASSPORT.finditer(text))


def tax_number_spans(text: str) -> Spans:
    """Find numbers that a word calls a person's tax number; tagged as the passport it replaces."""
    if _has_any(text, TAX_SIGNS):
        yield from (found.span("number") for found in TAX_NUMBER.finditer(text))


def contract_spans(text: str) -> Spans:
    """Find numbers that a word calls a contract or an account."""
    if not _has_any(text, CONTRACT_SIGNS):
        return
    for found in CONTRACT.finditer(text):
        yield found.span("marked" if found["marked"] else "bare")
