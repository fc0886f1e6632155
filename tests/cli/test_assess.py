"""`trends assess` on what people really have: bad input gets a clear word, never a crash or silence."""

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from trend_lib.base.weeks import Week
from trend_lib.cli import app

FIRST = Week.parse("2024-W01")


def weeks(number):
    return [str(FIRST.plus(week)) for week in range(number)]


def quiet(number=60, mean=30, seed=1):
    return np.random.default_rng(seed).poisson(mean, number)


def frame(counts, **columns):
    return pd.DataFrame({"series": "calls", "week": weeks(len(counts)), "count": counts, **columns})


def assess(tmp_path, rows, *options):
    """Run the command; return its exit code, what it complained of, and the table it wrote."""
    table, out = tmp_path / "series.csv", tmp_path / "out.csv"
    out.unlink(missing_ok=True)
    rows.to_csv(table, index=False)
    ran = CliRunner().invoke(app, list(map(str, ["assess", table, "--out", out, *options])))
    found = pd.read_csv(out) if out.is_file() else None
    return ran.exit_code, ran.stderr, found


REFUSED = [
    (frame([5, 6, 7]).drop(index=1), "lacks week 2024-W02.*--gaps zero or --gaps unknown"),
    (frame([5, np.nan, 7]), "line 3 .*has no count: write 0"),
    (frame([5, -6, 7]), "line 3 .*negative count"),
    (frame([5, 6], exposure=[10, 0]), "exposure that is not above 0"),
    (frame([5, 6], exposure=[10, np.nan]), "line 3 .*has no exposure"),
    (frame([5, 6], exposure=[10, -1]), "exposure that is not above 0"),
    (pd.concat([frame([5, 6]), frame([7])]), "is there twice"),
    (frame([5, 6]).iloc[:0], "no rows"),
    (frame([5, 2.5]), "not a whole number"),
    (frame([5, "inf"]), "line 3 .*has the count 'inf', which is no number"),
    (frame([5, "1 200"]), "line 3 .*has the count '1 200', which is no number"),
    (
        frame([5, 6]).assign(week="2024-01-03"),
        "line 2 .*not a Monday; that of its week is 2024-01-01",
    ),
    (
        frame([5, 6]).assign(week=["2024-W01", "08.01.2024"]),
        "line 3 .*'08.01.2024' is not a week: write",
    ),
    (frame([5, 6]).assign(week=["2024-W01", None]), "line 3 .*has no week"),
    (frame([5, 6]).drop(columns="week"), "lacks the columns week or day; has series, count"),
]


@pytest.mark.parametrize(("rows", "said"), REFUSED, ids=[said[:24] for _, said in REFUSED])
def test_what_cannot_be_judged_is_refused_with_the_cure(tmp_path, rows, said):
    code, error, found = assess(tmp_path, rows)
    assert (code, found) == (2, None)
    assert pd.Series([" ".join(error.split())]).str.contains(said).item()
    assert "Traceback" not in error


ODD = [
    ("one week", frame([5]), "baseline_too_short"),
    ("all zeros", frame([0] * 60), "no_contacts_ever"),
    ("a thousand million", frame([10**9] * 60), "tested"),
    ("a count of a thousand million", frame([*quiet(59), 10**9]), "tested"),
    ("a thousand million long ago", frame([10**9, *quiet(59)]), "tested"),
    ("zeros, then one", frame([0] * 59 + [1]), "tested"),
    ("only part weeks", frame([5] * 60, is_complete="false"), "source_incomplete"),
    ("tiny exposure", frame(quiet(), exposure=1e-9), "tested"),
    ("huge exposure", frame(quiet(), exposure=[1.0] * 59 + [1e15]), "tested"),
]


@pytest.mark.parametrize(("name", "rows", "status"), ODD, ids=[name for name, *_ in ODD])
def test_what_is_odd_but_possible_gets_a_status(tmp_path, name, rows, status):
    code, error, found = assess(tmp_path, rows, "--direction", "both")
    assert (code, error) == (0, "")
    assert found["status"].tolist() == [status]
    if status == "tested":
        assert found[["expected", "lower", "upper", "p_value", "q_value"]].notna().all(None)


@pytest.mark.parametrize(
    ("separator", "decimal"), [(",", "."), (";", ","), ("\t", ".")], ids=["csv", "Excel", "tabs"]
)
def test_a_table_is_read_as_excel_writes_it_in_any_country(tmp_path, separator, decimal):
    rows = frame(quiet(), exposure=1000.5)
    _, _, expected = assess(tmp_path, rows)
    path, out = tmp_path / "excel.csv", tmp_path / "out.csv"
    rows = rows.rename(columns={"count": " count "})
    rows.to_csv(path, index=False, sep=separator, decimal=decimal, encoding="utf-8-sig")
    ran = CliRunner().invoke(app, ["assess", str(path), "--out", str(out)])
    assert ran.exit_code == 0, ran.stderr
    pd.testing.assert_frame_equal(pd.read_csv(out), expected)


def test_unsorted_rows_are_sorted(tmp_path):
    rows = frame(quiet())
    _, _, sorted_rows = assess(tmp_path, rows)
    _, _, mixed = assess(tmp_path, rows.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(sorted_rows, mixed)


def test_gaps_are_zeros_or_unknown_as_one_says(tmp_path):
    rows = frame(quiet()).drop(index=[50, 51, 52, 53])
    expected = {}
    for way in ("zero", "unknown"):
        code, error, found = assess(tmp_path, rows, "--gaps", way)
        assert (code, error) == (0, "")
        expected[way] = found["expected"].item()
    assert expected["unknown"] == pytest.approx(30, rel=0.2)
    assert expected["zero"] < expected["unknown"]


def test_late_publishing_enters_no_baseline_as_a_drop(tmp_path):
    counts = [*quiet(30, 600), 457, 242, 73, 610]
    whole = [True] * 30 + [False] * 3 + [True]
    code, _, found = assess(tmp_path, frame(counts, is_complete=whole), "--weeks", "last:4")
    assert code == 0
    assert found["status"].tolist() == ["source_incomplete"] * 3 + ["tested"]
    assert found["expected"].tolist() == pytest.approx([600] * 4, rel=0.03)
    assert not found["is_alarm"].any()
    _, _, taken_whole = assess(tmp_path, frame(counts), "--weeks", "last:1")
    assert taken_whole["expected"].item() < 560


def test_what_people_know_lies_in_files_beside_the_counts(tmp_path):
    (tmp_path / "holidays.csv").write_text(f"day,name\n{FIRST.plus(59).start},Some day\n")
    (tmp_path / "events.csv").write_text(
        "first_day,last_day,what,slice_dim,slice_value\n"
        f"{FIRST.plus(59).start},{FIRST.plus(59).start},Campaign,series,calls\n"
    )
    (tmp_path / "shifts.csv").write_text(f"series,week\ncalls,{FIRST.plus(30)}\n")
    code, error, found = assess(
        tmp_path, frame(quiet()), "--holidays", tmp_path / "holidays.csv",
        "--events", tmp_path / "events.csv", "--level-shifts", tmp_path / "shifts.csv",
    )  # fmt: skip
    assert (code, error) == (0, "")
    assert found["note"].tolist() == [
        "working days lost to holidays: 1; known: Campaign; new level since 2024-W31"
    ]


@pytest.mark.parametrize("option", ["--holidays", "--events", "--level-shifts"])
def test_a_file_beside_the_counts_that_lacks_columns_says_which(tmp_path, option):
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    code, error, _ = assess(tmp_path, frame(quiet()), option, tmp_path / "wrong.csv")
    assert code == 2
    assert "wrong.csv" in error
    assert "lacks the columns" in error


def test_weeks_of_days_and_days_of_weeks_are_refused_and_not_ignored(tmp_path):
    code, error, _ = assess(tmp_path, frame(quiet()), "--days", "last:7")
    assert code == 2
    assert "counts weeks" in error
    assert "--weeks last:4" in error
    days = pd.date_range("2026-01-05", periods=70).strftime("%Y-%m-%d")
    daily = pd.DataFrame({"series": "calls", "day": days, "count": quiet(70)})
    code, error, _ = assess(tmp_path, daily, "--weeks", "last:4")
    assert code == 2
    assert "counts days" in error
    assert "--days last:7" in error
    code, _, found = assess(tmp_path, daily)
    assert (code, found["day"].tolist()) == (0, [days[-1]])
