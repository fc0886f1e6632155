"""What the room promises of a week's contacts, whatever was landed."""

import logging
from datetime import date, datetime, time

import pytest

from trend_lib import contacts
from trend_lib.base.errors import DataCheckError, SourceError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.contacts import building

CONTACTS = "SELECT * FROM contacts.contacts ORDER BY contact_id"


def test_a_contact_is_redacted_hashed_and_in_our_words(landed, week, moment):
    landed.land(
        "desk",
        [
            {
                "source_id": "7",
                "opened_at": moment(),
                "closed_at": moment(1),
                "text": "<p>Не працює&nbsp;інтернет,<br>тел 067 123-45-67</p>",
                "channel": "Customer Care Call",
                "direction": None,
                "customer": "+380671234567",
                "region": "  Київ ",
                "operator": "op-3",
                "status": "Closed",
                "handle_seconds": 61.5,
                "transfer_count": 2.0,
            }
        ],
    )
    contacts.build(landed.home, week)
    (row,) = landed.rows(CONTACTS)
    assert row["contact_id"] == "desk:7"
    assert row["text"] == "Не працює інтернет, тел [phone]"
    assert (row["channel"], row["direction"], row["language"]) == ("call", "in", "uk")
    assert (row["region"], row["product"], row["operator_id"]) == ("Київ", None, "op-3")
    assert (row["handle_seconds"], row["hold_seconds"], row["transfer_count"]) == (61.5, None, 2)
    assert (row["is_resolved"], row["is_repeat"], row["tone"]) == (True, False, None)
    assert len(row["customer_id"]) == 20
    assert "38067" not in str(row)


NASTY = {
    "nothing": None,
    "blank": "   \n\t ",
    "emoji": "😡😡 4️⃣ family 👨‍👩‍👧 no signal",
    "html": "<script>alert('x')</script><b>slow</b> internet <img src=x onerror=alert(1)>",
    "nul": "no\x00 sig\x00nal \x1b[31m",
    "turned around": "\u202egnihtemos\u202c no signal",
    "long": "no signal " * 10_000,
    "one long word": "a" * 100_000,
    "open tags": "<a" * 50_000,
    "digits": "1 " * 50_000,
    "formula": '=HYPERLINK("http://example.org")',
    "sql": "'); DROP TABLE contacts.contacts; --",
    "comment": "speed < 5 and ping > 80 <!-- hidden",
}  # fmt: skip


def test_no_text_is_too_nasty_to_become_a_contact(landed, week, moment):
    landed.land(
        "desk",
        [{"source_id": name, "opened_at": moment(), "text": text} for name, text in NASTY.items()],
    )
    contacts.build(landed.home, week)
    texts = {row["source_id"]: row["text"] for row in landed.rows(CONTACTS)}
    assert set(texts) == set(NASTY)
    assert texts["nothing"] == texts["blank"] == ""
    assert texts["html"] == "slow internet"
    assert texts["nul"] == "no signal [31m"
    assert texts["comment"] == "speed < 5 and ping > 80"
    assert all(len(text) <= 10_000 for text in texts.values())
    assert all(sign.isprintable() for text in texts.values() for sign in text)


def test_building_twice_gives_the_same_tables(landed, week, moment):
    landed.land(
        "desk",
        [
            {
                "source_id": str(n),
                "opened_at": moment(n % 7),
                "text": f"t{n}",
                "customer": f"c{n % 3}",
            }
            for n in range(20)
        ],
    )
    contacts.build(landed.home, week)
    once = landed.rows(CONTACTS)
    contacts.build(landed.home, week)
    assert landed.rows(CONTACTS) == once
    assert len(once) == 20


def test_only_the_newest_version_of_a_record_is_a_contact(landed, week, moment):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "old"}], "d1")
    landed.land(
        "desk",
        [
            {"source_id": "2", "opened_at": moment(), "text": "other", "region": "North"},
            {"source_id": "1", "opened_at": moment(), "text": "new"},
        ],
        "d2",
    )
    contacts.build(landed.home, week)
    assert [row["text"] for row in landed.rows(CONTACTS)] == ["new", "other"]


@pytest.mark.parametrize("old_week_first", [True, False])
def test_a_record_that_moved_to_another_week_leaves_no_row_behind(
    landed, week, moment, old_week_first
):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "t"}], "d1")
    contacts.build(landed.home, week)
    landed.land("desk", [{"source_id": "1", "opened_at": moment(7), "text": "t"}], "d2")
    weeks = [week, week.plus(1)] if old_week_first else [week.plus(1), week]
    for each in weeks:
        contacts.build(landed.home, each)
    assert [row["week_start"] for row in landed.rows(CONTACTS)] == [week.plus(1).start]


@pytest.mark.parametrize("days", [7, -7])
def test_a_record_that_moved_between_weeks_built_together_is_in_its_new_week_alone(
    landed, week, moment, days
):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "t"}], "d1")
    contacts.build(landed.home, week)
    row = {"source_id": "1", "opened_at": moment(days), "text": "t"}
    landed.land("desk", [row, {"source_id": "2", "opened_at": moment(), "text": "t"}], "d2")
    contacts.build_all(landed.home, [week.plus(-1), week, week.plus(1)], lambda _: None)
    starts = {row["source_id"]: row["week_start"] for row in landed.rows(CONTACTS)}
    assert starts == {"1": week.plus(days // 7).start, "2": week.start}


def test_weeks_built_together_are_whole_or_untouched(landed, week, moment, monkeypatch):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "old"}], "d1")
    contacts.build(landed.home, week)
    rows = [
        {"source_id": own, "opened_at": moment(days), "text": "new"}
        for own, days in (("1", 0), ("2", 7))
    ]
    landed.land("desk", rows, "d2")

    def cut_off(*_given, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "store_records", cut_off)
        with pytest.raises(KeyboardInterrupt):
            contacts.build_all(landed.home, [week, week.plus(1)], lambda _: None)
    assert [row["text"] for row in landed.rows(CONTACTS)] == ["old"]
    contacts.build_all(landed.home, [week, week.plus(1)], lambda _: None)
    assert [row["text"] for row in landed.rows(CONTACTS)] == ["new", "new"]


def test_weeks_built_together_are_as_if_built_one_by_one(landed, week, moment):
    weeks = [week, week.plus(1), week.plus(3), week.plus(4)]
    rows = [
        {"source_id": f"{days}", "opened_at": moment(days), "text": "t", "customer": f"c{days % 3}",
         "left_out": "spam" if days % 5 == 0 else None}
        for days in range(0, 35, 2)
    ]  # fmt: skip
    landed.land("desk", rows)
    tables = (CONTACTS, "SELECT * FROM contacts.left_out ORDER BY ALL")
    contacts.build_all(landed.home, weeks, lambda _: None)
    together = [landed.rows(table) for table in tables]
    for one in weeks:
        contacts.build(landed.home, one)
    assert together == [landed.rows(table) for table in tables]
    repeats = {row["source_id"]: row["repeat_of"] for row in together[0] if row["is_repeat"]}
    assert repeats == {
        "8": "desk:2", "12": "desk:6", "28": "desk:22", "32": "desk:26", "34": "desk:28",
    }  # fmt: skip


def test_week_53_is_a_week_like_any_other(landed):
    landed.land(
        "desk",
        [{"source_id": "1", "opened_at": datetime.combine(date(2027, 1, 1), time()), "text": "t"}],
    )
    contacts.build(landed.home, Week.parse("2026-W53"))
    assert len(landed.rows(CONTACTS)) == 1


def test_a_customer_back_within_seven_days_is_a_repeat_by_any_channel_and_spelling(
    landed, week, moment
):
    landed.land(
        "calls",
        [
            {"source_id": "a", "opened_at": moment(-4), "text": "", "customer": "+38 067 1234567"},
            {"source_id": "gone", "opened_at": moment(-9), "text": "", "customer": "c2"},
        ],
    )
    landed.land(
        "desk",
        [
            {"source_id": "b", "opened_at": moment(1), "text": "", "customer": "380671234567.0"},
            {"source_id": "c", "opened_at": moment(1), "text": "", "customer": "C2 "},
            {"source_id": "d", "opened_at": moment(2), "text": "", "customer": None},
            {"source_id": "e", "opened_at": moment(3), "text": "", "customer": None},
            {
                "source_id": "f", "opened_at": moment(4), "text": "", "customer": "c2",
                "direction": "outbound",
            },
            {"source_id": "g", "opened_at": moment(5), "text": "", "customer": "c2"},
        ],
    )  # fmt: skip
    for each in (week.plus(-2), week.plus(-1), week):
        contacts.build(landed.home, each)
    found = {
        row["source_id"]: row["repeat_of"] for row in landed.rows(CONTACTS) if row["is_repeat"]
    }
    assert found == {"b": "calls:a", "g": "desk:c"}


def test_how_far_back_a_repeat_reaches_is_a_setting(landed, week, moment):
    (landed.home.path / "trends.toml").write_text("[quality]\nrepeat_days = 30\n", "utf-8")
    landed.land("desk", [{"source_id": "a", "opened_at": moment(-28), "text": "", "customer": "c"}])
    landed.land("calls", [{"source_id": "b", "opened_at": moment(), "text": "", "customer": "c"}])
    for each in (week.plus(-4), week):
        contacts.build(landed.home, each)
    assert [row["is_repeat"] for row in landed.rows(CONTACTS)] == [True, False]


def test_a_week_without_records_is_built_empty(landed, week):
    contacts.build(landed.home, week)
    assert landed.rows(CONTACTS) == []


def test_a_landed_file_that_is_gone_is_named_with_its_cure(landed, week, moment):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "t"}])
    (landed.home.path / "landing" / "desk" / "d1.parquet").unlink()
    with pytest.raises(SourceError, match=r"d1\.parquet is gone.*into drop/ again"):
        contacts.build(landed.home, week)


def test_a_line_that_landing_does_not_hold_stops_the_run(landed, week, moment):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "t"}])
    with open_warehouse(landed.home) as con:
        con.execute("UPDATE sources.records SET line = 99")
    with pytest.raises(DataCheckError):
        contacts.build(landed.home, week)
    assert landed.rows(CONTACTS) == []


def test_the_log_holds_counts_and_no_words(landed, week, moment, caplog):
    landed.land("desk", [{"source_id": "1", "opened_at": moment(), "text": "dreadful service"}])
    with caplog.at_level(logging.DEBUG, "trend_lib"):
        contacts.build(landed.home, week)
    assert "room=contacts week=2026-W34 contacts=1" in caplog.text
    assert "dreadful" not in caplog.text


def test_completeness_of_sources_is_carried_forward(landed, week):
    with open_warehouse(landed.home) as con:
        con.execute(
            "INSERT INTO sources.source_weeks VALUES (?, 'desk', 'contacts', 9, 6, 7, FALSE, "
            "'Sunday is missing', 12, 9, 2, 1, 'a note', DATE '2026-08-05')",
            [week.start],
        )
    contacts.build(landed.home, week)
    (carried,), (given,) = (
        landed.rows(f"SELECT * FROM {room}.source_weeks") for room in ("contacts", "sources")
    )
    assert carried == given | {"contacts": 0}
