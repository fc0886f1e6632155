"""While weeks are built Python looks for cycles seldom, and as before when they are built."""

import gc

import pytest

from trend_lib.base.collecting import seldom_collected


def test_searches_are_seldom_within_and_as_before_afterwards():
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] >= 100 * before[0]
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_build_that_fails_leaves_nothing_changed():
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom_collected():
        raise KeyError
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
