"""Does the topics room keep its pace? A start on 200,000 contacts, weeks of 10,000, texts a CPU second.

Run: `python benchmarks/topics_at_scale.py [WEEKS] [CONTACTS_PER_WEEK]` (20 and 10,000) with the extra
`[multilingual]`. The sample provider is made as large, with this release's own settings of topics, and
read into contacts by another process, so that memory is the topics' alone. Then the first fit reads
WEEKS weeks: it counts the contacts of every text, and groups a sample of `max_start_texts` distinct
ones, of which at most 12,000 are joined to neighbours and `teacher_texts` read by the teacher; all other
contacts are placed later. After it every week passes through the whole room; those after the start, which
are searched for new topics, are printed. Last the frozen encoder reads texts that it never saw.
"""

from __future__ import annotations

import multiprocessing
import re
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from timed_teacher import TimedTeacher

from trend_lib import contacts, flow, sample, sources, topics
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse, transaction
from trend_lib.topics.assignment import found_register
from trend_lib.topics.encoders.adapter import open_teacher
from trend_lib.topics.encoders.distilled import DistilledEncoder
from trend_lib.topics.features import word_grams
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

LATER_WEEKS = 4
ENCODED = 20_000  # texts never seen
ASKED_OF = 4_000  # of them with the teacher at hand
TOPICS = re.compile(r"\[topics\]\n(?:\w.*\n)*")  # the sample's own settings are smaller
UNSEEN = """
SELECT text FROM contacts.contacts WHERE length(text) > 0 GROUP BY text
HAVING min(week_start) > ? ORDER BY md5(text) LIMIT ?
"""
COUNT = "SELECT count(*), count(DISTINCT text) FROM contacts.contacts WHERE week_start <= ?"


def make_contacts(path: Path, weeks: int, contacts_per_week: int) -> None:
    """Make the provider's home and read all its contacts."""
    sample.make(path, weeks=weeks + LATER_WEEKS, contacts_per_week=contacts_per_week)
    config = path / "trends.toml"
    said = TOPICS.sub(f"[topics]\nstart_weeks = {weeks}\n", config.read_text("utf-8"))
    config.write_text(said, "utf-8")
    home = open_home(path)
    flow.land(home)
    with hold_warehouse(home):
        for week in sources.pending_weeks(home):
            contacts.build(home, week)


def start(home: Home, last: Week) -> None:
    """Make the first topics, and print what it took."""
    clock = time.process_time()
    with hold_warehouse(home), open_warehouse(home) as con, transaction(con):
        read, distinct = con.execute(COUNT, [last.start]).fetchall()[0]
        found_register(home, con)
        (found,) = con.execute("SELECT count(*) FROM topics.topics").fetchall()[0]
    spent = time.process_time() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"start: {read} contacts of {distinct} distinct texts, {found} topics: "
        f"{spent:.0f} CPU-s, at most {peak:.2f} GB in memory",
        flush=True,
    )


def pass_weeks(home: Home, weeks: Sequence[Week], last: Week) -> None:
    """Let all weeks pass through the room, and print those after the start."""
    for week in weeks:
        clock = time.process_time()
        with hold_warehouse(home):
            topics.assign(home, week)
        if week > last:
            spent = time.process_time() - clock
            print(f"{week}: {spent:.1f} CPU-s, {_say_week(home, week)}", flush=True)


def _say_week(home: Home, week: Week) -> str:
    """Return how many contacts a week had, and how many topics began."""
    with open_warehouse(home) as con:
        ((had,),) = con.execute(
            "SELECT count(*) FROM topics.contact_topics WHERE week_start = ?", [week.start]
        ).fetchall()
        ((born,),) = con.execute(
            "SELECT count(*) FROM topics.topics WHERE first_week = ?", [week.start]
        ).fetchall()
    return f"{had} contacts, {born} new topics"


def encode(home: Home, last: Week) -> None:
    """Print how many texts a CPU second the frozen encoder reads, without its teacher and with it."""
    with open_warehouse(home) as con:
        query = "SELECT artefact FROM topics.models WHERE role = 'encoder'"
        artefact = bytes(con.execute(query).fetchall()[0][0])
        texts = [text for (text,) in con.execute(UNSEEN, [last.start, ENCODED]).fetchall()]
    letters = sum(map(len, texts)) / len(texts)
    bundled = open_teacher("bundled")
    assert bundled is not None  # it raises where it is missing
    teacher = TimedTeacher(bundled)
    for name, encoder, read in (
        ("student alone", DistilledEncoder.load(artefact), texts),
        ("teacher for strange texts", DistilledEncoder.load(artefact, teacher), texts[:ASKED_OF]),
    ):
        word_grams.cache_clear()
        clock = time.process_time()
        encoder.encode(read)
        speed = len(read) / (time.process_time() - clock)
        print(
            f"{name}: {speed:.0f} texts a CPU-s ({len(read)} never seen, {letters:.0f} letters each, "
            f"{len(teacher.rows)} read by the teacher)"
        )


def main() -> None:
    """Read the command line, measure."""
    weeks, each = (int(word) for word in (*sys.argv[1:3], *("20", "10000")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        making = multiprocessing.get_context("spawn").Process(
            target=make_contacts, args=(path, weeks, each)
        )
        making.start()
        making.join()
        home = open_home(path)
        waiting = sources.pending_weeks(home)
        last = waiting[weeks - 1]
        start(home, last)
        pass_weeks(home, waiting, last)
        with one_thread():
            encode(home, last)


if __name__ == "__main__":
    main()
