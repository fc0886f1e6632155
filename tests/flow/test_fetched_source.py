"""A run whose live source cannot be fetched: the others go on, the week says what it lacks, the command fails."""

from datetime import timedelta

import pytest

from tests.sources.fake_api import TOKEN, FakeApi
from trend_lib.base.errors import SourceError
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.running import run

A_LIVE_SOURCE = """
[[sources]]
name = "live_desk"
reader = "zendesk"
[sources.live]
url = "{url}"
since = 2026-08-01
patience_seconds = 0
"""
NEWEST = """
SELECT source, records, coalesce(why_incomplete, '') FROM sources.source_weeks
QUALIFY week_start = max(week_start) OVER ()
"""


def test_a_source_that_fails_holds_back_no_other_and_its_week_is_incomplete_until_it_comes(
    copied_home, monkeypatch
):
    monkeypatch.setenv("TRENDS_LIVE_DESK_TOKEN", TOKEN)
    before = newest_week(copied_home)
    with FakeApi(skew=timedelta(days=98)) as fake:  # in the sample's last week
        settings = copied_home / "trends.toml"
        text = settings.read_text("utf-8")
        settings.write_text(text + A_LIVE_SOURCE.format(url=fake.address), "utf-8")
        fake.add(150)
        fake.faults = iter([None, "503"])
        with pytest.raises(SourceError, match=r"live_desk: .*status 503"):
            run(copied_home, "latest")
        now = newest_week(copied_home)
        assert "filling up" in now.pop("live_desk")[1]
        assert now == before
        run(copied_home, "latest")
        assert "filling up" not in newest_week(copied_home)["live_desk"][1]


def newest_week(home):
    """What the newest week says of each source: its records, and why it is incomplete."""
    with open_warehouse(open_home(home)) as con:
        return {source: rest for source, *rest in con.execute(NEWEST).fetchall()}
