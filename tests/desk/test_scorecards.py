"""Scorecards at the desk: nobody ranked, nobody marked whom the figures do not tell apart, and blind stays blind."""

import re

import pytest

from tests.desk.drawn_sample import score
from tests.quality.measured_home import NOON, WEEK
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.desk.audit_page import show_audit
from trend_lib.desk.reader import Reader, make_reader
from trend_lib.desk.reviewers_page import show_reviewers
from trend_lib.desk.scorecards import PAGE_LENGTH, WantedScores, show_operator, show_scorecards
from trend_lib.report.published import write_published

from .test_episode_page import told

MARTA = Reader("marta", may_answer=False, is_quality_manager=True)
HOSTILE = "<b onclick=alert(1)>op"


@pytest.fixture
def scored(listening):
    """Four operators: one like all, one apart, one said to be apart whose limits do not say so, one with few contacts."""
    with open_warehouse(listening) as con:
        con.execute("DELETE FROM quality.operator_scores")
        con.execute("DELETE FROM registers.operators")
        for operator, team in (
            ("op-b", "North"),
            ("op-a", "North"),
            ("op-c", "East"),
            ("op-d", "East"),
        ):
            con.execute("INSERT INTO registers.operators VALUES (?, ?)", [operator, team])
        score(con, "op-a", adjusted=4.15)
        score(con, "op-b", adjusted=2.8, lower=2.6, upper=3.0, stands_out="worse")
        score(con, "op-c", adjusted=3.9, stands_out="worse")
        score(con, "op-d", status="too_few_contacts", contacts=7, observed=1.5, adjusted=1.9, lower=1.0, upper=2.0,
              stands_out="worse")  # fmt: skip
        score(con, "op-a", "handle_seconds", observed=512.4, typical=300.0, adjusted=500.0, lower=480.0, upper=520.0,
              funnel_lower=250.0, funnel_upper=350.0, stands_out="longer")  # fmt: skip
    write_published(listening)
    return listening


def lines(page):
    """The operators of the table in their order, with the look of what is said of them."""
    table = page[page.index("<table") :]
    return re.findall(r'operator\?id=([^"]+)">.*?<td class="line (\w+)">([^<]*)</td>', table)


def test_operators_stand_by_team_and_id_and_never_by_their_figure(scored):
    page = show_scorecards(scored, MARTA, WantedScores("survey:politeness"))
    assert [operator for operator, _, _ in lines(page)] == ["op-c", "op-d", "op-a", "op-b"]
    north = show_scorecards(scored, MARTA, WantedScores("survey:politeness", "North"))
    assert [operator for operator, _, _ in lines(north)] == ["op-a", "op-b"]


def test_only_who_is_told_apart_by_enough_contacts_and_the_limits_is_marked(scored):
    page = show_scorecards(scored, MARTA, WantedScores("survey:politeness"))
    assert {operator: (look, said) for operator, look, said in lines(page)} == {
        "op-a": ("plain", "nothing shown"),
        "op-b": ("worse", "worse"),
        "op-c": ("plain", "nothing shown"),
        "op-d": ("plain", "too few contacts"),
    }
    row = page[page.index('id=op-d">') :]
    row = row[: row.index("</tr>")]
    assert "1.50" in row
    assert "1.90" not in row
    assert "<svg" not in row
    assert page[page.index("<table") :].count("var(--hot)") == 2  # one line and its dot
    assert "3 operators compared: 2 stand out beyond chance" in told(page)


def test_a_longer_handling_time_is_neither_better_nor_worse(scored):
    page = show_scorecards(scored, MARTA, WantedScores("handle_seconds"))
    assert lines(page) == [("op-a", "apart", "longer")]
    assert "500 (480 to 520)" in told(page)
    assert "var(--hot)" not in page[page.index("<table") :]


def test_an_operators_page_has_every_measure_and_the_forms_about_them(scored):
    with open_warehouse(scored) as con:
        score(
            con,
            "op-a",
            "came_back",
            observed=0.12,
            typical=0.11,
            adjusted=0.11,
            lower=0.1,
            upper=0.12,
        )
        con.execute(
            "INSERT INTO quality.reviews VALUES (?, 'forms:1', 'import', 'calls:77', 'op-a', 'rv-2', 'call', '2', 0.65, "
            "false, 'even', NULL, ?, 'Shouted twice.')", [WEEK.start, NOON],
        )  # fmt: skip
    write_published(scored)
    page = told(show_operator(scored, MARTA, "op-a"))
    assert "Team North." in page
    assert page.index("Handling time") < page.index("Survey: politeness")
    assert "12.0% 11.0% (10.0 to 12.0%)" in page
    assert "calls:77 Reviewer’s note: Shouted twice. rv-2 call even 65%" in page
    assert show_operator(scored, MARTA, "op-none") is None


def test_a_manager_who_reviews_is_not_told_what_another_said_of_what_waits_for_them(scored):
    both = Reader("vera", may_answer=True, reviewer_id="rv-1", is_quality_manager=True)
    with open_warehouse(scored) as con:
        (contact,) = con.execute("SELECT contact_id FROM quality.review_sample WHERE reviewer_id = 'rv-1' LIMIT 1").fetchone()  # fmt: skip
        for name, heard in (("forms:1", contact), ("forms:2", "calls:77")):
            con.execute(
                "INSERT INTO quality.reviews VALUES (?, ?, 'import', ?, 'op-a', 'rv-2', 'call', '2', 0.65, false, 'even', "
                "NULL, ?, ?)", [WEEK.start, name, heard, NOON, f"Note on {heard}"],
            )  # fmt: skip
            con.execute(
                "INSERT INTO quality.audit VALUES (?, ?, ?, 'op-a', 'rv-2', 0.1, 1.0, NULL, 'blamed_happy', 0.15)",
                [WEEK.start, name, heard],
            )
    write_published(scored)
    for page in (show_operator(scored, both, "op-a"), show_audit(scored, both, "", 1)):
        assert contact not in page
        assert "calls:77" in page
        assert "that you are still to hear yourself are left out" in page
    for page in (show_operator(scored, MARTA, "op-a"), show_audit(scored, MARTA, "", 1)):
        assert contact in page
    assert f"Note on {contact}" in told(show_audit(scored, MARTA, "", 1))


def test_a_score_to_hear_again_is_the_one_given_and_says_what_is_taken_off_it(scored):
    with open_warehouse(scored) as con:
        for name, bias in (("forms:1", 0.15), ("forms:2", -0.1), ("forms:3", None)):
            con.execute(
                "INSERT INTO quality.audit VALUES (?, ?, 'calls:77', 'op-a', 'rv-2', 0.1, 1.0, NULL, 'blamed_happy', ?)",
                [WEEK.start, name, bias],
            )
    write_published(scored)
    page = told(show_audit(scored, MARTA, "", 1))
    assert "10% judged as 15 less: the reviewer is lenient 100% not known yet 2026-W34" in page
    assert "10% judged as 10 more: the reviewer is strict 100%" in page
    assert "10% 100% not known yet" in page
    assert "-5%" not in page


def test_agreement_and_bias_are_told_with_their_limits_or_not_at_all(scored):
    with open_warehouse(scored) as con:
        con.execute("DELETE FROM quality.agreement")
        con.execute("DELETE FROM quality.reviewer_bias")
        con.execute(
            "INSERT INTO quality.agreement VALUES (?, '(all)', '(form)', 'alpha', 40, 0.4, 0.2, 0.6), "
            "(?, '(all)', 'tone', 'alpha', 4, 0.9, NULL, NULL), (?, 'rv-1', '(form)', 'weighted_kappa', 40, 0.5, 0.3, 0.7)",
            [WEEK.start] * 3,
        )
        con.execute(
            "INSERT INTO quality.reviewer_bias VALUES (?, 'rv-1', 60, 0.8, 40, 0.2, 0.1, 0.3, 'lenient'), "
            "(?, 'rv-2', 6, 0.6, 4, 0.3, NULL, NULL, 'lenient')", [WEEK.start] * 2,
        )  # fmt: skip
    write_published(scored)
    page = told(show_reviewers(scored, MARTA))
    assert "whole form 40 0.40 (0.20 to 0.60) tone 4 too few heard twice" in page
    assert "rv-1 60 0.80 40 0.50 (0.30 to 0.70) 0.20 (0.10 to 0.30) lenient" in page
    assert "rv-2 6 0.60 4 too few heard twice too few heard twice nothing shown" in page
    assert re.search(r"rv-1 4 0 4 0", page)  # given, heard, waits, replaced


def test_pages_of_persons_can_be_read_before_anything_was_measured(tmp_path):
    from tests.report import seeding

    home = seeding.new_home(tmp_path / "new")
    assert "No operator can be compared yet" in told(show_scorecards(home, MARTA, WantedScores()))
    assert "Nothing was drawn to be listened to yet" in told(show_reviewers(home, MARTA))
    assert "Nothing waits here." in told(show_audit(home, MARTA, "", 1))
    assert show_scorecards(home, MARTA, WantedScores(week=Week.parse("2020-W01"))) is None


def test_hundreds_of_operators_have_pages_and_hostile_ids_stay_words(scored):
    with open_warehouse(scored) as con:
        for at in range(PAGE_LENGTH):
            score(con, f"{HOSTILE}-{at}")
    write_published(scored)
    page = show_scorecards(scored, MARTA, WantedScores("survey:politeness"))
    assert HOSTILE not in page
    assert len(lines(page)) == PAGE_LENGTH
    assert "measure=survey%3Apoliteness" in page
    last = show_scorecards(scored, MARTA, WantedScores("survey:politeness", page=2))
    assert len(lines(last)) == 4
    assert HOSTILE not in show_operator(scored, make_reader(scored, "marta", may_answer=False), f"{HOSTILE}-1")  # fmt: skip
