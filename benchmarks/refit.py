"""Does a refit leave contacts where they are? A home's topics fitted anew on the same texts, seed by seed.

Run: `python benchmarks/refit.py HOME [--weeks 52] [--seeds 7 8 9]`, HOME with topics, as `make run` makes it (the
home is copied, and stays as it is). A line a seed: how many stored contacts have another topic than before (none
may); the share of contacts that the new encoder and centres send to the topic they have: of the texts that the fit
read (`max_start_texts` of [topics] at most), as the refit itself tells it; of all contacts of its weeks; of those of
earlier weeks, which it never read; what the refit did; CPU seconds.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from trend_lib import topics
from trend_lib.base.home import open_home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.topics.store import find_founding, load_register
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from trend_lib.base.home import Home

KEPT = ("trends.toml", "warehouse.duckdb", "registers", "hash.key", "answers.key")
STORED = "SELECT contact_id, topic_id FROM topics.contact_topics ORDER BY contact_id"
NEWEST = "SELECT max(week_start) FROM topics.contact_topics"
PLACED = """
SELECT week_start > $since AS is_fitted, text, topic_id, count(*) FROM topics.contact_topics
GROUP BY ALL ORDER BY ALL
"""


def copy_home(home: Path, folder: Path) -> Home:
    """Copy what topics need of a home."""
    folder.mkdir()
    for name in KEPT:
        one = home / name
        if one.is_dir():
            shutil.copytree(one, folder / name)
        elif one.is_file():
            shutil.copy2(one, folder / name)
    return open_home(folder)


def place_again(
    con: duckdb.DuckDBPyConnection, home: Home, newest: Week, since: Week
) -> dict[bool, float]:
    """Return the share of contacts that the register as it is now sends where they are: fitted weeks, earlier ones."""
    founded = find_founding(con)
    assert founded is not None  # the home has topics
    register = load_register(con, founded, newest, home.config.topics)
    rows = con.execute(PLACED, {"since": since.start}).fetchall()
    owners = dict(con.execute("SELECT subtopic_id, topic_id FROM topics.subtopics").fetchall())
    texts = sorted({text for _, text, _, _ in rows})
    with one_thread():
        found = register.centres.place(register.encoder.encode(texts)).topic_ids.tolist()
    goes = dict(zip(texts, found, strict=True))
    return {
        is_fitted: _kept_share([row[1:] for row in rows if row[0] == is_fitted], goes, owners)
        for is_fitted in (True, False)
    }


def _kept_share(
    rows: list[tuple[str, int, int]], goes: Mapping[str, int], owners: Mapping[int, int]
) -> float:
    """Return the share of contacts whose text goes to the topic they have, or to what that became."""
    kept = sum(n for text, topic_id, n in rows if goes[text] == owners.get(topic_id, topic_id))
    return kept / max(1, sum(n for _, _, n in rows))


def refit(home: Home, weeks: int, seed: int) -> str:
    """Fit anew; say what stayed."""
    with hold_warehouse(home), open_warehouse(home) as con:
        before = con.execute(STORED).fetchall()
        newest = Week(con.execute(NEWEST).fetchall()[0][0])
        clock = time.process_time()
        said = topics.refit(home, weeks, seed)
        spent = time.process_time() - clock
        changed = sum(
            one != other for one, other in zip(before, con.execute(STORED).fetchall(), strict=True)
        )
        shares = place_again(con, home, newest, newest.plus(-weeks))
    did = ", ".join(
        f"{said[name]} {name}" for name in ("carried", "grown", "born", "merged", "retired")
    )
    return (
        f"stored ids changed {changed} of {len(before)}; placed again where they are {said['kept_share']:.4f} of "
        f"{said['texts']} texts read, {shares[True]:.4f} of these weeks, {shares[False]:.4f} of earlier ones; "
        f"{did}; {spent:.0f} CPU-s"
    )


def main() -> None:
    """Read the command line; a copy of the home for each seed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    given = parser.parse_args()
    for seed in given.seeds:
        with tempfile.TemporaryDirectory() as folder:
            home = copy_home(given.home, Path(folder) / "home")
            print(f"seed {seed}: {refit(home, given.weeks, seed)}", flush=True)


if __name__ == "__main__":
    main()
