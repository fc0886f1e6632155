"""How a server's moods are borne, and what nobody may read in a log or an error."""

import logging
import time
from datetime import timedelta

import pytest

from tests.sources.fake_api import FAULTS, TOKEN, FakeApi


def test_a_server_that_asks_to_be_left_alone_is_left_alone_so_long(fake, desk):
    fake.add(3)
    fake.faults = iter(["429 in seconds"] * 4)
    began = time.monotonic()
    assert desk.whole().seconds_waited == pytest.approx(0.04, abs=0.06)
    assert time.monotonic() - began > 0.04


def test_a_server_that_asks_for_more_than_our_patience_is_left_until_the_next_fetch(
    fake, desk, monkeypatch
):
    from tests.sources import fake_api

    refusal = (429, lambda _: {"Retry-After": "3600"})
    monkeypatch.setitem(fake_api._REFUSALS, "429 for an hour", refusal)
    fake.faults = iter(["429 for an hour"])
    (said,) = desk.fetch().faults
    assert "come back in 3,600 seconds" in said
    assert len(fake.calls) == 1


def test_a_date_to_come_back_at_is_read_by_the_servers_own_clock(make_fetching):
    with FakeApi(skew=timedelta(days=400)) as fake:  # by our clock this would be a year's wait
        fake.faults = iter(["429 by date"])
        assert make_fetching(fake.address).whole().seconds_waited < 1


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in {"repeat", "shrink"}])
def test_one_fault_is_borne_and_a_lasting_one_is_told_and_loses_nothing(fault, fake, desk):
    fake.add(50)
    fake.faults = iter([fault])
    assert desk.whole().records == 50
    fake.add(30)
    fake.faults = iter([None, *[fault] * 40])
    (said,) = desk.fetch().faults
    assert "gave no answer" in said
    assert "goes on where this one stopped" in said
    fake.faults = iter(())
    assert desk.whole().records == 10
    assert set(desk.arrived()) == fake.truth()


def test_a_server_that_repeats_a_page_for_ever_is_given_up(fake, desk):
    fake.add(50)
    fake.faults = iter([None, *["stuck"] * 1000])
    (said,) = desk.fetch().faults
    assert "for ever" in said
    assert len(fake.calls) < 25


@pytest.mark.parametrize(
    ("status", "cure"), [(401, "token"), (403, "scopes"), (302, "url"), (404, "url")]
)
def test_a_refusal_says_the_cure_and_is_not_repeated(status, cure, fake, desk, monkeypatch):
    from tests.sources import fake_api

    monkeypatch.setitem(
        fake_api._REFUSALS, "refuse", (status, lambda _: {"Location": "http://example.com/"})
    )
    fake.faults = iter(["refuse"])
    (said,) = desk.fetch().faults
    assert f"status {status}" in said
    assert cure in said
    assert len(fake.calls) == 1


def test_no_log_no_error_and_no_file_holds_the_token(fake, desk, caplog):
    caplog.set_level(logging.DEBUG)
    fake.add(30)
    fake.misbehave(3, share=0.5)
    said = str(desk.fetch())
    fake.faults = iter(["no JSON"] * 100)
    said += str(desk.fetch())
    held = b"".join(file.read_bytes() for file in desk.home.path.rglob("*") if file.is_file())
    assert TOKEN not in caplog.text + said
    assert TOKEN.encode() not in held
    assert "start_time" not in caplog.text  # nor what was asked


def test_without_a_token_nothing_is_asked_and_its_name_is_said(fake, desk, monkeypatch):
    monkeypatch.delenv("TRENDS_DESK_TOKEN")
    (said,) = desk.fetch().faults
    assert "TRENDS_DESK_TOKEN" in said
    assert fake.calls == []


@pytest.mark.parametrize(
    "url",
    ["http://desk.example.com", "https://a:b@desk.example.com", "desk.example.com", "https://"],
)
def test_an_address_that_would_give_the_token_away_is_refused(url, make_fetching):
    from trend_lib.base.errors import ConfigError

    with pytest.raises(ConfigError, match=r"sources\.0\.live\.url"):
        _ = make_fetching(url).home.config


def test_a_system_without_an_api_is_told_apart(fake, make_fetching):
    (said,) = make_fetching(fake.address, reader="asterisk_queue_log").fetch().faults
    assert "zendesk" in said
    (said,) = make_fetching(fake.address, reader="zammad", holds="survey_answers").fetch().faults
    assert "can be asked for contacts" in said


def test_two_fetches_of_one_source_do_not_meet(fake, desk):
    from trend_lib.sources.fetching.drop_box import open_drop_box

    with open_drop_box(desk.home, "desk"):
        (said,) = desk.fetch().faults
    assert "another process" in said
    desk.whole()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('path = "drop/elsewhere/*"\n[sources.live]', "drop/desk/: leave `path` out"),
        ('path = "file:///srv/*.csv"\n[sources.live]', "in one way"),
        ("[sources.live]", "TRENDS_SLACK_TOKEN"),
        ('[sources.query]\nurl = "sqlite://"\nsql = "SELECT 1"\n[sources.live]', "in one way"),
    ],
)
def test_settings_that_would_fetch_to_nowhere_or_twice_are_refused(keys, said, fake, make_fetching):
    from trend_lib.base.errors import ConfigError

    home = make_fetching(fake.address).home
    file = home.path / "trends.toml"
    text = file.read_text("utf-8").replace("[sources.live]", keys)
    name = "slack" if "SLACK" in said else "desk"
    file.write_text(text.replace('"desk"', f'"{name}"'), "utf-8")
    with pytest.raises(ConfigError, match=said):
        _ = home.config
