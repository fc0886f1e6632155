"""Digits said in words, as people dictate numbers and as calls are transcribed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

UNITS = {
    "uk": ["нуль", "один", "два", "три", "чотири", "п'ять", "шість", "сім", "вісім", "дев'ять"],
    "ru": ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
TEENS = {
    "uk": [
        "десять",
        "одинадцять",
        "дванадцять",
        "тринадцять",
        "чотирнадцять",
        "п'ятнадцять",
        "шістнадцять",
        "сімнадцять",
        "вісімнадцять",
        "дев'ятнадцять",
    ],
    "ru": [
        "десять",
        "одиннадцать",
        "двенадцать",
        "тринадцать",
        "четырнадцать",
        "пятнадцать",
        "шестнадцать",
        "семнадцать",
        "восемнадцать",
        "девятнадцать",
    ],
    "en": [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
}
TENS = {
    "uk": [
        "двадцять",
        "тридцять",
        "сорок",
        "п'ятдесят",
        "шістдесят",
        "сімдесят",
        "вісімдесят",
        "дев'яносто",
    ],
    "ru": [
        "двадцать",
        "тридцать",
        "сорок",
        "пятьдесят",
        "шестьдесят",
        "семьдесят",
        "восемьдесят",
        "девяносто",
    ],
    "en": ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
}
HUNDREDS = {
    "uk": [
        "сто",
        "двісті",
        "триста",
        "чотириста",
        "п'ятсот",
        "шістсот",
        "сімсот",
        "вісімсот",
        "дев'ятсот",
    ],
    "ru": [
        "сто",
        "двести",
        "триста",
        "четыреста",
        "пятьсот",
        "шестьсот",
        "семьсот",
        "восемьсот",
        "девятьсот",
    ],
}


def say_digits(digits: str, language: str, random: Random) -> str:
    """Return a number digit by digit, in one of the ways people write them down."""
    words = [UNITS[language][int(digit)] for digit in digits]
    if language == "en" and random.random() < 0.5:
        words = ["oh" if word == "zero" else word for word in words]
    if language == "uk" and random.random() < 0.3:
        words = [word.replace("'", "’") for word in words]
    return random.choice((" ", " ", ", ", "-")).join(words)


def say_groups(groups: list[str], language: str) -> str:
    """Return a number in its groups: 067 123 45 as zero sixty-seven, one hundred twenty-three ..."""
    return " ".join(_say_group(group, language) for group in groups)


def _say_group(group: str, language: str) -> str:
    """Say a group of up to three digits as a number, its leading zeros by themselves."""
    zeros = len(group) - len(group.lstrip("0"))
    said = [UNITS[language][0]] * zeros
    number = group[zeros:]
    if len(number) == 3 and language == "en":
        said += [UNITS[language][int(number[0])]]
        return " ".join([*said, _say_group(number[1:], language)])
    if len(number) == 3:
        said.append(HUNDREDS[language][int(number[0]) - 1])
        number = number[1:].lstrip("0")
    if len(number) == 2 and number[0] == "1":
        return " ".join([*said, TEENS[language][int(number[1])]])
    if len(number) == 2:
        said.append(TENS[language][int(number[0]) - 2])
        number = number[1:].lstrip("0")
    return " ".join([*said, *(UNITS[language][int(digit)] for digit in number)])
