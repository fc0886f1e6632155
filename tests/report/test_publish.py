"""Publishing: files, bytes, revisions, the archive and the snapshot for other tools."""

import csv
import hashlib
import io
import json

import duckdb
import pytest

from tests.report import seeding
from tests.report.test_languages import without_imprint
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish

FILES = {
    "index.html", "mail.html", "mail.txt", "appendix.csv", "appendix.xlsx", "images/total.png",
    "images/episodes.json", "images/spike-1.png", "images/spike-2.png", "images/spike-3.png", "images/spark-contacts.png",
    "images/spark-rate.png", "images/spark-solved.png", "images/spark-repeat.png",
    "images/spark-satisfied.png", "images/spark-late.png",
}  # fmt: skip


@pytest.fixture
def small_home(tmp_path):
    """One week of nothing but its total: little to draw."""
    return small(tmp_path / "home")


def small(folder):
    home = seeding.new_home(folder)
    with open_warehouse(home) as con:
        total = {"topic_id": 0, "slice_dim": "all", "slice_value": "all", "topic_name": "All contacts",
                 "week_start": seeding.WEEK.start, "observed": 90, "customers": 80, "method": "none",
                 "status": "baseline_too_short", "is_alarm": False}  # fmt: skip
        seeding.insert(con, "episodes.series_weeks", [total])
    return home


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def bulletins(home):
    with open_warehouse(home) as con:
        return con.execute(
            "SELECT revision, path, subject, spikes FROM report.bulletins ORDER BY 1"
        ).fetchall()


def add_contacts(home):
    with open_warehouse(home) as con:
        con.execute("UPDATE episodes.series_weeks SET observed = observed + 7 WHERE topic_id = 0")


def test_a_bulletin_is_a_folder_of_files_and_a_row(northline):
    home, published = northline
    assert published.path == home.path / "bulletins/2026/w38/en/index.html"
    assert (published.revision, published.changed) == (1, True)
    assert set(hashes(published.path.parent)) == FILES
    ((revision, path, subject, spikes),) = bulletins(home)
    assert (revision, path, spikes) == (1, "bulletins/2026/w38/en/index.html", 3)
    assert subject.startswith("Week 38: 6,518 contacts")


def test_the_text_face_is_as_agreed(northline, golden):
    text = (northline[1].path.parent / "mail.txt").read_text("utf-8")
    golden("northline.txt", without_imprint(text))


def test_another_machine_gets_the_same_bytes(small_home, tmp_path):
    twin = small(tmp_path / "twin")
    first, second = publish(small_home, seeding.WEEK), publish(twin, seeding.WEEK)
    assert hashes(first.path.parent) == hashes(second.path.parent)


def test_publishing_twice_changes_no_byte_and_no_revision(small_home):
    first = publish(small_home, seeding.WEEK)
    before = hashes(small_home.path / "bulletins")
    again = publish(small_home, seeding.WEEK)
    assert (again.revision, again.changed) == (1, False)
    assert hashes(small_home.path / "bulletins") == before
    (first.path.parent / "mail.html").unlink()  # a lost file is written again
    assert publish(small_home, seeding.WEEK).changed is False
    assert hashes(small_home.path / "bulletins") == before


def test_changed_figures_make_a_corrected_report_and_keep_the_old_one(small_home):
    first = publish(small_home, seeding.WEEK)
    folder = first.path.parent
    old_text = (folder / "mail.txt").read_bytes()
    add_contacts(small_home)
    second = publish(small_home, seeding.WEEK)
    assert (second.revision, second.changed) == (2, True)
    assert (folder / "r1/mail.txt").read_bytes() == old_text
    assert 'href="../../../../index.html"' in (folder / "r1/index.html").read_text("utf-8")
    page = (folder / "index.html").read_text("utf-8")
    assert "This is a corrected report: revision 2" in page
    assert 'href="r1/index.html"' in page
    assert [row[0] for row in bulletins(small_home)] == [1, 2]
    told = json.loads((small_home.path / "bulletins/archive.json").read_text("utf-8"))
    assert [entry["revision"] for entry in told["bulletins"]] == [2]


def test_another_setting_that_changes_no_figure_is_no_correction(small_home):
    publish(small_home, seeding.WEEK)
    changed = seeding.new_home(small_home.path, settings="[alerts]\nowner = 'night shift'\n")
    assert publish(changed, seeding.WEEK).changed is False


def test_another_version_of_the_topic_model_stands_in_the_footers_and_is_no_correction(small_home):
    folder = publish(small_home, seeding.WEEK).path.parent
    assert "opic model" not in (folder / "mail.txt").read_text("utf-8")
    row = {"week_start": seeding.WEEK.start, "model_version": seeding.MODEL}
    with open_warehouse(small_home) as con:
        seeding.insert(con, "weekly.model_weeks", [row])
    again = publish(small_home, seeding.WEEK)
    assert (again.revision, again.changed) == (1, False)
    for file in ("index.html", "mail.html", "mail.txt"):
        assert f"opic model {seeding.MODEL}" in (folder / file).read_text("utf-8"), file


def test_the_recorded_hash_is_that_of_the_page_whatever_made_it(small_home):
    def recorded():
        with open_warehouse(small_home) as con:
            return con.execute(
                "SELECT path, sha256, content_hash, config_hash FROM report.bulletins ORDER BY revision"
            ).fetchall()

    def true_hash(path):
        return hashlib.sha256((small_home.path / path).read_bytes()).hexdigest()

    publish(small_home, seeding.WEEK)
    ((path, sha256, content, config),) = recorded()
    assert sha256 == true_hash(path)
    assert config in (small_home.path / path).read_text("utf-8")

    changed = seeding.new_home(small_home.path, settings="[alerts]\nowner = 'night shift'\n")
    assert publish(changed, seeding.WEEK).revision == 1
    ((path, other_sha256, same_content, other_config),) = recorded()
    assert (same_content, other_sha256) == (content, true_hash(path))
    assert other_sha256 != sha256
    assert other_config != config
    assert other_config in (small_home.path / path).read_text("utf-8")

    again = seeding.new_home(small_home.path)  # the old settings again: the old bytes again
    publish(again, seeding.WEEK)
    assert recorded() == [(path, sha256, content, config)]

    add_contacts(again)
    publish(again, seeding.WEEK)
    kept, newest = recorded()
    assert kept[0] == "bulletins/2026/w38/en/r1/index.html"
    assert newest[0] == path
    assert all(row[1] == true_hash(row[0]) for row in (kept, newest))


def test_a_page_that_was_tampered_with_is_written_again(small_home):
    page = publish(small_home, seeding.WEEK).path
    written = page.read_bytes()
    page.write_bytes(written + b"<!-- -->")
    assert publish(small_home, seeding.WEEK).changed is False
    assert page.read_bytes() == written


def test_every_week_stands_in_the_archive_newest_first(small_home):
    publish(small_home, seeding.WEEK)
    publish(small_home, seeding.WEEK.plus(1))  # nothing was counted yet: still a bulletin
    folder = small_home.path / "bulletins"
    told = json.loads((folder / "archive.json").read_text("utf-8"))["bulletins"]
    assert [entry["week"] for entry in told] == ["2026-W39", "2026-W38"]
    assert all((folder / entry["page"]).is_file() for entry in told)
    assert told[0]["verdict"] == "No contacts were counted this week"
    page = (folder / "index.html").read_text("utf-8")
    assert page.index("Week 39, 2026") < page.index("Week 38, 2026")


def test_the_appendix_lists_every_series_of_the_week(northline):
    text = (northline[1].path.parent / "appendix.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    topics = [row for row in rows if row["slice_dim"] == "all" and row["topic_id"] != "0"]
    total = next(row for row in rows if row["topic_id"] == "0" and row["slice_dim"] == "all")
    assert sum(int(row["contacts"]) for row in topics) == int(total["contacts"]) == 6518


def test_other_tools_get_parquet_and_a_duckdb_file_without_customers(northline):
    folder = northline[0].path / "published"
    with duckdb.connect(str(folder / "trends.duckdb"), read_only=True) as con:
        tables = {
            name
            for (name,) in con.execute(
                "SELECT table_name FROM information_schema.tables"
            ).fetchall()
        }
        columns = {
            name
            for (name,) in con.execute(
                "SELECT column_name FROM information_schema.columns"
            ).fetchall()
        }
        in_file = con.execute("SELECT sum(observed) FROM series_weeks").fetchone()
        in_mart = con.execute(
            f"SELECT sum(observed) FROM '{folder}/series_weeks.parquet'"
        ).fetchone()
    assert tables == {path.stem for path in folder.glob("*.parquet")}
    assert in_file == in_mart
    assert not columns & {"customer_id", "text", "operator_id", "contact_id"}
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
