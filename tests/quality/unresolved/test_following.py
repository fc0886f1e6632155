"""Who comes on the list of unresolved requests, and by what they leave it: the yes of the subscriber, or a named reason."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.quality.unresolved.following import Event, Request, follow

CAME = datetime(2026, 8, 3, 9)  # noqa: DTZ001 - tables know UTC alone
DUE = CAME + timedelta(days=3)
NEVER = "never came on it"


def day(number):
    return CAME + timedelta(days=number)


def request(name="a", **fields):
    said = {
        "contact_id": name, "channel": "call", "kind": "technical", "priority": None, "customer_id": "c",
        "opened_at": CAME, "closed_at": None, "is_resolved": False, "next_contact": None, "due_at": DUE,
    } | fields  # fmt: skip
    return Request(**said)


def followed(*requests, until=14, attempts_most=3, **events):
    """Return what became of each request, by its name."""
    items = follow(requests, events, day(until), attempts_most, timedelta(days=90))
    became = dict.fromkeys((one.contact_id for one in requests), NEVER)
    became |= {item.request.contact_id: item.left_by or item.state(day(until)) for item in items}
    return became if len(requests) > 1 else became[requests[0].contact_id]


def yes(at):
    return Event(day(at), "reached", is_solved=True)


def no(at):
    return Event(day(at), "reached", is_solved=False)


def test_a_request_comes_on_the_list_when_its_limit_runs_out_and_not_before():
    assert followed(request(), until=2) == NEVER
    assert followed(request(), until=3) == "open"


def test_what_was_solved_in_time_never_does():
    assert followed(request(is_resolved=True, closed_at=day(2))) == NEVER


def test_what_the_desk_solved_too_late_waits_for_the_subscriber():
    late = request(is_resolved=True, closed_at=day(5))
    assert followed(late, until=4) == "open"
    assert followed(late) == "to_confirm"
    assert followed(late, a=[yes(8)]) == "solved"


def test_of_a_source_that_says_nothing_the_subscriber_alone_can_say():
    silent = request(is_resolved=None)
    assert followed(silent) == NEVER
    assert followed(silent, a=[no(1)]) == "said_no"


def test_a_subscribers_no_outweighs_the_desks_solved():
    assert followed(request(is_resolved=True, closed_at=day(1)), a=[no(6)]) == "said_no"
    assert (
        followed(request(is_resolved=True, closed_at=day(2)), a=[no(1)]) == NEVER
    )  # solved after it


def test_a_yes_before_the_limit_keeps_it_off():
    assert followed(request(), a=[yes(1)]) == NEVER
    assert followed(request(), a=[yes(1), no(6)]) == "said_no"


def test_a_no_after_the_yes_brings_it_back():
    assert followed(request(), a=[yes(5), no(9)]) == "said_no"
    assert followed(request(), a=[yes(5), no(9), yes(11)]) == "solved"


@pytest.mark.parametrize("outcome", ["refused", "opted_out", "wrong_number"])
def test_who_does_not_want_to_be_called_is_not(outcome):
    assert followed(request(), a=[Event(day(5), outcome)]) == outcome


def test_a_person_may_take_it_off_with_a_reason():
    assert followed(request(), a=[Event(day(5), reason="duplicate")]) == "duplicate"


def test_after_so_many_attempts_in_vain_nobody_can_be_reached():
    vain = [Event(day(4 + number), "no_answer") for number in range(3)]
    assert followed(request(), a=vain[:2]) == "open"
    assert followed(request(), a=vain) == "unreachable"
    assert followed(request(), a=[*vain[:2], no(6), Event(day(7), "no_answer")]) == "said_no"


def test_what_nobody_solved_for_a_quarter_is_too_old():
    assert followed(request(), until=89) == "open"
    assert followed(request(), until=90) == "too_old"


def test_who_comes_again_is_on_the_list_once_by_the_newer_contact_even_if_that_was_solved_in_time():
    first = request(next_contact="b")
    again = request("b", opened_at=day(6), due_at=day(9), is_resolved=True, closed_at=day(6))
    assert followed(first, again) == {"a": "continued", "b": "to_confirm"}
    assert followed(first, again, a=[yes(5)]) == {"a": "solved", "b": NEVER}
    assert followed(first, again, b=[yes(8)]) == {"a": "continued", "b": "solved"}


def test_who_comes_again_before_the_limit_is_not_called_twice():
    first = request(next_contact="b")
    again = request("b", opened_at=day(1), due_at=day(4))
    assert followed(first, again, until=3) == {"a": NEVER, "b": "open"}  # by the older one's limit


def test_what_happens_later_is_not_known():
    assert followed(request(), until=6, a=[yes(8)]) == "open"


EVENTS = st.one_of(
    st.builds(lambda at, said: Event(day(at), "reached", said), st.integers(0, 30), st.booleans()),
    st.builds(lambda at: Event(day(at), "no_answer"), st.integers(0, 30)),
    st.builds(lambda at: Event(day(at), reason="duplicate"), st.integers(0, 30)),
)
REQUESTS = st.lists(
    st.tuples(
        st.integers(0, 20), st.sampled_from([True, False, None]), st.none() | st.integers(0, 9)
    ),
    min_size=1,
    max_size=5,
)


@given(
    REQUESTS,
    st.dictionaries(st.sampled_from("01234"), st.lists(EVENTS, max_size=5)),
    st.integers(0, 40),
)
def test_whatever_happens_counts_add_up_from_day_to_day(drawn, events, until):
    requests = [
        request(
            str(number), opened_at=day(came), due_at=day(came + 3), is_resolved=solved,
            closed_at=None if took is None else day(came + took), next_contact=str(number + 1),
        )
        for number, (came, solved, took) in enumerate(sorted(drawn, key=lambda one: one[0]))
    ]  # fmt: skip

    def stood(at):
        return {
            item.request.contact_id: item
            for item in follow(requests, events, day(at), 3, timedelta(days=90))
        }

    before, now = stood(until), stood(until + 1)
    on_it = {name for name, item in before.items() if item.left_at is None}
    came = {name for name, item in now.items() if item.entered_at > day(until)}
    left = {name for name, item in now.items() if item.left_at and item.left_at > day(until)}
    stands = {name for name, item in now.items() if item.left_at is None}
    came_back = {name for name, item in before.items() if item.left_by and name in stands | left}
    assert (on_it | came | came_back) == (stands | left)
    for item in now.values():
        assert item.entered_at <= (item.left_at or day(until + 1)) or item.left_by == "continued"
        if item.left_by == "solved":
            words = [
                event for event in events[item.request.contact_id] if event.is_solved is not None
            ]
            assert any(event.is_solved for event in words)
