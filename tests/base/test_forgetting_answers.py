"""Who is erased is gone from what callers answered about them, too."""

from tests.quality.measured_home import NOON, WEEK, MeasuredHome
from trend_lib.base.forgetting import Traces, forget_in_tables
from trend_lib.base.warehouse import open_warehouse


def test_answers_about_a_contact_of_an_erased_customer_go_and_others_stay(tmp_path):
    home = MeasuredHome(tmp_path)
    for number, about in enumerate(
        ("unresolved:d:1", "callback:key_point:d:1", "kind:d:1", "unresolved:d:2", "2026-W33-T1")
    ):
        row = {"week_start": WEEK.start, "answer_id": str(number), "said_at": NOON, "who": "w", "action": "solved", "about": about}  # fmt: skip
        home.insert("contacts.answers", row | {"source": "inbox", "way": "desk", "note": ""})
        home.insert("quality.list_answers", row | {"became": "counted"})
    with open_warehouse(home.home) as con:
        forget_in_tables(con, Traces("hash", ("d:1",)))
        for table in ("contacts.answers", "quality.list_answers"):
            left = con.execute(f"SELECT about FROM {table} ORDER BY about").fetchall()
            assert left == [("2026-W33-T1",), ("unresolved:d:2",)]
