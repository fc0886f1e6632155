"""One spelling for a customer, whatever system names them, so that one person has one hash.

A call names its caller by a phone, a ticket by an account or a mail address. Phones of the home's
regions become the digits of their international form; anything else keeps its own words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import phonenumbers

PHONE_SIGNS = re.compile(r"\+?[\d\s().\-‐‑–−/]+(?:\.0)?")
LINK = re.compile(r"(?:tel|callto|sips?|whatsapp|viber):([^@;?]+).*", re.DOTALL)
FEWEST_DIGITS, MOST_DIGITS = 9, 15  # of a phone with its town's or operator's code; ITU-T E.164
# Whole by themselves: no digit of these can be the country's trunk prefix, so nothing is to be asked.
WHOLE_NUMBER = re.compile(r"\+(?:380[1-9]\d{8}|7[3-79]\d{9})")
TRUNK = "8"  # stood before the 0 of a town's code, and still stands in old lists


def normalise_customer(value: str, regions: tuple[str, ...]) -> str:
    """Return one spelling for a customer: trimmed, small letters; a phone as +380671234567's digits."""
    if value.isascii() and WHOLE_NUMBER.fullmatch(value):
        return value[1:]
    plain = unicodedata.normalize("NFKC", value).strip().casefold()
    link = LINK.fullmatch(plain)
    named = link[1].strip() if link else plain
    if not PHONE_SIGNS.fullmatch(named):
        return plain
    digits = re.sub(r"\D", "", named.removesuffix(".0"))
    return _international(digits, regions, has_plus=named.startswith("+"))


def _international(digits: str, regions: tuple[str, ...], *, has_plus: bool) -> str:
    """Return a phone's digits with its country's code; digits that are no phone as they are."""
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS + 2:
        return digits
    if has_plus or (digits.startswith("00") and len(digits) > 11):
        code_and_number = digits if has_plus else digits[2:]
        return _known("+" + code_and_number, None) or code_and_number
    spellings = (digits, digits[1:]) if digits.startswith(TRUNK) else (digits,)
    found = (_known(spelling, region) for spelling in spellings for region in regions)
    return next((known for known in found if known), digits)


@lru_cache(maxsize=65536)
def _known(digits: str, region: str | None) -> str | None:
    """Ask a region's number plan; None where no subscriber can have the number."""
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return f"{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"
