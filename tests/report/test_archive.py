"""The archive: a row a week with its trend, a list for programs, a feed that tells of corrections."""

import json
import re

import feedparser
import pytest

from tests.report import seeding
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish

WEEK = seeding.WEEK


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """Two weeks of a public home; the first was corrected."""
    folder = tmp_path_factory.mktemp("archive")
    home = seeding.seed(seeding.new_home(folder, 'Northline & "Sons" <b>'.replace('"', "'"),
                                         'public_url = "https://trends.example/x/"\n'), spiking={})  # fmt: skip
    publish(home, WEEK)
    with open_warehouse(home) as con:
        con.execute("UPDATE episodes.series_weeks SET observed = observed + 7 WHERE topic_id = 0")
    publish(home, WEEK)
    publish(home, WEEK.plus(1))
    return home


def feed_of(home: Home):
    text = (home.path / "bulletins/feed-en.xml").read_text("utf-8")
    read = feedparser.parse(text)
    assert not read.bozo
    return read


def test_a_feed_has_one_entry_a_week_and_absolute_links_of_a_public_home(corrected):
    read = feed_of(corrected)
    assert read.version == "atom10"
    assert read.feed.title == "Northline & 'Sons' <b> complaint bulletin"
    assert [entry.link for entry in read.entries] == [
        "https://trends.example/x/bulletins/2026/w39/en/index.html",
        "https://trends.example/x/bulletins/2026/w38/en/index.html",
    ]
    assert read.entries[1].title.startswith("Week 38, 2026: ")
    assert read.entries[1].summary.endswith("Corrected: revision 2.")
    assert {link.rel for link in read.feed.links} == {"self", "alternate"}


def test_a_correction_keeps_the_id_of_its_week_and_has_a_later_moment(tmp_path):
    home = seeding.seed(seeding.new_home(tmp_path), weeks=4, spiking={})
    publish(home, WEEK)
    (first,) = feed_of(home).entries
    with open_warehouse(home) as con:
        con.execute("UPDATE episodes.series_weeks SET observed = observed + 7 WHERE topic_id = 0")
    publish(home, WEEK)
    (second,) = feed_of(home).entries
    assert second.id == first.id
    assert second.updated > first.updated
    assert second.published == first.published == "2026-09-21T00:00:00Z"
    assert second.link == "2026/w38/en/index.html"  # no public address: beside the feed


def test_the_list_for_programs_names_every_revision_and_its_address(corrected):
    folder = corrected.path / "bulletins"
    newest, older = json.loads((folder / "archive.json").read_text("utf-8"))["bulletins"]
    assert (newest["week"], newest["revision"], newest["earlier"]) == ("2026-W39", 1, [])
    assert older["address"] == "https://trends.example/x/bulletins/2026/w38/en/index.html"
    assert older["earlier"] == [{"revision": 1, "page": "2026/w38/en/r1/index.html"}]
    assert (folder / older["earlier"][0]["page"]).is_file()


def test_the_page_has_a_row_a_week_with_trend_languages_and_older_revisions(corrected):
    page = (corrected.path / "bulletins/index.html").read_text("utf-8")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)
    assert len(rows) == 2
    assert rows[1].count("<svg") == 1
    assert rows[0].count("<svg") == 0  # nothing was counted in that week
    assert 'lang="en">English</a>' in rows[1]
    assert 'href="2026/w38/en/r1/index.html">earlier: 1</a>' in rows[1]
    assert "<b>Northline &amp; &#39;Sons&#39; &lt;b&gt;</b>" in page
    every_link = re.findall(r' href="([^"#]+)"', page)
    assert all((corrected.path / "bulletins" / link).is_file() for link in every_link)


def test_a_week_with_missing_data_has_no_range_in_its_trend(tmp_path):
    home = seeding.seed(seeding.new_home(tmp_path), spiking={})
    with open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.series_weeks SET status = 'source_incomplete', observed = 9 "
            "WHERE topic_id = 0 AND week_start = ?",
            [WEEK.start],
        )
    publish(home, WEEK)
    page = (home.path / "bulletins/index.html").read_text("utf-8")
    assert 'fill="var(--hot)"' not in page  # no triangle: what is missing did not fall
