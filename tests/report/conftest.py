"""Bulletins of a made-up provider, published once for all tests that only look at them."""

import os
from pathlib import Path

import pytest

from tests.report import seeding
from trend_lib.base.speech import speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish
from trend_lib.report.compose import compose
from trend_lib.report.stored import read_week


@pytest.fixture(scope="session")
def northline(tmp_path_factory):
    """A home with thirty weeks and three spikes, its bulletin published."""
    home = seeding.seed(seeding.new_home(tmp_path_factory.mktemp("northline")))
    return home, publish(home, seeding.WEEK)


@pytest.fixture
def composed():
    """Compose a home's bulletin without drawing or writing it."""

    def compose_bulletin(home, week=seeding.WEEK, language="en"):
        with open_warehouse(home) as con:
            stored = read_week(con, week, home.config.report.weeks_shown)
        with speaking(language):
            return compose(stored, home.config, language)

    return compose_bulletin


@pytest.fixture
def golden():
    """Compare with a stored face; TRENDS_GOLDEN=1 stores it anew, and the diff is reviewed."""

    def compare(name, text):
        path = Path(__file__).parent / "golden" / name
        if os.environ.get("TRENDS_GOLDEN"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare
