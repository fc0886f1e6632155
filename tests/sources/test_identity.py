"""Whatever a CSV writer writes comes back, and every row is accounted for."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources.dialect import Dialect
from trend_lib.sources.record_lines import RecordWriter, line_batches

FAST = settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(st.one_of(letters, st.sampled_from('",;\n \'"')), max_size=12)
rows = st.lists(st.tuples(texts, st.booleans()), max_size=8)


def as_read(text):
    """What we promise to change: CRLF is LF, CR alone is a blank, blanks around a text go."""
    return text.replace("\r\n", "\n").replace("\r", " ").strip(" \t\n\u00a0")


@FAST
@given(rows=rows)
def test_every_kept_row_comes_back_equal(desk, rows):
    with open_warehouse(desk.home) as con:
        for table in ("deliveries", "quarantine", "records"):
            con.execute(f"DELETE FROM sources.{table}")
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["id", "opened", "text"])
    for number, (text, is_dated) in enumerate(rows):
        writer.writerow([f"r{number:02}", "2026-08-17" if is_dated else "someday", text])
    desk.drop("a.csv", written.getvalue())
    landed = desk.land()
    good = [as_read(text) for text, is_dated in rows if is_dated]
    assert landed.refused == ()
    assert (landed.rows_read, landed.rows_kept) == (len(rows), len(good))
    assert landed.rows_quarantined == len(rows) - len(good)
    assert [text for (text,) in desk.rows("text")] == good


@FAST
@given(
    content=st.text(st.sampled_from('ab,"\n '), max_size=60),
    cuts=st.lists(st.integers(1, 9), max_size=9),
    careful=st.booleans(),
)
def test_no_line_is_lost_however_the_stream_is_cut(content, cuts, careful):
    data, chunks = content.encode(), []
    for cut in cuts:
        chunks.append(data[:cut])
        data = data[cut:]
    out = io.BytesIO()
    writer = RecordWriter(out, Dialect(b",", b'"'), trusts_even_quotes=not careful)
    writer.write(line_batches([*chunks, data]))
    lines = [line for line in content.split("\n") if line]
    kept = out.getvalue().decode()
    assert writer.rows_read <= len(lines)
    assert sum(kept.count(letter) for letter in "ab") + sum(
        piece.raw.count(letter) for piece in writer.set_aside for letter in "ab"
    ) == sum(content.count(letter) for letter in "ab")


@FAST
@given(content=st.text(st.sampled_from('12a,"\n '), max_size=60))
def test_any_bytes_are_accounted_for_or_refused(desk, content):
    with open_warehouse(desk.home) as con:
        for table in ("deliveries", "quarantine", "records"):
            con.execute(f"DELETE FROM sources.{table}")
    desk.drop("a.csv", "id,opened,text\n" + content)
    landed = desk.land()
    assert landed.refused == ()
    ends = landed.rows_kept + landed.rows_repeated + landed.rows_quarantined
    assert landed.rows_read == ends
