"""Where personal data stands in a text: one finder a kind, each yielding (start, end) spans.

Precision matters as much as recall here: the same finders are the last check of outgoing
messages, where a false find would hold back a bulletin. So every kind needs proof: a checksum
(card, IBAN), the number plan of a country (phone), or a word beside it (contract, passport).
Words for digits, mark-up and look-alike signs are read by `plain_view`; names by `personal_name`. Not found: postal
addresses, and names that nothing introduces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trend_lib.base.named_number import CONTRACT_SIGNS, apart, has_any
from trend_lib.base.phone_number import (
    BETWEEN,
    BLANK,
    LONG_RUN,
    WORD_REACH,
    digit_runs,
    digits_of,
    stands_alone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    Spans = Iterator[tuple[int, int]]

# Lengths are bounded: an unbounded local part would take quadratic time on a long run of letters.
AT = r"(?:@\s?|\s@\s|\s?[\[({]\s?(?:at|@|собака|ат|эт)\s?[\])}]\s?)"
DOT = r"(?:\.|\s\.\s|\s?[\[({]\s?(?:dot|крапка|точка)\s?[\])}]\s?|\s(?:dot|крапка|точка)\s)"
SAID_DOT = r"(?:\.|\s(?:dot|крапка|точка)\s)"
LABEL = r"[\w-]{1,63}"
LAST_LABEL = r"[^\W\d_][\w-]{1,23}(?!\w)"
LOCAL = r"(?<![\w.+-])[\w.+-]{1,200}"
SAID = rf"{LOCAL}(?:\s(?:dot|крапка|точка)\s[\w+-]{{1,64}}){{0,2}}"
NO_LOCAL = r"(?!(?:only|available|sale|look|us|it|is|are|and|or|shop|online)\s)"
E_MAILS = tuple(  # one of the signs stands in a text before the pattern is worth its time
    (signs, re.compile(pattern, re.IGNORECASE))
    for signs, pattern in (
        (
            ("собак",),
            rf"{SAID}\s(?:собака|собачка)\s{LABEL}(?:{DOT}{LABEL}){{0,4}}{DOT}{LAST_LABEL}",
        ),
        (
            (" dot ",),
            rf"{NO_LOCAL}{SAID}\sat\s{LABEL}(?:{SAID_DOT}{LABEL}){{0,4}}\sdot\s{LAST_LABEL}",
        ),
        (
            ("@", "at]", "at)", "ат)", "эт)", "ка)", "ка]"),
            rf"{LOCAL}{AT}{LABEL}(?:{DOT}{LABEL}){{0,4}}{DOT}{LAST_LABEL}",
        ),
        # A blank before the @ alone is mostly a mention of somebody; with an ending in small letters an address.
        (("@",), rf"{LOCAL}\s@{LABEL}(?:\.{LABEL}){{0,4}}\.(?-i:[a-z]{{2,6}})(?!\w)"),
    )
)
# Signs are looked for first: plain searches are many times faster than these patterns.
E_MAIL_SIGNS = ("@", "at]", "at)", "собак", "ат)", "эт)", " dot ")
FEWEST_DIGITS = re.compile(
    rf"\d(?:{BETWEEN}?\d){{3}}"
)  # of a contract, the shortest kind of number

# By length, how cards begin (ISO/IEC 7812): fewer beginnings than banks have, as an IMEI has a right check digit too.
CARD_BEGINNINGS = {14: ("30", "36", "38"), 15: ("34", "37"), 16: tuple("23456"), 19: tuple("4569")}
ONE_GROUP = (15, 16, 19)
CARD_SHAPES = {
    (4, 4, 4, 4),
    (4, 4, 4, 4, 3),
    (4, 6, 5),
    (4, 6, 4),
    (8, 8),
    (4, 12),
    (12, 4),
    (4, 4, 8),
    (4, 8, 4),
    (8, 4, 4),
}
CARD_WORD = re.compile(r"(?:карт|card|visa|master)\w*\W{0,3}(?:\w{1,12}\W{1,3})?$", re.IGNORECASE)
MOST_CARD_GROUPS = 16
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
LIKE_LATIN = str.maketrans("АВЕКМНОРСТУХІавекмнорстухі", "ABEKMHOPCTYXIABEKMHOPCTYXI")
COUNTRY = "A-Za-zАВЕКМНОРСТУХІавекмнорстухі"  # Cyrillic letters look the same
IBAN_START = re.compile(
    rf"(?<![A-Za-zА-я0-9])[{COUNTRY}]{{2}}[{BLANK}-]?\d{{2}}(?:[{BLANK}.-]{{0,2}}[A-Za-z0-9]){{11,30}}"
)


def may_hold_any(text: str) -> bool:
    """Tell cheaply whether a text can hold anything of the kinds below; most texts cannot."""
    if LONG_RUN.search(text) or has_any(text, E_MAIL_SIGNS):
        return True
    return FEWEST_DIGITS.search(text) is not None and has_any(text, CONTRACT_SIGNS)


def e_mail_spans(text: str) -> Spans:
    """Find e-mail addresses, also `name[at]example.org`."""
    lowered = text.lower()
    found = [
        found.span()
        for signs, pattern in E_MAILS
        if any(map(lowered.__contains__, signs))
        for found in pattern.finditer(text)
    ]
    yield from apart(found)


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
    is_named = is_called_card(text, start)
    digits = 0
    for last in range(first, min(first + MOST_CARD_GROUPS, len(groups))):
        digits += groups[last][1] - groups[last][0]
        if digits > max(CARD_BEGINNINGS):
            return None
        if digits not in CARD_BEGINNINGS:
            continue
        lengths = tuple(right - left for left, right in groups[first : last + 1])
        is_shaped = lengths in CARD_SHAPES or (last == first and digits in ONE_GROUP)
        if (is_shaped or is_named) and is_card(digits_of(text[start : groups[last][1]])):
            return last if stands_alone(text, start, groups[last][1]) else None
    return None


def is_called_card(text: str, start: int) -> bool:
    """Tell whether a word before a number says that it is a card's."""
    return CARD_WORD.search(text[max(0, start - WORD_REACH) : start]) is not None


def is_card(digits: str) -> bool:
    """Tell whether an issuer can have given this number; four years in a row are none."""
    return (
        digits.startswith(CARD_BEGINNINGS[len(digits)])
        and has_luhn_digit(digits)
        and not FOUR_YEARS.fullmatch(digits)
    )


def has_luhn_digit(digits: str) -> bool:
    """Tell whether the last digit is the check digit of ISO/IEC 7812 (Luhn, 1960)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(map(int, digits[::-2])) + sum(number // 10 + number % 10 for number in doubled)
    return total % 10 == 0 and len(set(digits)) > 1


def iban_spans(text: str) -> Spans:
    """Find bank accounts by country, length and the check digits of ISO 13616."""
    done = 0
    while found := IBAN_START.search(text, done):
        written, start = found[0].translate(LIKE_LATIN), found.start()
        end = _end_of_letters(written, IBAN_LENGTHS.get(written[:2].upper(), 0))
        is_whole = end is not None and not text[start + end : start + end + 1].isalnum()
        if end is not None and is_whole and has_iban_digits(written[:end]):
            yield start, start + end
            done = start + end
        else:
            done = start + 2


def _end_of_letters(written: str, length: int) -> int | None:
    """Return where the first `length` letters and digits end."""
    ends = [place for place, sign in enumerate(written, start=1) if sign.isalnum()]
    return ends[length - 1] if 0 < length <= len(ends) else None


def has_iban_digits(written: str) -> bool:
    """Tell whether the account's check digits are right: the rearranged number is 1 modulo 97."""
    account = "".join(sign for sign in written.upper() if sign.isalnum())
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1
