"""Other people's texts are made harmless; figures are written one way."""

import math
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.weeks import Week
from trend_lib.report import figures
from trend_lib.report.appendix import safe_cell
from trend_lib.report.movers import change_interval
from trend_lib.report.words import QUOTE_LENGTH, distinct_quotes, plain_text, quote

NASTY = [
    "",
    " \t\r\n ",
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x")',
    "\u202eevil\u202c \u2066x\u2069 \u200f",
    "x" * 10_000,
    "👩‍👩‍👧 👍🏽",
    "\x00\x1b[31m",
    "\ud800",
    "{{ 7 * 7 }} {% raw %}",
    "]]> --> '; DROP TABLE",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_quote_is_one_short_line_without_controls_or_direction_marks(text):
    line = plain_text(text, QUOTE_LENGTH)
    assert len(line) <= QUOTE_LENGTH
    assert "\n" not in line
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in line)
    assert not any(
        unicodedata.bidirectional(c) in {"RLO", "RLE", "RLI", "LRO", "LRE", "LRI", "PDF", "PDI"}
        for c in line
    )
    line.encode()


def test_emoji_stay_whole():
    assert plain_text("👩‍👩‍👧 fine") == "👩‍👩‍👧 fine"


@given(st.text())
def test_making_a_text_harmless_twice_changes_nothing(text):
    assert plain_text(plain_text(text)) == plain_text(text)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("call me at [phone] or [e-mail]", ["phone", "e-mail"]),
        ("<CARD_NUMBER> was charged", ["card number"]),
        ("my [номер картки] again", ["номер картки"]),
        ("[1] see below, <b>bold</b>", []),
    ],
)
def test_what_was_removed_is_told_from_what_was_said(text, tags):
    assert [piece.text for piece in quote(text).pieces if piece.is_removed] == tags


@given(st.text(alphabet=st.characters(exclude_characters="[<")))
def test_a_quote_without_tags_is_its_text(text):
    assert quote(text).text == plain_text(text, QUOTE_LENGTH)


def test_quotes_that_begin_alike_are_told_once():
    texts = [
        "No network since this morning, Willow Street",
        "NO NETWORK since this morning in the yard",
        "Help",
    ]
    assert [one.text for one in distinct_quotes(texts)] == [texts[0], "Help"]
    assert distinct_quotes([]) == ()


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", " =1+1", "\u200b=1", "\u202e@x"]
)
def test_no_cell_is_taken_for_a_formula(start):
    assert safe_cell(f"{start}SUM(A1)").startswith("'")


@given(st.text())
def test_no_text_at_all_begins_a_formula(text):
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_in_cells_stay_numbers():
    assert safe_cell(-3) == "-3"
    assert safe_cell(-2.55) == "-2.5"
    assert safe_cell(None) == ""


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30), st.integers(0, 10**6))
def test_rounded_parts_add_up_to_their_whole(parts, total):
    rounded = figures.shares_of(parts, total)
    assert sum(rounded) == (total if sum(parts) > 0 else 0)
    assert min(rounded) >= 0


def test_a_count_beyond_the_limit_never_prints_inside_its_range():
    assert figures.span(133.4, 199.6) == "134–199"  # 200 lies above, 133 below
    assert figures.decimal(-0.004, 2) == "0.00"  # nothing has no sign
    assert figures.decimal(-0.006, 2) == "−0.01"
    assert figures.span(0.2, 0.8) == "0–0"
    assert figures.span(-1.5, 2.0) == "\N{MINUS SIGN}1–2"


def test_figures_are_written_as_british_readers_write_them():
    assert figures.count(6412) == "6,412"
    assert figures.signed(-77.4) == "−77"
    assert figures.signed(308) == "+308"
    assert figures.signed(0.2) == "0"
    assert figures.percent(0.7125, 1) == "71.2%"
    assert figures.expected_count(0.3) == "fewer than 1"
    assert figures.count(2.5) == "3"
    assert figures.period(Week(date(2026, 9, 28))) == "28 September – 4 October 2026"


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(1, 50))
def test_a_change_lies_in_the_middle_of_its_interval(before, now, dispersion):
    change, low, high = change_interval(before, now, dispersion)
    assert low <= change == now - before <= high
    assert math.isclose(high - change, change - low, abs_tol=1e-6)


def test_the_interval_of_a_change_agrees_with_a_case_done_by_hand():
    change, low, high = change_interval(100, 144, 1.0)  # sqrt(244) = 15.62; times 1.96 = 30.6
    assert change == 44
    assert (round(low, 1), round(high, 1)) == (13.4, 74.6)
    assert change_interval(100, 144, 0.2) == change_interval(100, 144, 1.0)  # never below Poisson
    assert change_interval(100, 144, 4.0)[1] < 0  # dispersed counts: may be chance
