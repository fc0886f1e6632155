"""A reader of a format made up for tests, found as the real ones are."""

from pathlib import Path

import pytest

from trend_lib.sources import readers


@pytest.fixture
def toys(monkeypatch):
    """Look for readers among the toys of the tests, too."""
    monkeypatch.setattr(
        readers, "__path__", [*readers.__path__, str(Path(__file__).parent / "toys")]
    )
