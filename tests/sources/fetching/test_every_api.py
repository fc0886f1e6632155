"""Whatever a server does, all it holds arrives: a ticket and its change never fall between two pages."""

from datetime import timedelta

import pytest

from tests.sources.fake_api import FakeApi

APIS = (
    "zendesk", "freshdesk", "zammad", "jira_service_management", "jira data centre", "znuny_otrs",
    "genesys_cloud",
)  # fmt: skip
RATINGS = ("zendesk", "freshdesk")
NO_OVERLAP = "overlap_seconds = 0"


@pytest.fixture(params=APIS)
def make_desk(request, make_fetching):
    """A source at each of the systems."""
    reader = request.param
    if reader == "jira data centre":
        return lambda url, **more: make_fetching(url, "jira_service_management", user="", **more)
    return lambda url, **more: make_fetching(url, reader, **more)


def test_all_tickets_arrive_and_a_second_fetch_brings_only_what_changed(fake, make_desk):
    fake.add(95, apart=timedelta(hours=1))
    for ticket in fake.tickets:
        ticket["status"] = "solved"  # an open conversation would be asked for again
    desk = make_desk(fake.address, keys=NO_OVERLAP)
    first = desk.whole()
    assert set(desk.arrived()) == fake.truth()
    assert first.seconds_waited == 0
    fake.change(fake.tickets[70])
    fake.add(2)
    pages = len(desk.pages())
    assert desk.whole().records < 60
    assert len(desk.pages()) > pages
    assert desk.newest() == fake.truth()


def test_more_tickets_of_one_second_than_fit_a_page_all_arrive(fake, make_desk):
    fake.add(5)
    fake.add(90, apart=timedelta(0))
    fake.add(30)
    desk = make_desk(fake.address)
    desk.whole()
    assert set(desk.arrived()) == fake.truth()


@pytest.mark.parametrize("skew", [timedelta(days=-400), timedelta(days=2, hours=3)])
def test_a_server_whose_clock_is_wrong_is_asked_by_its_own_clock(skew, make_desk):
    with FakeApi(skew) as fake:
        fake.add(30)
        desk = make_desk(fake.address)
        desk.whole(since=(fake.now - timedelta(days=30)).date())
        fake.add(30)
        desk.whole(since=(fake.now - timedelta(days=31)).date() if skew < timedelta(0) else None)
        assert set(desk.arrived()) == fake.truth()


SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 20))]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_misbehaving_server_holds_arrives_while_tickets_change(seed, fake, make_desk):
    fake.add(60, apart=timedelta(seconds=40))
    fake.add(50, apart=timedelta(0))
    fake.add(40, apart=timedelta(seconds=1))
    desk = make_desk(fake.address, keys=NO_OVERLAP)
    fake.misbehave(seed, share=0.35, changes=0.2, until=80)
    desk.fetch()
    fake.before_answer, fake.faults = lambda: None, iter(())
    desk.whole()
    assert desk.newest() == fake.truth()


@pytest.mark.parametrize("reader", RATINGS)
def test_all_ratings_arrive(reader, fake, make_fetching):
    fake.add(70)
    desk = make_fetching(fake.address, reader, holds="survey_answers")
    desk.whole()
    assert set(desk.arrived()) == fake.truth()
    fake.add(1)
    desk.whole()
    assert set(desk.arrived()) == fake.truth()
