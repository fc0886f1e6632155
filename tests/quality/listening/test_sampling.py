"""The week's review sample: even, balanced, repeatable, and deaf to who is suspected."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trend_lib.quality.listening.sampling import (
    MOST_RISKY,
    Candidate,
    draw_even,
    draw_risky,
    find_replacement,
)
from trend_lib.quality.listening.sharing import hearings_of, share_out

MONDAY = date(2026, 8, 17)
KINDS = ("marketing", "technical", "customer_service")
candidates = st.lists(
    st.builds(
        Candidate,
        contact_id=st.uuids().map(str),
        operator_id=st.sampled_from(["op-1", "op-2", "op-3"]),
        kind=st.sampled_from(KINDS),
        day=st.integers(0, 6).map(lambda day: MONDAY + timedelta(days=day)),
        shift=st.integers(0, 2),
        risks=st.lists(st.sampled_from(["repeat", "low_score"]), unique=True).map(tuple),
    ),
    unique_by=lambda one: one.contact_id,
    max_size=80,
)
numbers, seeds = st.integers(0, 8), st.integers(0, 99)


def ids(drawn):
    return [one.contact_id for one in drawn]


@given(candidates, numbers, seeds)
def test_every_operator_has_the_number_or_all_there_are(all_of_them, each, seed):
    drawn = Counter(one.operator_id for one in draw_even(all_of_them, each, seed))
    there = Counter(one.operator_id for one in all_of_them)
    assert drawn == Counter({who: min(each, count) for who, count in there.items()})


@given(candidates, numbers, seeds, st.randoms())
def test_the_same_seed_draws_the_same_in_whatever_order_contacts_come(
    all_of_them, each, seed, random
):
    again = all_of_them.copy()
    random.shuffle(again)
    assert ids(draw_even(all_of_them, each, seed)) == ids(draw_even(again, each, seed))


@given(candidates, st.integers(1, 8), seeds)
def test_every_kind_has_its_part_to_within_one_contact(all_of_them, each, seed):
    drawn = draw_even(all_of_them, each, seed)
    for who in {one.operator_id for one in all_of_them}:
        mine = [one for one in all_of_them if one.operator_id == who]
        heard = [one for one in drawn if one.operator_id == who]
        for kind in KINDS:
            part = len(heard) * sum(one.kind == kind for one in mine) / len(mine)
            assert abs(sum(one.kind == kind for one in heard) - part) < 1


@given(st.integers(1, 20), seeds)
def test_days_and_shifts_are_heard_alike_where_each_has_enough(each, seed):
    full = [
        Candidate(
            f"{day}-{shift}-{place}", "op-1", "technical", MONDAY + timedelta(days=day), shift
        )
        for day in range(7)
        for shift in range(3)
        for place in range(4)
    ]
    drawn = draw_even(full, each, seed)
    for counted in (
        Counter(one.day for one in drawn)[MONDAY + timedelta(days=day)] for day in range(7)
    ):
        assert abs(counted - each / 7) < 1
    shifts = Counter(one.shift for one in drawn)
    assert max(shifts[shift] for shift in range(3)) - min(shifts[shift] for shift in range(3)) <= 2


def test_another_seed_draws_another_sample_and_each_contact_has_its_chance():
    full = [Candidate(str(place), "op-1", "technical", MONDAY, 0) for place in range(40)]
    heard = Counter(name for seed in range(400) for name in ids(draw_even(full, 4, seed)))
    assert len(heard) == 40
    assert 15 < min(heard.values()) <= max(heard.values()) < 75  # 40 each, by chance


@given(candidates, candidates, numbers, seeds)
def test_what_was_drawn_stays_when_contacts_come_late(early, late, each, seed):
    drawn = set(ids(draw_even(early, each, seed)))
    known = {one.contact_id: one for one in [*late, *early]}
    assert drawn <= set(ids(draw_even(known.values(), each, seed, kept=drawn)))


@given(candidates, numbers, seeds)
def test_suspicion_does_not_move_the_even_sample(all_of_them, each, seed):
    innocent = [
        Candidate(one.contact_id, one.operator_id, one.kind, one.day, one.shift)
        for one in all_of_them
    ]
    assert ids(draw_even(all_of_them, each, seed)) == ids(draw_even(innocent, each, seed))


@given(candidates, numbers, st.integers(0, 30), seeds)
def test_the_risky_part_has_reasons_and_shares_no_contact(all_of_them, each, number, seed):
    even = set(ids(draw_even(all_of_them, each, seed)))
    risky = draw_risky(all_of_them, number, seed, even)
    assert not even & set(ids(risky))
    assert all(one.risks for one in risky)
    assert len(risky) <= number
    assert max(Counter(one.operator_id for one in risky).values(), default=0) <= MOST_RISKY


@given(candidates, st.integers(1, 5), seeds)
def test_a_replacement_is_the_same_operators_and_new(all_of_them, each, seed):
    drawn = draw_even(all_of_them, each, seed)
    taken = set(ids(drawn))
    for gone in drawn:
        found = find_replacement(gone, all_of_them, seed, taken)
        mine = [one for one in all_of_them if one.operator_id == gone.operator_id]
        if found is None:
            assert taken >= set(ids(mine))
        else:
            assert found.operator_id == gone.operator_id
            assert found.contact_id not in taken
            if any(one.kind == gone.kind and one.contact_id not in taken for one in mine):
                assert found.kind == gone.kind


@given(candidates, st.integers(1, 6), st.floats(0, 1), st.integers(2, 5), seeds)
def test_reviewers_hear_alike_and_nobody_hears_a_contact_twice(
    all_of_them, each, share, size, seed
):
    even = draw_even(all_of_them, each, seed)
    reviewers = [f"rv-{number}" for number in range(size)]
    hearings = hearings_of(even, share, seed)
    given_out = share_out(hearings, reviewers, seed)
    assert len(hearings) == len(even) + round(share * len(even)) == len(given_out)
    load = Counter(given_out.values())
    assert max(load[who] for who in reviewers) - min(load[who] for who in reviewers) <= 1
    for one in even:
        heard_by = [given_out.get((one.contact_id, hearing)) for hearing in (1, 2)]
        assert heard_by[0] is not None
        assert heard_by[0] != heard_by[1]


@given(candidates, st.integers(2, 6), seeds)
def test_an_operators_contacts_go_to_different_reviewers(all_of_them, each, seed):
    even = draw_even(all_of_them, each, seed)
    given_out = share_out(hearings_of(even, 0, seed), ["rv-1", "rv-2", "rv-3"], seed)
    for who in {one.operator_id for one in even}:
        met = Counter(given_out[one.contact_id, 1] for one in even if one.operator_id == who)
        assert max(met.values()) <= -(-min(each, met.total()) // 3) + 1


@given(candidates, st.integers(1, 6), seeds)
def test_who_has_a_contact_keeps_it_and_without_reviewers_nobody_has_any(all_of_them, each, seed):
    even = draw_even(all_of_them, each, seed)
    hearings = hearings_of(even, 0.5, seed)
    first = share_out(hearings, ["rv-1", "rv-2"], seed)
    assert share_out(hearings, ["rv-1", "rv-2", "rv-3"], seed, settled=first) == first
    assert set(share_out(hearings, [], seed).values()) <= {None}


def test_one_reviewer_alone_hears_everything_once():
    even = [Candidate(str(place), "op-1", "technical", MONDAY, 0) for place in range(4)]
    given_out = share_out(hearings_of(even, 1.0, 1), ["rv-1"], 1)
    assert [given_out[one.contact_id, 1] for one in even] == ["rv-1"] * 4
    assert [given_out[one.contact_id, 2] for one in even] == [None] * 4
