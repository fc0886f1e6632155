"""Any JSON file comes out as its objects; what is none is set aside, and nothing raises."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trend_lib.base.errors import SourceError
from trend_lib.sources.readers.json_objects import Found, objects_in
from trend_lib.sources.record_lines import SetAside

TICKETS = [
    {"id": 1, "text": "немає сигналу"},
    {"id": 2, "text": "\n\"{[ '😀"},
    {"id": 3, "parts": [{}]},
]


def pieces(content, *, lists=("tickets",), encoding="utf-8", size=7):
    raw = content if isinstance(content, bytes) else content.encode()
    chunks = (raw[at : at + size] for at in range(0, len(raw), size))
    return list(objects_in(chunks, encoding, lists))


def found(content, **how):
    every = pieces(content, **how)
    assert not [piece for piece in every if isinstance(piece, SetAside)]
    return [piece.value for piece in every]


def reasons(content, **how):
    return [piece.reason for piece in pieces(content, **how) if isinstance(piece, SetAside)]


def dumped(value, **how):
    return json.dumps(value, ensure_ascii=False, **how)


WAYS = {
    "an array": dumped(TICKETS),
    "a printed array": dumped(TICKETS, indent=2),
    "an array with an object a line": "[\n" + ",\n".join(map(dumped, TICKETS)) + "\n]\n",
    "JSON lines": "\n".join(map(dumped, TICKETS)),
    "JSON lines with blank lines": "\r\n\r\n".join(map(dumped, TICKETS)) + "\r\n",
    "an envelope": dumped({"count": 3, "tickets": TICKETS, "end_of_stream": True}),
    "a printed envelope": dumped({"tickets": TICKETS, "after_cursor": None}, indent=1),
    "pages, a line each": "\n".join(dumped({"tickets": [ticket]}) for ticket in TICKETS),
    "an envelope of one, and an array": dumped({"ticket": TICKETS[0]}) + dumped(TICKETS[1:]),
    "objects one after another": "".join(map(dumped, TICKETS)),
    "printed objects one after another": "\n".join(dumped(ticket, indent=4) for ticket in TICKETS),
    "objects with commas between": ",\n".join(map(dumped, TICKETS)),
    "letters as escapes": json.dumps(TICKETS),
    "a byte order mark": "\ufeff" + dumped(TICKETS),
    "NUL bytes": dumped(TICKETS).replace(" ", "\0 \0"),
}  # fmt: skip


@pytest.mark.parametrize("content", WAYS.values(), ids=WAYS)
def test_every_way_to_write_objects_is_read_alike(content):
    assert found(content, lists=("tickets", "ticket")) == TICKETS


def test_pieces_are_numbered_and_know_what_stood_beside_their_list():
    content = dumped({"users": [{"id": 9}], "tickets": [*TICKETS[:2], "none"]})
    first, second, third = pieces(content)
    assert [first.place, second.place, third.line] == [1, 2, 3]
    assert first.beside == {"users": [{"id": 9}]}
    assert (third.reason, third.raw) == ("not_an_object", '"none"')


def test_an_object_that_only_looks_like_an_envelope_is_an_object():
    assert found('{"id": 1, "tickets": "two"}') == [{"id": 1, "tickets": "two"}]


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff", "[]", '{"tickets": []}', "\0"])
def test_a_file_of_nothing_has_no_pieces(content):
    assert pieces(content) == []


@pytest.mark.parametrize("envelope", ["[%s", '{"count": 3, "users": [{"id": 9}], "tickets": [%s'])
def test_a_cut_file_keeps_what_is_whole_and_sets_the_rest_aside_once(envelope):
    content = envelope % ", ".join(map(dumped, TICKETS))
    whole, last = content[: content.index('{"id": 3')], content[content.index('{"id": 3') :]
    for kept in range(1, len(last) - 1):
        *good, rest = pieces(whole + last[:kept])
        assert [piece.value for piece in good] == TICKETS[:2]
        assert (rest.line, rest.reason) == (3, "cut_off")
        assert rest.raw == last[:kept]


def test_what_an_envelope_said_before_it_was_cut_stays_known():
    first, _ = pieces('{"count": 3, "tickets": [{"id": 1}, {"id"')
    assert first.beside == {"count": 3}


def test_a_bad_line_costs_itself_alone():
    content = '{"id": 1}\n{"id": 2\nhello\n{"id" 3}\n[7]\n{"id": 4}{"id": 5}\n'
    every = pieces(content)
    assert [piece.value["id"] for piece in every if isinstance(piece, Found)] == [1, 4, 5]
    assert [piece.reason for piece in every if isinstance(piece, SetAside)] == [
        "cut_off", "bad_json", "bad_json", "not_an_object",
    ]  # fmt: skip


def test_a_bad_first_line_costs_itself_alone():
    assert [type(piece) for piece in pieces('{"id" 1}\n{"id": 2}\n{"id": 3}')] == [
        SetAside, Found, Found,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "first",
    [
        '{"a": "\xff"}"}',
        '{"id": 1, "a": "cut',
        '{"a": 1, "b}',
        '{"a": ' + "[" * 5_000 + "}",
        '{"tickets": [{"id": 1}], "cut',
    ],
)
def test_a_quote_or_bracket_too_much_in_the_first_line_takes_no_other_line_along(first):
    values = [
        piece.value for piece in pieces(f'{first}\n{{"id": "2"}}\n{{"id": "3"}}\n')
        if isinstance(piece, Found)
    ]  # fmt: skip
    assert values[-2:] == [{"id": "2"}, {"id": "3"}]


def test_a_broken_printed_object_costs_itself_alone():
    broken = dumped(TICKETS[1], indent=2).replace(":", "", 1)
    content = "\n".join([dumped(TICKETS[0], indent=2), broken, dumped(TICKETS[2], indent=2)])
    assert [type(piece) for piece in pieces(content)] == [Found, SetAside, Found]


def test_a_page_that_is_no_json_is_one_piece():
    assert reasons("<html>\n<body>502 Bad Gateway</body>\n</html>") == ["bad_json"]


@pytest.mark.parametrize("bomb", ["[" * 200_000, '{"a":' * 200_000, '[{"id": 1}, ' + "[" * 99_999])
def test_a_nesting_bomb_is_set_aside(bomb):
    assert reasons(bomb) == ["nested_too_deep"]


def test_a_bomb_among_json_lines_costs_its_line():
    content = '{"id": 1}\n{"a": ' + "[" * 5_000 + "]" * 5_000 + '}\n{"id": 2}\n'
    assert [type(piece) for piece in pieces(content)] == [Found, SetAside, Found]


def test_an_object_nested_deeper_than_any_export_is_set_aside():
    assert reasons('{"a": ' + "[" * 150 + "]" * 150 + "}") == ["nested_too_deep"]


def test_numbers_beyond_measure_are_none():
    content = '{"a": NaN, "b": -Infinity, "c": 1e999, "d": 1.5, "e": 12345678901234567890}'
    assert found(content) == [
        {"a": None, "b": None, "c": None, "d": 1.5, "e": 12345678901234567890}
    ]
    assert reasons('{"a": ' + "9" * 10_000 + "}") == ["bad_json"]


def test_bytes_that_are_no_letters_cost_their_object_alone():
    content = b'[{"id": 1, "text": "\xd0\xbd"}, {"id": 2, "text": "\xff"}, {"id": 3}]'
    assert [type(piece) for piece in pieces(content)] == [Found, SetAside, Found]
    assert reasons(content) == ["bad_encoding"]


def test_half_an_emoji_is_replaced_and_a_whole_one_kept():
    content = r'{"half": "a\ud83d", "low": "\ude00", "whole": "\ud83d\ude00", "\ud83d": "\\ud83d"}'
    assert found(content) == [
        {"half": "a\ufffd", "low": "\ufffd", "whole": "😀", "\ufffd": "\\ud83d"}
    ]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-16-le"])
def test_other_encodings_are_read_as_declared(encoding):
    text = dumped({"text": "немає"})
    assert found(text.encode(encoding), encoding=encoding) == [{"text": "немає"}]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_knows_better_than_the_declaration(encoding):
    assert found(dumped(TICKETS).encode(encoding)) == TICKETS


def test_an_encoding_that_does_not_exist_is_refused_with_a_cure():
    with pytest.raises(SourceError, match="try cp1251"):
        pieces("{}", encoding="klingon")


SCRAPS = st.sampled_from(
    [b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b'"id"', b"1", b"\xff", b"\xef\xbb\xbf",
     b"\0", b'{"id": 1}', b'{"tickets": [', b"\\ud800", b"null", b"NaN", b"1e999", b" "]
)  # fmt: skip


@settings(max_examples=500, deadline=None, derandomize=True)
@given(scraps=st.lists(SCRAPS, max_size=40), size=st.integers(1, 9))
def test_no_bytes_stop_it_and_pieces_are_numbered_without_gaps(scraps, size):
    every = pieces(b"".join(scraps), size=size)
    places = [piece.place if isinstance(piece, Found) else piece.line for piece in every]
    assert places == list(range(1, len(every) + 1))
    for piece in every:
        text = dumped(piece.value) if isinstance(piece, Found) else piece.raw
        text.encode()  # what cannot be encoded would stop the landing


@settings(max_examples=200, deadline=None, derandomize=True)
@given(raw=st.binary(max_size=200))
def test_no_binary_stops_it(raw):
    assert all(isinstance(piece, Found | SetAside) for piece in pieces(raw))
