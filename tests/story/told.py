"""A story that was told, and what is left of it."""

import re
import time

import duckdb

from tests.flow.test_small_home import TABLES
from tests.story.machine import Machine
from tests.story.outside import outside
from tests.story.provider import rows
from tests.story.story import Story

# When something was said, landed or sent, how often it was tried, and what follows from these.
OF_THE_MOMENT = {
    "sources.deliveries": ("delivery_id", "path", "received_at", "bytes"),
    "sources.records": ("delivery_id", "source_id", "row_hash", "whole_id"),
    "contacts.answers": ("answer_id", "said_at"),
    "episodes.answers": ("answer_id", "said_at"),
    "report.bulletins": ("sha256", "content_hash", "config_hash"),  # what it says is compared itself
    "alerts.ledger": (
        "message_key", "state", "attempts", "revision", "remote_id", "updated_at", "told_at", "note",
    ),
}  # fmt: skip
MOMENT = re.compile(r"inbox:[0-9a-f]{32}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


class Told:
    """Tells it; `cuts` holds for each chapter after how many seconds the power fails, once or again."""

    def __init__(self, home, environment, cuts):
        with outside() as world:
            world.configure(home)
            machine = Machine(home, environment)
            story = Story(machine, world)
            self.seconds = []
            for chapter, seconds in zip(story.chapters(), cuts, strict=True):
                machine.power_cuts = list(seconds)
                began = time.monotonic()
                chapter()
                self.seconds.append(time.monotonic() - began)
        self.home, self.episode, self.cut = home, story.episode, machine.cut
        self.slack = world.slack.messages
        self.delivered = [self._about(key) for key in world.slack_keys()], world.mail_keys()

    def _about(self, key):
        """Return what a message of the channel is about; its key holds ids of the moment."""
        ((about,),) = rows(self.home, "SELECT about FROM alerts.ledger WHERE message_key = ?", key)
        return MOMENT.sub("-", about)

    def bulletin(self, week):
        """Return a bulletin's English text."""
        year, number = week.split("-W")
        path = self.home / "bulletins" / year / f"w{number}" / "en" / "mail.txt"
        return re.sub(r"configuration \w+", "configuration -", path.read_text("utf-8"))

    def tables(self):
        """Return every table without what differs from one telling to the next."""
        with duckdb.connect(str(self.home / "warehouse.duckdb"), read_only=True) as con:
            return {table: _rows(con, table) for (table,) in con.execute(TABLES).fetchall()}


def _rows(con, table):
    """Return a table's rows in order, as texts."""
    there = [name for name, *_ in con.execute(f"DESCRIBE {table}").fetchall()]
    left_out = [name for name in OF_THE_MOMENT.get(table, ()) if name in there]
    kept = f"* EXCLUDE ({', '.join(left_out)})" if left_out else "*"
    return sorted(
        MOMENT.sub("-", repr(row)) for row in con.execute(f"SELECT {kept} FROM {table}").fetchall()
    )
