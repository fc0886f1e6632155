"""A reader that trends.toml names is landed as a table is: counted, mapped, once."""

import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trend_lib.base.errors import ConfigError
from trend_lib.base.source_columns import COLUMNS_OF
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources.known_export import _as_json
from trend_lib.sources.record_lines import RAW_PIECES

pytestmark = pytest.mark.usefixtures("toys")
COLUMN = st.sampled_from(sorted(COLUMNS_OF["contacts"]))
TOY = 'reader = "toy"'
ROWS = "1|2026-08-17T10:00:00+03:00|no signal\n2|2026-08-18 11:00|slow|1\n? broken\n3|someday|x\n"


@pytest.fixture
def toy(make_desk):
    return make_desk(TOY, columns="")


def test_a_reader_needs_no_mapped_columns(toy):
    toy.drop("a.log", ROWS)
    landed = toy.land()
    assert (landed.rows_read, landed.rows_kept, landed.rows_quarantined) == (4, 2, 2)
    assert toy.rows("line, source_id, CAST(opened_at AS VARCHAR), text, tone") == [
        (1, "1", "2026-08-17 07:00:00", "no signal", 0.5),
        (2, "2", "2026-08-18 08:00:00", "slow", 0.5),
    ]
    assert toy.set_aside() == [(3, "no_record"), (4, "bad_date")]
    assert toy.note() is None


def test_the_same_again_says_nothing_new(toy):
    toy.drop("a.log", ROWS)
    toy.land()
    toy.drop("b.log", ROWS + "\n")
    landed = toy.land()
    assert (landed.rows_kept, landed.rows_repeated) == (0, 2)


def test_a_mapped_column_goes_before_the_reader_s_own(make_desk):
    desk = make_desk(
        TOY,
        columns='product = "file.kind"\ntext = ["text", "file.name"]\nqueue = "file.queue.id"',
        tables='[sources.values]\nproduct = { "contacts" = "internet" }',
    )
    desk.drop("a.log", ROWS)
    desk.land()
    assert desk.rows("product, text, queue")[0] == ("internet", "no signal a.log", None)


def test_a_mapped_key_that_no_record_has_is_noted(make_desk):
    desk = make_desk(TOY, columns='region = "fille.name"')
    desk.drop("a.log", ROWS)
    desk.land()
    assert desk.note() == "no row has 'fille.name'"


def test_lines_are_counted_on_over_the_files_of_a_zip(toy):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("logs/b", "3|2026-08-17|x\n?\n")
        archive.writestr("logs/a", "1|2026-08-17|x\n2|2026-08-17|y\n")
    toy.drop("a.zip", packed.getvalue())
    toy.land()
    assert toy.rows("line, source_id") == [(1, "1"), (2, "2"), (3, "3")]
    assert toy.set_aside() == [(4, "no_record")]


def test_records_of_one_place_get_lines_of_their_own(make_desk):
    desk = make_desk(TOY + '\nholds = "survey_answers"', columns="")
    desk.drop("a.log", "c1|2026-08-17|5|4\nc2|2026-08-17|1|2\n")
    assert desk.land().rows_kept == 4
    assert desk.rows("line, source_id, score") == [
        (1, "c1:quality", 5.0), (2, "c1:politeness", 4.0), (3, "c2:quality", 1.0), (4, "c2:politeness", 2.0),
    ]  # fmt: skip


def test_a_record_beyond_all_measure_is_set_aside(toy):
    toy.drop("a.log", f"1|2026-08-17|{'x' * 2**20}\n2|2026-08-17|\ud800\n".encode(errors="replace"))
    toy.land()
    assert toy.rows() == [(2, "2", "?")]
    assert toy.set_aside() == [(1, "record_too_long")]


def test_nul_and_half_characters_do_no_harm():
    written = _as_json({"text": "a\0\0b\ud800", "raw": "\\u0000", "more": "\\\0"})
    assert json.loads(written) == {"text": "ab?", "raw": "\\u0000", "more": "\\"}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
moments = st.sampled_from(["2026-08-17T10:00:00Z", "2026-08-18", "no", None])


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    records=st.lists(st.tuples(moments, st.dictionaries(COLUMN, values, max_size=6)), max_size=6)
)
def test_whatever_a_reader_says_every_piece_is_accounted_for(toy, records):
    with open_warehouse(toy.home) as con:
        for table in ("deliveries", "quarantine", "records"):
            con.execute(f"DELETE FROM sources.{table}")
    rows = [{**fields, "opened_at": opened} for opened, fields in records]
    toy.drop("a.json", json.dumps(rows))
    landed = toy.land()
    assert not landed.refused
    assert landed.rows_read == len(rows)
    assert landed.rows_quarantined == sum(opened in {"no", None} for opened, _ in records)
    kept, repeated = landed.rows_kept, landed.rows_repeated
    assert kept + repeated + landed.rows_quarantined == landed.rows_read


def test_of_very_many_bad_pieces_the_first_are_quoted_and_all_are_counted(toy):
    bad = "? bad\n" * (RAW_PIECES + 1) + "1|someday|x\n" * (RAW_PIECES + 1)
    toy.drop("a.log", bad + "1|2026-08-17|x\n" * (RAW_PIECES + 1))
    assert toy.land().rows_quarantined == 2 * RAW_PIECES + 2
    said = (
        "SELECT count(*), count(*) FILTER (raw <> ''), count(DISTINCT line) FROM sources.quarantine"
    )
    assert toy.ask(f"{said} WHERE reason = 'no_record'")[0][:2] == (RAW_PIECES + 1, RAW_PIECES)
    assert toy.ask(f"{said} WHERE reason = 'bad_date'")[0][:2] == (RAW_PIECES + 1, RAW_PIECES)
    assert toy.ask(said)[0][2] == 2 * RAW_PIECES + 2


def test_an_empty_file_is_a_delivery_of_nothing(toy):
    toy.drop("a.log", "")
    assert toy.land().deliveries == 1
    assert toy.note() == "the file is empty"


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ('reader = "zendeks"', "there is no reader 'zendeks'; there are: table, "),
        ('reader = "toy"\nholds = "callbacks"', "toy has no callbacks; set holds to one of: contacts"),
    ],
)  # fmt: skip
def test_a_reader_that_is_not_there_stops_the_run_and_names_what_is(make_desk, keys, says):
    desk = make_desk(keys, columns="")
    with pytest.raises(ConfigError, match=says):
        desk.land()
