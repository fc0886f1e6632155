"""The week's contacts whose kind a person settles: drawn once, kept as they were once somebody answered."""

from datetime import UTC, datetime

from tests.topics.conftest import usual
from trend_lib.base.retention import forget_older
from trend_lib.base.warehouse import open_warehouse, read_query, run
from trend_lib.topics.kind_sample import CANDIDATES

SAMPLE = "SELECT * FROM topics.kind_sample WHERE week_start = ? ORDER BY place"
DRAWN = "SELECT contact_id FROM topics.kind_sample WHERE week_start = ? ORDER BY place"
CHANCES = """
SELECT sum(1 / inclusion), max(of_contacts), count(DISTINCT part)
FROM topics.kind_sample GROUP BY week_start
"""
SAY = (
    "INSERT INTO contacts.answers VALUES (?, 'a1', 'inbox', ?, 'olena', 'desk', 'kind', ?, 'cannot tell', NULL, '', NULL)"
)  # fmt: skip
ANSWERED = (
    "INSERT INTO topics.answers VALUES ('a1', ?, TIMESTAMP '2026-05-04', 'olena', 'desk', 'kind', ?, 'technical', '', true, NULL)"
)  # fmt: skip
ASKED_BEFORE = (
    "INSERT INTO topics.kind_sample VALUES (?, ?, 2, '', 'even', 99, '', '', 1, '', 0, 1, 1)"
)


def answer(home, week, contact_id):
    home.execute(SAY, [week.start, datetime(2026, 5, 4, tzinfo=UTC), f"kind:{contact_id}"])


def test_every_week_is_drawn_and_stands_for_all_its_contacts(founded):
    rows = founded.execute(CHANCES)
    assert len(rows) > 4
    for stood_for, of_contacts, parts in rows:
        assert abs(stood_for - of_contacts) < 1e-6
        assert parts == 2


def test_a_late_file_is_drawn_from_too_while_nobody_answered(founded, weeks):
    before = founded.execute(SAMPLE, [weeks[5].start])
    founded.put(weeks[5], usual(9), prefix="late")
    founded.assign(weeks[5])
    after = founded.execute(SAMPLE, [weeks[5].start])
    assert after != before
    assert after[0][-1] > before[0][-1]


def test_once_somebody_answered_a_week_stays_as_it_was_drawn(founded, weeks):
    before = founded.execute(SAMPLE, [weeks[5].start])
    answer(founded, weeks[5], before[0][1])
    founded.put(weeks[5], usual(9), prefix="late")
    founded.assign(weeks[5])
    assert founded.execute(SAMPLE, [weeks[5].start]) == before


def test_whose_kind_was_said_before_or_is_asked_in_another_week_is_not_drawn(founded, weeks):
    ids = "SELECT contact_id FROM topics.contact_topics WHERE week_start = ? ORDER BY contact_id"
    every = [contact for (contact,) in founded.execute(ids, [weeks[5].start])]
    labelled, answered, asked_before, *others = every
    given = {"week_start": weeks[5].start, "seed": 1, "most": len(every)}
    with open_warehouse(founded.home) as con:
        con.execute("INSERT INTO registers.kind_labels VALUES (?, NULL, 'technical')", [labelled])
        con.execute(ANSWERED, [weeks[5].start, f"kind:{answered}"])
        con.execute("DELETE FROM topics.kind_sample WHERE contact_id = ?", [asked_before])
        con.execute(ASKED_BEFORE, [weeks[3].start, asked_before])
        found = run(con, read_query(CANDIDATES), given).fetchall()
    assert sorted(contact for contact, *_ in found) == others
    assert {row[-1] for row in found} == {len(others)}


def test_when_texts_are_forgotten_what_was_said_still_counts(founded, weeks):
    with open_warehouse(founded.home) as con:
        forget_older(con, {"texts": weeks[6].start})
    assert founded.execute(
        "SELECT DISTINCT text FROM topics.kind_sample WHERE week_start < ?", [weeks[6].start]
    ) == [("",)]
    with open_warehouse(founded.home) as con:
        forget_older(con, {"contacts": weeks[6].start})
    assert founded.execute(SAMPLE, [weeks[5].start]) == []
