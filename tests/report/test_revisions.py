"""A corrected bulletin says what moved; the one that it replaces says that it was replaced."""

from datetime import date

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish
from trend_lib.report.revisions import changes
from trend_lib.report.rows_published import ToldFigure

WEEK = seeding.WEEK


def told(topic, observed, expected, name="", *, is_spike=True, revision=1):
    return ToldFigure(date(2026, 9, 14), "en", revision, topic, name, is_spike, observed, expected)


def total(observed, expected=90.0):
    return told(0, observed, expected, "whatever", is_spike=False)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ([total(97)], [total(97)], ()),
        ([total(97, 90.2)], [total(97, 90.4)], ()),  # printed the same
        ([total(6397)], [total(6412)], ("All contacts: 6,412 instead of 6,397",)),
        ([total(97)], [total(97, 93)], ("All contacts: expected 93 instead of 90",)),
        ([total(97)], [total(97, None)], ("All contacts: expected unknown instead of 90",)),
        ([total(9)], [total(9), told(3, 40, 8.0, "wi-fi")], ("New spike: Wi-fi, 40 contacts",)),
        ([told(3, 40, 8.0, "wi-fi")], [], ("No longer a spike: Wi-fi",)),
        (
            [told(3, 40, 8.0, "wi-fi")],
            [told(3, 41, 9.0, "wi-fi")],
            ("Wi-fi: 41 instead of 40", "Wi-fi: expected 9 instead of 8"),
        ),
    ],
)
def test_what_moved_is_said_in_the_figures_that_were_printed(before, now, said):
    assert changes(before, now) == said


def correct(home, sql):
    with open_warehouse(home) as con:
        con.execute(sql)
    return publish(home, WEEK)


def test_a_corrected_bulletin_says_on_every_face_what_it_corrects(tmp_path):
    home = seeding.seed(seeding.new_home(tmp_path), weeks=12)
    folder = publish(home, WEEK).path.parent
    correct(home, "UPDATE episodes.episode_weeks SET observed = 420 WHERE topic_id = 12")
    note = "What changed: Roaming charged twice: 420 instead of 412."
    for face in ("index.html", "mail.html", "mail.txt"):
        assert note in (folder / face).read_text("utf-8")
    correct(home, "UPDATE episodes.episode_weeks SET grade = '' WHERE topic_id = 14")
    third = (folder / "index.html").read_text("utf-8")
    assert "No longer a spike: Second SIM free is not applied" in third
    assert "instead of 412" not in third  # each note is about the revision before


def test_a_replaced_revision_says_so_and_its_links_lead_on(tmp_path):
    home = seeding.seed(seeding.new_home(tmp_path), weeks=4, spiking={})
    folder = publish(home, WEEK).path.parent
    for _ in range(2):
        correct(home, "UPDATE episodes.series_weeks SET observed = observed + 1 WHERE topic_id = 0")
    newest = (folder / "index.html").read_text("utf-8")
    assert 'id="superseded" hidden' in newest
    second = (folder / "r2/index.html").read_text("utf-8")
    assert 'id="superseded">This revision was replaced by a newer one. <a href="../index.html">' in second  # fmt: skip
    assert 'href="../r1/index.html"' in second
    assert (folder / "r2/../r1/index.html").is_file()


def test_many_changes_are_counted_beyond_the_first_few(tmp_path):
    spiking = dict.fromkeys(range(100, 120), (400, 100.0, 80.0, 120.0))
    home = seeding.seed(seeding.new_home(tmp_path), weeks=4, spiking=spiking)
    publish(home, WEEK)
    page = correct(
        home, "UPDATE episodes.episode_weeks SET observed = observed + 1 WHERE topic_id >= 100"
    )
    assert "14 more figures moved." in page.path.read_text("utf-8")


def test_what_a_version_before_did_not_record_is_said_to_be_unknown(tmp_path):
    home = seeding.seed(seeding.new_home(tmp_path), weeks=4, spiking={})
    publish(home, WEEK)
    with open_warehouse(home) as con:
        con.execute("DELETE FROM report.told_figures")
    page = correct(home, "UPDATE episodes.series_weeks SET observed = observed + 1 WHERE topic_id = 0")  # fmt: skip
    assert "Which figures moved is not recorded." in page.path.read_text("utf-8")
