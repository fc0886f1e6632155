"""The week's tables about kinds follow from what was drawn and what people said of it."""

import pytest

from tests.quality.measured_home import WEEK, MeasuredHome
from trend_lib import quality
from trend_lib.base.warehouse import hold_warehouse

TABLES = ("kind_settling", "kind_accuracy", "kind_confusion", "kind_shares")
KINDS = ("customer_service", "marketing", "technical")


def draw(home, name, week=WEEK, part="even", counted="technical", guess="technical"):
    row = {
        "week_start": week.start, "contact_id": name, "topic_id": 2, "text": "t", "part": part, "place": 1, "kind": counted,
        "guess": guess, "probability": 0.6, "other_kind": "marketing", "other_probability": 0.3, "inclusion": 0.1,
        "of_contacts": 400,
    }  # fmt: skip
    home.insert("topics.kind_sample", row)


def settle(home, name, kind, *, is_applied=True):
    row = {
        "answer_id": f"a-{name}", "week_start": WEEK.start, "said_at": "2026-08-25 10:00:00", "who": "olena (invented)",
        "way": "desk", "action": "kind", "about": f"kind:{name}", "value": kind, "note": "", "is_applied": is_applied,
    }  # fmt: skip
    home.insert("topics.answers", row)


def count(home, weeks_back=0, technical=6, others=2):
    """Store contacts of the week as they are counted."""
    for number in range(technical + 2 * others):
        kind = "technical" if number < technical else KINDS[number % 2]
        name = f"w{weeks_back}-{number}"
        home.contact(name, days=-7 * weeks_back)
        home.topic(name, 2, days=-7 * weeks_back, kind=kind)


def figures(home, table, *columns):
    named = ", ".join(columns)
    rows = home.read(f"SELECT {named} FROM quality.{table} WHERE week_start = '{WEEK.start}'")
    return {row[:-1] if len(row) > 2 else row[0]: row[-1] for row in rows}


@pytest.fixture(scope="module")
def settled_home(tmp_path_factory):
    """Forty contacts drawn by lot and settled, of which the program said ten wrong, and ten more that wait."""
    made = MeasuredHome(tmp_path_factory.mktemp("settled"))
    with hold_warehouse(made.home):
        count(made)
        for number in range(40):
            draw(made, f"d{number}", WEEK.plus(-(number % 3) - 1))
            settle(made, f"d{number}", "technical" if number < 30 else "marketing")
        for number in range(10):
            draw(made, f"waits{number}")
        quality.measure(made.home, WEEK)
        yield made


def test_accuracy_is_of_what_the_program_said_before(settled_home):
    told = figures(settled_home, "kind_accuracy", "judge", "measure", "kind", "share")
    assert told["topic", "accuracy", "(all)"] == pytest.approx(0.75)
    assert told["topic", "precision", "technical"] == pytest.approx(0.75)
    assert told["topic", "recall", "technical"] == pytest.approx(1)
    assert told["topic", "recall", "marketing"] == pytest.approx(0)
    assert told["topic", "precision", "customer_service"] is None


def test_what_was_taken_for_what_adds_up_to_all_contacts(settled_home):
    told = figures(settled_home, "kind_confusion", "judge", "said", "counted", "share")
    assert told["topic", "marketing", "technical"] == pytest.approx(0.25)
    of_judge = [share for (judge, *_), share in told.items() if judge == "topic"]
    assert sum(of_judge) == pytest.approx(1)


def test_shares_are_mended_and_changes_wait_for_a_window_before(settled_home):
    assert figures(settled_home, "kind_shares", "kind", "counted_share") == {
        "customer_service": pytest.approx(0.2),
        "marketing": pytest.approx(0.2),
        "technical": pytest.approx(0.6),
    }
    told = figures(settled_home, "kind_shares", "kind", "share")
    assert told["technical"] == pytest.approx(0.6 - 0.25)
    assert told["marketing"] == pytest.approx(0.2 + 0.25)
    assert set(figures(settled_home, "kind_shares", "kind", "change").values()) == {None}


def test_what_was_drawn_and_what_of_it_is_settled_is_told(settled_home):
    told = settled_home.read("SELECT part, drawn, settled FROM quality.kind_settling")
    assert told == [("even", 50, 40)]


def test_the_words_alone_are_judged_beside(measured_home):
    count(measured_home)
    for number in range(30):
        draw(measured_home, f"d{number}", WEEK, counted="technical", guess="marketing")
        settle(measured_home, f"d{number}", "marketing")
    quality.measure(measured_home.home, WEEK)
    told = figures(measured_home, "kind_accuracy", "judge", "measure", "kind", "share")
    assert told["topic", "accuracy", "(all)"] == 0
    assert told["words", "accuracy", "(all)"] == 1


def test_an_answer_that_does_not_count_settles_nothing_and_the_registers_word_does(measured_home):
    count(measured_home)
    draw(measured_home, "d1")
    draw(measured_home, "d2")
    settle(measured_home, "d1", "technical", is_applied=False)
    measured_home.insert(
        "registers.kind_labels", {"contact_id": "d2", "text": None, "kind": "marketing"}
    )
    quality.measure(measured_home.home, WEEK)
    assert measured_home.read("SELECT drawn, settled FROM quality.kind_settling") == [(2, 1)]


def test_before_enough_is_settled_no_figure_is_stored_but_how_many_wait(measured_home):
    count(measured_home)
    draw(measured_home, "d1")
    quality.measure(measured_home.home, WEEK)
    rows = {table: len(measured_home.read(f"SELECT 1 FROM quality.{table}")) for table in TABLES}
    assert rows == {"kind_settling": 1, "kind_accuracy": 0, "kind_confusion": 0, "kind_shares": 0}


def test_measured_twice_is_measured_once(settled_home):
    def stored():
        return [settled_home.read(f"FROM quality.{table} ORDER BY ALL") for table in TABLES]

    before = stored()
    quality.measure(settled_home.home, WEEK)
    assert stored() == before


def test_a_window_before_that_was_settled_gives_the_change(
    settled_home,
):  # adds to the home: the last
    count(settled_home, weeks_back=14, technical=2, others=4)
    for number in range(40):
        draw(settled_home, f"before{number}", WEEK.plus(-14))
        settle(settled_home, f"before{number}", "technical")
    quality.measure(settled_home.home, WEEK)
    changes = figures(settled_home, "kind_shares", "kind", "change")
    assert changes["technical"] == pytest.approx(0.35 - 0.2)
    assert changes["marketing"] == pytest.approx(0.45 - 0.4)
