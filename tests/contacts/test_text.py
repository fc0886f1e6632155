"""Whatever a source exports as text becomes plain words, and nothing invisible is left in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.privacy import redact_texts
from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.contacts.text import LONGEST_TEXT, plain_name, plain_text


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("  two\t\n\r words\u00a0here  ", "two words here"),
        (" one blank before", "one blank before"),
        ("one behind ", "one behind"),
        ("two  between", "two between"),
        ("<p>One</p><p>Two<br/>Three</p>", "One Two Three"),
        ("<style>p {color: red}</style>text<!-- note -->", "text"),
        ("<SCRIPT>alert(1)</SCRIPT >text", "text"),
        ("<script>never closed", ""),
        ("a &amp; b &lt;tag&gt; &#1087;&nbsp;c", "a & b <tag> п c"),
        ("speed < 5 and ping > 80, 3 <4, a<b", "speed < 5 and ping > 80, 3 <4, a<b"),
        ("nul\x00 bell\x07 escape\x1b[0m", "nul bell escape[0m"),
        ("\u202egnihtyna\u202c \u200fright\u200e", "gnihtyna right"),
        ("zero\u200bwidth soft\u00adhyphen \ufeffmark", "zerowidth softhyphen mark"),
        ("и\u0306", "й"),
        ("😡 ok", "😡 ok"),
        ("", ""),
    ],
)
def test_an_export_becomes_plain_words(raw, plain):
    assert plain_text(raw) == plain


@pytest.mark.parametrize(
    "raw",
    ["0\u200b67\u200b1234567", "067\u200d123\u200d45\u200d67", "0️⃣6️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "067&nbsp;123&#45;45-67",
     "067 <b>123</b> 45 67", "\u202d0671234567\u202c", "067\n123\n45\n67"],
)  # fmt: skip
def test_a_number_cannot_hide_behind_invisible_characters(raw):
    assert redact_texts([plain_text(raw)], PrivacyConfig()) == ["[phone]"]


@given(st.text())
def test_a_plain_text_is_one_printable_line_of_bounded_length(raw):
    plain = plain_text(raw)
    assert plain == " ".join(plain.split())
    assert len(plain) <= LONGEST_TEXT
    assert not any(ord(sign) < 32 or 0x202A <= ord(sign) <= 0x202E for sign in plain)


def test_a_long_text_is_cut_between_words_so_that_no_half_number_is_left():
    text = "x" * (LONGEST_TEXT - 5) + " 0671234567 more"
    assert plain_text(text) == "x" * (LONGEST_TEXT - 5)


def test_a_word_longer_than_the_limit_is_cut_hard():
    assert len(plain_text("a" * 100_000)) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("raw", "name"), [("  Київ ", "Київ"), ("", None), ("  ", None), (None, None)]
)
def test_a_name_without_letters_is_no_name(raw, name):
    assert plain_name(raw) == name
