"""The first look at many texts passes over none in which a finder finds anything."""

import random
import sys

import pytest

from trend_lib.base.first_look import FEWEST_TEXTS, Look, looks_of
from trend_lib.base.privacy import redact_texts
from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.sample.personal.labelled import draw_labelled

PRIVACY = PrivacyConfig()
ODD = ["\n", "  ", "\t", "<br>", "\u00a0", "\u200b", "@", " dot ", "(at)", "٣", "З", "&#48;", "０", " - ", "ſ", "İ", "ı",
       "K", "[", "my name is ", "Дякую, ", "з повагою\u2003", "double "]  # fmt: skip
NOTHING = ["Інтернет зникає щовечора, а майстер не приходить"] * FEWEST_TEXTS


def odd_texts(count, seed):
    """Return halves of texts with personal data, glued by what is seldom between words."""
    labelled = [text.text for text in draw_labelled(count, seed, held_out=True)]
    glue = random.Random(seed)
    cases = [str, str, str.upper, str.lower, str.title]
    for text in labelled:
        other = glue.choice(labelled)
        mixed = (
            text[: glue.randrange(len(text) + 1)]
            + glue.choice(ODD)
            + other[glue.randrange(len(other) + 1) :]
        )
        yield glue.choice(cases)(mixed)


def look_at(text):
    """Return what the first look sees in one text among many."""
    return next(iter(looks_of([text, *NOTHING])))


def test_many_texts_are_redacted_like_each_by_itself():
    texts = [*odd_texts(1500, seed=17), *NOTHING]
    assert redact_texts(texts, PRIVACY) == [redact_texts([text], PRIVACY)[0] for text in texts]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("дзвоніть 0 6 7 1 2", "hides_numbers"), ("дев’ять, сім... нуль", "hides_numbers"), ("ONE\u2028TWO\u00a0SIX", "hides_numbers"),
        ("договір 7-7-1-2", "has_numbers"), ("пишіть на ivan Собака example", "has_numbers"),
        ("Hı there, it’s Olena.", "has_names"), ("MY NAME İS olena", "has_names"), ("з повагою\x1f\u2003Олена", "has_names"),
        ("Добрий день! Це Олена", "has_names"), ("мене звати олена", "has_names"),
    ],
)  # fmt: skip
def test_what_may_be_personal_is_seen_in_its_kind(text, kind):
    assert getattr(look_at(text), kind)


def test_in_ordinary_words_nothing_is_seen():
    assert look_at("Дякую, вчора було 120 Мбіт, один раз два") == Look(
        hides_numbers=False, has_numbers=False, has_names=False
    )


def test_every_digit_that_python_knows_is_seen():
    digits = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isdecimal()]
    looks = looks_of([digit * 4 for digit in digits])
    assert not [digit for digit, look in zip(digits, looks, strict=True) if not look.has_numbers]


def test_few_texts_are_not_looked_at():
    assert list(looks_of(["добрий день"])) == [Look()]
