"""Agreement and reviewers' bias: published figures, slow twins, and no verdict on too little."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from tests.oracles.slow_people import slow_alpha, slow_bias, slow_jackknife, slow_kappa
from trend_lib.quality.people.agreement import ENOUGH_UNITS, alpha, weighted_kappa
from trend_lib.quality.people.reviewer_bias import reviewer_bias

PUBLISHED = (  # Krippendorff's four observers and twelve units; 0: did not see it
    (1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3),
    (0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0),
)
marks = st.integers(1, 5).map(float)
scored_units = st.lists(st.lists(marks, min_size=1, max_size=4), min_size=1, max_size=25)


def flat(units):
    names = [name for name, scores in enumerate(units) for _ in scores]
    return np.array(names), np.array([score for scores in units for score in scores])


def is_varied(units):
    return len({score for scores in units if len(scores) > 1 for score in scores}) > 1


def test_alpha_gives_the_published_figure():
    units = [[row[unit] for row in PUBLISHED if row[unit]] for unit in range(12)]
    assert alpha(*flat(units)).value == pytest.approx(0.849, abs=5e-4)


@given(scored_units.filter(is_varied))
def test_alpha_agrees_with_pairs_compared_one_by_one(units):
    found = alpha(*flat(units))
    assert found.value == pytest.approx(slow_alpha(dict(enumerate(units))))
    assert found.units == sum(len(scores) > 1 for scores in units)


@given(st.lists(st.tuples(marks, marks), min_size=2, max_size=30))
def test_kappa_agrees_with_the_table_and_with_another_library(pairs):
    assume(len({score for pair in pairs for score in pair}) > 1)
    ours, others = zip(*pairs, strict=True)
    found = weighted_kappa(ours, others).value
    assert found == pytest.approx(slow_kappa(pairs))
    assert found == pytest.approx(
        cohen_kappa_score(
            ours,
            others,
            weights="quadratic",
            labels=sorted({*ours, *others, 1.0, 2.0, 3.0, 4.0, 5.0}),
        )
    )


def test_the_interval_is_that_of_units_left_out_one_by_one():
    random = np.random.default_rng(3)
    worth = random.normal(3, 1, 30)
    units = (worth + random.normal(0, 0.6, (2, 30))).T.round(1).tolist()
    found = alpha(*flat(units))
    slow = slow_jackknife(units, lambda kept: slow_alpha(dict(enumerate(kept))))
    assert (found.lower, found.upper) == pytest.approx(slow)


@given(scored_units)
def test_the_interval_holds_the_value_or_there_is_none(units):
    found = alpha(*flat(units))
    if found.units < ENOUGH_UNITS or np.isnan(found.value):
        assert np.isnan([found.lower, found.upper]).all()
    else:
        assert -1 <= found.lower <= found.value + 1e-9
        assert found.value - 1e-9 <= found.upper <= 1


def test_scores_that_are_all_alike_prove_no_agreement():
    assert np.isnan(alpha(*flat([[4.0, 4.0]] * 50)).value)


def test_a_few_contacts_scored_alike_are_no_proof_of_full_agreement():
    few, many = ([[0.0, 0.0], [1.0, 1.0]] * times for times in (5, 50))
    assert alpha(*flat(few)).value == 1
    assert alpha(*flat(few)).lower < 0.5 < alpha(*flat(many)).lower


def heard(random, contacts, leniency, noise=0.4, twice=0.2):
    """Every contact's score by a reviewer, and some by another one as well."""
    reviewers = len(leniency)
    rows = []
    for contact in range(contacts):
        worth = random.normal(3.6, 0.6)
        hearing = random.permutation(reviewers)[: 2 if random.random() < twice else 1]
        rows += [(contact, who, worth + leniency[who] + random.normal(0, noise)) for who in hearing]
    return rows


def bias_of(rows):
    return reviewer_bias(*(np.array(column) for column in zip(*rows, strict=True)))


def test_bias_agrees_with_a_column_for_each_contact():
    rows = heard(np.random.default_rng(1), 80, (0.0, 0.3, -0.2, 1.0), twice=0.9)
    assert bias_of(rows)["bias"] == pytest.approx(slow_bias(rows, 4))


def test_a_lenient_reviewer_is_found_and_hardly_anybody_called_strict_for_it():
    random = np.random.default_rng(20261128)
    found = [bias_of(heard(random, 300, (0.0, 0.0, 1.0, 0.0))) for _ in range(40)]
    assert all(each["direction"][2] == 1 for each in found)
    assert np.mean([each["bias"][2] for each in found]) == pytest.approx(1, abs=0.1)
    accused = sum(each["direction"][[0, 1, 3]].any() for each in found)
    assert accused <= 4  # 5 in 100 teams are promised at most


def test_who_got_the_better_contacts_is_not_called_lenient():
    random = np.random.default_rng(4)
    rows = heard(random, 400, (0.0, 0.0, 0.0))
    easy = [(contact, who, score + 2.0 * (contact % 2)) for contact, who, score in rows]
    kept = [row for row in easy if row[0] % 2 or row[1] != 2]  # the third hears the easy ones alone
    assert bias_of(kept)["direction"].tolist() == [0, 0, 0]


def test_two_reviewers_who_differ_are_not_judged_and_nobody_who_never_shared_a_contact():
    random = np.random.default_rng(5)
    assert not bias_of(heard(random, 200, (0.0, 2.0), twice=1.0))["direction"].any()
    alone = bias_of([*heard(random, 200, (0.0, 0.0, 0.0)), (999, 3, 5.0)])
    assert np.isnan(alone["bias"][3])
    assert alone["direction"][3] == 0


def test_without_any_contact_heard_twice_there_is_no_bias():
    found = bias_of([(contact, contact % 3, 3.0) for contact in range(9)])
    assert np.isnan(found["bias"]).all()
    assert not found["direction"].any()
