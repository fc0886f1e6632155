"""Invented people settle kinds: of the contacts that the program drew, what each is really about, with slips.

Not part of making the home: what is drawn is known only once the history is loaded. So `make run` lets them answer then:
of the newest week by the same signed events that the desk writes, of the weeks before in the register of labels, as who
worked through an exported list would (each event is landed by itself, which takes a while for hundreds).
"""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from trend_lib.base.errors import MisuseError
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sample.arrays import dice
from trend_lib.sample.catalogue import KINDS
from trend_lib.sample.home_files import Rows, write_table

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from trend_lib.base.home import Home

WHO = ("Olena (invented)", "Taras (invented)")
SETTLED, SLIPS = 0.7, 0.01  # of what was drawn; of what they say
WEEKS_BACK = 26  # two quarters, so that one can be set beside the other
DAYS_LATER, NINE = 8, time(9, tzinfo=UTC)  # a Tuesday, after the week's bulletin
DRAWN = """
SELECT contact_id, week_start, place FROM topics.kind_sample
WHERE week_start > (SELECT max(newest.week_start) FROM topics.kind_sample AS newest) - to_days(CAST($days AS INTEGER))
ORDER BY week_start, place
"""


def settle_kinds(home: Home) -> int:
    """Write what people say of the kinds that were drawn; return of how many contacts. The same again adds nothing."""
    truth_file = home.path / "truth_contacts.csv.gz"
    if not truth_file.exists():
        raise MisuseError(
            f"{home.path} is no sample: invented people settle nothing in a real home"
        )
    with open_warehouse(home) as con:
        drawn = con.execute(DRAWN, {"days": 7 * WEEKS_BACK}).fetchall()
    said = _say(drawn, _read_kinds(truth_file, {contact for contact, _, _ in drawn}))
    newest = max((week_start for _, week_start, _ in drawn), default=None)
    listed: Rows = [
        (contact_id, "", kind) for contact_id, week_start, _, kind in said if week_start != newest
    ]
    write_table(home.path / "registers" / "kind_labels.csv", ("contact_id", "text", "kind"), listed)
    for contact_id, week_start, place, kind in said[len(listed) :]:
        write_answer(home, _answer(contact_id, week_start, place, kind))
    return len(said)


def _say(
    drawn: list[tuple[str, date, int]], kinds: dict[str, str]
) -> list[tuple[str, date, int, str]]:
    """Return what is said of which contacts, oldest week first."""
    random = dice(0, 17)
    said = []
    for contact_id, week_start, place in drawn:
        settles, slips, other = (
            random.random(),
            random.random(),
            int(random.integers(1, len(KINDS))),
        )
        kind = kinds.get(contact_id)
        if kind and settles < SETTLED:
            told = KINDS[(KINDS.index(kind) + (other if slips < SLIPS else 0)) % len(KINDS)]
            said.append((contact_id, week_start, place, told))
    return said


def _answer(contact_id: str, week_start: date, place: int, kind: str) -> Answer:
    """Return one answer, a minute after the one before."""
    said_at = datetime.combine(week_start, NINE) + timedelta(days=DAYS_LATER, minutes=place)
    return Answer(said_at, WHO[place % len(WHO)], "desk", "kind", f"kind:{contact_id}", kind)


def _read_kinds(truth_file: Path, wanted: set[str]) -> dict[str, str]:
    """Return what some contacts are really about; those of no topic are of no kind."""
    with gzip.open(truth_file, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        named = ((f"{source}:{source_id}", kind) for source, source_id, _, _, kind, *_ in rows)
        return {contact_id: kind for contact_id, kind in named if contact_id in wanted}
