"""The list of episodes: what lives first, and only what was asked for."""

import re

import pytest

from trend_lib.base.speech import speaking
from trend_lib.desk.episode_list import PAGE_LENGTH, Wanted, show_episodes

from .conftest import ROAMING


def ids(page):
    return re.findall(r'href="episodes/([^"]+)"', page)


def test_what_rose_most_stands_first(home, anna):
    assert ids(show_episodes(home, anna, Wanted())) == [
        f"2026-W38-T{topic}" for topic in (12, 13, 14)
    ]


def test_what_is_over_is_shown_when_it_is_asked_for(home, anna, change):
    change("UPDATE episodes.episode_weeks SET state = 'closed' WHERE topic_id = 13")
    assert "2026-W38-T13" not in ids(show_episodes(home, anna, Wanted()))
    for state in ("over", "closed"):
        assert ids(show_episodes(home, anna, Wanted(state=state))) == ["2026-W38-T13"]
    assert ids(show_episodes(home, anna, Wanted(state="any")))[-1] == "2026-W38-T13"


@pytest.mark.parametrize(
    ("wanted", "topics"),
    [
        (Wanted(text="ROAMING twice"), [12]),
        (Wanted(text="w38-t14"), [14]),
        (Wanted(text="vera"), [13]),
        (Wanted(text="100%_"), []),
        (Wanted(owner="vera"), [13]),
        (Wanted(owner="-"), [12, 14]),
        (Wanted(grade="exceptional", text="no such words"), []),
        (Wanted(state="no such state"), []),
    ],
)
def test_the_filter_finds_what_fits(home, anna, change, wanted, topics):
    change("UPDATE episodes.episode_weeks SET owner = CASE topic_id WHEN 13 THEN 'vera' END")
    assert ids(show_episodes(home, anna, wanted)) == [f"2026-W38-T{topic}" for topic in topics]


def test_a_grade_is_that_of_the_newest_alarm(home, anna, change):
    change("UPDATE episodes.episode_weeks SET grade = 'unusual' WHERE topic_id = 14")
    assert ids(show_episodes(home, anna, Wanted(grade="unusual"))) == ["2026-W38-T14"]


def test_the_headline_counts_what_is_open_and_unowned(home, anna, change):
    change("UPDATE episodes.episode_weeks SET owner = CASE topic_id WHEN 13 THEN 'vera' END")
    assert "<h1>3 episodes are open, 2 without an owner</h1>" in show_episodes(home, anna, Wanted())
    change("UPDATE episodes.episode_weeks SET owner = 'vera'")
    assert "<h1>3 episodes are open, each with an owner</h1>" in show_episodes(home, anna, Wanted())
    change("UPDATE episodes.episode_weeks SET state = 'closed'")
    assert "<h1>Nothing is open</h1>" in show_episodes(home, anna, Wanted())


def test_an_empty_home_says_that_nothing_is_open(tmp_path, anna):
    from tests.report import seeding

    page = show_episodes(seeding.new_home(tmp_path / "new"), anna, Wanted())
    assert "Nothing is open" in page


def test_a_long_list_has_pages(home, anna, change):
    change(
        "INSERT INTO episodes.episode_weeks BY NAME SELECT * EXCLUDE copy REPLACE (episode_id || '-' || copy AS episode_id) "
        f"FROM episodes.episode_weeks, range({PAGE_LENGTH}) AS copies(copy) WHERE topic_id = 12"
    )
    first = show_episodes(home, anna, Wanted())
    assert len(ids(first)) == PAGE_LENGTH
    assert 'rel="next"' in first
    second = show_episodes(home, anna, Wanted(page=2))
    assert len(ids(second)) == 3
    assert 'rel="next"' not in second
    assert not set(ids(first)) & set(ids(second))


def test_names_from_outside_are_texts_and_never_tags(home, anna, change):
    change(
        "UPDATE episodes.episode_weeks SET topic_name = ?, owner = ?", "<script>x</script>", "<b>"
    )
    page = show_episodes(home, anna, Wanted(text='"><script>'))
    page += show_episodes(home, anna, Wanted())
    assert "<script>x" not in page
    assert '"><script>' not in page
    assert "<b>&" not in page


def test_the_list_speaks_the_readers_language(home, anna):
    with speaking("uk"):
        page = show_episodes(home, anna, Wanted())
    assert '<html lang="uk">' in page
    assert "Епізоди" in page
    assert ROAMING in page
    assert "Roaming charged twice" not in page


def test_what_is_told_as_one_has_one_line_and_is_found_by_each_of_its_names(home, anna, change):
    change("UPDATE episodes.episode_weeks SET led_by = ? WHERE topic_id = 13", ROAMING)
    page = show_episodes(home, anna, Wanted())
    assert ids(page) == [ROAMING, "2026-W38-T14"]
    assert "By the same cause: Router loses Wi-Fi after update." in page
    assert "<h1>2 episodes are open" in page
    assert ids(show_episodes(home, anna, Wanted(text="router"))) == [ROAMING]


def test_a_member_that_is_over_before_the_one_that_leads_it_is_listed_as_over(home, anna, change):
    change(
        "UPDATE episodes.episode_weeks SET led_by = ?, state = 'closed' WHERE topic_id = 13",
        ROAMING,
    )
    assert ids(show_episodes(home, anna, Wanted(state="over"))) == ["2026-W38-T13"]
