"""What every SQL file promises: whom it reads, that it has a check, that it runs on Spark too."""

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

ROOT = Path(__file__).parents[2]
QUERIES = sorted((ROOT / "sql").glob("[1-9]_*/*.sql"))
BUILDERS = [query for query in QUERIES if not query.name.endswith(".check.sql")]
MAY_READ = {  # STYLE: a query may read its own room, the room before it, and the registers
    "sources": {"sources"},
    "contacts": {"contacts", "sources"},
    "topics": {"topics", "contacts"},
    "weekly": {"weekly", "topics"},
    "detection": {"detection", "weekly"},
    "episodes": {"episodes", "detection", "weekly"},
    "quality": {"quality", "contacts", "topics"},
    "report": {"report", "episodes", "quality", "weekly"},
    "alerts": {"alerts", "episodes", "report", "quality"},
}
BANNED_NODES = (
    exp.SimilarTo,
    exp.ApproxDistinct,
    exp.ApproxQuantile,
    exp.PercentileDisc,
    exp.WithinGroup,
    exp.AtTimeZone,
    exp.DateDiff,
    exp.TimestampDiff,
    exp.DayOfWeek,
    exp.TimeToStr,
    exp.StrToTime,
)
BANNED_WORDS = {
    r"\basof\b": "ASOF JOIN exists in DuckDB alone",
    r"\bpivot\b": "bare PIVOT is not portable",
    r"\bfrom\s+generate_series\b": "write SELECT unnest(generate_series(..))",
    r"\bregexp_full_match\b": "Spark has no regexp_full_match",
    r"\bstrftime\b": "format weeks in Python",
    r"\btimezone\(": "time zones are converted once, on ingest",
    r"\bisodow\b|\bdow\b|\bisoyear\b": "differs in Spark, silently",
    r"\bquantile_disc\b": "wrong arity in Spark",
    r"\blen\(": "length of a list differs: count before you collect",
    r"\blist\([^()]*order by": "loses its order in Spark: list_sort(list(x))",
    r"\bskewness\b|\bentropy\b": "differs in Spark, silently",
    r"->": "write lambda x: ...",
    r"\bgroup by \d": "name what you group by",
}


def name(query):
    return f"{query.parent.name}/{query.stem}"


def without_comments(query):
    return re.sub(r"--[^\n]*", "", query.read_text("utf-8"))


def parse(query):
    return sqlglot.parse_one(query.read_text("utf-8"), dialect="duckdb")


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_a_query_reads_only_its_neighbours(query):
    tree = parse(query)
    named_here = {cte.alias for cte in tree.find_all(exp.CTE)}
    read = {
        table.db for table in tree.find_all(exp.Table) if table.db or table.name not in named_here
    }
    room = query.parent.name.partition("_")[2]
    assert read <= MAY_READ[room] | {"registers"}


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_a_query_stays_in_the_portable_subset(query):
    tree = parse(query)
    found = [node.sql() for node in tree.find_all(*BANNED_NODES)]
    text = without_comments(query).lower()
    found += [reason for word, reason in BANNED_WORDS.items() if re.search(word, text)]
    assert found == []


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_a_query_can_be_transpiled_to_spark(query):
    spark = parse(query).sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert sqlglot.parse_one(spark, dialect="spark")


@pytest.mark.parametrize("query", BUILDERS, ids=name)
def test_a_query_has_a_check_and_a_header(query):
    header = query.read_text("utf-8").split("\n\n")[0]
    room = query.parent.name.partition("_")[2]
    table = f"{room}.{query.stem.partition('_')[2]}"
    assert query.with_suffix(".check.sql").is_file()
    assert header.startswith(f"-- {table}: ")
    assert "Grain:" in header
    assert "Reads:" in header
    assert "Params:" in header


@pytest.mark.parametrize("query", BUILDERS, ids=name)
def test_a_query_builds_a_table_of_the_map(query):
    room = query.parent.name.partition("_")[2]
    table = f"{room}.{query.stem.partition('_')[2]}"
    schema = (ROOT / "sql" / "schema.sql").read_text("utf-8")
    assert f"CREATE TABLE IF NOT EXISTS {table} (" in schema


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_a_query_is_short(query):
    ceiling = 100
    assert len(query.read_text("utf-8").splitlines()) <= ceiling


def test_the_portability_test_can_fail():
    bad = "SELECT strftime(now(), '%G') FROM weekly.topic_weeks"
    assert any(re.search(word, bad) for word in BANNED_WORDS)
    assert list(
        sqlglot.parse_one("SELECT date_diff('day', a, b) FROM t", dialect="duckdb").find_all(
            *BANNED_NODES
        )
    )
