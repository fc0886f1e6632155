"""The bulletin on countermeasures that worked, failed and cannot be judged yet: from the rooms' own verdicts to all faces."""

import pytest

from tests.report.home_of_measures import BEGUN, NAMES, WEEK, make_home
from tests.report.told import shown, squeezed
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.compose import compose
from trend_lib.report.effects import make_verdicts
from trend_lib.report.stored import read_week

WORKED, FAILED, EARLY = (NAMES[topic] for topic, *_ in BEGUN)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make_home(tmp_path_factory.mktemp("measures") / "home")


def stored(home, week=WEEK):
    with open_warehouse(home) as con:
        return read_week(con, week, home.config.report.weeks_shown)


@pytest.fixture(scope="module")
def verdicts(home):
    return {one.name: one for one in compose(stored(home), home.config, "en").verdicts}


def face(home, name):
    return shown((home.path / f"bulletins/{WEEK.year}/w{WEEK.number}/en/{name}").read_text("utf-8"))


def test_each_measure_has_its_verdict_those_that_say_something_first(verdicts):
    assert [(name, one.verdict) for name, one in verdicts.items()] == [
        (WORKED, "Worked"), (FAILED, "No effect"), (EARLY, "Too early to say"),
    ]  # fmt: skip
    assert verdicts[WORKED].sentence.endswith(" EUR.")
    assert (
        verdicts[EARLY].sentence
        == "It can be judged on Mon 5 Oct, when two whole weeks since are over."
    )
    assert verdicts[EARLY].basis == ""


@pytest.mark.parametrize("name", ["index.html", "mail.html", "mail.txt"])
def test_page_mail_and_text_say_the_same_of_each(home, verdicts, name):
    said = face(home, name)
    for one in verdicts.values():
        assert squeezed(one.verdict) in said
        assert squeezed(one.sentence) in said
        assert squeezed(one.measure) in said


def test_the_chart_shows_the_weeks_that_were_compared_and_where_the_measure_began(home, verdicts):
    chart = verdicts[WORKED].chart
    weeks = [one for one in stored(home).effect_weeks if one.countermeasure_id == "inbox:2"]
    assert [one.observed for one in chart.moments] == [one.observed for one in weeks]
    began = [at for at, one in enumerate(weeks) if one.side == "before"][-1] + 1
    assert began - 0.5 < chart.began_x < began + 0.5  # in the week that is on neither side


def test_a_verdict_is_told_once_when_its_measure_is_no_longer_under_way(home):
    with open_warehouse(home) as con:
        con.begin()
        con.execute("UPDATE episodes.countermeasures SET is_open = false")
        told = make_verdicts(read_week(con, WEEK, 26), "")
        con.rollback()
    assert {one.name for one in told} == {WORKED, EARLY}  # that one failed stood there last week


def test_marks_are_told_with_the_method(home):
    assert "Nobody has marked a spike" not in face(home, "index.html")
    assert "useful: 3, false alarms: 0" in compose(stored(home), home.config, "en").method[-1]
