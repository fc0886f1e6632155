"""What the truth says is planted really lies in the files; what does not fit is not in it."""

from collections import Counter
from datetime import date

import pytest

from tests.sample.reading import call_rows, day_of, read_provider
from trend_lib import sample
from trend_lib.base.weeks import Week
from trend_lib.sample.holidays import list_holidays
from trend_lib.sample.plants import RISES


def usual(provider, weeks, topic, region=None):
    return sum(provider.count(topic, week, region) for week in weeks) / len(weeks)


@pytest.mark.parametrize("number", range(len(RISES)))
def test_the_planted_contacts_are_in_the_exports(long, number):
    rise = RISES[number]
    rows = [row for row in long.truth if row["what"] == rise.what]
    planted = [contact for contact in long.contacts if contact.planted == rise.what]
    assert sum(int(row["extra_contacts"]) for row in rows) == len(planted) > 0
    assert {contact.topic for contact in planted} <= {row["topic"] for row in rows}
    first, last = min(r["first_week"] for r in rows), max(r["last_week"] for r in rows)
    assert all(first <= contact.week <= last for contact in planted)


def test_the_outage_is_several_times_the_usual_in_its_region(long):
    row = long.planted("sudden_outage")
    where = row["topic"], row["slice_value"]
    habit = usual(long, long.weeks[-13:-1], *where)
    assert usual(long, long.weeks[-1:], *where) > 3.5 * habit
    assert row["first_week"] == row["last_week"] == long.weeks[-1]


def test_the_outage_lies_on_two_days(long):
    days = Counter(c.opened.weekday() for c in long.contacts if c.planted == "sudden_outage")
    assert days[2] + days[3] > 0.7 * days.total()


def test_the_drift_ends_well_above_where_it_began(long):
    before = usual(long, long.weeks[-32:-16], "wifi_weak")
    assert usual(long, long.weeks[-4:], "wifi_weak") > 1.2 * before


def test_the_new_topic_uses_words_nobody_used_before(long):
    said = {
        contact.week
        for contact in long.contacts
        if "домофон" in contact.text.lower() or "intercom" in contact.text.lower()
    }
    assert said == set(long.weeks[-2:])


def test_the_renamed_service_keeps_its_level_and_loses_its_name(long):
    cut = long.weeks.index(long.planted("renamed_topic")["first_week"])
    before, after = long.weeks[:cut], long.weeks[cut:]
    assert usual(long, after, "kinosad") == usual(long, before, "mediahata") == 0
    level = usual(long, before[-20:], "kinosad")
    assert usual(long, after, "mediahata") == pytest.approx(level, rel=0.35)


def test_a_storm_brings_contacts_but_hardly_a_customer(long):
    row = long.planted("repeat_caller_storm")
    of_week = [
        contact
        for contact in long.contacts
        if (contact.topic, contact.week) == (row["topic"], row["first_week"])
    ]
    usual_callers = {contact.account for contact in of_week if not contact.planted}
    storm = [contact.account for contact in of_week if contact.planted]
    assert len(storm) >= 8
    assert set(storm) <= usual_callers
    assert len(set(storm)) <= 6


def test_customers_come_back_within_a_week_about_the_same_topic(long):
    latest, returns = {}, 0
    for contact in sorted(long.contacts, key=lambda each: each.opened):
        key = contact.account, contact.topic
        before = latest.get(key)
        if contact.account and before and (contact.opened - before).days < 7:
            returns += 1
        latest[key] = contact.opened
    assert 0.05 < returns / len(long.contacts) < 0.25


def test_no_call_of_the_missing_day_arrives_but_tickets_do(long):
    day = day_of(long.planted("missing_source_day")["first_week"], 1)
    sources = {contact.source for contact in long.contacts if contact.opened.date() == day}
    assert sources == {"desk", "zendesk", "exchange", "connect"}
    assert int(long.planted("missing_source_day")["extra_contacts"]) < 0


def test_the_late_calls_come_in_a_file_named_for_the_week_after(long):
    week = long.planted("late_delivery")["first_week"]
    late = long.home / "drop" / "calls" / f"calls-{Week.parse(week).plus(1)}-late.jsonl.gz"
    days = {row["started"][:10] for row in call_rows(late)}
    assert days == {day_of(week, 2).isoformat()}
    in_time = call_rows(late.with_name(f"calls-{week}.jsonl.gz"))
    assert days.isdisjoint(row["started"][:10] for row in in_time)


def test_a_holiday_is_quieter_than_the_same_weekday_around_it(long):
    week = Week.parse(long.planted("holiday")["first_week"])
    (holiday,) = [day for day in week.days() if day == date(2026, 10, 1)]
    counts = Counter(contact.opened.date() for contact in long.contacts)
    around = [Week(week.start).plus(by).days()[3] for by in (-3, -2, -1, 1)]
    assert counts[holiday] < 0.75 * sum(counts[day] for day in around) / len(around)


def test_a_week_without_a_public_holiday_gets_one():
    last = Week.parse("2026-W20")
    days = list_holidays(last.plus(-19), last, 20)
    assert last.plus(-6).days()[3] in days


def test_known_events_name_the_days_of_the_planned_work(long):
    row = long.planted("planned_maintenance")
    events = (long.home / "registers" / "known_events.csv").read_text("utf-8")
    assert day_of(row["first_week"], 3).isoformat() in events
    assert row["slice_value"] in events


def test_operators_with_a_hard_mix_get_the_hard_topics(long):
    hard = {"contract_end", "technician_late", "price_rise", "operator_rude", "refund"}
    calls = [row for path in (long.home / "drop" / "calls").iterdir() for row in call_rows(path)]
    topics = {contact.source_id: contact.topic for contact in long.contacts}
    share = {}
    for agent in ("op-11", "op-05"):
        mine = [topics[row["call_id"]] for row in calls if row["agent"] == agent]
        share[agent] = sum(topic in hard for topic in mine) / len(mine)
    assert share["op-11"] > 3 * share["op-05"]


def test_a_short_sample_says_only_what_fits(tmp_path):
    tiny = read_provider(sample.make(tmp_path / "home", weeks=4, contacts_per_week=100))
    happened = {row["what"] for row in tiny.truth}
    assert happened == {
        "sudden_outage", "billing_double_charge", "new_topic",
        "rude_operator", "hard_case_mix", "lenient_reviewer", "tickets_beside",
        "late_answers", "repeated_rows",
    }  # fmt: skip
    assert {contact.planted for contact in tiny.contacts} <= happened | {""}
