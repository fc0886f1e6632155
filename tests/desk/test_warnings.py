"""Early warnings at the desk: a page before Monday that can be answered, and goes on as the episode."""

from datetime import UTC, date, datetime

import pytest

from tests.report import seeding
from trend_lib.base.inbox import Answer, write_answer
from trend_lib.base.speech import speaking
from trend_lib.desk.episode_list import Wanted, show_episodes
from trend_lib.desk.places import place_of
from trend_lib.desk.reader import Reader
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.desk.warning_page import show_episode_or_warning

from .conftest import ROAMING
from .test_episode_page import told

RUNNING = seeding.WEEK.plus(1)
TUESDAY, WEDNESDAY = date(2026, 9, 22), date(2026, 9, 23)
KNOWN, BORN = f"{RUNNING}-T18", f"{RUNNING}-D22-N47"


def add(change, name=KNOWN, day=TUESDAY, **given):
    row = {
        "week_start": RUNNING.start, "day": day, "warning_id": name, "topic_id": 18, "topic_name": "Slow mobile data",
        "first_day": TUESDAY, "grade": "exceptional", "owner": "radio-duty", "countermeasure": "Look at the cells",
        "observed": 84, "expected": 20.0, "lower": 12.0, "upper": 30.0, "known_events": [], "contact_ids": ["desk:1"],
        "examples": ["The evening is <b>dead</b>, says [name]"],
    } | given  # fmt: skip
    marks = ", ".join("?" for _ in row)
    change(f"INSERT INTO episodes.early_warnings ({', '.join(row)}) VALUES ({marks})", *row.values())  # fmt: skip


def page_of(home, reader, name=KNOWN):
    return show_episode_or_warning(home, reader, name, None)


def test_a_warning_has_a_page_before_monday_with_the_words_of_its_message(home, anna, change):
    add(change)
    page = page_of(home, anna)
    assert "▲ Slow mobile data: 84 contacts so far this week, expected 12–30" in told(page)
    assert "the whole week is judged on Monday" in told(page)
    assert "Exceptional: rarer than 1 morning in 2,000 by chance" in told(page)
    assert "The evening is &lt;b&gt;dead&lt;/b&gt;" in page
    for part in ("radio-duty", "Look at the cells", "I look into it", "A countermeasure began"):
        assert part in told(page)
    assert 'href="../topics/18"' in page


def test_the_page_says_how_each_morning_saw_it(home, anna, change):
    add(change)
    add(change, day=WEDNESDAY, observed=110, grade="")
    page = told(page_of(home, anna))
    assert "110 contacts so far this week, expected 20 back within its range" in page
    assert page.index("up to Wed 23 Sept") < page.index("up to Tue 22 Sept")


def test_warnings_stand_above_the_episodes_and_lead_to_their_pages(home, anna, change):
    add(change)
    add(change, BORN, observed=41, owner=None, topic_name="Cameras offline")
    page = show_episodes(home, anna, Wanted())
    assert page.index(f'href="episodes/{KNOWN}"') < page.index(f'href="episodes/{ROAMING}"')
    assert "2 early warnings" in told(page)
    assert f"{BORN} · up to Tue 22 Sept 41 expected 12–30 Nobody yet New" in told(page)
    assert KNOWN not in show_episodes(home, anna, Wanted(page=2))


def test_readers_of_a_language_see_the_name_they_know(home, anna, change):
    add(change)
    change("INSERT INTO episodes.early_names VALUES (?, ?, 'uk', 'Повільний інтернет')", RUNNING.start, KNOWN)  # fmt: skip
    with speaking("uk"):
        assert "Повільний інтернет" in page_of(home, anna)


def test_a_warning_is_answered_on_its_own_page(home, anna, change):
    add(change)
    place = place_of(home, KNOWN)
    assert place.address == f"episodes/{KNOWN}"
    back = place.show(home, anna, refused="no day", given={"action": "snooze", "note": "later"})
    assert "Not noted: no day." in told(back)
    assert ">later</textarea>" in back
    said = datetime(2026, 9, 22, 7, tzinfo=UTC)
    write_answer(home, Answer(said, "anna", "desk", "start", KNOWN, "Cells restarted", event_id="event-01"))  # fmt: skip
    assert "Noted, and counts within minutes, as soon as answers are taken in: anna began a countermeasure: Cells restarted." in told(page_of(home, anna))  # fmt: skip
    change("UPDATE episodes.early_warnings SET state = 'countermeasure'")
    change(
        "INSERT INTO episodes.answers BY NAME SELECT ? AS week_start, 'inbox:event-01' AS answer_id, ? AS episode_id, "
        "TIMESTAMP '2026-09-22 07:00:00' AS said_at, 'anna' AS who, 'desk' AS way, 'start' AS action, "
        "'Cells restarted' AS value, '' AS note, true AS is_applied", RUNNING.start, KNOWN,
    )  # fmt: skip
    page = told(page_of(home, anna))
    assert "Noted" not in page
    assert "Under way" in page
    assert "anna began a countermeasure: Cells restarted" in page
    assert "I look into it" not in page


def test_who_may_only_read_gets_no_button_on_a_warning(home, change):
    add(change)
    assert 'method="post"' not in page_of(home, Reader("vic", may_answer=False))


def test_on_monday_the_same_address_is_the_episode_whatever_its_number(home, anna, change):
    add(change, ROAMING)
    add(change, BORN)
    change(
        "INSERT INTO episodes.told_early VALUES (?, ?, '2026-W38-T13', 'Router', NULL, 268, 165.4, 134, 199)",
        RUNNING.start, BORN,
    )  # fmt: skip
    change("INSERT INTO episodes.test_weeks BY NAME SELECT * REPLACE (? AS week_start) FROM episodes.test_weeks LIMIT 1", RUNNING.start)  # fmt: skip
    assert "268 contacts" in told(page_of(home, anna, BORN))
    assert "412 contacts" in told(page_of(home, anna, ROAMING))
    assert "early warning" not in told(show_episodes(home, anna, Wanted()))
    assert place_of(home, BORN) is None


def test_a_warning_that_did_not_last_says_so_and_takes_no_answers(home, anna, change):
    add(change)
    change(
        "INSERT INTO episodes.told_early VALUES (?, ?, NULL, 'Slow mobile data', NULL, 96, 80.0, 60, 100)",
        RUNNING.start, KNOWN,
    )  # fmt: skip
    change("INSERT INTO episodes.test_weeks BY NAME SELECT * REPLACE (? AS week_start) FROM episodes.test_weeks LIMIT 1", RUNNING.start)  # fmt: skip
    page = page_of(home, anna)
    assert "Back again: Slow mobile data: 96 contacts, expected 60–100" in told(page)
    assert "did not last: the whole week did not alarm" in told(page)
    assert 'method="post"' not in page
    assert place_of(home, KNOWN) is None


def test_an_episode_that_is_warned_of_again_says_what_the_running_week_brought(home, anna, change):
    add(change, ROAMING, topic_id=12, topic_name="Roaming charged twice")
    page = told(page_of(home, anna, ROAMING))
    assert "The running week was warned of: ▲ Roaming charged twice: 84 contacts so far" in page
    assert "412 contacts" in page


@pytest.mark.parametrize("name", ["2026-W39-T99", "2026-W39-D22-N9", "x"])
def test_a_name_of_nothing_has_no_page(home, anna, change, name):
    add(change)
    assert page_of(home, anna, name) is None
    assert place_of(home, name) is None


def test_what_is_published_of_a_warning_names_no_contact(home, change):
    add(change)
    with open_snapshot(home) as con:
        assert read(con, "SELECT contact_ids FROM episodes.early_warnings") == [{"contact_ids": None}]  # fmt: skip
        columns = read(con, "SELECT column_name FROM duckdb_columns() WHERE database_name = 'snapshot'")  # fmt: skip
    assert {"column_name": "contact_ids"} not in columns
