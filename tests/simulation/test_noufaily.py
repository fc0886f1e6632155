"""The published 42 scenarios, where the fixture lies beside this checkout: numbers we hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from trend_lib.base.weeks import Week
from trend_lib.detection import assess_series

FIXTURE = Path(__file__).parents[3] / "shared" / "fixtures" / "simulation" / "open"
JUDGED = 49


@pytest.mark.slow
def test_the_design_finds_what_it_promises_on_the_42_scenarios():
    if not (FIXTURE / "panel.parquet").is_file():
        pytest.skip("the simulated panel is not beside this checkout")
    panel = pd.read_parquet(FIXTURE / "panel.parquet")
    panel["week"] = [str(Week.parse("2005-W01").plus(int(week) - 1)) for week in panel["week"]]
    found = assess_series(panel[["series", "week", "count"]], weeks=f"last:{JUDGED}")
    p_value = found["p_value"].to_numpy().reshape(-1, JUDGED)
    planted = panel["current_outbreak"].to_numpy().reshape(len(p_value), -1)[:, -JUDGED:]
    begun = np.cumsum(planted, axis=1) > 0
    in_outbreak = begun & (np.cumsum(planted[:, ::-1], axis=1)[:, ::-1] > 0)
    for false_alarms, fewest_found, fewest_true in [(0.01, 0.60, 0.70), (0.005, 0.50, 0.79)]:
        flags = p_value < np.quantile(p_value[~in_outbreak], false_alarms)
        hit = (flags & in_outbreak).any(1)[in_outbreak.any(1)]
        assert hit.mean() >= fewest_found
        assert (flags & in_outbreak).sum() / flags.sum() >= fewest_true
    assert (p_value[~in_outbreak] <= 0.01).mean() <= 0.011
