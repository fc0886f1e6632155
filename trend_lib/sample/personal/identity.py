"""Draw one item of personal data: right check digits, a number plan's shape, and nobody's on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

MOBILE_CODES = {
    "UA": ("380", ("50", "63", "66", "67", "68", "73", "93", "95", "96", "97", "98", "99", "44", "32")),
    "KZ": ("7", ("701", "702", "705", "707", "747", "775", "777")),
    "US": ("1", ("202", "212", "312", "415", "617")),
}  # fmt: skip
TRUNK = {"UA": "0", "KZ": "8", "US": ""}
BANKS = {"UA": 29, "PL": 28, "DE": 22, "KZ": 20, "LT": 20}
CARD_STARTS = (
    ("4", 16),
    ("51", 16),
    ("53", 16),
    ("55", 16),
    ("2202", 16),
    ("2221", 16),
    ("37", 15),
)
MAIL_WORDS = (
    "anna",
    "petrov",
    "oksana",
    "desk",
    "info",
    "mail",
    "ivan",
    "koval",
    "smith",
    "alice",
    "bondar",
    "sergey",
)
MAIL_HOSTS = (
    "example.com",
    "example.org",
    "mail.example.net",
    "example.co.uk",
    "post.example.com.ua",
)


class Phone(NamedTuple):
    """A number in its parts."""

    country: str
    trunk: str
    area: str
    subscriber: str


def draw_phone(random: Random) -> Phone:
    """Return a number that a subscriber of the region could have."""
    region = random.choices(("UA", "KZ", "US"), (8, 2, 1))[0]
    country, areas = MOBILE_CODES[region]
    first = str(random.randint(2, 9))  # exchanges begin so
    return Phone(country, TRUNK[region], random.choice(areas), first + _digits(random, 6))


def draw_card(random: Random) -> str:
    """Return a card number with its check digit."""
    start, length = random.choice(CARD_STARTS)
    body = start + _digits(random, length - len(start) - 1)
    doubled = [int(digit) * 2 for digit in body[::-2]]
    total = sum(map(int, body[-2::-2])) + sum(number // 10 + number % 10 for number in doubled)
    return body + str(-total % 10)


def draw_e_mail(random: Random) -> tuple[str, str]:
    """Return the part before and after the @."""
    first, second = random.sample(MAIL_WORDS, 2)
    between = random.choice((".", "_", "", "-"))
    return (
        f"{first}{between}{second}{random.choice(('', str(random.randint(1, 99))))}",
        random.choice(MAIL_HOSTS),
    )


def draw_iban(random: Random) -> str:
    """Return an account of ISO 13616 with its check digits."""
    country, length = random.choice(tuple(BANKS.items()))
    body = _digits(random, length - 4)
    check = 98 - int("".join(str(int(sign, 36)) for sign in f"{body}{country}00")) % 97
    return f"{country}{check:02d}{body}"


def draw_contract(random: Random) -> str:
    """Return a contract's or account's number as a provider might give it."""
    return random.choice((_digits(random, random.randint(6, 10)), "77" + _digits(random, 7)))


def draw_tax(random: Random, language: str) -> str:
    """Return a tax number of a person: ten digits in Ukraine, twelve in Russia and Kazakhstan."""
    if language == "uk":
        body = f"{random.randint(12000, 43000):05d}{_digits(random, 4)}"
        weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
        return f"{body}{sum(map(_times, body, weights)) % 11 % 10}"
    body = random.choice(("77", "50", "78")) + _digits(random, 8)
    body += str(sum(map(_times, body, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8))) % 11 % 10)
    return f"{body}{sum(map(_times, body, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))) % 11 % 10}"


def draw_passport(random: Random, language: str) -> tuple[str, str]:
    """Return series and number."""
    if language == "en":
        return random.choice(("AB", "KE", "FP")), _digits(random, 7)
    if language == "ru" and random.random() < 0.5:
        return f"{random.randint(10, 99)} {random.randint(10, 25)}", _digits(random, 6)
    return random.choice(("АА", "МТ", "ВК", "КС", "СН", "ЕЕ")), _digits(random, 6)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _times(digit: str, weight: int) -> int:
    return int(digit) * weight
