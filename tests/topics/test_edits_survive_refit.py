"""What persons made of the register stands after a refit: owners, names, and where new contacts go."""

import pytest

from tests.topics.conftest import TopicsHome, usual
from tests.topics.encoders.letters_teacher import LettersTeacher
from tests.topics.test_register import edit, topic_state
from trend_lib import registering, topics
from trend_lib.base.home import Home
from trend_lib.topics.encoders import choosing

FAMILY = (3, 9, 10, 11)  # the subtopics of topic 3 in the small home


def owners(home):
    return dict(home.execute("SELECT subtopic_id, topic_id FROM topics.subtopics ORDER BY ALL"))


def topics_by_text(home, week):
    """Return where a week's texts went, and whose the subtopics of the same texts are now."""
    return home.execute(
        "SELECT new.text, new.topic_id, any_value(subtopics.topic_id) FROM topics.contact_topics AS new "
        "JOIN topics.contact_topics AS old ON old.text = new.text AND old.week_start = ? "
        "JOIN topics.subtopics ON subtopics.subtopic_id = old.subtopic_id "
        "WHERE new.week_start = ? GROUP BY new.text, new.topic_id",
        [week.plus(-1).start, week.start],
    )


def share_that_follows(home, week):
    """Return the share of a week's texts that went to the topic they belong to."""
    rows = topics_by_text(home, week)
    return sum(went == belongs for _, went, belongs in rows) / len(rows)


def test_the_small_home_holds_a_topic_of_several_subtopics(founded):
    assert tuple(one for one, owner in owners(founded).items() if owner == 3) == FAMILY


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("merge", 3, 2)], dict.fromkeys(FAMILY, 2)),
        ([("split", 10)], {3: 3, 9: 3, 10: 10, 11: 3}),
        ([("move", 10, 2)], {3: 3, 9: 3, 10: 2, 11: 3}),
        ([("pin", 3)], dict.fromkeys(FAMILY, 3)),
        ([("merge", 3, 2), ("split", 3)], dict.fromkeys(FAMILY, 3)),
        ([("split", 10), ("move", 9, 10), ("merge", 4, 10)], {3: 3, 9: 10, 10: 10, 11: 3, 4: 10}),
    ],
    ids=["merge", "split", "move", "pin", "merge and split", "several"],
)
def test_an_edit_before_a_refit_stands_after_it_and_new_contacts_follow(
    founded, weeks, lines, expected
):
    for line in lines:
        edit(founded, *line)
    past = founded.rows()
    topics.refit(founded.home, 52, 8)
    founded.put(weeks[6], usual(5))
    founded.assign(weeks[6])
    stands = owners(founded)
    assert {one: stands[one] for one in expected} == expected
    assert founded.rows()[: len(past)] == past
    assert share_that_follows(founded, weeks[6]) >= 0.97


def test_a_pinned_topic_gets_no_new_parts_and_one_let_go_does(founded):
    edit(founded, "pin", 3)
    topics.refit(founded.home, 52, 8)
    assert tuple(one for one, owner in owners(founded).items() if owner == 3) == FAMILY
    assert topic_state(founded, 3)[3]
    edit(founded, "unpin", 3)
    topics.refit(founded.home, 52, 8)
    assert {one for one, owner in owners(founded).items() if owner == 3} > set(FAMILY)


def test_a_pin_that_was_taken_back_says_nothing_of_a_topic_that_a_refit_merged(founded, weeks):
    edit(founded, "pin", 3)
    edit(founded, "unpin", 3)
    founded.execute(
        "INSERT INTO topics.lineage SELECT max(event) + 1, ?, 3, 'merged', 2, NULL, 'refit' "
        "FROM topics.lineage",
        [weeks[5].start],
    )
    founded.assign(weeks[5])
    assert topic_state(founded, 3) == ("merged", 2, None, False)
    edit(founded, "split", 3)
    founded.assign(weeks[5])
    assert tuple(one for one, owner in owners(founded).items() if owner == 3) == FAMILY


def test_edits_made_by_command_stand_after_the_refit_of_a_home_with_a_student(
    founded, weeks, monkeypatch
):
    monkeypatch.setattr(choosing, "open_teacher", lambda *_args, **_named: LettersTeacher())
    folder = founded.home.path
    (folder / "trends.toml").write_text("[topics]\nstart_weeks = 4\n", "utf-8")
    (folder / "registers").mkdir(exist_ok=True)
    home = TopicsHome(Home(folder))
    registering.refit(folder, 52, 7)
    registering.write_name(folder, 2, "As we call it", "marketing", "olena")
    for action, one, other in (
        ("merge", 3, 2), ("merge", 4, 2), ("split", 4, None), ("move", 6, 5), ("pin", 7, None),
    ):  # fmt: skip
        registering.write_edit(folder, action, one, other, "olena")
    said = registering.refit(folder, 52, 8)
    assert said["encoder"].startswith("distilled-")
    home.put(weeks[6], usual(5))
    home.assign(weeks[6])
    stands = owners(home)
    assert [stands[one] for one in (*range(2, 8), *FAMILY)] == [2, 2, 4, 5, 5, 7, 2, 2, 2, 2]
    assert topic_state(home, 7)[3]
    assert home.execute("SELECT name, kind FROM topics.topics WHERE topic_id = 2") == [
        ("As we call it", "marketing")
    ]
    went = dict(
        home.execute(
            "SELECT subtopic_id, topic_id FROM topics.contact_topics WHERE week_start = ? GROUP BY ALL",
            [weeks[6].start],
        )
    )
    assert len(went) > 5
    assert went.items() <= stands.items()
