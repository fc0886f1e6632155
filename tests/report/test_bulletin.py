"""What the bulletin says of a week: verdict, lead, subject, sections, and that its sums agree."""

import json
from dataclasses import asdict

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.stored import read_week


@pytest.fixture
def home(tmp_path):
    return seeding.new_home(tmp_path / "home")


def change(home, sql):
    with open_warehouse(home) as con:
        con.execute(sql)


def test_the_verdict_names_cause_place_and_direction(home, composed):
    bulletin = composed(seeding.seed(home))
    assert (
        bulletin.verdict == "Roaming charged twice in Lviv pushed contacts above the normal range"
    )
    assert bulletin.subject == (
        "Week 38: 6,518 contacts (▲10%), above range. Roaming charged twice in Lviv"
    )


def test_the_lead_says_how_much_the_spikes_explain_and_what_has_no_owner(home, composed):
    counted, explained, owners = composed(seeding.seed(home)).lead
    assert counted == (
        "We counted 6,518 contacts, 10% more than in week 37 and above the 5,802–6,164 we expected."
    )
    assert explained == "Three spikes explain 436 of the 535 extra contacts."
    assert owners == "One has no owner yet."


def test_a_quiet_week_says_so_and_asks_for_nothing(home, composed):
    seeding.seed(home, spiking={})
    change(home, "UPDATE episodes.series_weeks SET upper = observed + 1 WHERE topic_id = 0")
    bulletin = composed(home)
    assert bulletin.is_quiet
    assert bulletin.verdict == "A quiet week: nothing rose beyond chance"
    assert bulletin.subject.endswith("within range. A quiet week")
    assert bulletin.decisions == ()
    assert bulletin.silent_rises  # a quiet week still tells what rose and did not alert


def test_spikes_in_a_normal_total_do_not_claim_to_have_pushed_it(home, composed):
    seeding.seed(home)
    change(home, "UPDATE episodes.series_weeks SET upper = observed + 1 WHERE topic_id = 0")
    assert "stayed in the normal range" in composed(home).verdict


def test_spikes_never_explain_more_than_the_whole_rise(home, composed):
    seeding.seed(home)
    change(home, "UPDATE episodes.series_weeks SET expected = observed - 300 WHERE topic_id = 0")
    assert composed(home).lead[1] == (
        "Three spikes brought 436 contacts more than expected; other topics brought fewer."
    )


def test_the_first_weeks_are_too_early_to_say(home, composed):
    bulletin = composed(seeding.seed(home, weeks=1, spiking={}))
    assert bulletin.verdict.startswith("Too early to say")
    assert "it is too early to say what is normal" in bulletin.lead[0]
    assert {i.change for i in bulletin.indicators} == {"too early to say"}
    assert bulletin.movers.rows == ()
    assert bulletin.movers.sentence.startswith("Not compared: week 37")


def test_an_incomplete_week_gets_no_verdict_and_no_comparison(home, composed):
    seeding.seed(home, spiking={})
    change(
        home,
        "UPDATE episodes.series_weeks SET status = 'source_incomplete' WHERE week_start = DATE '2026-09-14'",
    )
    change(
        home,
        "UPDATE weekly.source_weeks SET is_complete = false, why_incomplete = 'no records on 3 of 7 days' WHERE week_start = DATE '2026-09-14' AND source = 'desk'",
    )
    bulletin = composed(home)
    assert bulletin.verdict == "No verdict on the whole: this week’s data is incomplete"
    assert "%" not in bulletin.subject
    assert bulletin.movers.rows == ()
    assert bulletin.completeness.sentence.startswith("Incomplete: desk.")
    assert "No records on 3 of 7 days." in bulletin.completeness.sources[1].remark


def test_no_data_at_all_is_said_plainly(home, composed):
    bulletin = composed(home)
    assert bulletin.verdict == "No contacts were counted this week"
    assert bulletin.total is None
    assert bulletin.indicators[1].change == "not known: no register of subscribers"
    assert len(bulletin.not_known) == 3
    assert bulletin.method[0] == "No series were watched this week."


def test_places_and_products_add_up_to_the_spike(home, composed):
    bulletin = composed(seeding.seed(home))
    for spike in bulletin.spikes:
        assert [chart.title for chart in spike.places] == ["By place", "By product"]
        for chart in spike.places:
            assert sum(bar.observed for bar in chart.bars) == spike.observed
            assert str(sum(bar.expected for bar in chart.bars)) == spike.expected_text


def test_kinds_add_up_to_all_contacts_and_rows_to_what_was_read(home, composed):
    seeding.seed(home)
    bulletin = composed(home)
    assert sum(panel.chart.moments[-1].observed for panel in bulletin.kinds) == bulletin.contacts
    read, kept, repeated, aside = (
        int(figure.replace(",", "")) for _, figure, _ in bulletin.completeness.figures
    )
    assert read == kept + repeated + aside
    assert len({panel.chart.axis for panel in bulletin.kinds}) == 1  # one scale


def test_decisions_are_asked_for_until_the_friday_of_the_issue_week(home, composed):
    first, second = composed(seeding.seed(home)).decisions
    assert first.what == "Stop re-rating of roaming passes; refund in bulk."
    assert first.who_and_when == "For “Roaming charged twice”. Billing, O. Example, by Fri 25 Sept"
    assert second.who_and_when.endswith("Name an owner by Fri 25 Sept")


def test_sixty_spikes_are_all_told_and_few_are_drawn(home, composed):
    many = {topic: (90 + topic, 40.0, 30.0, 55.0) for topic in range(101, 161)}
    bulletin = composed(seeding.seed(home, spiking=many))
    assert (len(bulletin.spikes), len(bulletin.further_spikes)) == (6, 54)
    assert bulletin.spikes_title == "60 spikes need attention"
    assert all(spike.chart is None for spike in bulletin.further_spikes)


def test_the_figures_of_the_strip_have_their_ranges(home, composed):
    by_name = {i.anchor: i for i in composed(seeding.seed(home)).indicators}
    assert by_name["contacts"].figure == "6,518"
    assert by_name["rate"].figure == "2.35"  # 6,518 of 2,775,000
    assert by_name["solved"].change == "▼ 2.7 points, below range"
    assert by_name["solved"].tone == "worse"
    assert by_name["satisfied"].unit == "% (71–76)"
    assert all(indicator.spark for indicator in by_name.values())


def test_week_53_is_numbered_as_iso_says(home, composed):
    week = seeding.Week.parse("2026-W53")
    bulletin = composed(seeding.seed(home, week=week), week)
    assert bulletin.week_name == "Week 53"
    assert bulletin.period == "28 December 2026 – 3 January 2027"
    assert bulletin.issued == "Monday 4 January 2027"


def test_the_same_rows_compose_the_same_bulletin(home, composed):
    seeding.seed(home)
    assert json.dumps(asdict(composed(home))) == json.dumps(asdict(composed(home)))


def test_rows_are_read_with_the_columns_they_are_named_for(home):
    seeding.seed(home)
    with open_warehouse(home) as con:
        stored = read_week(con, seeding.WEEK, 26)
    total = stored.this_week(0)
    assert (total.slice_dim, total.slice_value, total.status) == ("all", "all", "tested")
    assert len(stored.weeks) == 27
    assert stored.episodes[0].state == "acknowledged"
    assert stored.sources[0].rows_read == 2511
