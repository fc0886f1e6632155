"""What systems send twice, late or by a wrong clock: the newest version of a record wins."""

import json

import pytest

from trend_lib import sources

pytestmark = pytest.mark.usefixtures("toys")


@pytest.fixture
def toy(make_desk):
    return make_desk('reader = "toy"', columns="")


def page(desk, name, *records):
    """Land a page of (id, updated, text and more); answer what was kept and what was repeated."""
    rows = [
        {"source_id": own, "opened_at": "2026-08-17T10:00:00Z", "updated_at": updated, **more}
        for own, updated, more in records
    ]
    desk.drop(name, json.dumps(rows))
    landed = desk.land()
    return landed.rows_kept, landed.rows_repeated


def test_a_page_that_comes_again_with_one_more_record_repeats_the_others(toy):
    first = ("1", "2026-08-18T10:00:00Z", {"text": "a"})
    assert page(toy, "1.json", first) == (1, 0)
    assert page(toy, "2.json", first, ("2", "2026-08-18T11:00:00Z", {"text": "b"})) == (1, 1)
    assert toy.rows("source_id, text") == [("1", "a"), ("2", "b")]


def test_an_old_export_put_into_drop_later_does_not_undo_what_the_api_said(toy):
    page(toy, "page-2.json", ("1", "2026-08-20T10:00:00Z", {"text": "reopened", "status": "open"}))
    page(toy, "export.json", ("1", "2026-08-18T10:00:00Z", {"text": "closed", "status": "solved"}))
    assert toy.rows("text, status") == [("reopened", "open")]


def test_versions_are_told_apart_by_the_source_s_clock_wherever_ours_stands(toy):
    skewed = "2099-01-01T00:00:00Z"  # no clock is that wrong: the order of landing counts
    page(
        toy,
        "1.json",
        ("1", "2026-08-18T12:00:00+03:00", {"text": "old"}),
        ("2", skewed, {"text": "old"}),
    )
    page(
        toy,
        "2.json",
        ("1", "2026-08-18T09:00:01Z", {"text": "new"}),
        ("2", skewed, {"text": "new"}),
    )
    assert toy.rows("source_id, text") == [("1", "new"), ("2", "new")]


def test_a_record_deleted_since_is_left_out_and_its_week_waits(toy):
    page(toy, "1.json", ("1", "2026-08-18T10:00:00Z", {"text": "a"}))
    sources.settle(toy.home, sources.pending_weeks(toy.home))
    gone = ("1", "2026-08-21T10:00:00Z", {"text": "a", "left_out": "deleted"})
    assert page(toy, "2.json", gone) == (1, 0)
    assert toy.rows("source_id, left_out") == [("1", "deleted")]
    assert [str(week) for week in sources.pending_weeks(toy.home)] == ["2026-W34"]


def test_two_sources_may_read_the_same_files(toy):
    file = toy.home.path / "trends.toml"
    other = file.read_text().split("[[sources]]")[1].replace('"desk"', '"survey"', 1)
    answers = other.replace('reader = "toy"', 'reader = "toy"\nholds = "survey_answers"')
    file.write_text(f"{file.read_text()}[[sources]]{answers}")
    toy.drop("a.log", "1|2026-08-17|5|4\n")
    assert toy.land().deliveries == 2
    assert toy.ask("SELECT source, source_id FROM sources.records ORDER BY ALL") == [
        ("desk", "1"), ("survey", "1:politeness"), ("survey", "1:quality"),
    ]  # fmt: skip
