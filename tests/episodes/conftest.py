"""A home of thirty quiet weeks, held open."""

import pytest

from tests.detection.weekly_rows import provider
from tests.episodes.living import LAST


@pytest.fixture
def desk(tmp_path):
    with provider(tmp_path / "home") as desk:
        desk.counts = desk.write_quiet_weeks(str(LAST), 30)
        yield desk
