"""The story: an outage from the first alarm to 'worked', each chapter a command of the home at its moment."""

from datetime import datetime

from tests.alerts.fake_socket import pressed
from tests.story import provider

MEASURE = "Line cards of the north ring replaced"
THURSDAY, FRIDAY = "2026-08-27T06:10+03:00", "2026-08-28T06:10+03:00"
PRESSED, AT_THE_DESK = "2026-08-27T06:40+03:00", "2026-08-31T08:30+03:00"
MONDAYS = ("2026-08-31T06:00+03:00", "2026-09-07T06:00+03:00", "2026-09-14T06:00+03:00")
WEEKS = ("2026-W35", "2026-W36", "2026-W37")
CHAPTERS = 9


class Story:
    """Tells the chapters one by one; the machine may lose power within each."""

    def __init__(self, machine, outside):
        self.machine, self.outside, self.home = machine, outside, machine.home
        self.episode = f"{WEEKS[0]}-T{provider.struck_topic(self.home)}"

    def chapters(self):
        """Return what happens, in order."""
        return (
            self.the_first_day_is_seen,
            self.somebody_presses_acknowledge,
            lambda: self.machine.run(PRESSED, "collect"),
            self.the_second_day_is_seen,
            lambda: self.machine.run(MONDAYS[0], "run", WEEKS[0]),
            self.a_measure_begins_at_the_desk,
            lambda: self.machine.run(AT_THE_DESK, "collect"),
            lambda: self.machine.run(MONDAYS[1], "run", WEEKS[1]),
            lambda: self.machine.run(MONDAYS[2], "run", WEEKS[2]),
        )

    def the_first_day_is_seen(self):
        provider.strike(self.home, "outage-1.csv")
        self.machine.run(THURSDAY, "watch", "2026-08-26")

    def somebody_presses_acknowledge(self):
        moment = datetime.fromisoformat(PRESSED).timestamp()
        press = pressed("acknowledge", about=self.episode, moment=f"{moment:.6f}")
        self.outside.press(self.machine, PRESSED, press)

    def the_second_day_is_seen(self):
        provider.strike(self.home, "outage-2.csv")
        self.machine.run(FRIDAY, "watch", "2026-08-27")

    def a_measure_begins_at_the_desk(self):
        filled = ("value=" + MEASURE, "until=2026-09-04", "note=back to normal within a week")
        self.machine.run(AT_THE_DESK, "desk", self.episode, "start", *filled)
