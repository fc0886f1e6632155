"""The truth: what was planted and where, and what each contact is really about.

For tests and for measuring how well topics are found; no room reads it.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.callback_export import LATE_CALLER
from trend_lib.sample.catalogue import load_topics
from trend_lib.sample.delivery import WEEK_MINUTES, Delivered
from trend_lib.sample.evaluation_export import LATE_REVIEWER, LENIENT
from trend_lib.sample.exchange_export import Abandoned
from trend_lib.sample.facts import LANGUAGES
from trend_lib.sample.home_files import Rows, write_table
from trend_lib.sample.people import HARD_CASES, OPERATORS, RUDE
from trend_lib.sample.plants import (
    CUT_PAGE_BACK,
    HOLIDAY_BACK,
    LATE_BACK,
    LATE_FORMS_BACK,
    LATE_LISTS_BACK,
    MISSING_BACK,
    REGIONS,
    RENAMED,
    RENAMED_BACK,
    RENAMED_TO,
    RISES,
    TWICE_FORMS_BACK,
    fits,
)  # fmt: skip
from trend_lib.sample.world import SYSTEMS, World, late_calls
from trend_lib.sample.zendesk_extras import KINDS_OF_EXTRAS, Extras

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = (
    "what", "topic", "kind", "slice_dim", "slice_value", "first_week", "last_week",
    "extra_contacts", "note",
)  # fmt: skip
NO_TOPIC = "none"


@dataclass(frozen=True, slots=True)
class Beside:
    """What was delivered of answers, forms and call-backs, and what is no contact of a customer."""

    web: Delivered
    forms: Delivered
    called: Delivered
    extras: Extras


def write_truth(world: World, beside: Beside, home: Path) -> int:
    """Write `truth.csv`; return its rows."""
    rows: Rows = [
        *_rises(world),
        *_happenings(world),
        *_deliveries(world, beside),
        *_people(world),
    ]
    write_table(home / "truth.csv", COLUMNS, rows)
    return len(rows)


def write_labels(world: World, abandoned: Abandoned, home: Path) -> None:
    """Write `truth_contacts.csv.gz`: one row a contact that is in an export."""
    names = [*(topic.name for topic in load_topics()), NO_TOPIC]
    kinds = [*(topic.kind for topic in load_topics()), ""]
    rises = [*(rise.what for rise in RISES), ""]  # -1 is the last
    weeks = [str(world.first.plus(week)) for week in range(world.arguments.weeks)]
    arrivals = world.arrivals
    columns = (
        np.array(SYSTEMS)[world.system].tolist(),
        world.source_id.tolist(),
        [weeks[week] for week in arrivals.week],
        [names[topic] for topic in arrivals.topic],
        [kinds[topic] for topic in arrivals.topic],
        [LANGUAGES[language] for language in world.people.language],
        [rises[rise] for rise in arrivals.rise],
    )
    lines = [",".join(row) for row in zip(*columns, strict=True)]
    given_up = zip(abandoned.call_id, abandoned.minute // WEEK_MINUTES, strict=True)
    lines += [f"exchange,{call},{weeks[week]},{NO_TOPIC},,," for call, week in given_up]
    text = "\n".join(["source,source_id,week,topic,kind,language,planted", *lines, ""])
    packed = gzip.compress(text.encode(), compresslevel=4, mtime=0)
    (home / "truth_contacts.csv.gz").write_bytes(packed)


def _rises(world: World) -> Iterator[tuple[object, ...]]:
    """Yield a row for each planted rise that is in the exports."""
    kinds = {topic.name: topic.kind for topic in load_topics()}
    for number, rise in enumerate(RISES):
        if not rise.fits(world.arguments.weeks):
            continue
        extra = int((world.arrivals.rise == number).sum())
        where = ("all", "all") if rise.region is None else ("region", REGIONS[rise.region])
        weeks = world.last.plus(-rise.first_back), world.last.plus(-rise.last_back)
        yield rise.what, rise.topic, kinds[rise.topic], *where, *weeks, extra, rise.note


def _happenings(world: World) -> Iterator[tuple[object, ...]]:
    """Yield what happened to days and names rather than to a topic's level."""
    weeks, last = world.arguments.weeks, world.last
    if fits(RENAMED_BACK, weeks):
        note = f"the same service was called {RENAMED} until the week before: no real rise"
        begin = last.plus(-RENAMED_BACK)
        yield "renamed_topic", RENAMED_TO, "marketing", "all", "all", begin, last, 0, note
    if fits(HOLIDAY_BACK, weeks):
        week = last.plus(-HOLIDAY_BACK)
        lost = sum(count for day, count in world.kept_away.items() if day in week.days())
        note = "half of a day's contacts stay away; the days are in registers/holidays.csv"
        yield "holiday", "", "", "all", "all", week, week, -lost, note
    if fits(MISSING_BACK, weeks):
        week = last.plus(-MISSING_BACK)
        note = "all calls of Tuesday are missing"
        yield "missing_source_day", "", "", "source", "calls", week, week, -world.calls_lost, note
    if fits(LATE_BACK, weeks):
        week = last.plus(-LATE_BACK)
        late = int(late_calls(world).sum())
        note = f"{late} calls of Wednesday arrive in a file named for the week after"
        yield "late_delivery", "", "", "source", "calls", week, week, 0, note


def _deliveries(world: World, beside: Beside) -> Iterator[tuple[object, ...]]:
    """Yield what came late, in part or twice, and what is among the tickets beside contacts."""
    forms, called, extras = beside.forms, beside.called, beside.extras
    for what, source, back, there, note in (
        ("late_delivery", "evaluations", LATE_FORMS_BACK, forms.late,
         f"{forms.late} forms of {LATE_REVIEWER} arrive in a file named for the week after"),
        ("late_delivery", "callbacks", LATE_LISTS_BACK, called.late,
         f"{called.late} calls of {LATE_CALLER} arrive in a file named for the week after"),
        ("repeated_delivery", "evaluations", TWICE_FORMS_BACK, forms.files,
         "the same forms come again in another order: a file named copy"),
        ("partial_delivery", "zendesk", CUT_PAGE_BACK, len(extras.row),
         "the week's page is cut off; the whole page comes with the week after"),
    ):  # fmt: skip
        if there and fits(back, world.arguments.weeks):
            week = world.last.plus(-back)
            yield what, "", "", "source", source, week, week, 0, note
    counts = ", ".join(f"{extras.count(kind)} {word}" for kind, word in enumerate(KINDS_OF_EXTRAS))
    weeks = world.first, world.last
    for what, source, note in (
        ("late_answers", "web", f"{beside.web.late} forms come back after the file that says they were sent"),
        ("repeated_rows", "ivr", "each file begins with the last day of the one before"),
        ("repeated_rows", "callbacks", "each file begins with the last two days of the one before"),
        ("repeated_rows", "exchange", "each log begins with the last three lines of the one before"),
    ):  # fmt: skip
        yield what, "", "", "source", source, *weeks, 0, note
    note = f"{counts}: the first three are no contacts, the merged are part of another"
    yield "tickets_beside", "", "", "source", "zendesk", *weeks, 0, note


def _people(world: World) -> Iterator[tuple[object, ...]]:
    """Yield the people whose figures need a second look."""
    for what, dimension, person, note in (
        ("rude_operator", "operator", OPERATORS[RUDE], "politeness and willingness are scored lower, and callers of the centre in Connect end a talk worse than they began"),
        ("hard_case_mix", "operator", OPERATORS[HARD_CASES], "far more of the hard topics; works as well as others"),
        ("lenient_reviewer", "reviewer", LENIENT, "gives about a point more than others, also for the same calls"),
    ):  # fmt: skip
        yield what, "", "", dimension, person, world.first, world.last, 0, note
