"""What only one system does: clocks that show an hour twice, errors that look well, calls that go on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sources.fake_api import TOKEN
from tests.sources.fetching.test_every_api import APIS, NO_OVERLAP, make_desk

__all__ = ["make_desk"]  # a fixture
KEYS = (
    "tickets", "issues", "Ticket", "TicketID", "conversations", "satisfaction_ratings", "fields", "updated",
    "updated_at", "id", "after_cursor", "nextPageToken", "SessionID", "access_token", "timeZone", "Error",
    "Changed", "conversationStart", "meta", "ticket_id",
)  # fmt: skip
ODD_VALUE = st.sampled_from(
    [
        None,
        True,
        -1,
        1e9,
        "",
        "x",
        "2026-08-03T09:00:00Z",
        "9999-12-31T23:59:59Z",
        [],
        {},
        [[]],
        "0001-01-01",
    ]
)
ODD_ENTRY = st.dictionaries(st.sampled_from(KEYS), ODD_VALUE, max_size=5) | ODD_VALUE
ODD_LIST = st.lists(ODD_ENTRY, max_size=3)
ODD_JSON = (
    ODD_VALUE | ODD_LIST | st.dictionaries(st.sampled_from(KEYS), ODD_LIST | ODD_ENTRY, max_size=8)
)


def test_no_issue_is_lost_in_the_night_when_the_clocks_go_back(fake, make_fetching):
    fake.now = datetime(2026, 10, 24, 22, tzinfo=UTC)  # Kyiv shows 03:00 to 04:00 twice
    desk = make_fetching(fake.address, "jira_service_management", keys=NO_OVERLAP)
    for _ in range(15):
        fake.add(7, apart=timedelta(minutes=2))
        desk.whole()
    assert set(desk.arrived()) == fake.truth()


def test_a_conversation_that_was_open_is_asked_for_until_it_ends(fake, make_fetching):
    fake.add(1)
    desk = make_fetching(fake.address, "genesys_cloud", keys=NO_OVERLAP)
    for _ in range(10):
        fake.add(1, apart=timedelta(days=1))
        fake.tickets[-1]["status"] = "solved"
        desk.whole()
    fake.change(fake.tickets[0])
    desk.whole()
    assert desk.newest() == fake.truth()
    before = len(desk.arrived())
    desk.whole()
    assert len(desk.arrived()) - before <= 4


@pytest.mark.parametrize("make_desk", APIS[1:], indirect=True)  # Zendesk keeps its own cursor
def test_a_ticket_from_the_future_does_not_hide_those_that_come_after_it(fake, make_desk):
    fake.add(10)
    fake.tickets[-1].update(updated_at="2199-01-01T00:00:00Z", created_at="2199-01-01T00:00:00Z")
    desk = make_desk(fake.address, keys=NO_OVERLAP)
    desk.whole()
    fake.add(10)
    desk.whole()
    assert len({ticket for ticket, _ in desk.arrived()}) >= 19  # day by day, 2199 is never reached


def test_a_ticket_that_becomes_spam_or_is_deleted_is_told(fake, make_fetching):
    fake.add(30)
    desk = make_fetching(fake.address, "freshdesk", keys=NO_OVERLAP)
    desk.whole()
    for ticket, listed in zip(fake.tickets[3:9:2], ("spam", "deleted", "spam"), strict=True):
        fake.change(ticket)
        ticket.update(listed=listed)
    assert desk.whole().records <= 6
    assert desk.newest() == fake.truth()


def test_a_search_whose_index_lags_hides_no_ticket(fake, make_fetching):
    fake.add(100, apart=timedelta(seconds=30))
    desk = make_fetching(fake.address, "zammad")
    lagging = fake.tickets[5]
    fake.indexed[lagging["id"]] = lagging["updated_at"]
    fake.change(lagging)  # the first page shows it with the newest time of all
    desk.whole()
    fake.indexed.clear()
    fake.add(10)
    desk.whole()
    assert desk.newest() == fake.truth()


def test_an_error_that_comes_as_an_answer_is_told_by_its_code(fake, make_fetching):
    fake.add(3)
    (said,) = make_fetching(fake.address, "znuny_otrs", user="nobody").fetch().faults
    assert "did not let us in" in said


def test_a_password_never_stands_in_an_address(fake, make_fetching):
    fake.add(3)
    make_fetching(fake.address, "znuny_otrs").whole()
    assert fake.calls[0][1]["Password"] == TOKEN  # in the body of the log-in
    assert all(TOKEN not in str(query) for _, query, _ in fake.calls[1:])
    assert all(TOKEN not in path for path, *_ in fake.calls)


@pytest.mark.parametrize("reader", APIS)
@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(odd=ODD_JSON)
def test_an_answer_of_any_shape_is_a_fault_or_nothing_and_never_a_crash(
    reader, odd, fake, make_fetching, monkeypatch
):
    from tests.sources import fake_routes

    for route in fake_routes.ROUTES:
        monkeypatch.setitem(fake_routes.ROUTES, route, lambda *_: odd)
    user = "" if reader == "jira data centre" else None
    reader = "jira_service_management" if reader == "jira data centre" else reader
    desk = make_fetching(fake.address, reader, user=user, keys="max_pages = 3")
    fetched = desk.fetch(since=datetime(2026, 7, 31, tzinfo=UTC).date())
    assert len(fetched.sources) == 1
