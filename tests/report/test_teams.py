"""Teams: who lies outside is named and asked, everybody else has no name in the drawing."""

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.charts import Size
from trend_lib.report.drawings import svg_of, use_our_fonts
from trend_lib.report.funnel_chart import funnel_chart


@pytest.fixture
def home(tmp_path):
    return seeding.seed(seeding.new_home(tmp_path / "home"))


def change(home, sql):
    with open_warehouse(home) as con:
        con.execute(sql)


def test_only_teams_outside_of_the_limits_are_named_in_the_drawing(home, composed):
    teams = composed(home).teams
    assert teams.outcome == (
        "Outside of the limits: North, 14.8%: below the inner limit; South, 25.9%: above the outer limit."
    )
    assert {mark.name for mark in teams.chart.marks} == {"", "North", "South"}
    use_our_fonts()
    drawn = svg_of(funnel_chart(teams.chart, Size(470, 235)), Size(470, 235))
    assert "South" in drawn
    assert "Evening" not in drawn


def test_teams_are_listed_by_name_and_never_by_figure(home, composed):
    rows = composed(home).teams.rows
    assert [row.name for row in rows] == ["Evening", "Field", "North", "South", "Small teams"]


def test_being_outside_is_a_reason_to_ask_and_no_verdict(home, composed):
    note = composed(home).teams.note
    assert note.startswith("A team outside of the limits is a reason to ask, not a verdict.")
    assert note.endswith("With fewer than 10 teams the limits allow for chance alone.")
    change(home, "UPDATE quality.team_weeks SET dispersion = 4")
    assert composed(home).teams.note.endswith("the limits are widened 2.0 times for it.")


def test_where_all_teams_are_alike_none_is_named(home, composed):
    change(home, "UPDATE quality.team_weeks SET share = 0.18")
    teams = composed(home).teams
    assert teams.outcome == "No team lies outside of the limits."
    assert {mark.name for mark in teams.chart.marks} == {""}


def test_without_a_register_of_operators_there_is_no_section(home, composed):
    change(home, "DELETE FROM quality.team_weeks")
    assert composed(home).teams is None


def test_the_week_told_is_the_one_whose_customers_had_the_time_to_come_back(tmp_path, composed):
    longer = seeding.new_home(tmp_path / "longer", settings="[quality]\nrepeat_days = 10\n")
    sentence = composed(seeding.seed(longer)).teams.sentence
    assert sentence.startswith(
        "Share of a team’s first contacts of week 36 whose customer came back within 10 days,"
    )


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (0, "24 operators were compared on the same cases: none stands out beyond chance."),
        (1, "Of 24 operators compared on the same cases 1 stands out beyond chance; who, says"),
        (3, "Of 24 operators compared on the same cases 3 stand out beyond chance; who, says"),
    ],
)
def test_how_many_operators_stand_out_is_told_and_never_who(home, composed, apart, said):
    before = composed(home).teams.note
    change(
        home,
        f"""
        INSERT INTO quality.operator_scores BY NAME
        SELECT max(week_start) AS week_start, 'op-' || number AS operator_id, 'tone' AS measure, 99 AS contacts,
            'compared' AS status, CASE WHEN number < {apart} THEN 'worse' END AS stands_out
        FROM weekly.topic_weeks, (SELECT unnest(range(24)) AS number)
        GROUP BY number
        """,
    )
    after = composed(home).teams.note
    assert after.startswith(f"{before} {said}")
    assert "op-" not in after


def test_where_no_register_knows_teams_the_operators_are_told_of_all_the_same(home, composed):
    change(home, "DELETE FROM quality.team_weeks")
    change(
        home,
        """
        INSERT INTO quality.operator_scores BY NAME
        SELECT max(week_start) AS week_start, 'op-1' AS operator_id, 'tone' AS measure, 99 AS contacts, 'compared' AS status
        FROM weekly.topic_weeks
        """,
    )
    bulletin = composed(home)
    assert bulletin.teams is None
    assert bulletin.not_known[-1] == (
        "1 operator was compared on the same cases: none stands out beyond chance."
    )
