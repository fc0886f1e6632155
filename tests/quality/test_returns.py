"""Who came back: the fast query says what the slow, obvious twin says, for any contacts."""

from datetime import date, datetime, time, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles.slow_returns import slow_returns
from trend_lib.base.schema import schema_sql
from trend_lib.base.warehouse import read_query, run
from trend_lib.base.weeks import Week

FIRST = datetime.combine(date(2026, 8, 3), time())
WEEK = Week(date(2026, 8, 17))
CONTACT = st.fixed_dictionaries(
    {
        "hours": st.integers(0, 5 * 7 * 24 - 1),
        "customer_id": st.sampled_from(["a", "b", None]),
        "topic_id": st.sampled_from([None, 1, 2, 3]),
        "text": st.sampled_from(["", "words", "words", "words"]),
        "direction": st.sampled_from(["in", "in", "in", "out"]),
    }
)


def whole(number, row):
    opened = FIRST + timedelta(hours=row["hours"])
    return row | {
        "contact_id": f"c{number}", "source_id": f"c{number}", "source": "s", "channel": "call", "language": "en" if row["text"] else "unknown",
        "opened_at": opened, "day": opened.date(), "week_start": Week.of_day(opened.date()).start, "is_repeat": False,
    }  # fmt: skip


def fast_returns(con, rows, repeat_days):
    for row in rows:
        columns = {key: value for key, value in row.items() if key not in {"hours", "topic_id"}}
        marks = ", ".join("?" for _ in columns)
        con.execute(
            f"INSERT INTO contacts.contacts ({', '.join(columns)}) VALUES ({marks})",
            list(columns.values()),
        )
        if row["topic_id"] is not None:
            con.execute(
                "INSERT INTO topics.contact_topics (contact_id, week_start, day, topic_id, subtopic_id, similarity, "
                "is_new_topic, channel, kind, text, model_version) "
                "VALUES (?, ?, ?, ?, 2, 0.5, false, 'call', 'technical', 't', 'm')",
                [row["contact_id"], row["week_start"], row["day"], row["topic_id"]],
            )
    reach = -(-repeat_days // 7)
    params = {
        "week_start": WEEK.start, "first_week": WEEK.plus(-reach).start, "last_week": WEEK.plus(reach).start,
        "repeat_days": repeat_days,
    }  # fmt: skip
    found = run(con, read_query("7_quality/70_returns"), params).fetchall()
    return {contact: (before, after) for _, contact, before, after in found}


@settings(max_examples=60, deadline=None)
@given(st.lists(CONTACT, max_size=25), st.sampled_from([1, 3, 7, 14]))
def test_the_query_finds_the_repeats_that_looking_at_every_pair_finds(rows, repeat_days):
    contacts = [whole(number, row) for number, row in enumerate(rows)]
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(schema_sql())
        fast = fast_returns(con, contacts, repeat_days)
    slow = slow_returns(contacts, repeat_days)
    here = {row["contact_id"] for row in contacts if row["week_start"] == WEEK.start}
    assert fast == {name: pair for name, pair in slow.items() if name in here}
