"""The home that this room's tests measure."""

import pytest

from tests.quality.measured_home import MeasuredHome
from trend_lib.base.warehouse import hold_warehouse


@pytest.fixture
def measured_home(tmp_path):
    made = MeasuredHome(tmp_path)
    with hold_warehouse(made.home):  # opening it for every row would take most of the time
        yield made
