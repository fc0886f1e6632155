"""The files look as such systems write them, dirt included."""

import csv
import io
import re
from collections import Counter
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sample.reading import (
    asked_answers,
    call_rows,
    desk_moment,
    desk_rows,
    menu_rows,
    read_labels,
    web_forms,
)
from trend_lib.base.config import load_config
from trend_lib.base.weeks import Week
from trend_lib.sample.clock import Clock
from trend_lib.sample.delivery import plan_spans
from trend_lib.sample.plants import REGIONS


def test_every_contact_of_the_labels_is_in_the_exports_once(small):
    labels = [row["source_id"] for row in read_labels(small.home)]
    assert sorted(labels) == sorted(contact.source_id for contact in small.contacts)
    assert len(set(labels)) == len(labels)


def test_labels_tell_the_week_the_export_tells(small):
    weeks = {row["source_id"]: row["week"] for row in read_labels(small.home)}
    assert all(contact.week == weeks[contact.source_id] for contact in small.contacts)


def test_every_week_has_contacts_from_all_systems(small):
    found = {(contact.week, contact.source) for contact in small.contacts}
    systems = ("desk", "calls", "zendesk", "exchange", "connect")
    assert found == {(week, system) for week in small.weeks for system in systems}


def test_the_desk_writes_cp1251_that_is_not_utf8(small):
    newest = max((small.home / "drop" / "desk").iterdir()).read_bytes()
    assert "область" in newest.decode("cp1251")
    with pytest.raises(UnicodeDecodeError):
        newest.decode("utf-8")


def test_the_desk_repeats_rows_and_brings_newer_versions(long):
    tickets = Counter(row["Ticket"] for row in desk_rows(long.home))
    rows = Counter(tuple(map(str, row.values())) for row in desk_rows(long.home))
    assert sum(count > 1 for count in rows.values()) > 10
    assert sum(count > 1 for count in tickets.values()) > 100
    versions = [row for row in desk_rows(long.home) if tickets[row["Ticket"]] > 1]
    assert {row["Status"].strip().casefold() for row in versions} >= {"open", "closed", "resolved"}


def test_a_newer_version_comes_later_and_says_so(long):
    when = {}
    for row in desk_rows(long.home):
        updated = desk_moment(row["Updated"])
        assert updated >= when.get(row["Ticket"], updated)
        when[row["Ticket"]] = updated


def test_every_desk_file_has_one_bad_date_and_one_row_too_long(small):
    for path in (small.home / "drop" / "desk").iterdir():
        rows = list(
            csv.reader(io.StringIO(path.read_bytes().decode("cp1251"), newline=""), delimiter=";")
        )
        fields, dates = len(rows[0]), [row[1] for row in rows[1:]]
        assert sum(len(row) > fields for row in rows) == 1
        bad = [date for date in dates if not _is_date(date)]
        assert len(bad) == 1


def _is_date(written):
    try:
        desk_moment(written)
    except ValueError:
        return False
    return True


def test_the_desk_is_untidy_in_ways_the_settings_put_right(long):
    rows = desk_rows(long.home)
    assert any(row["Region"] != row["Region"].strip() for row in rows)
    assert any("<p>" in row["Body"] for row in rows)
    values = load_config(long.home / "trends.toml").source("desk").values
    ours = {
        "channel": {"ticket", "chat", "mail"},
        "status": {"resolved", "closed", "open", "waiting"},
        "product": {"Home internet", "Mobile", "TV", "Home phone", "Business"},
    }
    for column, known in ours.items():
        written = {row[column.capitalize()].strip() for row in rows}
        assert {values[column].get(word, word) for word in written} <= known
        assert len(written) > len(known)  # mixed case


def test_regions_have_one_spelling_everywhere(small):
    assert {contact.region for contact in small.contacts} == set(REGIONS)


def test_calls_carry_their_offset_and_end_after_they_began(small):
    for path in (small.home / "drop" / "calls").iterdir():
        for row in call_rows(path):
            begin, end = (datetime.fromisoformat(row[key]) for key in ("started", "ended"))
            assert begin.utcoffset() is not None
            took = row["talk_seconds"] + row["hold_seconds"]
            assert (end - begin).total_seconds() == took


def test_clocks_that_change_keep_the_moments_in_order():
    clock = Clock(Week.parse("2026-W43").start)  # ends on the night the clocks go back
    minutes = np.arange(0, 8 * 24 * 60, 7)
    moments = [datetime.fromisoformat(each) for each in clock.iso(minutes, minutes % 60)]
    offsets = {moment.utcoffset().total_seconds() / 3600 for moment in moments}
    assert offsets == {2, 3}
    gaps = [(later - former).total_seconds() for former, later in pairwise(moments)]
    assert min(gaps) > 0


def test_an_hour_that_never_was_moves_on_by_one():
    sunday = Week.parse("2026-W13")  # ends on the night the clocks go forward
    minute = np.array([6 * 24 * 60 + 3 * 60 + 30])
    assert Clock(sunday.start).iso(minute, minute * 0) == ["2026-03-29T04:00:00+03:00"]


def test_a_fifth_is_asked_and_two_in_five_answer(long):
    asked = asked_answers(long.home)
    answered = [ref for ref, scores in asked.items() if any(scores)]
    assert 0.17 < len(asked) / long.facts.contacts < 0.22
    assert 0.36 < len(answered) / len(asked) < 0.48
    assert {score for scores in asked.values() for score in scores} == {None, 1, 2, 3, 4, 5}
    assert asked.keys() <= {contact.source_id for contact in long.contacts}


def test_who_called_is_asked_by_phone_and_who_wrote_on_the_web(long):
    calls = {contact.source_id for contact in long.contacts if contact.is_call}
    phoned = {row["Call ID"] for row in menu_rows(long.home)}
    written = {form["ticket"] for form in web_forms(long.home)}
    assert phoned <= calls
    assert written.isdisjoint(calls)
    assert min(len(phoned), len(written)) > 1000


def test_some_forms_come_back_after_the_file_that_says_they_were_sent(long):
    returned = {}
    for form in web_forms(long.home):
        returned.setdefault(form["ticket"], []).append(form["returned"])
    late = [moments for moments in returned.values() if len(moments) > 1]
    assert all(first is None and second is not None for first, second in late)
    note = next(row["note"] for row in long.truth if row["what"] == "late_answers")
    assert 5 < len(late) <= int(note.split()[0])


def test_a_file_of_the_menu_begins_with_the_last_day_of_the_one_before(long):
    rows = Counter(row["Call ID"] for row in menu_rows(long.home))
    assert 20 < sum(count - 1 for count in rows.values()) < 0.2 * rows.total()


def test_who_leaves_half_way_has_answered_the_first_questions(long):
    half = [
        scores for scores in asked_answers(long.home).values() if None in scores and any(scores)
    ]
    assert len(half) > 50
    assert all(scores == sorted(scores, key=lambda score: score is None) for scores in half)


def test_the_rude_operator_is_scored_lower_for_politeness(long):
    operators = {row["Ticket"]: row["Operator"] for row in desk_rows(long.home)}
    for path in (long.home / "drop" / "calls").iterdir():
        operators |= {row["call_id"]: row["agent"] for row in call_rows(path)}
    operators |= {row["Call ID"]: row["Agent"] for row in menu_rows(long.home)}
    scores = {True: [], False: []}
    for ref, (_, _, politeness, _) in asked_answers(long.home).items():
        if politeness and ref in operators:
            scores[operators[ref].strip() == "op-17"].append(politeness)
    rude, others = (sum(scores[who]) / len(scores[who]) for who in (True, False))
    assert rude < others - 0.7


@given(st.integers(min_value=4, max_value=600))
def test_files_cover_every_week_once_and_the_newest_eight_one_by_one(weeks):
    spans = plan_spans(weeks)
    assert [span.begin for span in spans[1:]] == [span.past for span in spans[:-1]]
    assert (spans[0].begin, spans[-1].past) == (0, weeks)
    assert all(span.past - span.begin == 1 for span in spans[-min(8, weeks) :])
    names = [span.name(Week.parse("2019-W01")) for span in spans]
    assert names == sorted(names)
    assert all(re.fullmatch(r"\d{4}-W\d\d(_\d{4}-W\d\d)?", name) for name in names)
