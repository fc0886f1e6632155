import duckdb
import pytest

from trend_lib.base.home import open_home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.flow import ROOMS, enter, resolve_week
from trend_lib.running import backfill, run
from trend_lib.summing import summarise

TABLES = """
SELECT table_schema || '.' || table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema IN
    ('sources', 'contacts', 'topics', 'weekly', 'detection', 'episodes', 'quality', 'report', 'alerts')
ORDER BY 1
"""

OF_THE_WATCH = {
    "weekly.running_days", "weekly.running_topics", "weekly.newborn_topics",
    "weekly.running_names", "detection.day_assessments", "episodes.early_warnings", "episodes.early_names",
    "episodes.told_early",
}  # fmt: skip

NOBODY_HAS_ANSWERED = {
    "contacts.answers", "episodes.answers", "episodes.countermeasures", "episodes.effects", "episodes.effect_weeks",
    "episodes.marks", "topics.answers", "topics.given_names", "topics.moved_contacts",
    "quality.kind_accuracy", "quality.kind_confusion", "quality.kind_shares",
}  # fmt: skip


def contents(folder):
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        tables = [table for (table,) in con.execute(TABLES).fetchall()]
        return {
            table: sorted(map(repr, con.execute(f"FROM {table}").fetchall())) for table in tables
        }


def files(folder, *below):
    return {
        path.relative_to(folder): path.read_bytes()
        for name in below
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def test_every_table_of_the_flow_has_rows(small_home):
    empty = {table for table, rows in contents(small_home).items() if not rows}
    # nothing waits, nobody was erased, and a small quiet home may have nothing to say in these
    assert empty <= {
        "sources.touched_weeks", "sources.erased", "sources.closed_weeks",
        "episodes.episode_weeks", "episodes.episode_days", "episodes.drivers",
        "topics.vectors", "topics.names", "episodes.terms",
        "quality.audit", "quality.list_answers", "report.explanations", "episodes.causes", "episodes.living", "weekly.merged_topics", "weekly.new_sources",
        "detection.renamed_topics", "episodes.renamed_topics",
        *OF_THE_WATCH, *NOBODY_HAS_ANSWERED,
    }  # fmt: skip


def test_a_second_run_changes_no_row_and_no_byte(copied_home):
    tables = contents(copied_home)
    written = files(copied_home, "bulletins", "outbox", "published")
    run(copied_home, "latest")
    assert contents(copied_home) == tables
    assert files(copied_home, "bulletins", "outbox") == {
        path: data for path, data in written.items() if path.parts[0] != "published"
    }


def test_every_room_can_be_run_again_alone(copied_home):
    home = open_home(copied_home)
    before = contents(copied_home)
    week = resolve_week(home, "latest")
    for room in ROOMS:
        enter(room, home, week)
    assert contents(copied_home) == before


def test_an_earlier_week_can_be_built_again(copied_home):
    before = contents(copied_home)
    week = resolve_week(open_home(copied_home), "latest").plus(-4)
    backfill(copied_home, str(week), str(week), bulletins=False)
    assert contents(copied_home) == before


def test_nothing_read_is_lost(small_home):
    with duckdb.connect(str(small_home / "warehouse.duckdb"), read_only=True) as con:
        faults = con.execute(
            "SELECT path FROM sources.deliveries "
            "WHERE rows_read <> rows_kept + rows_repeated + rows_quarantined OR rows_read = 0"
        ).fetchall()
        contacts, assigned, weekly = con.execute(
            "SELECT (SELECT count(*) FROM contacts.contacts), (SELECT count(*) FROM topics.contact_topics), "
            "(SELECT sum(contacts) FROM weekly.topic_weeks WHERE topic_id = 0 AND slice_dim = 'all')"
        ).fetchone()
    assert faults == []
    assert contacts == assigned == weekly


def test_the_messages_lie_in_the_outbox(small_home):
    summary = summarise(small_home, "latest")
    assert {message["channel"] for message in summary["messages"]} == {"outbox"}
    assert list((small_home / "outbox").glob("*.eml"))
    assert list((small_home / "outbox").glob("*.json"))


def test_a_late_file_rebuilds_exactly_the_weeks_it_touches(copied_home):
    home = open_home(copied_home)
    week = resolve_week(home, "latest").plus(-2)
    day = week.start.strftime("%d.%m.%Y")
    source = home.config.source("desk")
    header = next(copied_home.glob(source.path)).read_text(source.encoding).splitlines()[0]
    columns = header.split(source.delimiter)
    mapped = {
        key: value if isinstance(value, str) else value[0] for key, value in source.columns.items()
    }
    values = {
        mapped["source_id"]: "LATE-1",
        mapped["opened_at"]: f"{day} 10:00",
        mapped["text"]: "late",
    }
    late = source.delimiter.join(values.get(column, "") for column in columns)
    (copied_home / "drop/desk/late.csv").write_text(f"{header}\n{late}\n", source.encoding)
    with open_warehouse(home) as con:
        before = con.execute("SELECT count(*) FROM contacts.contacts").fetchone()
    answer = run(copied_home, "latest")
    with open_warehouse(home) as con:
        after = con.execute("SELECT count(*) FROM contacts.contacts").fetchone()
        built = con.execute(
            "SELECT contacts FROM weekly.topic_weeks WHERE week_start = ? AND topic_id = 0 AND slice_dim = 'all'",
            [week.start],
        ).fetchone()
        there = con.execute(
            "SELECT count(*) FROM contacts.contacts WHERE week_start = ?", [week.start]
        ).fetchone()
    assert after[0] == before[0] + 1
    assert built == there
    assert str(week) in answer["caught_up"]
    assert len(answer["caught_up"]) <= 2  # the next week too, for repeats within seven days


@pytest.mark.parametrize("word", ["@example.com", "+380", "4111 1111"])
def test_no_personal_data_leaves_landing(small_home, word):
    with duckdb.connect(str(small_home / "warehouse.duckdb"), read_only=True) as con:
        found = con.execute(
            "SELECT count(*) FROM contacts.contacts WHERE contains(text, ?)", [word]
        )
        assert found.fetchone() == (0,)
    pages = [data for path, data in files(small_home, "bulletins").items() if path.suffix == ".txt"]
    assert pages
    assert all(b"@example.com" not in page and b"+380" not in page for page in pages)


@pytest.mark.parametrize(
    ("grade", "found"),
    [("", "2026-W40-T{topic} (closed, no alarm this week)"), ("unusual", "2026-W40-T{topic}")],
)
def test_only_an_alarm_of_the_week_counts_as_found(copied_home, grade, found):
    week = resolve_week(open_home(copied_home), "latest")
    labels = str(copied_home / "truth_contacts.csv.gz")
    with open_warehouse(open_home(copied_home)) as con:
        con.execute("DELETE FROM episodes.episode_weeks WHERE week_start = ?", [week.start])
        (topic,) = con.execute(
            "SELECT topic_id FROM topics.contact_topics JOIN contacts.contacts USING (contact_id) "
            "JOIN read_csv(?, all_varchar = true) AS labels USING (source, source_id) "
            "WHERE contact_topics.week_start = ? AND labels.topic = 'internet_down' "
            "GROUP BY topic_id ORDER BY count(*) DESC LIMIT 1",
            [labels, week.start],
        ).fetchone()
        con.execute(
            "INSERT INTO episodes.episode_weeks (week_start, episode_id, topic_id, topic_name, opened_week, "
            "last_alarm_week, state, grade, observed, method, known_events, examples) "
            "VALUES (?, ?, ?, 'x', ?, ?, 'closed', ?, 1, 'level', [], [])",
            [week.start, f"2026-W40-T{topic}", topic, week.start, week.start, grade],
        )
    planted = {row["what"]: row["found"] for row in summarise(copied_home, "latest")["planted"]}
    assert planted["sudden_outage"] == found.format(topic=topic)
