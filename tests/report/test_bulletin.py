"""What the bulletin says of a week: verdict, lead, subject, sections, and that its sums agree."""

import json
from dataclasses import asdict

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish
from trend_lib.report.reason import reason_text
from trend_lib.report.stored import read_week


@pytest.fixture
def home(tmp_path):
    return seeding.new_home(tmp_path / "home")


def change(home, sql):
    with open_warehouse(home) as con:
        con.execute(sql)


def test_the_verdict_names_cause_place_and_direction(home, composed):
    bulletin = composed(seeding.seed(home))
    assert bulletin.verdict == (
        "“Roaming charged twice” in Lviv pushed contacts above the normal range"
    )
    assert bulletin.subject == (
        "Week 38: 6,518 contacts (▲10%), above range. “Roaming charged twice” in Lviv"
    )


def test_a_spike_that_is_a_small_part_of_the_rise_leads_it_and_did_not_push_it(home, composed):
    seeding.seed(home)
    change(home, "UPDATE episodes.series_weeks SET expected = observed - 600 WHERE topic_id = 0")
    assert composed(home).verdict == (
        "Contacts rose above the normal range, led by “Roaming charged twice” in Lviv"
    )


def test_all_contacts_are_no_cause_beside_a_topic_and_count_only_once(home, composed):
    seeding.seed(home)
    total = seeding.episode_of_all_contacts(home)
    bulletin = composed(home)
    assert bulletin.verdict.startswith("“Roaming charged twice” in Lviv")
    assert (
        bulletin.lead[1] == "Three spikes explain 436 of the 535 contacts beyond what we expected."
    )
    assert total not in {spike.name for spike in bulletin.spikes}
    assert not any(total in decision.who_and_when for decision in bulletin.decisions)


def test_all_contacts_alone_are_told_as_a_rise_that_no_topic_explains(home, composed):
    seeding.seed(home, spiking={})
    change(home, "UPDATE episodes.series_weeks SET upper = observed - 1 WHERE topic_id = 0")
    seeding.episode_of_all_contacts(home)
    bulletin = composed(home)
    assert bulletin.verdict == "Contacts rose beyond chance, and no single topic explains it"
    assert bulletin.subject.endswith("above range. All contacts")
    assert bulletin.spikes[0].kind_name == ""
    assert bulletin.lead[1] == "No topic rose beyond what chance and season explain."


def test_spikes_are_listed_by_size(home, composed):
    sizes = {
        13: (265, 165.0, 134.0, 199.0),
        12: (130, 118.0, 92.0, 127.0),
        14: (97, 58.0, 41.0, 77.0),
    }
    bulletin = composed(seeding.seed(home, spiking=sizes))
    assert [spike.observed for spike in bulletin.spikes] == [265, 97, 130]
    assert bulletin.spikes_note.endswith("with most contacts beyond the expected stands first.")


def test_a_grade_earned_in_one_place_is_not_claimed_for_the_whole_topic(home, composed):
    seeding.seed(home)
    change(home, "UPDATE episodes.episode_weeks SET p_value = 0.003 WHERE topic_id = 12")
    first, second = composed(home).spikes[:2]
    assert first.chance == "rarer than 1 week in 2,000 by chance, in one of its places or products"
    assert second.chance == "rarer than 1 week in 200 by chance"


def test_one_measure_of_one_owner_is_one_decision(home, composed):
    seeding.seed(home)
    change(
        home,
        "UPDATE episodes.episode_weeks SET state = 'open', owner = 'Desk', countermeasure = 'Ask'",
    )
    (decision,) = composed(home).decisions
    assert decision.what == "Ask."
    assert decision.who_and_when.startswith("For “Roaming charged twice”, “Router loses")


def test_earlier_spikes_that_closed_stand_in_one_line(home, composed):
    seeding.seed(home)
    assert composed(home).settled == ""
    change(home, "UPDATE episodes.episode_weeks SET state = 'closed' WHERE grade = ''")
    bulletin = composed(home)
    assert [row.name for row in bulletin.watched] == ["Router loses Wi-Fi after update"]
    assert bulletin.settled == "Closed this week: “Number transfer delayed”."
    change(home, "UPDATE episodes.episode_weeks SET state = 'false_alarm' WHERE grade = ''")
    assert composed(home).settled == "Marked as false alarms: “Number transfer delayed”."
    change(home, "UPDATE episodes.episode_weeks SET state = 'known_event' WHERE grade = ''")
    assert composed(home).settled == "Known events, as people said: “Number transfer delayed”."


def test_countermeasures_are_told_apart_from_what_is_only_suggested(home, composed):
    under_way, watched = composed(seeding.seed(home)).watched
    assert (under_way.name, under_way.status) == ("Router loses Wi-Fi after update", "Under way")
    assert under_way.countermeasure == (
        "Stop the router roll-out (P. Sample, since 17 September, due 25 September)"
    )
    (spike,) = (one for one in composed(home).spikes if one.name == under_way.name)
    assert spike.countermeasure == (
        f"{under_way.countermeasure}. Expected effect: Half as many contacts."
    )
    assert under_way.since == "First seen in week 37 (7–13 September 2026)."
    assert (watched.name, watched.status) == ("Number transfer delayed", "Recovering")
    assert watched.countermeasure.startswith("Suggested: Stop re-rating")
    change(home, "UPDATE episodes.episode_weeks SET owner = NULL, countermeasure = NULL")
    assert [(row.owner, row.countermeasure) for row in composed(home).watched] == [
        ("Nobody yet", under_way.countermeasure),
        ("Nobody yet", "None named"),
    ]


@pytest.mark.parametrize(
    ("change_of", "told"),
    [
        ("due_day = '2026-09-20'", "(P. Sample, since 17 September, was due 20 September)"),
        ("due_day = NULL, expected_effect = ''", "(P. Sample, since 17 September)"),
        (
            "finished_day = '2026-09-19', is_open = false",
            "(P. Sample, 17 September to 19 September)",
        ),
    ],
)
def test_a_countermeasure_is_told_late_or_done_once_it_is(home, composed, change_of, told):
    change(seeding.seed(home), f"UPDATE episodes.countermeasures SET {change_of}")
    under_way, _ = composed(home).watched
    assert under_way.countermeasure.startswith(f"Stop the router roll-out {told}")


def test_spikes_that_rose_together_name_one_another_with_place_and_day(home, composed):
    seeding.seed(home)
    one, other = (f"{seeding.WEEK}-T{topic}" for topic in list(seeding.SPIKING)[:2])
    for name, why in (
        (one, "['place:Lviv', 'day:2026-09-16', 'word:x']"),
        (other, "['place:Lviv']"),
    ):
        change(
            home,
            f"INSERT INTO episodes.causes VALUES ('{seeding.WEEK.start}', '{one}', '{name}', {why}, FALSE)",
        )
    told = {spike.name: spike.together for spike in composed(home).spikes if spike.together}
    assert told == {
        "Roaming charged twice": (
            "Rose together with “Router loses Wi-Fi after update”, in Lviv, on 16 September: it may be one cause."
        ),
        "Router loses Wi-Fi after update": (
            "Rose together with “Roaming charged twice”, in Lviv: it may be one cause."
        ),
    }


def test_spikes_told_as_one_are_one_entry_with_each_topics_own_figures(home, composed):
    seeding.seed(home)
    before = composed(home)
    one, other = (f"{seeding.WEEK}-T{topic}" for topic in list(seeding.SPIKING)[:2])
    why = "['place:Lviv', 'day:2026-09-16']"
    for name in (one, other):
        row = f"('{seeding.WEEK.start}', '{one}', '{name}', {why}, {name == other})"
        change(home, f"INSERT INTO episodes.causes VALUES {row}")
    change(home, f"UPDATE episodes.episode_weeks SET led_by = '{one}' WHERE episode_id = '{other}'")
    bulletin = composed(home)
    spikes = [*bulletin.spikes, *bulletin.further_spikes]
    first = spikes[0]
    assert first.members_title == "Rose by the same cause, in Lviv, on 16 September"
    (member,) = first.members
    assert member.startswith("“Router loses Wi-Fi after update”: ")
    assert first.together == ""
    assert "Router loses Wi-Fi after update" not in {spike.name for spike in spikes}
    assert len(spikes) == len(before.spikes) + len(before.further_spikes) - 1
    surplus = before.lead[1].partition(" spikes ")[2]
    assert surplus
    assert bulletin.lead[1].endswith(surplus)  # a topic is counted once, as before


def test_forty_episodes_are_watched_by_name_and_the_rest_is_counted(home, composed):
    many = {topic: (90 + topic, 40.0, 30.0, 55.0) for topic in range(101, 301)}
    bulletin = composed(seeding.seed(home, spiking=many))
    assert len(bulletin.watched) == 40
    assert bulletin.watched_note == "28 more are watched and not listed here."


def test_a_topic_that_was_silent_for_long_is_back_and_no_new_topic(home, composed):
    seeding.seed(home)
    (back,) = composed(home).resurfaced
    assert back.name == "Roaming partner abroad has no signal"
    assert back.sentence == "7 contacts, the first since week 35 (25–31 August 2025)"
    assert back.name not in {topic.name for topic in composed(home).found_topics}
    change(
        home,
        "UPDATE weekly.topic_weeks SET week_start = DATE '2026-06-15' WHERE contacts = 21 AND topic_id = 33",
    )
    assert composed(home).resurfaced  # twelve weeks before
    change(
        home,
        "UPDATE weekly.topic_weeks SET week_start = DATE '2026-06-22' WHERE contacts = 21 AND topic_id = 33",
    )
    assert composed(home).resurfaced == ()


def test_what_is_open_is_told_by_kind_and_age_and_adds_up(home, composed):
    open_contacts = composed(seeding.seed(home)).open_contacts
    assert [row.name for row in open_contacts.by_kind] == [
        "Technical",
        "Customer service",
        "Marketing",
    ]
    for at, bar in enumerate(open_contacts.chart.bars):
        assert sum(int(row.ages_text[at]) for row in open_contacts.by_kind) == bar.observed
    assert sum(int(row.all_text) for row in open_contacts.by_kind) == sum(
        bar.observed for bar in open_contacts.chart.bars
    )
    change(home, "DELETE FROM quality.unresolved_kinds WHERE kind <> 'technical'")
    assert composed(home).open_contacts.by_kind == ()


def test_each_question_has_its_share_of_answers_beside_it(home, composed):
    seeding.seed(home)
    change(home, "UPDATE quality.survey_scores SET asked = 1640 WHERE question = 'competence'")
    shown = {row.name: (row.asked_text, row.response_text) for row in composed(home).scores.rows}
    assert shown["Competence"] == ("1,640", "50%")
    assert shown["Quality"] == ("1,400", "59%")


def test_the_lead_says_how_much_the_spikes_explain_and_what_has_no_owner(home, composed):
    counted, explained, owners = composed(seeding.seed(home)).lead
    assert counted == (
        "We counted 6,518 contacts, 10% more than in week 37 and above the 5,802–6,164 we expected."
    )
    assert explained == "Three spikes explain 436 of the 535 contacts beyond what we expected."
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
    assert composed(home).verdict == (
        "“Roaming charged twice” in Lviv rose while contacts as a whole stayed within the normal range"
    )


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


def test_each_dimension_says_how_much_of_the_rise_its_first_slice_holds(home, composed):
    seeding.seed(home)
    assert [chart.told for chart in composed(home).spikes[0].places] == [
        "Lviv holds 61% of the rise.",
        "Prepaid Start holds 80% of the rise.",
    ]
    change(home, "UPDATE episodes.drivers SET excess_share = 1.3 WHERE slice_value = 'Lviv'")
    assert composed(home).spikes[0].places[0].told == "Lviv holds all of the rise."
    change(home, "UPDATE episodes.drivers SET excess_share = NULL")
    assert [chart.told for chart in composed(home).spikes[0].places] == ["", ""]


def test_the_days_of_a_spike_name_the_fullest_unless_two_share_it(home, composed):
    seeding.seed(home)
    first, second = composed(home).spikes[:2]
    assert (first.days.title, first.days.told) == (
        "By day", "Most came on Saturday 19 September: 166 of 412.",
    )  # fmt: skip
    assert [bar.label for bar in second.days.bars][::6] == ["Mon", "Sun"]
    change(home, "UPDATE episodes.episode_days SET contacts = 50")
    assert composed(home).spikes[0].days.told == ""


def test_a_day_without_a_contact_is_a_bar_of_none(home, composed):
    seeding.seed(home)
    change(home, "DELETE FROM episodes.episode_days WHERE day = DATE '2026-09-16'")
    assert [bar.observed for bar in composed(home).spikes[0].days.bars][2] == 0


def test_a_week_whose_days_were_not_kept_shows_none(home, composed):
    seeding.seed(home)
    change(home, "DELETE FROM episodes.episode_days")
    assert {spike.days for spike in composed(home).spikes} == {None}
    text = (publish(home, seeding.WEEK).path.parent / "mail.txt").read_text("utf-8")
    assert "By day" not in text


def test_words_that_grew_stand_with_their_shares_now_and_usually(home, composed):
    seeding.seed(home)
    first, second = composed(home).spikes[:2]
    assert first.terms == (
        "“roaming pass” 41%, usually 6%; “charged again” 20%, usually under 1%; “refund” 12%, new"
    )
    assert not second.terms


def test_words_that_grew_are_never_markup(home):
    seeding.seed(home)
    change(home, "UPDATE episodes.terms SET written = '<script>alert(1)</script>' WHERE place = 1")
    page = publish(home, seeding.WEEK).path.read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("alarms", "topics", "said"),
    [
        (0, 0, "None of them raised an alarm."),
        (
            2,
            0,
            "2 of the 291 series tested raised an alarm, of all contacts together and of no single",
        ),
        (
            1,
            1,
            "1 of the 291 series tested raised an alarm, in 1 topic and in all contacts together.",
        ),
        (
            9,
            3,
            "9 of the 291 series tested raised an alarm, in 3 topics and in all contacts together.",
        ),
        (
            9,
            3,
            "at most 5% of the topics with an alarm have it by chance; that is at most 0.2 of these 3",
        ),
        (9, 4, "9 of the 291 series tested raised an alarm, in 4 topics. The limits are set"),
    ],
)
def test_the_bulletin_says_how_many_topics_may_alarm_by_chance(
    home, composed, alarms, topics, said
):
    seeding.seed(home)
    change(
        home,
        f"UPDATE episodes.test_weeks SET alarms = {alarms}, topics_alarming = {topics}, "
        "expected_false_alarms = 0.2",
    )
    assert said in composed(home).method[0]


@pytest.mark.parametrize(
    ("for_size", "topics", "expected", "said"),
    [
        (1, 3, 0.1, "in 3 topics. 1 of them is unprecedented: at least twice its highest week so far"),
        (2, 3, 0.05, "rare that is. Of the other topics with an alarm on average at most 5% have it by chance."),
        (1, 1, 0, "in 1 topic. 1 of them is unprecedented"),
    ],
)  # fmt: skip
def test_no_rate_is_promised_of_topics_that_alarm_for_their_size_alone(
    home, composed, for_size, topics, expected, said
):
    seeding.seed(home)
    change(
        home,
        f"UPDATE episodes.test_weeks SET alarms = 9, topics_alarming = {topics}, "
        f"expected_false_alarms = {expected}, unprecedented = {for_size}",
    )
    method = composed(home).method[0]
    assert said in method
    assert "The limits are set" not in method
    assert ("Of the other topics" in method) == (expected > 0)


def test_an_alarm_for_size_says_so_and_claims_no_odds(home, composed):
    seeding.seed(home)
    change(
        home,
        "UPDATE episodes.episode_weeks SET grade = 'unprecedented', p_value = 0.09 WHERE topic_id = 12",
    )
    spike = next(one for one in composed(home).spikes if one.grade == "Unprecedented")
    assert spike.chance == (
        "at least twice its highest week so far; watched too briefly to say how rare that is"
    )
    assert "normal weeks" not in spike.sentence


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
    assert [spike.is_folded for spike in bulletin.spikes] == [False] * 3 + [True] * 3


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("q = 0.355 is over 0.05", "36% of the alarms for rises this rare would be false; 5% is allowed."),
        ("q = 0.0534 is over 0.05", "5.3% of the alarms for rises this rare would be false; 5% is allowed."),
        ("q = 0.0501 is over 0.05", "5.01% of the alarms for rises this rare would be false; 5% is allowed."),
        ("q = 0.3 is over 0.07", "30% of the alarms for rises this rare would be false; 7% is allowed."),
        ("q = 1 is over 0.05", "Nearly all alarms for rises this rare would be false; 5% is allowed."),
        ("q = 3e-05 is over 1e-05", "0.003% of the alarms for rises this rare would be false; 0.001% is allowed."),
        ("not rare in this series: p = 0.088", "So high a week is not rare here: chance brings it in 9% of normal weeks."),
        ("a rise of 2.6 is below the floor of 5", "A rise of 2.6 contacts is below the smallest we tell of, 5."),
        ("a fall of 2.6 is below the floor of 2.5", "A fall of 2.6 contacts is below the smallest we tell of, 2.5."),
        ("below the floor of 3 contacts", "Fewer than the 3 contacts that an alarm needs."),
        ("mostly the same customers again: 4 came, 3 expected", "Mostly the same customers again: 4 customers, 3 expected."),
        ("part week: data is missing, so it was not tested", "Not tested, since data of the week is missing; what there is lies above its range."),
        ("something that a later version says", "Something that a later version says."),
    ],
)  # fmt: skip
def test_a_reason_why_a_rise_did_not_alert_is_a_sentence_without_jargon(reason, said):
    assert reason_text(reason) == said


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
