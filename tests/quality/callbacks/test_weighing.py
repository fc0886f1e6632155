"""Answers speak for all whom a list could hold: by weights where the reached differ, with honest intervals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.quality.callbacks.weighing import weighted_share


def events(*cells):
    """Return so many events of a product: reached, of them yes."""
    rows = []
    for product, of_all, reached, yes in cells:
        rows += [
            (product, "call", number < yes if number < reached else None)
            for number in range(of_all)
        ]
    return pd.DataFrame(rows, columns=["product", "channel", "is_solved"])


def test_a_case_done_by_hand():
    # fibre: 100, 50 reached, 40 yes = .8; mobile: 300, 10 reached, 2 yes = .2 -> (100 * .8 + 300 * .2) / 400
    found = weighted_share(events(("fibre", 100, 50, 40), ("mobile", 300, 10, 2)), "is_solved")
    assert (found["share"], found["weighted_share"]) == pytest.approx((42 / 60, 0.35))
    assert found["effective"] == pytest.approx(400**2 / (50 * 2**2 + 10 * 30**2))
    assert found["weighted_lower"] < 0.35 < found["weighted_upper"]


def test_where_all_are_reached_alike_nothing_is_weighted():
    found = weighted_share(events(("fibre", 100, 20, 15), ("mobile", 200, 40, 10)), "is_solved")
    assert found["weighted_share"] == pytest.approx(found["share"])
    assert found["effective"] == pytest.approx(60)


def test_cells_of_few_answers_are_put_together():
    found = weighted_share(events(("fibre", 100, 2, 2), ("mobile", 100, 2, 0)), "is_solved")
    assert found["weighted_share"] == 0.5


def test_where_nobody_answered_nothing_is_said():
    found = weighted_share(events(("fibre", 10, 0, 0)), "is_solved")
    assert (found["said"], found["effective"]) == (0, 0)
    assert np.isnan([found["share"], found["weighted_share"], found["weighted_lower"]]).all()


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"), st.integers(1, 30), st.integers(0, 30), st.integers(0, 30)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_share_lies_in_its_interval_and_no_answer_counts_for_nobody(cells):
    drawn = events(
        *(
            (name, of_all, min(reached, of_all), min(yes, reached))
            for name, of_all, reached, yes in cells
        )
    )
    found = weighted_share(drawn, "is_solved")
    if found["said"]:
        assert 0 <= found["weighted_lower"] <= found["weighted_share"] + 1e-9
        assert found["weighted_share"] <= found["weighted_upper"] + 1e-9 <= 1 + 2e-9
        assert 1 <= found["effective"] <= found["said"] + 1e-6


def simulate(rng, reach_of_no):
    """Draw a list of two products; those who say no are reached so many times as often."""
    is_mobile = rng.random(1500) < 0.6
    solved = rng.random(1500) < np.where(is_mobile, 0.6, 0.9)
    reached = rng.random(1500) < np.where(is_mobile, 0.1, 0.4) * np.where(solved, 1, reach_of_no)
    return pd.DataFrame({
        "product": np.where(is_mobile, "mobile", "fibre"), "channel": "call",
        "is_solved": np.where(reached, solved, None),
    }), solved.mean()  # fmt: skip


def test_weights_mend_what_the_product_explains_and_nothing_else():
    rng = np.random.default_rng(20261128)
    off = {}
    covered = 0
    for reach_of_no in (1.0, 0.5):
        drawn = [simulate(rng, reach_of_no) for _ in range(300)]
        found = [(weighted_share(each, "is_solved"), truth) for each, truth in drawn]
        off[reach_of_no] = [
            np.mean([one[name] - truth for one, truth in found])
            for name in ("share", "weighted_share")
        ]
        if reach_of_no == 1:
            covered = np.mean(
                [one["weighted_lower"] <= truth <= one["weighted_upper"] for one, truth in found]
            )
    raw, weighted = off[1.0]
    assert raw > 0.08
    assert abs(weighted) < 0.01
    assert covered >= 0.93
    raw, weighted = off[0.5]  # as the docstring warns: said too well by both, by the raw share more
    assert raw > weighted > 0.05
