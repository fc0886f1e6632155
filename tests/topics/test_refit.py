"""A refit learns new words and changes no id: not of stored contacts, nor of what persons said."""

import importlib
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topics.conftest import usual
from tests.topics.test_register import edit, topic_state
from trend_lib import topics
from trend_lib.base.warehouse import open_warehouse
from trend_lib.commands import telling_topics
from trend_lib.topics.lineage import REFIT, note
from trend_lib.topics.matching import match_groups, merge_topics
from trend_lib.topics.parting import Part, find_parts

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.parametrize("seed", [7, 8])
def test_contacts_keep_their_topic_through_a_refit_on_the_same_texts(founded, seed):
    before = founded.rows()
    said = topics.refit(founded.home, 52, seed)
    assert said["kept_share"] >= 0.97
    assert founded.rows() == before


def test_the_benchmark_of_refits_runs_and_leaves_its_home_alone(founded, monkeypatch, capsys):
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    refit = importlib.import_module("refit")
    before = founded.tables()
    monkeypatch.setattr(sys, "argv", ["refit", str(founded.home.path), "--seeds", "7"])
    refit.main()
    stored, shares = re.match(
        r"seed 7: stored ids changed (\d+ of \d+); placed again where they are ([\d.]+)",
        capsys.readouterr().out,
    ).groups()
    assert stored == f"0 of {len(founded.rows())}"
    assert float(shares) >= 0.97
    assert founded.tables() == before


def test_new_contacts_find_the_old_topics_after_a_refit(founded, weeks):
    topics.refit(founded.home, 52)
    founded.put(weeks[6], usual(5))
    founded.assign(weeks[6])
    pairs = founded.execute(
        "SELECT count(*), count(CASE WHEN a.topic_id = b.topic_id THEN 1 END) FROM topics.contact_topics AS a "
        "JOIN topics.contact_topics AS b ON a.text = b.text WHERE a.week_start = ? AND b.week_start = ?",
        [weeks[5].start, weeks[6].start],
    )[0]
    assert pairs[1] >= 0.97 * pairs[0]


def test_what_persons_said_survives_a_refit(founded, weeks):
    founded.execute(
        "INSERT INTO registers.topic_names (topic_id, name, kind) VALUES (2, 'As we call it', 'marketing')"
    )
    edit(founded, "merge", 3, 2)
    edit(founded, "pin", 4)
    founded.assign(weeks[5])
    before = [topic_state(founded, topic_id) for topic_id in (2, 3, 4)]
    topics.refit(founded.home, 52)
    assert [topic_state(founded, topic_id) for topic_id in (2, 3, 4)] == before
    assert founded.execute("SELECT name FROM topics.topics WHERE topic_id = 2") == [
        ("As we call it",)
    ]


def test_a_refit_tells_which_topic_fell_apart_and_how_to_part_it(founded, weeks, capsys):
    with open_warehouse(founded.home) as con:
        note(con, weeks[5], 8, "merged", 7, who=REFIT)
    said = topics.refit(founded.home, 52)
    (part,) = [part for part in said["could_split"] if part["topic_id"] == 7]
    assert part["commands"][0] == "trends topics split 8"
    assert part["contacts"] < part["of_contacts"]
    noted = founded.execute(
        "SELECT topic_id, other_id, detail FROM topics.lineage "
        "WHERE what = 'could_split' AND topic_id = 7"
    )
    assert [row[:2] for row in noted] == [(7, 8)]
    assert "trends topics split 8" in noted[0][2]
    telling_topics.refitted(said)
    assert " && ".join(part["commands"]) in " ".join(capsys.readouterr().out.split())
    edit(founded, "split", 8)
    founded.assign(weeks[5])
    assert topic_state(founded, 8)[0] == "lasting"


GROUPS = st.dictionaries(st.text("ab", min_size=1, max_size=4), st.integers(2, 5))


@given(GROUPS)
def test_the_same_groups_under_other_numbers_are_all_carried(groups):
    after = {text: group + 100 for text, group in groups.items()}
    found = match_groups(groups, after, dict.fromkeys(groups, 1))
    assert found.carried == {group + 100: group for group in set(groups.values())}
    assert (found.parts, found.born, found.absorbed) == ({}, (), {})


def test_a_part_is_known_by_where_it_was():
    before = {**dict.fromkeys("abcdef", 2), **dict.fromkeys("ghi", 3)}
    after = {
        **dict.fromkeys("abcd", 10),
        **dict.fromkeys("ef", 11),
        **dict.fromkeys("ghi", 12),
        "z": 13,
    }
    found = match_groups(before, after, dict.fromkeys([*before, *after], 1))
    assert (found.carried, found.parts, found.born) == ({10: 2, 12: 3}, {11: 2}, (13,))


def test_a_group_that_another_took_is_absorbed():
    before = {**dict.fromkeys("abcdef", 2), **dict.fromkeys("ghi", 3)}
    found = match_groups(before, dict.fromkeys("abcdefghi", 10), dict.fromkeys("abcdefghi", 1))
    assert (found.carried, found.absorbed) == ({10: 2}, {3: 2})


def test_a_topic_that_a_person_named_is_not_merged_away_but_may_take():
    owners = {2: 2, 3: 3, 4: 4, 5: 4}
    absorbed = {3: 2, 4: 2, 5: 2}
    assert merge_topics(absorbed, owners, set(), set()) == {3: 2, 4: 2}
    assert merge_topics(absorbed, owners, set(), {2, 3}) == {4: 2}
    assert merge_topics(absorbed, owners, {2}, set()) == {}
    assert merge_topics({4: 2}, owners, set(), set()) == {}, "half of 4 stays"


def test_a_part_that_lies_apart_is_told_with_what_makes_it_a_topic():
    placed = {
        **dict.fromkeys("abcdef", 2),
        **dict.fromkeys("gh", 9),
        **dict.fromkeys("ijk", 10),
        "z": 3,
    }
    owners = {2: 2, 9: 2, 10: 2, 3: 3}
    grouped = {**dict.fromkeys("abcdef", 5), **dict.fromkeys("ghijk", 6), "z": 7}
    counts = dict.fromkeys(placed, 1)
    (part,) = find_parts(placed, owners, grouped, counts, 3)
    assert part == Part(2, (10, 9), 5, 11)
    assert part.commands == ["trends topics split 10", "trends topics move 9 10"]
    assert find_parts(placed, owners, grouped, counts, 6) == []


def test_a_topic_goes_on_where_its_first_subtopic_is_however_large_a_part_is():
    placed = {**dict.fromkeys("ab", 2), **dict.fromkeys("cdefg", 9)}
    grouped = {**dict.fromkeys("ab", 5), **dict.fromkeys("cdefg", 6)}
    counts = dict.fromkeys(placed, 1)
    (part,) = find_parts(placed, {2: 2, 9: 2}, grouped, counts, 2)
    assert part.commands == ["trends topics split 9"]
    assert find_parts(placed, {2: 2, 9: 2}, grouped, counts | dict.fromkeys("ab", 0.1), 2) == []


def test_subtopics_that_lie_together_or_went_elsewhere_are_no_split():
    placed = {**dict.fromkeys("abcdef", 2), **dict.fromkeys("ghi", 9), **dict.fromkeys("mnopq", 3)}
    owners = {2: 2, 9: 2, 3: 3}
    counts = dict.fromkeys(placed, 1)
    assert find_parts(placed, owners, dict.fromkeys("abcdefghi", 5), counts, 2) == []
    joined = {**dict.fromkeys("abcdef", 5), **dict.fromkeys("ghimnopq", 6)}
    assert find_parts(placed, owners, joined, counts, 2) == []
