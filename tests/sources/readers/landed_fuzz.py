"""Spoilt files of all readers through the whole landing, held against the tables that it leaves."""

from contextlib import contextmanager

from tests.sources.readers.fuzz_run import Tally, pieces_of, spoilt_file
from tests.sources.readers.fuzzing import SEEDS, settings_of
from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse

DELIVERIES = """
SELECT source, path, rows_read, rows_kept, rows_repeated, rows_quarantined, state, note FROM sources.deliveries
"""
SET_ASIDE = (
    "SELECT source, delivery_id, count(*) FROM sources.quarantine GROUP BY source, delivery_id"
)
EVERYTHING = ("deliveries", "records", "quarantine", "touched_weeks")


@contextmanager
def home_of_all(folder, seeds=None):
    """Make a home with a source for each seed, held open: opening costs more than landing."""
    numbers = range(len(SEEDS)) if seeds is None else seeds
    for number in numbers:
        (folder / "drop" / f"seed_{number}").mkdir(parents=True)
    settings = "".join(f"[[sources]]\n{settings_of(number)}" for number in numbers)
    (folder / "trends.toml").write_text(settings, "utf-8")
    home = Home(folder)
    with hold_warehouse(home):
        yield home


def land_spoilt(home, seed_number, inputs, seed):
    """Land spoilt files of a seed, then the same bytes again; return what became of them, and what is wrong."""
    contents = {f"{number}": spoilt_file(seed_number, number, seed) for number in range(inputs)}
    _drop(home, seed_number, contents)
    sources.land(home, f"seed_{seed_number}")
    tally = _tally(home, seed_number, contents)
    before = everything(home)
    _drop(home, seed_number, {f"again_{name}": content for name, content in contents.items()})
    again = sources.land(home, f"seed_{seed_number}")
    changed = [table for table, rows in everything(home).items() if rows != before[table]]
    if changed or again.rows_kept or again.rows_read:
        tally.faults.append(f"landed again: {changed} changed, {again.rows_read} rows read")
    return tally


def everything(home):
    """Return all rows that landing wrote, but for what it refuses anew at each run."""
    with open_warehouse(home) as con:
        return {
            table: sorted(
                map(repr, con.execute(f"SELECT * FROM sources.{table}{_landed(table)}").fetchall())
            )
            for table in EVERYTHING
        }


def _landed(table):
    return " WHERE state = 'landed'" if table == "deliveries" else ""


def _drop(home, seed_number, contents):
    suffix = SEEDS[seed_number][2].rpartition("/")[2]
    for name, content in contents.items():
        (home.path / "drop" / f"seed_{seed_number}" / f"{name}_{suffix}").write_bytes(content)


def _tally(home, seed_number, contents):
    tally = Tally()
    with open_warehouse(home) as con:
        rows = con.execute(f"{DELIVERIES} WHERE source = 'seed_{seed_number}'").fetchall()
    for _, path, read, kept, repeated, quarantined, state, _ in rows:
        number = path.rpartition("/")[2].partition("_")[0]
        tally.inputs += 1
        if state != "landed":
            tally.refused += 1
            continue
        tally.records += kept + repeated
        tally.set_aside += quarantined
        if read != kept + repeated + quarantined:
            tally.faults.append(f"{number}: {read} != {kept} + {repeated} + {quarantined}")
        if read != len(pieces_of(seed_number, contents[number])):
            tally.faults.append(
                f"{number}: {read} rows of {len(pieces_of(seed_number, contents[number]))} pieces"
            )
    if len(set(contents.values())) != len(rows):
        tally.faults.append(f"{len(rows)} deliveries of {len(set(contents.values()))} files")
    return tally
