"""A landing that is killed at any moment and run on leaves what one leaves that nobody killed."""

import json
import subprocess
import sys

import pytest

from trend_lib.base.resources import CHECKOUT


def landed_with_kills(folder, seed, kills):
    command = [
        sys.executable,
        "-m",
        "tests.sources.killed_landing",
        str(folder),
        str(seed),
        str(kills),
    ]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize(("seed", "kills"), [(6, 2), pytest.param(61, 50, marks=pytest.mark.slow)])
def test_landings_that_were_killed_and_run_on_end_as_one_that_was_not(tmp_path, seed, kills):
    told = landed_with_kills(tmp_path, seed, kills)
    assert (told["killed"], told["wrong"], told["rows"]["lost"]) == (kills, [], 0)
    assert told["rows"]["records"] > 50
    assert told["rows"]["quarantine"] > 20
