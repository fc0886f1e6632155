"""Run a command of the home as if it were another moment: `python -m tests.story.at MOMENT COMMAND ...`.

The clock goes on from there. What tells of files, sockets and waiting is the machine's own.
"""

import sys
from datetime import datetime

import time_machine


def main():
    moment, *command = sys.argv[1:]
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        if command[0] == "desk":
            from tests.story.desk import answer_at_the_desk  # Airflow is slow to load

            about, action, *filled = command[1:]
            answer_at_the_desk(about, action, **dict(field.split("=", 1) for field in filled))
            return
        from trend_lib.cli import main as trends

        sys.argv = ["trends", *command]
        trends()


if __name__ == "__main__":
    main()
