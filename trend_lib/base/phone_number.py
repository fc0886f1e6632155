"""Where phone numbers stand in a text: the shape first, which is cheap, then the number plan.

A run of digits is a phone when a region's number plan (`phonenumbers`) knows it and it is written
as people write phones: with + or 00, with the prefix of its country, in the usual groups, or
beside a word like 'тел'. Without that proof amounts, dates and lists of counts would be found.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANK = " \u00a0\u2007\u2009\u202f"
# What may stand between the digits of one number.
BETWEEN = rf"(?:[{BLANK}]?[-‐‑–—−()./_]{{1,2}}[{BLANK}]?|[{BLANK}])"
DIGIT_RUN = re.compile(rf"\d(?:{BETWEEN}?\d)+")
LONG_RUN = re.compile(rf"\d(?:{BETWEEN}?\d){{5}}")  # the fewest digits of a phone
GROUP = re.compile(r"\d+")
FEWEST_DIGITS = 6
MOST_DIGITS = 15  # ITU-T E.164
MOST_GROUPS = 7
SHORTEST_LONG_GROUP = 3

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]\d|\d)"
OTHER_NUMBER = re.compile(  # dates, MAC and IPv4 addresses, fractions
    rf"(?<![\d./-])(?:{DAY}([./-]){MONTH}\1(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d([./-]){MONTH}\2{DAY})(?![./-]?\d)"
    r"|(?<![\d-])(?!38-0)\d\d(?:-\d\d){5}(?![\d-])"
    rf"|(?<![\d.])(?<!80[ -])(?<!\+7[ -])(?:{OCTET}\.){{3}}{OCTET}(?![.\d])"
    r"|(?<![\d.,])(?:0[.,]\d+(?!\d|[.,]\d)|\d{1,2}[.,]\d{6,}|\d+\.\d{8,})"
)
MOMENT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])\d*")
PHONE_WORD = re.compile(
    r"(?:\bтел|\btel|\bcall (?:me|us)|\breach me|\bring me|\bmy number|\bcontact n|\bм[іо][йя] н|контактн\w{2,3} н|набер[иі]|\bзв.?яж|\bсвяж|для св?зв?.?язк|для связ|\bмоб|\bmob|phone|\bcell|viber|вайбер|whats|ватсап|telegram|телеграм|дзвон|звон|"
    r"факс|\bfax)\w{0,12}\W{0,4}(?:\w{1,12}\W{1,4})?$",
    re.IGNORECASE,
)
ID_WORD = re.compile(  # of things that have long numbers
    r"(?:заявк|звернен|обращен|замовлен|заказ|\bчек|квитанц|ticket|\bcase|order|receipt|invoice|serial|сер[іи]йн|imei|"
    r"\bпорт|\bport|\bs/?n|\bmac|\bid|штрих|barcode)\w{0,8}\W{0,4}(?:номер|number|no)?\W{0,3}$",
    re.IGNORECASE,
)
HASH_WORD = re.compile(r"(?:config|hash|sha\d*|commit)\W{0,3}$", re.IGNORECASE)  # may be all digits
OPENING = re.compile(r"\+?\(?$|\( ?\+$")
WORD_REACH = 40
THOUSANDS = re.compile(rf"[1-9]\d{{0,2}}(?:([{BLANK}.])\d{{3}})(?:\1\d{{3}})+")
LOCAL = re.compile(r"\d{3}[-‐‑–]\d{2}[-‐‑–]\d{2}")  # 123-45-67, without a town's code
LONGEST_LOCAL = 7
LOCAL_GROUPS = {(2, 2, 2), (3, 2, 2), (3, 4), (6,), (7,)}
SIGN_OF_PHONE = re.compile(r"\)|\d[-‐‑–]\d+[-‐‑–]\d")
NATIONAL_GROUPS = {(2, 3, 2, 2), (2, 3, 4), (2, 7), (3, 3, 2, 2), (3, 3, 4), (3, 7)}
PREFIXES = {(10, "0"), (11, "8"), (11, "7"), (11, "1")}  # trunk digits and countries' codes
USUAL_GROUPS = {  # among other numbers; with the country's code or trunk digit before them
    (3, 3, 2, 2), (3, 7), (3, 3, 4), (1, 2, 3, 2, 2),
    (1, 3, 3, 2, 2), (1, 3, 3, 4), (1, 3, 7), (4, 3, 2, 2), (4, 3, 4), (4, 7),
    (2, 3, 3, 2, 2), (2, 3, 7), (2, 3, 3, 4), (3, 2, 3, 2, 2), (3, 2, 7), (5, 7), (5, 3, 2, 2),
}  # fmt: skip


class Written(NamedTuple):
    """A possible phone as it stands in the text."""

    start: int  # with the + or ( before it
    text: str
    digits: str
    groups: tuple[int, ...]  # how many digits each
    is_whole_run: bool  # no other numbers stand beside it
    is_international: bool
    has_word: bool  # a word like 'phone' stands before it
    has_id_word: bool  # a word like 'ticket' does


def phone_spans(text: str, regions: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Find phone numbers of the given regions, and of any region when written with its code."""
    for groups in digit_runs(text):
        first = 0
        while first < len(groups):
            last = _last_group_of_phone(text, groups, first, regions)
            if last is not None:
                yield _with_opening(text, groups[first][0]), groups[last][1]
                first = last
            first += 1


def digit_runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Find runs of digit groups that are no dates, addresses or fractions: each group's span."""
    done = 0
    while found := LONG_RUN.search(text, done):
        run = DIGIT_RUN.match(text, found.start())
        start, done = found.start(), run.end() if run else found.end()
        # A fraction may begin before the run, as its comma is no separator of groups.
        for other in OTHER_NUMBER.finditer(text, max(0, start - 3), done + 1):
            yield [group.span() for group in GROUP.finditer(text, start, max(start, other.start()))]
            start = max(start, other.end())
        yield [group.span() for group in GROUP.finditer(text, start, max(start, done))]


def _last_group_of_phone(
    text: str, groups: list[tuple[int, int]], first: int, regions: tuple[str, ...]
) -> int | None:
    """Return the group that ends the longest phone beginning at group `first`, if there is one."""
    for last in range(min(first + MOST_GROUPS, len(groups)) - 1, first - 1, -1):
        written = read_phone(text, groups, first, last)
        if written and has_phone_shape(written) and is_in_number_plan(written, regions):
            return last
    return None


def _with_opening(text: str, start: int) -> int:
    """Return where a phone begins when + and ( before its first digit belong to it."""
    opening = OPENING.search(text[max(0, start - 3) : start])
    return start - len(opening[0]) if opening else start


def read_phone(text: str, groups: list[tuple[int, int]], first: int, last: int) -> Written | None:
    """Describe some groups of a run as they are written, or return None if they cannot be a phone."""
    lengths = tuple(right - left for left, right in groups[first : last + 1])
    if not FEWEST_DIGITS <= sum(lengths) <= MOST_DIGITS:
        return None
    if max(lengths) < SHORTEST_LONG_GROUP and first > 0 and text[groups[first][0] - 1] != "+":
        return None  # a list of small numbers, which a hostile text may make very long
    start, end = _with_opening(text, groups[first][0]), groups[last][1]
    if not stands_alone(text, start, end):
        return None
    before = text[max(0, start - WORD_REACH) : start]
    if HASH_WORD.search(before):
        return None
    digits = digits_of(text[start:end])
    return Written(
        start=start,
        text=text[groups[first][0] : end],
        digits=digits,
        groups=lengths,
        is_whole_run=first == 0 and last == len(groups) - 1,
        is_international="+" in text[start : start + 2]
        or (digits[:2] == "00" and len(digits) > 10),
        has_word=PHONE_WORD.search(before) is not None,
        has_id_word=ID_WORD.search(before) is not None,
    )


def has_phone_shape(written: Written) -> bool:
    """Tell whether people write phones like this, and amounts and lists not."""
    if written.is_international:
        return not (written.has_id_word and written.digits.startswith("00"))
    if len(written.digits) <= LONGEST_LOCAL:
        return is_local_number(written)
    return written.has_word or (not is_something_else(written) and has_digits_of_phone(written))


def is_something_else(written: Written) -> bool:
    """Tell whether this is rather a sum, a list or a ticket's number."""
    is_sum = THOUSANDS.fullmatch(written.text) and not written.digits.startswith("380")
    is_ticket = written.has_id_word and not is_prefixed(written)
    return bool(is_sum) or is_ticket or written.text.count("/") > 1


def has_digits_of_phone(written: Written) -> bool:
    """Tell whether so many digits in such groups are a phone where no word says so."""
    if len(written.groups) == 1:
        return len(written.digits) >= 10 and not MOMENT.fullmatch(written.digits)
    return has_usual_groups(written)


def is_prefixed(written: Written) -> bool:
    """Tell whether the number begins with a trunk digit or a country's code and has the length for it."""
    return (len(written.digits), written.digits[:1]) in PREFIXES or (
        written.digits[:3] == "380" and len(written.digits) == 12
    )


def is_local_number(written: Written) -> bool:
    """Tell whether this is a phone without a town's code: 123-45-67, or other groups after a word."""
    return LOCAL.fullmatch(written.text) is not None or (
        written.has_word and written.groups in LOCAL_GROUPS
    )


def has_usual_groups(written: Written) -> bool:
    """Tell whether the digits are grouped as in phones; less strict where no other numbers stand by."""
    if not (written.is_whole_run or SIGN_OF_PHONE.search(written.text)):
        return written.groups in USUAL_GROUPS
    if is_prefixed(written):
        return max(written.groups) >= 3
    return written.groups in NATIONAL_GROUPS


def is_in_number_plan(written: Written, regions: tuple[str, ...]) -> bool:
    """Tell whether a subscriber can have this number; local ones and foreign ones are believed."""
    if written.is_international and len(written.digits) >= 9:
        return not written.digits.startswith("00") or is_subscriber_number(
            f"+{written.digits[2:]}", "ZZ"
        )
    if written.is_international:
        return False
    if len(written.digits) <= LONGEST_LOCAL:
        return True
    spellings = {written.digits, written.digits.removeprefix("8")}  # 8-0 was the trunk code
    return any(
        is_subscriber_number(spelling, region) for spelling in spellings for region in regions
    )


@lru_cache(maxsize=8192)
def is_subscriber_number(digits: str, region: str) -> bool:
    """Ask the region's number plan."""
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed)


def digits_of(written: str) -> str:
    """Return the digits alone, whatever script they are written in, as 0 to 9."""
    found = (sign for sign in written if sign.isdecimal())
    return "".join(sign if sign.isascii() else str(unicodedata.decimal(sign)) for sign in found)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether no digit and no piece of a hash or version is glued to text[start:end].

    Cyrillic letters may be glued (`тел0671234567`), and Latin words that are no hex digits.
    """
    before = re.search(r"[A-Za-z0-9_]*$", text[max(0, start - 24) : start])
    after = re.match(r"[A-Za-z0-9_]*", text[end : end + 24])
    glued = (before[0] if before else "", after[0] if after else "")
    return all(not letters or _is_word(letters) for letters in glued)


def _is_word(letters: str) -> bool:
    """Tell a word from a piece of a hexadecimal number."""
    return len(letters) >= 3 and letters.isalpha() and set(letters.lower()) - set("abcdef") != set()
