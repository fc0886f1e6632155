"""A home whose week is published, and somebody who reads it."""

import shutil

import pytest

from tests.desk.drawn_sample import draw_sample
from tests.report import seeding
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.desk.reader import Reader, make_reader
from trend_lib.report.published import write_published

ROAMING = "2026-W38-T12"  # an episode of the made-up provider


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    home = seeding.seed(seeding.new_home(tmp_path_factory.mktemp("desk") / "home"))
    write_published(home)
    return home


@pytest.fixture
def home(seeded, tmp_path):
    shutil.copytree(seeded.path, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def change(home):
    """Change the warehouse by SQL, and publish it."""

    def run(sql, *params):
        with open_warehouse(home) as con:
            con.execute(sql, list(params))
        write_published(home)

    return run


@pytest.fixture
def anna():
    return Reader("anna", may_answer=True, form_token="f" * 64)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    return draw_sample(tmp_path_factory.mktemp("listening") / "home")


@pytest.fixture
def listening(drawn, tmp_path):
    shutil.copytree(drawn.path, tmp_path / "listening")
    return Home(tmp_path / "listening")


@pytest.fixture
def vera(listening):
    """A reviewer, by the log-in name that the settings give."""
    return make_reader(listening, "vera", may_answer=True, form_token="f" * 64)
