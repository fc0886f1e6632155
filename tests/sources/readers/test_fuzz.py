"""Whatever happened to a file, every reader tells what it holds: it never raises, ends, and counts each piece once."""

import pytest

from tests.sources.readers.fuzz_run import faults_in, fuzz, pieces_of
from tests.sources.readers.fuzzing import SEEDS, share_of
from tests.sources.readers.landed_fuzz import home_of_all, land_spoilt
from tests.sources.readers.neighbours import lost_neighbours
from tests.sources.readers.table_fuzz import FORMATS, fuzz_tables
from tests.sources.readers.told import FIXTURES
from trend_lib.sources.reader import Record
from trend_lib.sources.readers import reader_names
from trend_lib.sources.record_lines import SetAside

NUMBERS = range(len(SEEDS))
SOME = NUMBERS[::4]
NAMES = {number: "-".join(seed[:2]) for number, seed in enumerate(SEEDS)}
each_seed = pytest.mark.parametrize("number", NUMBERS, ids=NAMES.get)


def test_every_reader_is_fuzzed():
    assert {reader for reader, _, _ in SEEDS} == set(reader_names())


@each_seed
def test_a_seed_gives_records_before_it_is_spoilt(number):
    pieces = pieces_of(number, (FIXTURES / SEEDS[number][2]).read_bytes())
    assert any(isinstance(piece, Record) for piece in pieces)


@pytest.mark.parametrize(
    "pieces",
    [
        ["a line"],
        [Record(0, {})],
        [Record(1, {}), SetAside(1, "bad", "x")],
        [SetAside(1, "bad", "x"), SetAside(1, "bad", "x")],
        [SetAside(1, "", "x")],
    ],
)
def test_a_broken_promise_is_seen(pieces):
    assert list(faults_in(pieces))


@each_seed
def test_spoilt_files_are_read_to_their_end(number):
    assert fuzz(number, 30, seed=6).faults == []


@each_seed
def test_a_spoilt_piece_takes_no_other_along(number):
    assert list(lost_neighbours(number, 20, seed=6)) == []


@pytest.mark.parametrize("form", FORMATS)
def test_spoilt_tables_are_refused_or_read_with_every_row_accounted_for(tmp_path, form):
    with home_of_all(tmp_path, [0]) as home:
        assert fuzz_tables(home, form, 3 if form == "xlsx" else 20, seed=6).faults == []


def test_spoilt_files_land_with_every_row_accounted_for_and_once(tmp_path):
    with home_of_all(tmp_path, SOME) as home:
        told = [land_spoilt(home, number, 3, seed=6) for number in SOME]
    assert [fault for tally in told for fault in tally.faults] == []
    assert all(tally.inputs and tally.records + tally.set_aside for tally in told)


@pytest.mark.slow
@each_seed
def test_ten_thousand_spoilt_files_a_reader_are_read_to_their_end(number):
    assert fuzz(number, share_of(number, 10_000), seed=61).faults == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_ten_thousand_spoilt_tables_are_refused_or_read(tmp_path, form):
    with home_of_all(tmp_path, [0]) as home:  # a workbook costs a process
        assert fuzz_tables(home, form, 500 if form == "xlsx" else 2_500, seed=61).faults == []


@pytest.mark.slow
@each_seed
def test_a_thousand_spoilt_pieces_a_reader_take_no_others_along(number):
    assert list(lost_neighbours(number, share_of(number, 1_000), seed=61)) == []


@pytest.mark.slow
def test_hundreds_of_spoilt_files_a_reader_land_accounted_for_and_once(tmp_path):
    with home_of_all(tmp_path) as home:
        told = [land_spoilt(home, number, share_of(number, 300), seed=61) for number in NUMBERS]
    assert [fault for tally in told for fault in tally.faults] == []
