"""Beside the three kinds the bulletin says how often they are right, and what their shares truly are."""

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse

MONDAY, FIRST = seeding.WEEK.start, seeding.WEEK.plus(-12).start
SETTLING = [
    {"week_start": MONDAY, "part": part, "first_week": FIRST, "drawn": drawn, "settled": settled}
    for part, drawn, settled in (("doubtful", 130, 80), ("even", 195, 120))
]
ACCURACY = [
    {"week_start": MONDAY, "judge": judge, "measure": "accuracy", "kind": "(all)", "settled": 200, "share": share,
     "lower": share - 0.05, "upper": share + 0.04}
    for judge, share in (("topic", 0.91), ("words", 0.82))
]  # fmt: skip
SHARES = [
    {"week_start": MONDAY, "kind": kind, "contacts": 100, "week_share": 0.3, "counted_share": share + 0.02, "settled": 200,
     "share": share, "lower": share - 0.04, "upper": share + 0.05, "change": change, "change_lower": change - 0.07,
     "change_upper": change + 0.06}
    for kind, share, change in (("technical", 0.48, 0.03), ("marketing", 0.2, -0.03), ("customer_service", 0.32, 0.0))
]  # fmt: skip


@pytest.fixture
def made(tmp_path):
    return seeding.seed(seeding.new_home(tmp_path / "home"), weeks=10)


def measure(home, settling=(), accuracy=(), shares=()):
    with open_warehouse(home) as con:
        seeding.insert(con, "quality.kind_settling", list(settling))
        seeding.insert(con, "quality.kind_accuracy", list(accuracy))
        seeding.insert(con, "quality.kind_shares", list(shares))


def test_what_people_settled_is_told_with_its_limits(made, composed):
    measure(made, SETTLING, ACCURACY, SHARES)
    bulletin = composed(made)
    assert bulletin.kinds_measured == (
        "The program tells the kind of 91% of all contacts rightly (95% interval: 86% to 95%). "
        "Settled by people: 200 of 325 drawn since 22 June 2026."
    )
    technical = next(panel for panel in bulletin.kinds if panel.kind == "technical")
    assert technical.share == (
        "In 13 weeks 48% of all contacts (44% to 53%), the program’s errors taken out; counted: 50%. "
        "Change on the 13 weeks before, in percentage points: +3 (−4 to +9)."
    )


def test_before_enough_is_settled_it_says_so(made, composed):
    measure(made, [{**row, "settled": 3} for row in SETTLING])
    bulletin = composed(made)
    assert bulletin.kinds_measured == (
        "How often the program tells the kind rightly is not yet measured. "
        "Settled by people: 6 of 325 drawn since 22 June 2026."
    )
    assert {panel.share for panel in bulletin.kinds} == {""}


def test_where_nobody_is_asked_nothing_is_said_of_it(made, composed):
    assert composed(made).kinds_measured == ""


def test_without_a_window_before_no_change_is_told(made, composed):
    moved = dict.fromkeys(("change", "change_lower", "change_upper"))
    measure(made, SETTLING, ACCURACY, [{**row, **moved} for row in SHARES])
    assert all(panel.share.endswith("%.") for panel in composed(made).kinds)


@pytest.mark.parametrize(
    ("language", "said"),
    [("uk", "Люди визначили 200 з 325, обраних від 22 червня 2026"), ("ru", "За 13 недель 48")],
)
def test_it_is_told_in_each_language(made, composed, language, said):
    measure(made, SETTLING, ACCURACY, SHARES)
    bulletin = composed(made, language=language)
    told = " ".join([bulletin.kinds_measured, *(panel.share for panel in bulletin.kinds)])
    assert said in told
