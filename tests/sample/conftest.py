import pytest

from tests.sample.reading import Provider, read_provider
from trend_lib import sample


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Provider:
    home = tmp_path_factory.mktemp("small") / "home"
    return read_provider(sample.make(home, weeks=12, contacts_per_week=200))


@pytest.fixture(scope="session")
def long(tmp_path_factory) -> Provider:
    home = tmp_path_factory.mktemp("long") / "home"
    return read_provider(sample.make(home, weeks=80, contacts_per_week=400))
