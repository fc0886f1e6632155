"""Whatever persons, weeks and refits do in whatever order, the register says what its slow twin says."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topics.conftest import TopicsHome
from tests.topics.invented import STORM
from tests.topics.register_world import RegisterWorld
from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse

IDS = st.integers(1, 14)  # the small home has topics 1 to 8, subtopics to 11; later ones are born
EDITS = st.one_of(
    st.tuples(st.sampled_from(["merge", "move"]).map(lambda one: ("edit", one)), IDS, IDS),
    st.tuples(st.sampled_from(["split", "pin", "unpin"]).map(lambda one: ("edit", one)), IDS),
    st.tuples(st.just(("rename",)), IDS, st.integers(1, 4)),
)
QUICK = st.one_of(
    EDITS,
    EDITS,
    st.tuples(st.just(("let_a_refit_merge",)), IDS, IDS),
    st.tuples(st.just(("restate",)), st.integers(0, 5), st.integers(0, 5)),
)
SLOW = st.one_of(
    st.tuples(st.just(("live_a_week",)), st.sampled_from([[], STORM, STORM[:8]])),
    st.tuples(st.just(("run_again",)), st.integers(0, 7)),
    st.tuples(st.just(("refit",)), st.integers(7, 9)),
)


@pytest.fixture(scope="module")
def held(founded_once, tmp_path_factory):
    """A copy of the small home, its warehouse open."""
    folder = tmp_path_factory.mktemp("fold") / "home"
    home = Home(Path(shutil.copytree(founded_once.home.path, folder)))
    with hold_warehouse(home):
        yield TopicsHome(home)


def assert_agrees_with_slow_register(held, weeks, steps):
    world = RegisterWorld(held, weeks)
    for (name, *first), *rest in steps:
        getattr(world, name)(*first, *rest)
        world.check()


@given(steps=st.lists(QUICK, max_size=12))
@settings(max_examples=25)
def test_any_edits_agree_with_the_slow_register(held, weeks, steps):
    assert_agrees_with_slow_register(held, weeks, steps)


STORIES = st.lists(
    st.tuples(st.lists(QUICK, min_size=1, max_size=5), SLOW), min_size=2, max_size=4
).map(lambda parts: [step for quick, slow in parts for step in (*quick, slow)])


@given(steps=STORIES)
@settings(max_examples=3)
def test_edits_among_weeks_and_refits_agree_with_the_slow_register(held, weeks, steps):
    assert_agrees_with_slow_register(held, weeks, steps)


@pytest.mark.slow
@given(steps=STORIES)
@settings(max_examples=60)
def test_many_edits_among_weeks_and_refits_agree_with_the_slow_register(held, weeks, steps):
    assert_agrees_with_slow_register(held, weeks, steps)
