"""Numbers that are nobody's data and look like it: dates, sums, addresses of machines, tickets, readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


def draw_slots(random: Random) -> dict[str, str]:
    """Return a value for every slot of the decoy frames."""
    return {slot: draw(random) for slot, draw in SLOTS.items()}


def _date(random: Random) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(2019, 2026)
    return random.choice((
        f"{day:02d}.{month:02d}.{year}", f"{day}.{month:02d}.{year % 100:02d}", f"{year}-{month:02d}-{day:02d}",
        f"{day:02d}/{month:02d}/{year}", f"{day:02d}.{month:02d}", f"{year}-{month:02d}-{day:02d} 12:30:05",
        f"{day:02d}.{month:02d}.{year} 08:15", f"{year}{month:02d}{day:02d}",
    ))  # fmt: skip


def _amount(random: Random) -> str:
    whole = random.choice(
        (random.randint(20, 900), random.randint(1000, 99_999), random.randint(10**5, 9 * 10**6))
    )
    spaced = f"{whole:,}"
    return random.choice((
        str(whole), spaced.replace(",", " "), spaced, f"{whole}.00", f"{spaced.replace(',', ' ')},50",
        spaced.replace(",", "\u00a0"), f"{whole},{random.randint(10, 99)}",
    ))  # fmt: skip


def _mac(random: Random) -> str:
    octets = [f"{random.randrange(256):02x}" for _ in range(6)]
    return random.choice(
        (":".join(octets), "-".join(octets).upper(), "".join(octets), "00-11-22-33-44-55")
    )


def _ip(random: Random) -> str:
    return ".".join(str(random.randint(1, 254)) for _ in range(4)) + random.choice(
        ("", "/24", ":8080")
    )


def _speeds(random: Random) -> str:
    several = [str(random.randint(2, 950)) for _ in range(random.randint(2, 6))]
    return random.choice((" ", "/", ", ", " - ")).join(several)


def _version(random: Random) -> str:
    return random.choice((
        ".".join(str(random.randrange(30)) for _ in range(4)), f"v{random.randrange(9)}.{random.randrange(99)}.{random.randrange(9999)}",
        f"{random.randint(2020, 2026)}.{random.randint(1, 12)}.{random.randrange(99)}-{random.randrange(9999)}",
    ))  # fmt: skip


def _imei(random: Random) -> str:
    body = "35" + _digits(random, 12)
    doubled = [int(digit) * 2 for digit in body[::-2]]
    total = sum(map(int, body[-2::-2])) + sum(number // 10 + number % 10 for number in doubled)
    return body + str(-total % 10)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


SLOTS: dict[str, Callable[[Random], str]] = {
    "date": _date,
    "amount": _amount,
    "mac": _mac,
    "ip": _ip,
    "speeds": _speeds,
    "speed": lambda random: str(random.choice((50, 100, 300, 1000))),
    "version": _version,
    "imei": _imei,
    "ticket": lambda random: _digits(random, random.randint(4, 9)),
    "serial": lambda random: random.choice(
        (
            "SN" + _digits(random, 10),
            "ZX" + _digits(random, 8),
            _digits(random, 13),
            _digits(random, 12),
        )
    ),
    "tariff": lambda random: random.choice(("Comfort 100", "Family 500", "Max Plus", "Home 1000")),
    "price": lambda random: str(random.choice((99, 150, 299, 1250))),
    "days": lambda random: str(random.randint(2, 90)),
    "hour": lambda random: f"{random.randrange(24):02d}:{random.randrange(60):02d}",
    "meter": lambda random: f"{random.randrange(10**6):06d}",
    "postcode": lambda random: f"{random.randint(1000, 99999):05d}",
}
