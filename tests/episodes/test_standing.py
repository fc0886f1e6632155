"""How an episode stands: weeks (A alarm, E exceptional alarm, q quiet, - part week) and answers, in order of time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.inbox import ACTIONS
from trend_lib.episodes.standing import OVER, Rules, Said, Verdict, fold

MONDAY = datetime(2026, 8, 24)  # noqa: DTZ001 - the warehouse's moments are UTC without saying so
KINDS = {
    "A": ("alarm", "unusual"),
    "E": ("alarm", "exceptional"),
    "q": ("quiet", ""),
    "-": ("silent", ""),
}


def stand(story, rules=Rules()):  # noqa: B008 - frozen
    """Fold a story: each letter is a week, each word an answer of the days after it: `A take=olena q`."""
    verdicts, answers, at = [], [], MONDAY - timedelta(days=5)
    for number, word in enumerate(story.split()):
        if word in KINDS:
            at = MONDAY + timedelta(weeks=len(verdicts))
            verdicts.append(Verdict(at, *KINDS[word]))
            continue
        action, _, value = word.partition("=")
        at += timedelta(hours=1)
        until = date.fromisoformat(value) if value[:2] == "20" else None
        answers.append(Said(at, f"a{number}", action, "olena", value or None, until))
    return fold(verdicts, answers, rules)


@pytest.mark.parametrize(
    ("story", "state"),
    [
        ("A", "open"),
        ("A A A", "open"),
        ("A q", "recovering"),
        ("A q q", "closed"),
        ("A q A", "open"),
        ("A q A q", "recovering"),
        ("A - -", "open"),
        ("A q - q", "closed"),
        ("A acknowledge", "acknowledged"),
        ("A acknowledge A", "acknowledged"),
        ("acknowledge A", "acknowledged"),  # of an early warning, before its first whole week
        ("A take", "acknowledged"),
        ("A start=restart", "countermeasure"),
        ("A start=restart acknowledge", "countermeasure"),
        ("A start=restart finish A", "countermeasure"),
        ("A start", "open"),  # of what?
        ("A acknowledge q", "recovering"),
        ("A acknowledge q A", "acknowledged"),
        ("A q start=restart", "recovering"),
        ("A q start=restart A", "countermeasure"),
        ("A false_alarm", "false_alarm"),
        ("A false_alarm q", "false_alarm"),
        ("A close", "closed"),
        ("A close reopen", "open"),
        ("A take q q reopen", "acknowledged"),
        ("A q q reopen q", "recovering"),
        ("A known_event=works", "known_event"),
        ("A known_event=works A A", "known_event"),
        ("A known_event=works E", "open"),
        ("E known_event=works A", "known_event"),
        ("A known_event=works q", "closed"),
        ("A known_event=works -", "known_event"),
        ("A false_alarm reopen", "open"),
        ("A useful", "open"),
    ],
)  # fmt: skip
def test_a_story_ends_in_its_state(story, state):
    assert stand(story)[0].state == state


@pytest.mark.parametrize(
    ("story", "why"),
    [
        ("A acknowledge acknowledge", "already"),
        ("A close acknowledge", "reopen it first"),
        ("A reopen", "not over"),
        ("A q q take", "reopen it first"),
        ("A wake", "already"),
        ("A frobnicate", "no answer"),
        ("A start", "does not say what"),
        ("A finish", "no countermeasure is under way"),
        ("A start=restart finish finish", "no countermeasure is under way"),
        ("A start=restart finish=reboot", "of that name"),
    ],
)
def test_an_answer_that_changes_nothing_says_why(story, why):
    (said,) = stand(story)[1].values()
    assert why in said


@pytest.mark.parametrize(
    ("story", "owner"),
    [
        ("A", None),
        ("A take", "olena"),
        ("A assign=network", "network"),
        ("A assign=network take", "olena"),
        ("A start=restart", "olena"),
        ("A assign=network start=restart", "network"),
        ("A take q A", "olena"),
    ],
)
def test_the_last_who_took_or_was_given_it_owns_it(story, owner):
    assert stand(story)[0].owner == owner


@pytest.mark.parametrize(
    ("story", "is_snoozed", "until"),
    [
        ("A snooze=2026-09-01", True, date(2026, 9, 1)),
        ("A snooze=2026-09-01 A", True, date(2026, 9, 1)),  # Monday, 31 August
        ("A snooze=2026-09-01 A A", False, None),
        ("A snooze=2026-09-01 E", False, None),
        ("A snooze=worse A A A A A", True, None),
        ("A snooze=worse E", False, None),
        ("E snooze=worse A E", True, None),
        ("A snooze=2030-01-01", True, date(2026, 10, 19)),  # eight weeks at most
        ("A snooze=worse wake", False, None),
        ("A snooze=worse false_alarm", False, None),
        ("snooze=worse A A", True, None),
        ("snooze=worse A E", False, None),
    ],
)
def test_a_snooze_ends_on_its_day_or_when_it_gets_worse(story, is_snoozed, until):
    standing, _ = stand(story)
    assert (standing.is_snoozed, standing.snoozed_until) == (is_snoozed, until)


@pytest.mark.parametrize(
    ("weeks", "story", "state"),
    [(1, "A q", "closed"), (3, "A q q", "recovering"), (3, "A q q q", "closed"), (3, "A q q A q", "recovering")],
)  # fmt: skip
def test_so_many_quiet_weeks_in_a_row_close_it(weeks, story, state):
    assert stand(story, Rules(close_after_quiet_weeks=weeks))[0].state == state


@pytest.mark.parametrize(
    ("story", "under_way"),
    [
        ("A start=restart", ["restart"]),
        ("A start=restart start=repair", ["restart", "repair"]),
        ("A start=restart start=repair finish", ["restart"]),
        ("A start=restart start=repair finish=Restart", ["repair"]),
        ("A start=restart start=repair finish=a1", ["repair"]),
        ("A start=restart start=restart finish finish", []),
        ("A start=restart q q finish", []),  # closed by itself, and done later
        ("A start=restart close reopen", ["restart"]),
    ],
)
def test_a_countermeasure_is_under_way_until_the_one_named_or_the_newest_is_done(story, under_way):
    measures = stand(story)[0].measures
    assert [one.what for one in measures if one.finished_at is None] == under_way


WORDS = st.sampled_from(
    [
        *KINDS,
        *ACTIONS,
        "start=restart",
        "start=repair",
        "finish=repair",
        "snooze=2026-09-20",
        "snooze=worse",
    ]
)


@given(st.lists(WORDS, max_size=25))
def test_whatever_happens_a_state_is_one_of_the_seven_and_follows_from_the_events_alone(words):
    standing, why_not = stand(" ".join(words))
    assert standing.state in {"open", "acknowledged", "countermeasure", "recovering", *OVER}
    assert stand(" ".join(words)) == (standing, why_not)
    assert not (standing.is_over and standing.is_snoozed and standing.state != "closed")


@given(st.lists(WORDS, max_size=25))
def test_an_answer_that_is_said_to_change_nothing_could_be_left_out(words):
    standing, why_not = stand(" ".join(words))
    kept = [word for number, word in enumerate(words) if f"a{number}" not in why_not]
    assert unnumbered(stand(" ".join(kept))[0]) == unnumbered(standing)


def unnumbered(standing):
    """Forget the numbers and hours of answers, which move up when one is left out."""
    return replace(
        standing, measures=[(one.what, bool(one.finished_at)) for one in standing.measures]
    )


@given(st.lists(WORDS, max_size=25))
def test_only_a_person_or_enough_quiet_weeks_end_an_episode_and_only_a_person_or_a_worse_week_brings_it_back(
    words,
):
    states = [stand(" ".join(words[:length]))[0] for length in range(1, len(words) + 1)]
    for word, (before, after) in zip(words[1:], pairwise(states), strict=False):
        if after.is_over and not before.is_over:
            assert word in {"false_alarm", "known_event", "close"} or (
                word == "q" and after.quiet_weeks >= 2
            )
        if before.is_over and not after.is_over:
            assert word == "reopen" or (word in "AE" and before.state == "known_event")
