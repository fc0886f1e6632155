"""What `trends topics ...` does: look at the register, write persons' edits, restate, refit."""

from __future__ import annotations

import csv
import getpass
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib import flow, sources, topics
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.progress import stage_bar
from trend_lib.base.registers import load_registers, read_register, register_columns
from trend_lib.base.warehouse import open_warehouse, transaction
from trend_lib.base.weeks import Week, weeks_between
from trend_lib.summing import looking, query
from trend_lib.topics.edits import Edit, find_fault, find_idle, fold_edits
from trend_lib.topics.given_names import apply_names
from trend_lib.topics.lineage import REFIT, WEEKLY
from trend_lib.topics.persons import read_births, read_edits, read_lines, read_renames
from trend_lib.topics.quotes import first_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from trend_lib.base.home import Home

BAR_WEEKS = 12
TOPIC = """
SELECT topic_id, name, keywords, quotes, kind, kind_probability, state,
    CAST(first_week AS VARCHAR) AS first_week, merged_into, split_from, is_pinned
FROM topics.topics WHERE topic_id = $topic_id
"""
SUBTOPICS = """
SELECT subtopics.subtopic_id, subtopics.name, CAST(subtopics.first_week AS VARCHAR) AS first_week,
    count(contact_topics.contact_id) AS contacts
FROM topics.subtopics LEFT JOIN topics.contact_topics USING (subtopic_id)
WHERE subtopics.topic_id = $topic_id GROUP BY ALL ORDER BY contacts DESC, subtopic_id
"""
QUOTES = """
SELECT text FROM topics.contact_topics WHERE topic_id = $topic_id AND length(text) BETWEEN 20 AND 240
GROUP BY text ORDER BY max(similarity) DESC, text LIMIT 200
"""
WEEKS = """
SELECT CAST(week_start AS VARCHAR) AS week, contacts FROM weekly.topic_weeks
WHERE topic_id = $topic_id AND slice_dim = 'all' ORDER BY week_start DESC LIMIT $weeks
"""
LINEAGE = """
SELECT CAST(week_start AS VARCHAR) AS week, topic_id, what, other_id, detail, who FROM topics.lineage
WHERE $topic_id IS NULL OR topic_id = $topic_id OR other_id = $topic_id ORDER BY event
"""

OF_LINE = "FROM registers.topic_names WHERE topic_id = ? AND language IS NOT DISTINCT FROM ?"
NAME_LINE = "INSERT INTO registers.topic_names VALUES (?, ?, ?, ?, ?, ?)"


def examine_judges(given: Path | None) -> dict[str, Any]:
    """Return how well kinds and tone are told in a home."""
    home = open_home(given)
    with looking(home) as con:
        return topics.examine_judges(con, home.config.topics)


def show_topic(given: Path | None, topic_id: int) -> dict[str, Any]:
    """Return all that is known of one topic."""
    asked = {"topic_id": topic_id}
    home = open_home(given)
    with looking(home) as con:
        found = query(con, TOPIC, asked)
        if not found:
            raise _unknown_topic(con, topic_id)
        topic = found[0]
        texts = [] if topic["quotes"] else [row["text"] for row in query(con, QUOTES, asked)]
        quotes = topic["quotes"] or first_quotes(texts, privacy=home.config.privacy)
        weeks = query(con, WEEKS, {**asked, "weeks": BAR_WEEKS})[::-1]
        return {
            **topic,
            "quotes": quotes,
            "subtopics": query(con, SUBTOPICS, asked),
            "weeks": weeks,
            "lineage": query(con, LINEAGE, asked),
        }


def _unknown_topic(con: duckdb.DuckDBPyConnection, topic_id: int) -> MisuseError:
    """Say that an id is no topic's; a subtopic's owner is named."""
    asked = {"topic_id": topic_id}
    owners = query(
        con, "SELECT topic_id FROM topics.subtopics WHERE subtopic_id = $topic_id", asked
    )
    if not owners:
        return MisuseError(f"there is no topic {topic_id}; `trends topics` lists them")
    owner = owners[0]["topic_id"]
    return MisuseError(
        f"{topic_id} is a subtopic of {owner}: `trends topics show {owner}`; "
        f"to make it a topic: `trends topics split {topic_id}`, which holds from the next run on"
    )


def tell_lineage(given: Path | None, topic_id: int | None) -> dict[str, Any]:
    """Return what happened to a topic, or to all."""
    with looking(open_home(given)) as con:
        return {"lineage": query(con, LINEAGE, {"topic_id": topic_id})}


def name_who(who: str) -> str:
    """Return who says it: as given, else the login name."""
    said = who.strip() or getpass.getuser()
    if said in {WEEKLY, REFIT}:
        raise MisuseError(f"{said!r} is what the register calls its own work; give --who NAME")
    return said


def write_edit(
    given: Path | None, action: str, topic_id: int, into_id: int | None, who: str
) -> dict[str, Any]:
    """Add one line to registers/topic_edits.csv, if it makes sense after those before it."""
    home = open_home(given)
    who = name_who(who)
    with _registers(home) as con:
        state = fold_edits(read_births(con), read_edits(con)).state
        said_at = _now()
        edit = Edit(len(read_lines(con)) + 2, said_at, who, action, topic_id, into_id)
        fault = find_fault(state, edit) or find_idle(state, edit)
        if fault:
            raise MisuseError(f"{action} {topic_id}: {fault}")
        row = {
            "said_at": said_at.isoformat(sep=" "), "who": who, "action": action,
            "topic_id": str(topic_id), "into_id": "" if into_id is None else str(into_id),
        }  # fmt: skip
        _rewrite(home, con, "topic_edits", lambda rows: [*rows, row])
    return row


def write_name(  # noqa: PLR0913, PLR0917 - what a line of the register says
    given: Path | None, topic_id: int, name: str, kind: str, who: str, language: str = ""
) -> dict[str, Any]:
    """Write a topic's name, and its kind if given, into registers/topic_names.csv."""
    home = open_home(given)
    who, name = name_who(who), name.strip()
    if not name:
        raise MisuseError(
            f'the name is empty; write one: trends topics rename {topic_id} "No signal"'
        )
    with _registers(home) as con, transaction(con):
        known = query(con, TOPIC, {"topic_id": topic_id})
        if not known:
            raise _unknown_topic(con, topic_id)
        line = [topic_id, language or None]
        before = con.execute(f"SELECT name, kind {OF_LINE}", line).fetchone()
        kept = kind or (before[1] if before else None)
        said_at = _now()
        con.execute(f"DELETE {OF_LINE}", line)
        con.execute(NAME_LINE, [topic_id, name, kept, language or None, said_at, who])
        apply_names(con, _newest_week(con), read_renames(con))
        row = {
            "topic_id": str(topic_id), "name": name, "kind": kept or "", "language": language,
            "said_at": said_at.isoformat(sep=" "), "who": who,
        }  # fmt: skip
        _rewrite(home, con, "topic_names", lambda rows: [*_others(rows, row), row])
    called = before[0] if before and language else known[0]["name"]
    return {**row, "before": called}


def _others(rows: list[dict[str, str]], row: dict[str, str]) -> list[dict[str, str]]:
    """Return the lines that name another topic, or the same for other readers."""
    key = (row["topic_id"], row["language"])
    return [one for one in rows if (one["topic_id"], one["language"] or "") != key]


def _now() -> datetime:
    """Return the time as registers have it."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


def restate(given: Path | None, first: str, last: str, who: str) -> dict[str, Any]:
    """Restate past weeks and build what follows from them; nobody is told anything."""
    home = open_home(given)
    span = sources.known_span(home)
    if span is None:
        raise MisuseError("there is no data yet: put exports into drop/ and run first")
    begin = span[0] if first == "first" else flow.resolve_week(home, first)
    end = min(flow.resolve_week(home, last), span[1])
    weeks = list(weeks_between(max(begin, span[0]), end))
    if not weeks:
        raise MisuseError(
            f"no week between {first} and {last}; the data covers {span[0]} to {span[1]}"
        )
    with _registers(home):
        changed = topics.restate(home, weeks, name_who(who))
    flow.build_from(home, "topics", weeks)
    return {"first_week": str(weeks[0]), "last_week": str(weeks[-1]), "contacts_changed": changed}


def refit(
    given: Path | None, weeks: int, seed: int | None, *, is_quiet: bool = False
) -> dict[str, Any]:
    """Fit the encoder anew and carry the topics over, with a progress bar."""
    home = open_home(given)
    with _registers(home), stage_bar(is_wanted=not is_quiet) as tell:
        return topics.refit(home, weeks, seed, tell)


def _newest_week(con: duckdb.DuckDBPyConnection) -> Week:
    """Return the last week with contacts."""
    ((newest,),) = con.execute("SELECT max(week_start) FROM topics.contact_topics").fetchall()
    if newest is None:
        raise MisuseError("there are no topics yet: `trends run latest` makes them")
    return Week(newest)


@contextmanager
def _registers(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold the warehouse, whose file lock keeps two writers apart, with the registers as they stand."""
    with open_warehouse(home) as con:
        load_registers(home, con)
        yield con


def _rewrite(home: Home, con: duckdb.DuckDBPyConnection, name: str, change: Any) -> None:
    """Read a register's file, change its rows, and put the new file in its place at once."""
    path = home.folder("registers") / f"{name}.csv"
    columns = register_columns(con, name)
    rows = change(read_register(path, columns) if path.is_file() else [])
    written = path.with_suffix(".csv.new")
    with written.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)
