"""The ways in which people, forms and mail programs write one item: common ones and nasty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sample.personal import identity
from trend_lib.sample.personal.number_words import say_digits, say_groups

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FULL_WIDTH = str.maketrans("0123456789@", "０１２３４５６７８９＠")
LETTERS: tuple[dict[str, str], ...] = (
    {"0": "О", "3": "З"},
    {"0": "O"},
    {"0": "о", "3": "з"},
    {"0": "o", "1": "l"},
    {"0": "О", "1": "І"},
)
CYRILLIC = str.maketrans("ABCEHIKMOPTX", "АВСЕНІКМОРТХ")
MARKS = ("<b>{}</b>", "<span>{}</span>", "{}&nbsp;", "{}<br>", "<font color=red>{}</font>")
Item = tuple[str, str]  # how it is spelled, and the item
SAID_AT = {"uk": (" собака ", " крапка "), "ru": (" собака ", " точка "), "en": (" at ", " dot ")}


def cut(digits: str, *lengths: int) -> list[str]:
    """Cut a number into groups; what remains is the last."""
    groups, done = [], 0
    for length in lengths:
        groups.append(digits[done : done + length])
        done += length
    return [group for group in [*groups, digits[done:]] if group]


def spell(kind: str, language: str, random: Random) -> Item:
    """Draw an item of a kind and write it in one of its spellings."""
    if kind in ("card", "iban"):
        number = identity.draw_card(random) if kind == "card" else identity.draw_iban(random)
        return _in_fours(kind, number, language, random)
    ways = {
        "phone": _phone,
        "e-mail": _e_mail,
        "passport": _passport,
        "contract": _contract,
        "tax": _tax,
    }
    return ways[kind](language, random)


def _tax(language: str, random: Random) -> Item:
    return "plain", identity.draw_tax(random, language)


def _phone(language: str, random: Random) -> Item:
    phone = identity.draw_phone(random)
    way = random.choices(
        ("plain", "groups", "international", "odd groups", *NASTY),
        (4, 6, 6, 3, *([2] * len(NASTY))),
    )[0]
    return way, _write_phone(way, phone, language, random)


def _write_phone(way: str, phone: identity.Phone, language: str, random: Random) -> str:
    """Write a phone in one way."""
    shown = [phone.area, *cut(phone.subscriber, 3, 2, 2)]
    groups = [phone.trunk + shown[0], *shown[1:]]
    whole, code = "".join(groups), phone.country
    if way == "plain":
        return random.choice((whole, code + "".join(shown), "+" + code + "".join(shown)))
    if way == "groups":
        return random.choice(_common(groups))
    if way == "international":
        start = random.choice((f"+{code} ", f"+{code}", f"00{code} ", f"+ {code} ", f"+{code}-"))
        return start + random.choice(_common(shown))
    if way == "odd groups":
        lengths = random.choice(ODD_GROUPS[not phone.trunk])
        return random.choice((" ", "-", ".")).join(cut(whole, *lengths))
    return _nasty(way, groups, language, random)


ODD_GROUPS = (
    ((2, 2, 2, 2), (3, 4), (1, 3, 3), (4, 2, 2), (5, 5), (3, 3), (1, 2, 2, 2)),
    ((3, 3), (3, 7), (3, 3, 2)),
)
NASTY = (
    "full width",
    "letters",
    "words",
    "words in groups",
    "words and digits",
    "two lines",
    "mark-up",
    "spaced out",
)


def _common(groups: list[str]) -> tuple[str, ...]:
    first, *rest = groups
    return (
        " ".join(groups), "-".join(groups), ".".join(groups), f"({first}) {'-'.join(rest)}",
        f"({first}){''.join(rest)}", f"{first} {''.join(rest)}", f"{first}-{''.join(rest)}",
        f"({first}) {' '.join(rest)}", "\u00a0".join(groups), " - ".join(groups), f"{first}/{''.join(rest)}",
    )  # fmt: skip


def _nasty(way: str, groups: list[str], language: str, random: Random) -> str:
    """Write groups of digits as nobody should."""
    between = random.choice((" ", "-", ""))
    place = random.randrange(1, len(groups)) if len(groups) > 1 else 0
    before, after = between.join(groups[:place]), between.join(groups[place:])
    whole = "".join(groups)
    ways: dict[str, Callable[[], str]] = {
        "full width": lambda: between.join(groups).translate(FULL_WIDTH),
        "letters": lambda: _with_letters(between.join(groups), random),
        "words": lambda: say_digits(whole, language, random),
        "words in groups": lambda: say_groups(
            [part for each in groups for part in cut(each, 3)], language
        ),
        "words and digits": lambda: _half_said(before, after, language, random),
        "spaced out": lambda: random.choice((" ", "-", ".")).join(whole),
        "two lines": lambda: before + random.choice(("\n", " \n", "-\n", "\r\n")) + after,
        "mark-up": lambda: _mark_up(before, after, random),
    }
    return ways[way]()


def _half_said(before: str, after: str, language: str, random: Random) -> str:
    """Say the first half in words."""
    digits = "".join(sign for sign in before if sign.isdecimal())
    return f"{say_digits(digits, language, random)} {after}".strip()


def _mark_up(before: str, after: str, random: Random) -> str:
    """Put a tag around the second half, or a sign of HTML between the halves."""
    mark = random.choice(MARKS)
    if mark.startswith("{"):
        return mark.format(before) + after
    return f"{before}{random.choice(('', ' '))}{mark.format(after)}"


def _with_letters(written: str, random: Random) -> str:
    """Swap digits for letters that look like them; where none can be, leave the number as it is."""
    for letters in random.sample(LETTERS, len(LETTERS)):
        swapped = written.translate({ord(digit): letter for digit, letter in letters.items()})
        if swapped != written:
            return swapped
    return written


def _in_fours(kind: str, number: str, language: str, random: Random) -> Item:
    """Write a card or a bank's account."""
    groups = cut(number, *(4,) * (len(number) // 4)) if len(number) != 15 else cut(number, 4, 6)
    ways = ["plain", "groups", "groups", "groups", "full width", "two lines", "mark-up", "letters"]
    ways += (
        ["words", "words in groups", "spaced out"]
        if kind == "card"
        else ["small", "cyrillic", "country apart"]
    )
    way = random.choice(ways)
    if way == "words in groups":
        groups = [part for group in groups for part in cut(group, 2, 2)]
    return way, _write_fours(way, kind, number, groups, random) or _nasty(
        way, groups, language, random
    )


def _write_fours(way: str, kind: str, number: str, groups: list[str], random: Random) -> str:
    """Write a card or account in one of the ways that only they have; empty: in another."""
    whole = random.choice((" ", "")).join(groups)
    written = {
        "plain": number,
        "groups": random.choice((" ", " ", " ", "-", ".", "\u00a0", "  ")).join(groups),
        "small": whole.lower(),
        "cyrillic": whole.translate(CYRILLIC),
        "country apart": f"{number[:2]} {number[2:4]} {' '.join(cut(number[4:], 6, 6))}",
    }
    if kind == "iban":
        written["letters"] = number[:2] + _with_letters(whole[2:], random)
    return written.get(way, "")


def _e_mail(language: str, random: Random) -> Item:
    name, host = identity.draw_e_mail(random)
    said_at, said_dot = SAID_AT[language]
    way, written = random.choice((
        ("plain", f"{name}@{host}"), ("plain", f"{name}@{host}"), ("plain", f"{name}@{host}".upper()),
        ("plain", f"{name}@{host}".capitalize()), ("plain", f"<{name}@{host}>"),
        ("at in brackets", f"{name}[at]{host}"), ("at in brackets", f"{name} (at) {host}"),
        ("at in brackets", f"{name}(собака){host}"),
        ("said", f"{name}{said_at}{host}"), ("said", f"{name}{said_at}{host}".replace(".", said_dot)),
        ("said", f"{name}@{host.replace('.', said_dot)}"),
        ("spaces", f"{name} @ {host}"), ("spaces", f"{name}@ {host}"), ("spaces", f"{name}@{host.replace('.', ' . ')}"),
        ("full width", f"{name}＠{host}"), ("two lines", f"{name}@\n{host}"), ("two lines", f"{name}\n@{host}"),
        ("mark-up", f'<a href="mailto:{name}@{host}">{name}@{host}</a>'), ("mark-up", f"{name}<wbr>@{host}"),
        ("mark-up", f"{name}&#64;{host}"),
    ))  # fmt: skip
    if way == "said" and " dot " not in written and language == "en":
        written = written.replace(" at ", "(at)")  # 'write at example.com' is no address of anybody
    return way, written


def _contract(language: str, random: Random) -> Item:
    number = identity.draw_contract(random)
    groups = cut(number, 3, 3)
    prefix = random.choice(
        {"uk": ("АБ", "ЛД", "К"), "ru": ("АБ", "ЛД", "К"), "en": ("AB", "HX", "C")}[language]
    )
    ways = ("plain",) * 6 + (
        "prefix",
        "prefix",
        "groups",
        "groups",
        "full width",
        "letters",
        "words",
        "two lines",
        "mark-up",
    )
    way = random.choice(ways)
    if way == "plain":
        return way, number
    if way == "prefix":
        return (
            way,
            f"{prefix}{random.choice(('-', '', ' ', '/'))}{random.choice((number, '-'.join(cut(number, 4))))}",
        )
    if way == "groups":
        return way, random.choice((" ", "-", "/", ".")).join(groups)
    return way, _nasty(way, groups, language, random)


def _passport(language: str, random: Random) -> Item:
    series, number = identity.draw_passport(random, language)
    named = {"uk": "{} номер {}", "ru": "{} номер {}", "en": "{} {}"}[language]
    return random.choice((
        ("plain", f"{series}{number}"), ("groups", f"{series} {number}"), ("groups", f"{series} № {number}"),
        ("named", named.format(series, number)), ("groups", f"{series}-{number}"), ("small", f"{series} {number}".lower()),
        ("two lines", f"{series}\n{number}"), ("full width", f"{series} {number}".translate(FULL_WIDTH)),
    ))  # fmt: skip
