"""`trends assess --method`: the options of the published methods, by the names that users type."""

import json

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from trend_lib.base.weeks import Week
from trend_lib.cli import app
from trend_lib.detection.references import NAMES
from trend_lib.detection.references.options import DEFAULTS, option_of


def call(*words, code=0):
    answer = CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "200"})
    assert answer.exit_code == code, (answer.stdout, answer.stderr, answer.exception)
    return answer


@pytest.fixture
def series(tmp_path):
    counts = np.random.default_rng(3).poisson(20, 330)
    counts[-1] = 90
    first = Week.parse("2012-W01")
    weeks = [str(first.plus(number)) for number in range(330)]
    rows = pd.DataFrame({"series": "calls", "week": weeks, "count": counts, "exposure": 1000})
    rows.to_csv(tmp_path / "series.csv", index=False)
    return tmp_path / "series.csv"


@pytest.mark.parametrize("threshold", ["delta", "nbPlugin", "muan"])
def test_every_option_of_the_paper_is_understood(series, tmp_path, threshold):
    written = (
        f"--method farrington-flexible --years-back 5 --half-window 3 --periods 10 --exclude-weeks 26 "
        f"--threshold {threshold} --alpha 0.005 --trend-p 0.05 --weights-threshold 2.58 --look-back calendar "
        f"--frequency 52 --population-offset --limit 5,4 --power 2/3 --reweight"
    ).split()
    call("assess", series, *written, "--out", tmp_path / "out.csv")
    row = pd.read_csv(tmp_path / "out.csv").iloc[0]
    assert row["is_alarm"]
    assert (row["method"], row["status"]) == ("farrington-flexible", "tested")
    assert row["upper"] < 90
    assert row[["upper", "phi", "score", "trend"]].notna().all()


@pytest.mark.parametrize("method", NAMES)
def test_every_method_can_be_asked_for(series, method):
    said = json.loads(call("assess", series, "--method", method, "--json").stdout)
    assert said["rows"][0]["method"] == method


def test_an_option_changes_what_is_said(series):
    def upper(*words):
        said = call("assess", series, "--method", "farrington-flexible", "--json", *words)
        return json.loads(said.stdout)["rows"][0]["upper"]

    assert upper("--alpha", "0.05") < upper()
    assert upper("--threshold", "delta", "--power", "1/2") != upper("--threshold", "delta")


def test_an_option_that_the_method_does_not_read_is_refused(series):
    said = call("assess", series, "--method", "ears-c1", "--periods", 10, code=2).stderr
    assert "ears-c1 has no --periods; it reads --alpha, --baseline-weeks" in said
    said = call("assess", series, "--alpha", 0.01, code=2).stderr
    assert "--alpha: only for published methods; add --method" in said


def test_help_teaches_every_option_of_every_method():
    said = call("assess", "--help").stdout
    for name in {option_of(name) for settings in DEFAULTS.values() for name in settings}:
        assert name in said
    assert "what is compared with" in said
