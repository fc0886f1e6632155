"""The provider's machine: runs the story's commands as processes, and loses power when it is told to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 900


class Machine:
    """`power_cuts` are seconds: a command is killed so long after its start, and begun again."""

    def __init__(self, home, environment):
        self.home = home
        self.power_cuts = []
        self.cut = 0  # how often a command was really killed
        self._log = home.with_suffix(".log")
        self._environment = {**os.environ, **environment, "TRENDS_HOME": str(home)}

    def start(self, moment, *command):
        """Start a command."""
        with self._log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.story.at", moment, *command],
                cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def run(self, moment, *command):
        """Run a command to its end, however often the power fails before; return the seconds it took."""
        while True:
            began = time.monotonic()
            process = self.start(moment, *command)
            if not self.loses_power(process):
                assert process.wait() == 0, self.said()
                return time.monotonic() - began

    def loses_power(self, process):
        """Kill a command and all that it started when its time has come; tell if that was before its end."""
        seconds = self.power_cuts.pop(0) if self.power_cuts else None
        try:
            process.wait(LONGEST_SECONDS if seconds is None else seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self.cut += 1
            assert seconds is not None, self.said()
            return True
        return False

    def said(self):
        """Return the end of what the commands wrote."""
        return self._log.read_text(errors="replace")[-4000:]
