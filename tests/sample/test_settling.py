"""Invented people settle what the program drew, as it truly is but for a slip, and nothing in a real home."""

import csv
import gzip
import json

import pytest

from trend_lib import sample
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse

WEEKS = ("2026-11-09", "2026-11-02", "2026-03-02")  # the last is too long ago to be asked about
DRAW = (
    "INSERT INTO topics.kind_sample VALUES (?, ?, 2, '', 'even', ?, 'technical', 'technical', 0.5, 'marketing', 0.3, 1, 1)"
)  # fmt: skip


@pytest.fixture
def drawn(tmp_path):
    """A home with 300 contacts drawn, of which every tenth is of no topic."""
    (tmp_path / "trends.toml").write_text("", "utf-8")
    (tmp_path / "registers").mkdir()
    kinds = ["", *["technical", "marketing", "customer_service"] * 3]
    with gzip.open(tmp_path / "truth_contacts.csv.gz", "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("source", "source_id", "week", "topic", "kind", "language", "planted"))
        writer.writerows(("desk", row, "w", "t", kinds[row % 10], "en", "") for row in range(300))
    home = Home(tmp_path)
    with open_warehouse(home) as con:
        for row in range(300):
            con.execute(DRAW, [WEEKS[row % 3], f"desk:{row}", row])
    return home, {f"kind:desk:{row}": kinds[row % 10] for row in range(300)}


def events(home):
    return [json.loads(path.read_text("utf-8")) for path in sorted(home.folder("inbox").iterdir())]


def said(home):
    """Return what was said of each contact, by event or in the register."""
    with (home.path / "registers" / "kind_labels.csv").open(encoding="utf-8", newline="") as file:
        listed = {f"kind:{row['contact_id']}": row["kind"] for row in csv.DictReader(file)}
    return listed | {event["about"]: event["value"] for event in events(home)}


def test_most_are_settled_as_they_truly_are_by_people_who_are_plainly_invented(drawn):
    home, truth = drawn
    written = sample.settle_kinds(home)
    assert len(said(home)) == written
    assert 0.5 < written / 180 < 0.9  # 200 are recent, of which 180 are of a kind
    assert all("(invented)" in event["who"] for event in events(home))
    assert sum(kind == truth[about] for about, kind in said(home).items()) > 0.95 * written


def test_the_newest_week_is_answered_and_those_before_stand_in_the_register(drawn):
    home, _ = drawn
    sample.settle_kinds(home)
    answered = {int(event["about"].rpartition(":")[2]) for event in events(home)}
    assert {row % 3 for row in answered} == {0}
    assert len(answered) < len(said(home))


def test_what_is_of_no_kind_or_long_ago_is_not_settled(drawn):
    home, truth = drawn
    sample.settle_kinds(home)
    assert all(truth[about] for about in said(home))
    assert all(int(about.rpartition(":")[2]) % 3 < 2 for about in said(home))


def test_settled_again_nothing_is_added(drawn):
    home, _ = drawn
    sample.settle_kinds(home)
    before = events(home), said(home)
    sample.settle_kinds(home)
    assert (events(home), said(home)) == before


def test_in_a_real_home_nobody_invented_says_anything(tmp_path):
    (tmp_path / "trends.toml").write_text("", "utf-8")
    with pytest.raises(MisuseError, match="no sample"):
        sample.settle_kinds(Home(tmp_path))
