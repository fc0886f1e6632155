"""What becomes of real exports stands in docs/sources.md, as benchmarks/real_files.py prints it."""

from pathlib import Path

import pytest

from benchmarks.real_files import FILE_SETS, HEAD, run_set
from trend_lib.base.home import Home
from trend_lib.base.resources import CHECKOUT
from trend_lib.base.warehouse import open_warehouse

SHARED = Path(CHECKOUT).parent / "shared" / "data"
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (CHECKOUT / "docs" / "sources.md").read_text("utf-8").splitlines()
    if line.startswith("|")
]
ROWS = [row for row in TABLE if len(row) == len(HEAD) and row[3][:1].isdigit()]
SETS = {files.name: files for files in FILE_SETS}


def home_of(name, tmp_path):
    files = SETS[name]
    for pattern in files.files.values():
        if not any(SHARED.glob(pattern)):
            pytest.skip(f"the public data {pattern} is not beside this checkout")
    home = Home(tmp_path / "home")
    return home, run_set(files, home, SHARED)


def test_the_page_tells_of_every_set():
    assert list(dict.fromkeys(row[0] for row in ROWS)) == list(SETS)


def test_no_row_of_the_page_is_lost():
    for row in ROWS:
        read, kept, repeated, set_aside = (int(cell.replace(",", "")) for cell in row[3:7])
        assert read == kept + repeated + set_aside, row


@pytest.mark.parametrize("name", SETS)
def test_a_real_export_becomes_what_the_page_says(name, tmp_path):
    _, rows = home_of(name, tmp_path)
    assert [list(row) for row in rows] == [row for row in ROWS if row[0] == name]


def test_a_thread_is_told_in_the_customers_words(tmp_path):
    home, _ = home_of("twcs_sample", tmp_path)
    with open_warehouse(home) as con:
        [said] = con.execute(
            "SELECT text, message_count, reply_count FROM contacts.contacts WHERE contact_id = 'messages:8'"
        ).fetchall()
    assert said[0].startswith("@sprintcare is the worst customer service")
    assert "Please send us a Private Message" not in said[0]
    assert said[1:] == (4, 3)


def test_reviews_are_in_the_language_they_are_written_in(tmp_path):
    home, _ = home_of("uk_reviews_rozetka, dated", tmp_path)
    with open_warehouse(home) as con:
        languages = dict(
            con.execute("SELECT language, count(*) FROM contacts.contacts GROUP BY 1").fetchall()
        )
    assert languages["uk"] > 0.99 * sum(languages.values())
    assert languages["en"] < 5  # one is English, three list the parts of a computer
