"""A small sample provider, built once; and real exports where they are at hand."""

import shutil
from pathlib import Path

import pytest

from tests.provider import BRIEF_TEACHER, make_provider
from trend_lib.running import run

REAL = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def small_home(tmp_path_factory):
    """Fourteen weeks of an invented provider, run up to its last week."""
    folder = make_provider(tmp_path_factory.mktemp("small") / "home", 14, 300, BRIEF_TEACHER)
    run(folder, "latest")
    return folder


@pytest.fixture
def copied_home(small_home, tmp_path):
    """The same home, to be changed at will."""
    return Path(shutil.copytree(small_home, tmp_path / "home"))


def real_data(name):
    folder = REAL / name
    if not folder.is_dir():
        pytest.skip(f"the public data set {name} is not beside this checkout")
    return folder
