"""The published methods give R's digits, on every result that is stored beside this checkout."""

from pathlib import Path

import pandas as pd
import pytest

from trend_lib.detection import assess_series

FIXTURE = Path(__file__).parents[3] / "shared" / "fixtures" / "detection" / "r_surveillance"
YEARS_BACK = {"shadar": 4, "measlesDE": 2}
PAPER = {"periods": 10, "exclude_weeks": 26}
WINDOWS = {"periods": 1, "exclude_weeks": 3, "threshold": "delta", "alpha": 0.05}
SETTINGS = {
    "ff_nb": {**PAPER, "threshold": "nbPlugin", "alpha": 0.005},
    "ff_muan": {**PAPER, "threshold": "muan", "alpha": 0.05},
    "ff_delta": {**PAPER, "threshold": "delta", "alpha": 0.05},
    "ff_default": WINDOWS,
    "ff_nb_pop": {**PAPER, "threshold": "nbPlugin", "alpha": 0.005, "population_offset": True},
}
MONTHLY = {"half_window": 1, "periods": 1, "exclude_weeks": 1, "frequency": 12}


def stored(pattern):
    names = sorted(path.stem for path in FIXTURE.glob(pattern))
    return names or [
        pytest.param("", marks=pytest.mark.skip("R's results are not beside this checkout"))
    ]


def counts_of(data):
    rows = pd.read_csv(FIXTURE / f"{data}_series.csv").rename(
        columns={"unit": "series", "epoch": "week", "population": "exposure"}
    )
    return rows.assign(week=rows["week"].astype(str))


def compared(name, method, **settings):
    """R's rows with ours beside them, ours named as in `assess`."""
    data, _ = name.split("__")
    rows, theirs = counts_of(data), pd.read_csv(FIXTURE / f"{name}.csv")
    newest, periods = theirs["index"].min(), rows["index"].max()
    ours = assess_series(rows, weeks=f"last:{periods - newest + 1}", method=method, **settings)
    ours["index"] = ours.groupby("series").cumcount() + newest
    both = theirs.merge(
        ours, left_on=["unit", "index"], right_on=["series", "index"], suffixes=("_r", "")
    )
    assert len(both) == len(theirs)
    return both


def numbers(column):
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)


def assert_same(ours, theirs, rel):
    assert numbers(ours) == pytest.approx(numbers(theirs), rel=rel, nan_ok=True)


@pytest.mark.parametrize("name", stored("*__ff_*.csv"))
def test_farrington_flexible_gives_the_digits_of_r(name):
    data, setting = name.split("__")
    settings = {**SETTINGS[setting], "years_back": YEARS_BACK.get(data, 5)}
    settings |= MONTHLY if data == "rotaBB" else {}
    both = compared(name, "farrington-flexible", **settings)
    for column in ("upper", "expected", "phi", "trend", "score"):
        assert_same(both[column], both[f"{column}_r"], rel=1e-9)
    assert_same(both["p_value"], both["pvalue"], rel=1e-9)
    assert (both["is_alarm"] == (both["alarm"] == 1)).all()


@pytest.mark.parametrize("name", stored("*__farrington_classic.csv"))
def test_the_classic_farrington_gives_the_digits_of_r(name):
    years = YEARS_BACK.get(name.split("__")[0], 5)
    both = compared(name, "farrington", years_back=years)
    assert_same(both["upper"], both["upper_r"], rel=1e-6)
    assert_same(both["expected"], both["pd_m"], rel=1e-6)
    assert_same(both["trend"], both["trend_r"], rel=1e-6)
    assert 1 - both["p_value"].to_numpy() == pytest.approx(both["pd_q"].to_numpy(), rel=1e-6)
    assert (both["is_alarm"] == (both["alarm"] == 1)).all()


@pytest.mark.parametrize("name", stored("*__ears_C?.csv"))
def test_ears_gives_the_digits_of_r(name):
    both = compared(name, f"ears-{name[-2:].lower()}")
    assert_same(both["upper"], both["upper_r"], rel=1e-12)
    assert (both["is_alarm"] == (both["alarm"] == 1)).all()
