"""Numbers that a word calls a contract, an account, a passport or a tax number: no checksum proves them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trend_lib.base.phone_number import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    Spans = Iterator[tuple[int, int]]

# Signs are looked for first: plain searches are many times faster than these patterns.
PASSPORT_SIGNS = ("паспорт", "passport", "сері", "сери", "карт")
TAX_SIGNS = (
    "іпн", "ипн", "инн", "иин", "іін", "ийн", "рнокпп", "tax", "tin ", "tin:", "ідентифікац", "идентификац", "податк", "налогов",
)  # fmt: skip
CONTRACT_SIGNS = (
    "догов", "контракт", "угод", "contract", "agreement", "acc", "рахун", "рах.", "счет", "счёт", "о/р", "л/с", "лс", "л.с", "о.р",
    "абонент", "customer", "client", "subscriber",
)  # fmt: skip

UKRAINIAN_PASSPORT = re.compile(
    rf"(?<![А-Яа-яІЇЄҐіїєґ])(?P<series>[А-ЯІЇЄҐ]{{2}})(?P<gap>[{BLANK}-]?№?[{BLANK}]?)\d{{6}}(?!\d)"
)
# Words of two letters that stand before numbers in texts written in capitals.
SHORT_WORDS = re.compile(
    "БО|ВЖ|ВО|ВЫ|ДО|ЖЕ|ЗА|ИЗ|ИМ|ИХ|ЇХ|КО|МИ|МЫ|НА|НЕ|НИ|НІ|НО|ОБ|ОН|ОТ|ПО|СО|ТА|ТЕ|ТИ|ТО|ТЫ|УЖ|ЦЕ|"
    "ЩО|ЯК|ГБ|МБ|КБ|КМ|ТБ|ГР|КВ|ТВ|ШТ|ГЦ|ЗІ|ІЗ|ЇЇ"
)
SERIES_WORD = r"(?:серия|серии|серію|серія|серії|series)"
NAMED_PASSPORT = re.compile(
    r"(?:паспорт|passport|сері[яюї](?!\w)|сери[яюи](?!\w)|id[ -]?карт)\D{0,30}?(?P<number>"
    rf"\d{{2}}[{BLANK}]?\d{{2}}\D{{0,12}}?\d{{6}}"
    rf"|(?:(?<!\w)[a-zа-яіїєґ]{{2}}[{BLANK}-]?(?:номер|№|no\.?|number)?[{BLANK}]?)?\d{{6,7}}|\d{{9}})(?!\d)",
    re.IGNORECASE,
)
TAX_NUMBER = re.compile(
    r"(?:\b[іи]пн|\bинн|\bи[іи]н|\bіін|рнокпп|\btax(?:payer)?(?:['’]?s)? (?:id|number|no)|\btin"
    r"|(?:ідентифікаційн|идентификационн|податков|налогов)\w{1,3} (?:код|номер))\b\D{0,20}?(?P<number>\d{10}(?:\d\d)?)(?!\d)",
    re.IGNORECASE,
)

ACCOUNT_WORD = (
    r"(?:договор|договір|контракт|\bугод|contract|agreement|\bacc(?:oun)?t|\bacc\b|"
    r"ос(?:обов\w{2,5}|\.)[{BLANK}]?рах(?:\w|\.)|лиц(?:ев\w{2,4}|\.)[{BLANK}]?сч[её]т|\bо[/.]р|\bл[/.]с|\bлс\b|абонентськ\w{1,4} номер|"
    r"абонентск\w{2,4} номер|номер абонент|(?:customer|client|subscriber) (?:id|no|number))\w{0,5}"
).replace("{BLANK}", BLANK)
FILLER = rf"[{BLANK}]?(?:№|#|:|=|\.|-|–|—|\bn[o°]?\b\.?|\bномер\w{{0,2}}|\bnumber\b|\bid\b|\bis\b|\bмій\b|\bмой\b)"
MARKED_BEFORE = rf"(?:(?:№|#|номер\w{{0,2}}|number of(?: the| my)?)[{BLANK}]?)"
SEP = rf"(?:[-/.][{BLANK}]?|[{BLANK}])"
NO_DATE = r"(?!\d{1,2}[./]\d)"
PREFIX = (
    rf"(?:(?!imei|sn|mac|sim|icc)(?-i:[A-ZА-ЯІЇЄҐ]{{1,4}}[-/{BLANK}]?|[a-zа-яіїєґ]{{1,3}}[-/]?))?"
)
NO_SUM = rf"(?![\d.,]*[{BLANK}]?(?:грн|гривен|гривн|руб|тенге|тг\b|uah|usd|eur|[$€₴₽₸%]))"
LONG = rf"\d(?:[-/.]?\d){{3,19}}(?:{SEP}{NO_DATE}\d{{3,7}})*"
GROUPS = rf"\d{{2,7}}(?:{SEP}{NO_DATE}\d{{2,7}}){{1,3}}(?:{SEP}\d(?!\d|[.,]\d))?"
BARE = rf"(?:\d(?:[-/]?\d){{4,19}}(?:{SEP}{NO_DATE}\d{{3,7}})*|\d{{3}}(?:{SEP}{NO_DATE}\d{{3,7}})+(?:{SEP}{NO_DATE}\d{{1,4}})?)"
CONTRACT = re.compile(
    rf"(?P<before>{MARKED_BEFORE})?{ACCOUNT_WORD}"
    rf"(?:[{BLANK}](?:от|від|of|dated)[{BLANK}][\d./-]{{6,10}})?"
    rf"(?:(?:(?:{FILLER}){{1,4}}[{BLANK}]?|(?(before)[{BLANK}]|(?!)))(?P<marked>{PREFIX}(?:{GROUPS}|{LONG}))"
    rf"|[{BLANK}](?P<bare>{PREFIX}{BARE}))"
    rf"{NO_SUM}(?!\d)",
    re.IGNORECASE,
)
CONTRACT_AFTER = re.compile(
    rf"(?<![\w.,/@#:-])(?P<number>{PREFIX}(?:{BARE}|\d{{2,7}}(?:{SEP}{NO_DATE}\d{{2,7}}){{1,3}}))"
    rf"[{BLANK}]?[-–—(:,]?[{BLANK}]?(?:(?:це|это|is|мій|мой|my|наш|our|номер\w{{0,2}}|number of|the)[{BLANK}]){{0,3}}{ACCOUNT_WORD}(?!\w)"
    # the word belongs to a number after it, which may be a tag by now
    r"(?!(?:[^\w\n]{0,3}(?:№|#|номер\w{0,2}|number|no|n|is))?[^\w\n]{0,4}(?-i:[A-ZА-ЯІЇЄҐ]{1,4}[-/ ]?)?(?:\d|\Z(?<![\w.!?)])))",
    re.IGNORECASE,
)


def has_any(text: str, signs: tuple[str, ...]) -> bool:
    """Tell whether one of the signs stands in the text, in any case."""
    lowered = text.lower()
    return any(map(lowered.__contains__, signs))


def apart(spans: list[tuple[int, int]]) -> Spans:
    """Yield the spans from left to right, without those that begin inside another."""
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            yield start, end
            done = end


def passport_spans(text: str) -> Spans:
    """Find Ukrainian passports by their series, as in АА123456."""
    for found in UKRAINIAN_PASSPORT.finditer(text):
        if not found["gap"] or SHORT_WORDS.fullmatch(found["series"]) is None:
            yield found.span()


def named_document_spans(text: str) -> Spans:
    """Find numbers that a word calls a passport."""
    if has_any(text, PASSPORT_SIGNS):
        yield from (found.span("number") for found in NAMED_PASSPORT.finditer(text))


def tax_number_spans(text: str) -> Spans:
    """Find numbers that a word calls a person's tax number; tagged as the passport it replaces."""
    if has_any(text, TAX_SIGNS):
        yield from (found.span("number") for found in TAX_NUMBER.finditer(text))


def contract_spans(text: str) -> Spans:
    """Find numbers that a word calls a contract or an account, before them or after."""
    if not has_any(text, CONTRACT_SIGNS):
        return
    spans = [
        found.span("marked" if found["marked"] else "bare") for found in CONTRACT.finditer(text)
    ]
    spans += [found.span("number") for found in CONTRACT_AFTER.finditer(text)]
    yield from apart(spans)
