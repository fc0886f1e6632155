"""What of the warehouse is older than it may be: a statement a kind, and the weeks' counts never among them."""
# ruff: noqa: S608 - our own names

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.warehouse import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import duckdb


@dataclass(frozen=True, slots=True)
class Rule:
    """How one table forgets: its rows, or a column of them, older than a day."""

    kind: str  # of `[privacy.retention]`
    table: str
    when: str  # the column that says how old
    change: str = ""  # what a row becomes; empty: it goes
    holds: str = "true"  # whether there is something to forget in a row

    @property
    def sql(self) -> str:
        """The statement."""
        old = f"WHERE {self.when} < $before AND {self.holds}"
        return (
            f"UPDATE {self.table} SET {self.change} {old}"
            if self.change
            else f"DELETE FROM {self.table} {old}"
        )


def _without_examples(table: str) -> Rule:
    return Rule("examples", table, "week_start", "examples = []", "len(examples) > 0")


RULES = (
    Rule("texts", "contacts.contacts", "day", "text = ''", "text <> ''"),
    Rule("texts", "contacts.callbacks", "called_at", "text = ''", "text <> ''"),
    Rule("texts", "topics.contact_topics", "day", "text = ''", "text <> ''"),
    Rule("texts", "topics.kind_sample", "week_start", "text = ''", "text <> ''"),
    Rule(
        "texts", "weekly.topic_terms", "week_start", holds="customers < 3"
    ),  # a single person's words
    _without_examples("weekly.topic_weeks"),
    _without_examples("weekly.topic_examples"),
    _without_examples("episodes.episode_weeks"),
    _without_examples("episodes.early_warnings"),
    Rule("contacts", "contacts.contacts", "day"),
    Rule("contacts", "topics.contact_topics", "day"),
    Rule("contacts", "topics.kind_sample", "week_start"),
    Rule("survey_answers", "contacts.survey_answers", "week_start"),
    Rule("callbacks", "contacts.callbacks", "called_at"),
    Rule("evaluations", "contacts.evaluations", "week_start"),
    Rule("evaluations", "quality.review_sample", "week_start"),
    Rule("evaluations", "quality.reviews", "week_start"),
    Rule("evaluations", "quality.review_points", "week_start"),
    Rule("evaluations", "quality.operator_scores", "week_start"),
    Rule("evaluations", "quality.operator_repeats", "week_start"),
    Rule("evaluations", "quality.agreement", "week_start"),
    Rule("evaluations", "quality.reviewer_bias", "week_start"),
    Rule("evaluations", "quality.audit", "week_start"),
)
QUARANTINE = """
DELETE FROM sources.quarantine
WHERE (source, delivery_id) IN (
    SELECT (source, delivery_id) FROM sources.deliveries WHERE received_at < $before
)
"""


def forget_older(con: duckdb.DuckDBPyConnection, before: dict[str, date]) -> dict[str, int]:
    """Forget what is older than the day of its kind; return how many rows of each table changed or went."""
    forgotten: dict[str, int] = {}
    with transaction(con):
        for rule in RULES:
            if rule.kind in before and _is_there(con, rule.table):
                _count(forgotten, rule.table, con, rule.sql, {"before": before[rule.kind]})
        if "quarantine" in before:
            given = {"before": before["quarantine"]}
            _count(forgotten, "sources.quarantine", con, QUARANTINE, given)
        if "texts" in before:
            _forget_quotes(con, forgotten)
    return forgotten


def _forget_quotes(con: duckdb.DuckDBPyConnection, forgotten: dict[str, int]) -> None:
    """Take out of topics the quotes of which no contact's text is left."""
    kept = {
        text
        for (text,) in con.execute("SELECT DISTINCT text FROM topics.contact_topics").fetchall()
    }
    for topic_id, quotes in con.execute("SELECT topic_id, quotes FROM topics.topics").fetchall():
        left = [quote for quote in quotes if quote in kept]
        if left != quotes:
            _count(
                forgotten,
                "topics.topics",
                con,
                "UPDATE topics.topics SET quotes = $quotes WHERE topic_id = $topic_id",
                {"quotes": left, "topic_id": topic_id},
            )


def _is_there(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Tell whether the warehouse has a table."""
    schema, _, name = table.partition(".")
    asked = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?", [schema, name]
    )
    return asked.fetchone() is not None


def _count(
    forgotten: dict[str, int],
    table: str,
    con: duckdb.DuckDBPyConnection,
    sql: str,
    given: Mapping[str, object],
) -> None:
    """Run a statement and add up the rows it changed."""
    changed = con.execute(sql, given).fetchone()
    if changed and changed[0]:
        forgotten[table] = forgotten.get(table, 0) + int(changed[0])
