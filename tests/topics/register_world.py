"""The small home and its slow twin, told the same: edits, weeks, refits; and what must agree after each."""

from datetime import datetime, timedelta

from tests.oracles.slow_register import SlowRegister
from tests.topics.conftest import usual
from trend_lib import topics
from trend_lib.base.warehouse import check_week, open_warehouse
from trend_lib.topics.edits import Edit, find_fault, fold_edits
from trend_lib.topics.lineage import REFIT, note
from trend_lib.topics.persons import apply_edits, fixed_topics, read_births, read_edits

TABLES = (
    "contacts.contacts", "registers.topic_names", "registers.topic_edits", "topics.models", "topics.topics",
    "topics.subtopics", "topics.names", "topics.lineage", "topics.contact_topics", "topics.source_weeks",
)  # fmt: skip
NOON = datetime(2026, 5, 4, 12)  # noqa: DTZ001 - UTC without a zone, as stored


class RegisterWorld:
    """Does a thing to both, and compares them."""

    def __init__(self, made, weeks):
        self.made, self.weeks = made, list(weeks[:6])
        self.slow, self.names = SlowRegister(), {}
        self.told = 0  # rows of lineage the twin has heard
        self.subtopic_rows, self.lineage_rows = set(), []
        self._reset()
        self._hear()

    def edit(self, action, one, other=None):
        """Write an edit where both call it sound; where one refuses, so must the other."""
        with open_warehouse(self.made.home) as con:
            edits = read_edits(con)
            state, waiting, _ = fold_edits(read_births(con), edits)
            said_at = NOON + timedelta(minutes=len(edits))
            row = Edit(len(edits) + 2, said_at, "olena", action, one, other)
            assert not waiting
            assert (find_fault(state, row) is None) == self.slow.allows(action, one, other), row
            if self.slow.allows(action, one, other):
                con.execute(
                    "INSERT INTO registers.topic_edits VALUES (?, 'olena', ?, ?, ?)",
                    [said_at, action, one, other],
                )
                apply_edits(con, self.weeks[-1])
                self.slow.edit(action, one, other)

    def rename(self, topic, number):
        name = f"Called {number}"
        if topic not in self.names or name in {*self.names.values()} - {self.names[topic]}:
            return
        with open_warehouse(self.made.home) as con:
            con.execute("DELETE FROM registers.topic_names WHERE topic_id = ?", [topic])
            con.execute(
                "INSERT INTO registers.topic_names (topic_id, name, kind) VALUES (?, ?, NULL)",
                [topic, name],
            )
            apply_edits(con, self.weeks[-1])
        self.names[topic] = name

    def let_a_refit_merge(self, topic, into):
        """Note what a refit would, where it may."""
        with open_warehouse(self.made.home) as con:
            free = self.slow.allows("merge", topic, into)
            if free and not {topic, into} & fixed_topics(con):
                note(con, self.weeks[-1], topic, "merged", into, who=REFIT)
                apply_edits(con, self.weeks[-1])

    def restate(self, first, last):
        chosen = self.weeks[first : last + 1]
        topics.restate(self.made.home, chosen, "olena")
        self.slow.restate({week.start for week in chosen})

    def live_a_week(self, more):
        """Let a week's contacts come, with some of another fault."""
        week = self.weeks[-1].plus(1)
        self.weeks.append(week)
        self.made.put(week, usual(len(self.weeks)) + more)
        topics.assign(self.made.home, week)

    def run_again(self, place):
        topics.assign(self.made.home, self.weeks[place % len(self.weeks)])

    def refit(self, seed):
        topics.refit(self.made.home, 52, seed)

    def check(self):
        """Compare the register with its twin."""
        self._hear()
        execute = self.made.execute
        assert (
            dict(execute("SELECT subtopic_id, topic_id FROM topics.subtopics")) == self.slow.owner
        )
        rows = execute("SELECT topic_id, name, merged_into, is_pinned, state FROM topics.topics")
        assert {topic: name for topic, name, *_ in rows} == self.names
        assert {topic: into for topic, _, into, _, _ in rows if into} == self.slow.gone_to
        assert {topic for topic, *_, state in rows if state == "merged"} == self.slow.gone_to.keys()
        assert {topic for topic, _, _, is_pinned, _ in rows if is_pinned} == self.slow.pinned
        assert dict(execute("SELECT contact_id, topic_id FROM topics.contact_topics")) == (
            self.slow.topic_of
        )
        with open_warehouse(self.made.home) as con:
            check_week(con, "3_topics/32_topics", {})
        self._check_what_only_grows()

    def _hear(self):
        """Tell the twin what the engine did: births, merges of a refit, contacts placed."""
        execute = self.made.execute
        for what, topic, other in execute(
            "SELECT what, topic_id, other_id FROM topics.lineage WHERE event > ? "
            "AND who IN ('refit', 'weekly run') AND what IN ('born', 'grown', 'merged') ORDER BY event",
            [self.told],
        ):
            if what == "merged":
                self.slow.merge(topic, other)
            else:
                self.slow.begin(*((topic, topic) if what == "born" else (other, topic)))
        ((self.told,),) = execute("SELECT max(event) FROM topics.lineage")
        for contact, week, subtopic in execute(
            "SELECT contact_id, week_start, subtopic_id FROM topics.contact_topics"
        ):
            if contact not in self.slow.placed_at:
                self.slow.place(contact, week, subtopic)
            assert self.slow.placed_at[contact] == subtopic
        for topic, name in execute("SELECT topic_id, name FROM topics.topics"):
            self.names.setdefault(topic, name)

    def _check_what_only_grows(self):
        """An id means the same for ever, and no row of lineage is lost or changed."""
        rows = set(self.made.execute("SELECT subtopic_id, name, first_week FROM topics.subtopics"))
        lineage = self.made.execute("FROM topics.lineage ORDER BY event")
        assert rows >= self.subtopic_rows
        assert lineage[: len(self.lineage_rows)] == self.lineage_rows
        assert [event for event, *_ in lineage] == list(range(1, len(lineage) + 1))
        self.subtopic_rows, self.lineage_rows = rows, lineage

    def _reset(self):
        """Put the home back to where it was."""
        with open_warehouse(self.made.home) as con:
            con.execute("CREATE SCHEMA IF NOT EXISTS kept")
            for table in TABLES:
                kept = f"kept.{table.replace('.', '_')}"
                con.execute(f"CREATE TABLE IF NOT EXISTS {kept} AS FROM {table}")
                con.execute(f"DELETE FROM {table}")
                con.execute(f"INSERT INTO {table} FROM {kept}")
