"""The home of the story, made once; Airflow's own database for the desk."""

import os
import subprocess
import sys

import pytest

from tests.story import provider
from tests.story.machine import ROOT
from tests.story.outside import ENVIRONMENT


@pytest.fixture(scope="session")
def home_before(tmp_path_factory):
    """The home as it lies there on the day before the outage."""
    return provider.make_home(tmp_path_factory.mktemp("before") / "home")


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """What commands and desk need to know."""
    airflow = {
        "AIRFLOW_HOME": str(tmp_path_factory.mktemp("airflow")),
        "AIRFLOW_CONFIG": str(ROOT / "airflow.cfg"),
        "CT_ROOT": str(ROOT),
        "AIRFLOW__API_AUTH__JWT_SECRET": "t" * 64,
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
    }
    begin = "from airflow.utils.db import initdb; initdb()"
    subprocess.run([sys.executable, "-c", begin], cwd=ROOT, env=os.environ | airflow, check=True)
    return airflow | ENVIRONMENT
