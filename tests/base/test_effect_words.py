"""Whether a measure worked, in words: a share of a rise, its interval, contacts, money, or why nobody can say."""

from datetime import date

import pytest

from trend_lib.base.effect_words import (
    REASONS,
    VERDICTS,
    EffectTold,
    outcome_sentence,
    verdict_word,
)
from trend_lib.base.speech import speaking

WORKED = {
    "verdict": "worked", "reason": "", "share": 0.874, "lower": 0.61, "upper": 1.09, "contacts_saved": 451.2,
    "saved_lower": 380.0, "saved_upper": 520.4, "cost_saved": None, "weeks_after": 3, "judged_from": None, "note": "",
}  # fmt: skip
NOTHING = dict.fromkeys(("share", "lower", "upper", "contacts_saved", "saved_lower", "saved_upper"))


def said(currency="", **changes):
    return outcome_sentence(EffectTold(**WORKED | changes), currency)


def test_what_worked_says_how_much_is_gone_and_what_that_saved():
    assert said() == (
        "87% of the rise is gone (95% interval: 61% to 100%). In the 3 whole weeks since about 451 fewer contacts came "
        "than would have come (380 to 520)."
    )


def test_money_is_told_where_a_contact_has_a_price():
    assert said("EUR", cost_saved=1443.8).endswith("(380 to 520), which saved about 1,444 EUR.")
    assert said("", cost_saved=1443.8).endswith("which saved about 1,444.")


@pytest.mark.parametrize(
    ("upper", "sentence"),
    [
        (0.31, "At most 31% of the rise is gone, perhaps nothing."),
        (-0.2, "Nothing of the rise is gone."),
    ],
)
def test_no_effect_says_how_much_may_be_gone_at_most(upper, sentence):
    assert said(verdict="no_effect", share=-0.4, lower=-1.0, upper=upper) == sentence


def test_too_early_names_the_day_from_which_on_it_is_not():
    early = {"verdict": "too_early", "reason": "too_few_weeks", "judged_from": date(2026, 10, 5)}
    assert (
        said(**NOTHING | early)
        == "It can be judged on Mon 5 Oct, when two whole weeks since are over."
    )
    with speaking("ru"):
        assert "5 окт" in said(**NOTHING | early)


@pytest.mark.parametrize("reason", REASONS)
def test_every_other_reason_has_a_sentence_of_its_own(reason):
    sentence = said(**NOTHING | {"verdict": "too_early", "reason": reason})
    assert sentence.endswith(".")
    assert "contacts came" not in sentence


def test_two_measures_at_once_say_so():
    assert said(note="other_measure").endswith("the change may be its doing.")


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_verdict_has_a_word(language):
    with speaking(language):
        assert len({verdict_word(verdict) for verdict in VERDICTS}) == len(VERDICTS)
