"""The scripts that start and stop a real Airflow, run as a person would, with nothing of this machine in their way."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def scripts_for(place, port, **more):
    """Return what runs a script for the home and the state that lie in a folder."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AIRFLOW") and not name.lower().endswith("_proxy")
    } | {
        "TRENDS_AIRFLOW": str(place / "state"),
        "TRENDS_HOME": str(place / "home"),
        "PORT": str(port),
        **more,
    }

    def run(name):
        command = [sys.executable, str(ROOT / "scripts" / name)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run
