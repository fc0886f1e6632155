"""Every event is chosen or left out for a reason; nobody is called more often than the quarantine allows."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.callback_settings import CallbackList, CallbacksConfig
from trend_lib.quality.callbacks.choosing import (
    CHOSEN,
    NOT_DRAWN,
    OPTED_OUT,
    QUARANTINE,
    UNKNOWN,
    Occasion,
    choose,
    lot_of,
)

MONDAY = datetime(2026, 8, 17)  # noqa: DTZ001 - tables know UTC alone
SHARES = {"new_connection": 0.9, "closed_request": 0.5}
MONTH = timedelta(days=30)


def occasion(contact, hours=0, customer="c", worklist="new_connection"):
    return Occasion(worklist, contact, customer, MONDAY + timedelta(hours=hours), "p", "call")


def chosen(*occasions, shares=None, called=None, opted_out=None):
    return choose(
        occasions, drawing(shares or dict.fromkeys(SHARES, 1.0)), called or {}, opted_out or {}
    )


def drawing(shares):
    lists = {name: CallbackList(share=share) for name, share in shares.items()}
    return CallbacksConfig(lists=lists, quarantine_days=30, seed=1)


def test_who_is_called_is_not_called_again_within_a_month():
    why = chosen(
        occasion("b", 5, worklist="closed_request"), occasion("a"), occasion("later", 24 * 31)
    )
    assert why == {
        "new_connection:a": CHOSEN, "closed_request:b": QUARANTINE, "new_connection:later": CHOSEN,
    }  # fmt: skip


def test_of_two_lists_at_one_moment_the_first_named_has_the_subscriber():
    why = chosen(occasion("b", worklist="closed_request"), occasion("a"))
    assert why == {"new_connection:a": CHOSEN, "closed_request:b": QUARANTINE}


def test_calls_of_other_weeks_count_too():
    assert chosen(occasion("a"), called={"c": [MONDAY - timedelta(days=29)]}) == {
        "new_connection:a": QUARANTINE
    }
    assert chosen(occasion("a"), called={"c": [MONDAY - timedelta(days=31)]}) == {
        "new_connection:a": CHOSEN
    }
    assert chosen(occasion("a"), called={"c": [MONDAY + timedelta(days=1)]}) == {
        "new_connection:a": CHOSEN
    }


def test_who_asked_not_to_be_called_never_is():
    long_ago = {"c": MONDAY - timedelta(days=900)}
    assert chosen(occasion("a"), opted_out=long_ago) == {"new_connection:a": OPTED_OUT}


def test_whom_nobody_knows_cannot_be_called():
    assert chosen(occasion("a", customer=None)) == {"new_connection:a": UNKNOWN}


def test_who_is_not_drawn_is_free_for_other_lists():
    shares = {"new_connection": 1e-9, "closed_request": 1.0}
    why = chosen(occasion("a"), occasion("b", 1, worklist="closed_request"), shares=shares)
    assert why == {"new_connection:a": NOT_DRAWN, "closed_request:b": CHOSEN}


def test_as_many_are_drawn_as_the_share_says():
    lots = [lot_of(f"closed_request:desk:{number}", 1) for number in range(20_000)]
    for share in (0.05, 0.5, 0.9):
        drawn = sum(lot < share for lot in lots) / len(lots)
        assert drawn == pytest.approx(share, abs=4 * (share * (1 - share) / len(lots)) ** 0.5)


def test_another_seed_draws_others():
    drawn = [{n for n in range(2000) if lot_of(str(n), seed) < 0.1} for seed in (1, 2)]
    assert len(drawn[0] & drawn[1]) < 60  # 20 by chance


OCCASIONS = st.lists(
    st.builds(
        occasion,
        contact=st.integers(0, 10_000).map(str),
        hours=st.integers(0, 24 * 60),
        customer=st.sampled_from(["a", "b", "c", None]),
        worklist=st.sampled_from(list(SHARES)),
    ),
    max_size=30,
    unique_by=lambda one: one.event_id,
)


@given(OCCASIONS, st.randoms(use_true_random=False))
def test_every_event_has_one_fate_in_any_order_and_no_customer_two_calls_in_a_month(
    occasions, random
):
    why = choose(occasions, drawing(SHARES), {}, {})
    assert set(why) == {one.event_id for one in occasions}
    shuffled = random.sample(occasions, len(occasions))
    assert choose(shuffled, drawing(SHARES), {}, {}) == why
    calls = defaultdict(list)
    for one in sorted(occasions, key=lambda each: each.at):
        if why[one.event_id] == CHOSEN:
            calls[one.customer_id].append(one.at)
    for moments in calls.values():
        assert all(later - earlier >= MONTH for earlier, later in pairwise(moments))
