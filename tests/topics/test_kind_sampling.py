"""Who is asked about is drawn by lot, with a chance that is known, and once."""

import numpy as np
import pytest

from trend_lib.topics.kinds.sampling import DOUBTFUL, EVEN, Candidate, draw

WORDS = (
    "router modem cable signal picture speed bill tariff roaming contract invoice channel sound password outage antenna "
    "discount refund socket engineer"
)  # fmt: skip
READ = [Candidate(f"desk:{row}", 2, word, "technical") for row, word in enumerate(WORDS.split())]
SURENESS = np.linspace(0.5, 0.99, len(READ))
PROBABILITIES = np.column_stack([SURENESS, (1 - SURENESS) * 0.9, (1 - SURENESS) * 0.1])


def ask(seed=1, doubtful=4, even=5, of_contacts=200, read=READ):
    rows = PROBABILITIES[: len(read)]
    return draw(read, rows, of_contacts=of_contacts, doubtful=doubtful, even=even, seed=seed)


def parts(asked):
    return {
        part: {one.contact.contact_id for one in asked if one.part == part}
        for part in (DOUBTFUL, EVEN)
    }


def test_the_least_sure_are_all_asked_about_and_of_the_others_some():
    asked = parts(ask())
    assert asked[DOUBTFUL] == {"desk:0", "desk:1", "desk:2", "desk:3"}
    assert len(asked[EVEN]) == 5
    assert not asked[EVEN] & asked[DOUBTFUL]


def test_the_order_is_by_lot_over_both_parts_and_nobody_stands_twice():
    asked = ask()
    assert [one.place for one in asked] == [*range(1, 10)]
    assert len({one.contact.contact_id for one in asked}) == 9
    first_of_each_seed = {ask(seed)[0].part for seed in range(20)}
    assert first_of_each_seed == {DOUBTFUL, EVEN}


def test_equal_seeds_ask_alike_and_other_seeds_ask_others():
    assert ask() == ask()
    assert parts(ask(2))[EVEN] != parts(ask())[EVEN]


@pytest.mark.parametrize(("doubtful", "even"), [(4, 5), (0, 5), (4, 100), (50, 100)])
def test_what_is_asked_stands_for_all_that_could_have_been(doubtful, even):
    asked = ask(doubtful=doubtful, even=even)
    assert sum(1 / one.inclusion for one in asked) == pytest.approx(200)


def test_without_an_even_part_the_doubtful_stand_for_themselves_alone():
    assert sum(1 / one.inclusion for one in ask(even=0)) == pytest.approx(4 * 200 / 20)


def test_weighted_by_their_chances_the_asked_are_right_on_average():
    is_wrong = {one.contact_id: row % 3 == 0 for row, one in enumerate(READ)}
    totals = [
        sum(is_wrong[one.contact.contact_id] / one.inclusion for one in ask(seed))
        for seed in range(400)
    ]
    spread = np.std(totals) / np.sqrt(len(totals))
    assert abs(np.mean(totals) - sum(is_wrong.values()) * 10) < 4 * spread


def test_of_near_copies_one_alone_is_among_the_least_sure():
    copies = [
        Candidate(f"desk:{row}", 2, f"Internet is down for {row} days", "technical")
        for row in range(3)
    ]
    asked = parts(ask(read=[*copies, *READ[3:]]))
    assert len(asked[DOUBTFUL] & {"desk:0", "desk:1", "desk:2"}) == 1


def test_what_the_program_said_is_kept_with_the_next_likeliest():
    one = next(one for one in ask() if one.contact.contact_id == "desk:0")
    assert (one.guess, one.probability) == ("customer_service", 0.5)
    assert (one.other_kind, one.other_probability) == ("marketing", 0.45)


def test_where_nothing_was_read_nobody_is_asked():
    assert ask(read=[]) == []
