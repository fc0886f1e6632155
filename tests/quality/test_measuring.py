"""What the room promises: honest counts, and a run that goes on where a home has no such data."""

from datetime import timedelta

from tests.quality.measured_home import COUNTED, NOON, WEEK, MeasuredHome
from trend_lib import quality
from trend_lib.base.warehouse import hold_warehouse, open_warehouse, replace_rows
from trend_lib.base.weeks import Week

SILENT = {
    "source": "desk", "holds": "contacts", "records": 0, "days_with_records": 6, "days_expected": 7,
    "is_complete": False, "rows_read": 0, "rows_kept": 0, "rows_repeated": 0, "rows_quarantined": 0,
}  # fmt: skip


def test_a_home_without_anything_is_measured_all_the_same(measured_home):
    tables = measured_home.measured()
    assert tables["survey_scores"] == tables["unresolved"] == []
    (repeats,) = tables["repeat_contacts"]
    assert (repeats["slice_dim"], repeats["contacts"], repeats["repeat_share"]) == ("all", 0, None)
    assert {row["definition"]: row["contacts"] for row in tables["first_contact"]} == {
        "status": 0, "survey": 0, "repeat": 0, "one_reply": 0,
    }  # fmt: skip


def test_a_home_without_surveys_customers_and_states_has_rows_of_zero(measured_home):
    measured_home.contact("a", customer_id=None)
    tables = measured_home.measured()
    assert tables["survey_scores"] == tables["unresolved"] == []
    assert [row["contacts"] for row in tables["repeat_contacts"]] == [0]
    assert {row["contacts"] for row in tables["first_contact"]} == {0}


def test_scores_count_who_was_asked_and_who_answered(measured_home):
    measured_home.contact("a", channel="call", product="fibre")
    measured_home.contact("b", channel="chat")
    for contact, score in (("a", 5.0), ("b", 3.0), ("gone", None)):
        measured_home.answer(contact, score=score)
    scores = {
        (row["slice_dim"], row["slice_value"]): row
        for row in measured_home.measured()["survey_scores"]
    }
    assert set(scores) == {
        ("all", "all"), ("channel", "call"), ("channel", "chat"), ("channel", "(none)"),
        ("product", "fibre"), ("product", "(none)"),
    }  # fmt: skip
    whole = scores["all", "all"]
    assert (whole["asked"], whole["answered"], whole["satisfied"]) == (3, 2, 1)
    assert (whole["mean_score"], whole["satisfied_share"]) == (4, 0.5)
    assert 1 == whole["mean_lower"] < 4 < whole["mean_upper"] == 5
    silent = scores["channel", "(none)"]
    assert (silent["asked"], silent["answered"], silent["mean_score"]) == (1, 0, None)
    assert (silent["mean_lower"], silent["satisfied_share"], silent["satisfied_upper"]) == (
        None,
        None,
        None,
    )


def test_from_which_score_a_subscriber_is_satisfied_is_a_setting(tmp_path):
    home = MeasuredHome(tmp_path, "[quality]\nsatisfied_from = 3\n")
    home.answer("a", score=3.0)
    assert {row["satisfied"] for row in home.measured()["survey_scores"]} == {1}


def test_one_callers_storm_shows_as_many_contacts_of_one_customer(measured_home):
    for number in range(5):
        measured_home.contact(f"a{number}", days=number, channel="call", customer_id="caller")
        measured_home.topic(f"a{number}", 2, days=number)
    measured_home.contact("b")
    measured_home.contact("c", customer_id=None)
    measured_home.contact("d", direction="out", customer_id="caller")
    repeats = {
        (row["slice_dim"], row["slice_value"]): (row["contacts"], row["customers"], row["repeats"])
        for row in measured_home.measured()["repeat_contacts"]
    }
    assert repeats == {
        ("all", "all"): (6, 2, 4), ("kind", "technical"): (5, 1, 4), ("kind", "(none)"): (1, 1, 0),
        ("channel", "call"): (5, 1, 4), ("channel", "ticket"): (1, 1, 0),
        ("topic", "2"): (5, 1, 4), ("topic", "(none)"): (1, 1, 0),
    }  # fmt: skip


def test_the_same_customer_with_another_topic_repeats_nothing(measured_home):
    for day, (name, topic) in enumerate(
        {"bill": 2, "wifi": 3, "bill again": 2, "lost": 1, "odd": 1}.items()
    ):
        measured_home.contact(name, days=day, customer_id="one", channel=("call", "mail")[day % 2])
        measured_home.topic(name, topic, days=day)
    returns = {row["contact_id"]: row for row in measured_home.measured()["returns"]}
    assert {name: row["repeat_of"] for name, row in returns.items() if row["repeat_of"]} == {
        "bill again": "bill"
    }
    assert returns["bill"]["next_contact"] == "bill again"


def test_nobody_coming_back_solves_nothing_until_all_days_are_over(measured_home):
    measured_home.contact("sunday", days=6)
    (before,) = measured_home.measured()["outcomes"]
    measured_home.contact("next week", days=7)
    after, *_ = measured_home.measured(WEEK.plus(1))["outcomes"]
    assert (before["is_resolved_by_absence"], after["is_resolved_by_absence"]) == (None, True)


def test_where_a_source_was_silent_nobody_can_say_that_a_customer_did_not_come_back(measured_home):
    measured_home.contact("monday")
    measured_home.contact("next week", days=7)
    measured_home.insert("contacts.source_weeks", SILENT | {"week_start": WEEK.plus(1).start})
    tables = measured_home.measured(WEEK.plus(1))
    assert {row["is_resolved_by_absence"] for row in tables["outcomes"]} == {None}
    assert {
        row["contacts"] for row in tables["first_contact"] if row["definition"] == "repeat"
    } == {0}


def test_status_survey_and_absence_are_never_mixed(measured_home):
    measured_home.contact("says no, comes not back", is_resolved=True)
    measured_home.contact("next week", days=7, is_resolved=False)
    measured_home.answer("says no, comes not back", "resolved", 5.0, days=1)
    measured_home.answer("says no, comes not back", "quality", 5.0, days=1)
    measured_home.measured()
    callback = {
        "week_start": WEEK.plus(1).start, "callback_id": "c:1", "source": "c", "worklist": "unresolved",
        "contact_id": "says no, comes not back", "attempt": 1, "called_at": NOON + timedelta(days=8),
        "outcome": "reached", "is_solved": False, "text": "",
    }  # fmt: skip
    measured_home.insert("contacts.callbacks", callback)
    row = next(
        row
        for row in measured_home.measured(WEEK.plus(1))["outcomes"]
        if row["contact_id"].startswith("says")
    )
    solved = [row[f"is_resolved_by_{way}"] for way in ("status", "survey", "absence")]
    assert solved == [True, False, True]


def test_weeks_measured_one_by_one_or_all_at_last_are_the_same(tmp_path):
    def fill(home, weeks):
        for number in weeks:
            for day in range(number * 7, number * 7 + 7, 2):
                home.contact(
                    f"c{day}", days=day, customer_id=f"p{day % 4}", is_resolved=day % 3 == 0
                )
                home.topic(f"c{day}", 2 + day % 3, days=day)
            home.answer(f"c{max(day - 12, 0)}", "resolved", 1.0 + day % 5, days=day)

    def tables(home):
        return {
            table: home.rows(table)
            for table in ("returns", "outcomes", "first_contact", "repeat_contacts")
        }

    (one := tmp_path / "one").mkdir()
    (other := tmp_path / "other").mkdir()
    step_by_step, at_last = MeasuredHome(one), MeasuredHome(other)
    with hold_warehouse(step_by_step.home), hold_warehouse(at_last.home):
        fill(at_last, range(5))
        for number in range(5):
            fill(step_by_step, [number])
            quality.measure(step_by_step.home, WEEK.plus(number))
        for number in range(5):
            quality.measure(at_last.home, WEEK.plus(number))
        assert tables(step_by_step) == tables(at_last)


def test_unresolved_contacts_stand_in_the_band_of_their_age_on_sunday(measured_home):
    ages = {0: 1, 2: 1, 3: 1, 7: 1, 8: 1, 14: 1, 15: 2, 30: 1, 31: 1, 181: 1, 182: 1}
    for age, many in ages.items():
        for number in range(many):
            measured_home.contact(f"{age}-{number}", days=6 - age, is_resolved=False)
    measured_home.contact("solved", days=-30, is_resolved=True)
    measured_home.contact("silent", days=-30, is_resolved=None)
    measured_home.contact("next week", days=7, is_resolved=False)
    bands = {
        row["age_band"]: (row["contacts"], row["is_late"])
        for row in measured_home.measured()["unresolved"]
    }
    assert bands == {
        "0-2 days": (2, False),
        "3-7 days": (2, False),
        "8-14 days": (2, False),
        "15-30 days": (3, True),
        "over 30 days": (2, True),
    }


def test_where_everything_is_resolved_every_band_is_empty(measured_home):
    measured_home.contact("solved", is_resolved=True)
    bands = measured_home.measured()["unresolved"]
    assert [(row["age_order"], row["contacts"]) for row in sorted(bands, key=lambda row: row["age_order"])] == [
        (1, 0), (2, 0), (3, 0), (4, 0), (5, 0),
    ]  # fmt: skip


def test_a_band_is_late_when_it_holds_a_contact_older_than_the_setting(tmp_path):
    home = MeasuredHome(tmp_path, "[quality]\nunresolved_days = 10\n")
    home.contact("eleven days", days=-5, is_resolved=False)
    late = {row["age_band"]: row["is_late"] for row in home.measured()["unresolved"]}
    assert late["8-14 days"]
    assert not late["3-7 days"]


def test_solved_at_first_contact_is_counted_by_each_definition(measured_home):
    measured_home.contact("at once", is_resolved=True, customer_id="a")
    measured_home.contact("reopened", is_resolved=True, reopened_count=1, customer_id="b")
    measured_home.contact("repeated", is_resolved=True, customer_id="b", days=1, text="")
    measured_home.contact("wrote once", is_resolved=True, message_count=1, reply_count=2)
    measured_home.contact("wrote twice", is_resolved=True, message_count=2, reply_count=1)
    measured_home.contact("open", is_resolved=False, message_count=1, reply_count=1)
    measured_home.contact("silent", customer_id=None)
    measured_home.answer("silent", "resolved", 5.0)
    measured_home.answer("open", "resolved", 3.0)  # the middle says neither
    measured_home.answer("reopened", "resolved", 1.0)
    now = {row["definition"]: row for row in measured_home.measured()["first_contact"]}
    later = {row["definition"]: row for row in measured_home.measured(WEEK.plus(1))["first_contact"]
             if row["week_start"] == WEEK.plus(1).start}  # fmt: skip
    counts = {name: (row["contacts"], row["solved"]) for name, row in now.items()}
    assert counts == {"status": (6, 4), "one_reply": (2, 1), "survey": (2, 1), "repeat": (0, 0)}
    assert (later["repeat"]["contacts"], later["repeat"]["solved"]) == (5, 4)
    assert later["repeat"]["contacts_week"] == WEEK.start
    assert (
        now["status"]["solved_lower"]
        < now["status"]["solved_share"]
        < now["status"]["solved_upper"]
    )


def test_teams_are_compared_where_five_people_and_more_are_one(measured_home):
    for number in range(40):
        operator = number % 10
        measured_home.contact(f"c{number}", days=-7, operator_id=f"op{operator}", text="")
        if number % 8 == 0:
            measured_home.contact(
                f"again{number}", customer_id=f"customer-c{number}", operator_id="op1"
            )
    for operator in range(10):
        team = "North" if operator < 6 else "Four of them"
        measured_home.insert("registers.operators", {"operator_id": f"op{operator}", "team": team})
    tables = measured_home.measured()
    teams = {row["team"]: row for row in tables["team_weeks"]}
    assert set(teams) == {"(all)", "North"}  # four people are persons
    assert (teams["North"]["people"], teams["North"]["contacts"]) == (6, 24)
    assert teams["North"]["share"] == teams["North"]["came_back"] / 24
    assert teams["North"]["lower_95"] < teams["North"]["share"] < teams["North"]["upper_95"]
    sizes = [row["contacts"] for row in tables["team_limits"]]
    assert min(sizes) == 12
    assert max(sizes) >= 24


def test_measuring_twice_gives_the_same_tables_in_week_53_too(measured_home):
    week = Week.parse("2026-W53")
    measured_home.contact("a", days=(week.start - WEEK.start).days, is_resolved=False)
    measured_home.answer("a")
    once = measured_home.measured(week)
    assert measured_home.measured(week) == once
    assert {row["week_start"] for row in once["first_contact"]} == {week.start}


def test_no_column_of_what_is_published_names_a_person(measured_home):
    with open_warehouse(measured_home.home) as con:
        columns = con.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'quality' "
            f"AND table_name IN {COUNTED}"
        ).fetchall()
    assert not [name for (name,) in columns if "operator" in name or "customer_" in name]


def test_a_frame_without_answers_is_stored_as_nulls(measured_home):
    import pandas as pd

    rows = pd.DataFrame({"week_start": [WEEK.start], "slice_dim": ["all"], "slice_value": ["all"]})
    rows = rows.assign(
        contacts=0, customers=0, repeats=0, repeat_share=float("nan"), repeat_lower=float("nan")
    )
    with open_warehouse(measured_home.home) as con:
        replace_rows(con, "7_quality/72_repeat_contacts", WEEK, rows.assign(repeat_upper=None))
    (row,) = measured_home.rows("repeat_contacts")
    assert (row["repeat_share"], row["repeat_upper"]) == (None, None)
