"""Whatever a server does, all it holds arrives: a ticket and its change never fall between two pages."""

from datetime import timedelta

import pytest

from tests.sources.fake_api import FakeApi

APIS = ("zendesk", "freshdesk", "zammad")
RATINGS = ("zendesk", "freshdesk")


@pytest.mark.parametrize("reader", APIS)
def test_all_tickets_arrive_and_a_second_fetch_brings_only_what_changed(
    reader, fake, make_fetching
):
    fake.add(95)
    desk = make_fetching(fake.address, reader, keys="overlap_seconds = 0")
    first = desk.whole()
    assert set(desk.arrived()) == fake.truth()
    assert first.seconds_waited == 0
    fake.change(fake.tickets[3])
    fake.add(2)
    pages = len(desk.pages())
    assert desk.whole().records < 10
    assert len(desk.pages()) > pages
    assert set(desk.arrived()) >= fake.truth()


@pytest.mark.parametrize("reader", APIS)
def test_more_tickets_of_one_second_than_fit_a_page_all_arrive(reader, fake, make_fetching):
    fake.add(5)
    fake.add(90, apart=timedelta(0))
    fake.add(30)
    desk = make_fetching(fake.address, reader)
    desk.whole()
    assert set(desk.arrived()) == fake.truth()


@pytest.mark.parametrize("skew", [timedelta(days=-400), timedelta(days=2, hours=3)])
@pytest.mark.parametrize("reader", APIS)
def test_a_server_whose_clock_is_wrong_is_asked_by_its_own_clock(reader, skew, make_fetching):
    with FakeApi(skew) as fake:
        fake.add(30)
        desk = make_fetching(fake.address, reader)
        desk.whole(since=(fake.now - timedelta(days=30)).date())
        fake.add(30)
        desk.whole(since=None) if skew > timedelta(0) else desk.whole(
            since=(fake.now - timedelta(days=30)).date()
        )
        assert set(desk.arrived()) == fake.truth()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("reader", APIS)
def test_what_a_misbehaving_server_holds_arrives_while_tickets_change(
    reader, seed, fake, make_fetching
):
    fake.add(60, apart=timedelta(seconds=40))
    fake.add(50, apart=timedelta(0))
    fake.add(40, apart=timedelta(seconds=1))
    desk = make_fetching(fake.address, reader, keys="overlap_seconds = 0")
    fake.misbehave(seed, share=0.35, changes=0.2, until=80)
    desk.fetch()
    fake.before_answer = lambda: None
    desk.whole()
    newest = {
        ticket: max(at for of, at in desk.arrived() if of == ticket) for ticket, _ in desk.arrived()
    }
    assert set(newest.items()) == fake.truth()


@pytest.mark.parametrize("reader", RATINGS)
def test_all_ratings_arrive(reader, fake, make_fetching):
    fake.add(70)
    desk = make_fetching(fake.address, reader, holds="survey_answers")
    desk.whole()
    assert set(desk.arrived()) == fake.truth()
    fake.add(1)
    desk.whole()
    assert set(desk.arrived()) == fake.truth()
