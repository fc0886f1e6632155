"""What people said afterwards, in forms and on call-backs, looks as quality managers write it down."""

from collections import defaultdict
from datetime import timedelta
from statistics import mean

from tests.sample.reading import (
    callback_rows,
    day_of,
    desk_moment,
    desk_rows,
    form_rows,
    rows_below,
)
from trend_lib.base.weeks import Week

LISTS = {"Нове підключення", "Закрита заявка", "Ключова точка", "До вирішення"}


def attempts(home):
    """Each call once, in the order of time."""
    made = {tuple(row.items()): row for row in callback_rows(home) if row["Результат"]}
    return sorted(made.values(), key=lambda row: desk_moment(row["Коли"]))


def came_to(row):
    word = row["Результат"].casefold()
    return "reached" if word.startswith(("додзвон", "відповів")) else word


def test_the_lenient_reviewer_gives_more_for_the_same_call(long):
    by_call = defaultdict(dict)
    for row in form_rows(long.home):
        by_call[row["Call"]][row["Reviewer"]] = int(row["Greeting"]) + int(row["Tone"])
    gaps = [
        (given["rv-3"] - other) / 2
        for given in by_call.values()
        if "rv-3" in given
        for reviewer, other in given.items()
        if reviewer != "rv-3"
    ]
    assert len(gaps) > 40
    assert 0.5 < mean(gaps) < 1.3


def test_the_rude_operator_is_heard_by_the_reviewers(long):
    tones = defaultdict(list)
    for row in form_rows(long.home):
        tones[row["Operator"] == "op-17"].append(int(row["Tone"]))
    assert mean(tones[True]) < mean(tones[False]) - 0.9


def test_forms_name_calls_of_the_operator_they_are_about(long):
    calls = {contact.source_id for contact in long.contacts if contact.is_call}
    assert {row["Call"] for row in form_rows(long.home)} <= calls


def test_a_form_put_right_comes_again_a_week_later_under_its_number(long):
    versions = defaultdict(dict)
    for row in form_rows(long.home):
        versions[row["Form No"]][row["Changed on"]] = row
    righted = [
        sorted(each.values(), key=lambda row: desk_moment(row["Changed on"]))
        for each in versions.values()
        if len(each) > 1
    ]
    assert len(righted) > 10
    for first, second in righted:
        changed, heard = desk_moment(second["Changed on"]), desk_moment(second["Heard on"])
        assert changed - heard == timedelta(days=7)
        assert first["Solution"] != second["Solution"]


def test_a_week_of_forms_is_delivered_twice_in_another_order(long):
    week = next(
        row["first_week"]
        for row in long.truth
        if (row["what"], row["slice_value"]) == ("repeated_delivery", "evaluations")
    )
    folder = long.home / "drop" / "evaluations"
    first, copy = (
        (folder / f"forms-{name}.csv").read_bytes().splitlines() for name in (week, f"{week}-copy")
    )
    assert first != copy
    assert sorted(first) == sorted(copy)


def test_late_forms_and_calls_come_in_a_file_named_for_the_week_after(long):
    for folder, name, delimiter, who, when in (
        ("evaluations", "forms", ",", ("Reviewer", "rv-2"), "Changed on"),
        ("callbacks", "callbacks", ";", ("Хто дзвонив", "qm-2"), "Коли"),
    ):
        week = next(
            row["first_week"]
            for row in long.truth
            if (row["what"], row["slice_value"]) == ("late_delivery", folder)
        )
        late = f"{name}-{Week.parse(week).plus(1)}-late.csv"
        rows = rows_below(long.home / "drop" / folder, delimiter)
        days = {day_of(week, day) for day in range(7)}
        mine = {
            tuple(row.values())
            for row in rows
            if row[who[0]] == who[1] and row[when] and desk_moment(row[when]).date() in days
        }
        _, *lines = (long.home / "drop" / folder / late).read_text("utf-8-sig").splitlines()
        handed_in_late = {tuple(line.split(delimiter)) for line in lines}
        everywhere = [tuple(row.values()) for row in rows]
        assert handed_in_late <= mine
        assert sum(row in handed_in_late for row in everywhere) == len(lines)  # in no other file
        assert len(lines) > 2


def test_call_backs_are_of_four_lists_and_name_their_contact_and_customer(long):
    rows = callback_rows(long.home)
    accounts = {contact.source_id: contact.account for contact in long.contacts}
    assert {row["Список"] for row in rows} == LISTS
    assert all(accounts[row["Звернення"]] == row["Рахунок"] != "" for row in rows)
    words = {row["Результат"] for row in rows}
    assert {"", "Додзвонилися", "зайнято", "Відмова", "не той номер", "не дзвонити"} <= words


def test_whoever_is_still_to_be_called_stands_in_the_list_and_is_called_later(long):
    waiting = {row["Звернення"] for row in callback_rows(long.home) if not row["Результат"]}
    called = {row["Звернення"] for row in attempts(long.home)}
    newest = max((long.home / "drop" / "callbacks").glob("*W46.csv"))
    last = {row["Звернення"] for row in rows_below(newest.parent, ";") if not row["Результат"]}
    assert waiting & called
    assert last - called


def test_nobody_is_called_after_asking_not_to_be_nor_for_another_matter_within_a_month(long):
    first_of, opted_out = {}, set()
    for row in attempts(long.home):
        matter, customer = row["Звернення"], row["Рахунок"]
        assert customer not in opted_out
        before, began = first_of.get(customer, (matter, None))
        when = desk_moment(row["Коли"])
        if before != matter:
            assert when - began > timedelta(days=28)  # by the day they were due, a Sunday moved
            began = None
        first_of[customer] = matter, began or when
        if "дзвонити" in came_to(row) and "пере" not in came_to(row):
            opted_out.add(customer)
    assert len(opted_out) > 3


def test_attempts_are_numbered_and_end_when_somebody_is_reached(long):
    matters = defaultdict(list)
    for row in attempts(long.home):
        matters[row["Звернення"]].append(row)
    for rows in matters.values():
        assert [int(row["Спроба"]) for row in rows] == list(range(1, len(rows) + 1))
        talks = [row for row in rows if came_to(row) == "reached"]
        is_until_solved = rows[0]["Список"] == "До вирішення"
        assert is_until_solved or talks in ([], rows[-1:])
        assert all(row["Вирішено"] == "Ні" for row in talks[:-1])  # called again after a no
        assert len(rows) <= (6 if is_until_solved else 3)
    assert max(map(len, matters.values())) > 3


def test_customers_of_the_mobile_network_are_harder_to_reach(long):
    rows = attempts(long.home)
    products = {"Mobile": [], "": []}
    own = {row["Ticket"]: row["Product"].strip().casefold() for row in desk_rows(long.home)}
    for row in rows:
        if product := own.get(row["Звернення"]):
            products["Mobile" if product == "mobile" else ""].append(came_to(row) == "reached")
    assert mean(products["Mobile"]) < mean(products[""]) - 0.1
