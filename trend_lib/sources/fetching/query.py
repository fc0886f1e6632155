"""Rows of a database by SQLAlchemy, those that changed since the last time, as JSON lines.

The one SELECT of the settings is asked within another that begins at the newest change seen and goes
on in its order; so a fetch that breaks off goes on from its last file.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from trend_lib.base.errors import ConfigError, SourceError
from trend_lib.base.fetch_settings import token_of, user_of
from trend_lib.sources.fetching.mark import Mark
from trend_lib.sources.fetching.page import Page
from trend_lib.sources.fetching.row_values import finite, plain

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from sqlalchemy import Connection, Engine, Row, TextClause

    from trend_lib.base.fetch_settings import QueryConfig

INSTALL = {"postgresql": "complaint-trends[postgres]"}


@dataclass
class Rows:
    """One query, and the engine that answers it."""

    query: QueryConfig
    engine: Engine
    since: date | None
    waited_seconds: float = field(default=0.0, init=False)

    def pages(self, cursor: Mapping[str, Any], /) -> Generator[Page, None, None]:
        """Yield the rows beyond a cursor, so many a file."""
        with _faults_said(), self.engine.connect() as con:
            mark = Mark.of_cursor(cursor) or self._first(con)
            begin = mark and mark.back(timedelta(seconds=self.query.overlap_seconds))
            con.execution_options(yield_per=self.query.page_size)
            with con.execute(self._asked(begin)) as found:  # closed before its connection is
                for rows in found.partitions(self.query.page_size):
                    mark = self._newest(rows, mark)
                    yield Page(_lines(rows), mark.cursor() if mark else {}, len(rows), ".jsonl")

    def _first(self, con: Connection) -> Mark | None:
        """Return where the first fetch begins; None: with all there is."""
        since = self.since or self.query.since
        if since == "" or not self.query.since_column:
            return None
        oldest = con.execute(self._oldest()).scalar()
        return None if oldest is None else Mark.first(oldest, since)

    def _newest(self, rows: Any, before: Mark | None) -> Mark | None:
        """Return the mark after some rows: of the last that has one."""
        name = self.query.since_column
        if not name:
            return None
        found = [row._mapping.get(name) for row in rows]  # noqa: SLF001 - public in all but its name
        return next((Mark.of_row(value) for value in reversed(found) if value is not None), before)

    def _oldest(self) -> TextClause:
        """Ask for the oldest change: its kind says how to compare."""
        return text(f"SELECT min({self._column()}) FROM ({self._inner()}) asked")  # noqa: S608 - the settings' own

    def _asked(self, begin: Mark | None) -> TextClause:
        """Ask for the rows from a mark on, in the order of change."""
        asked = f"SELECT * FROM ({self._inner()}) asked"  # noqa: S608 - the settings' own
        column = self._column() if self.query.since_column else ""
        condition = f" WHERE {column} >= :since" if begin else ""
        clause = text(asked + condition + (f" ORDER BY {column}" if column else ""))
        return clause.bindparams(begin.parameter("since")) if begin else clause

    def _inner(self) -> str:
        """Return the query of the settings; a colon in it is a colon."""
        return self.query.sql.strip().rstrip(";").replace(":", r"\:")

    def _column(self) -> str:
        """Return the column of changes as this database quotes it."""
        return self.engine.dialect.identifier_preparer.quote(self.query.since_column)


@contextmanager
def open_query(query: QueryConfig, source: str, since: date | None) -> Iterator[Rows]:
    """Open a database with the password of its source, for reading."""
    try:
        url = make_url(query.url)
        user = query.user or user_of(source) or url.username
        password = token_of(source).get_secret_value() or None
        engine = create_engine(url.set(username=user, password=password), poolclass=NullPool)
    except (ArgumentError, NoSuchModuleError):
        raise ConfigError("[sources.query] url is none that SQLAlchemy knows") from None
    except ImportError:
        cure = INSTALL.get(url.get_backend_name(), f"a driver for {url.get_backend_name()}")
        raise ConfigError(f"a driver is missing: pip install {cure}") from None
    try:
        yield Rows(query, engine.execution_options(postgresql_readonly=True), since)
    finally:
        engine.dispose()


@contextmanager
def _faults_said() -> Iterator[None]:
    """Say what went wrong by kind and code: a driver's words may repeat a row."""
    try:
        yield
    except SQLAlchemyError as error:
        code = getattr(getattr(error, "orig", None), "sqlstate", None)
        said = f"{type(error).__name__}{f' {code}' if code else ''}"
        raise SourceError(
            f"the database did not answer the query: {said}; check url, password and sql, or try "
            "the query by hand"
        ) from None


def _lines(rows: Any) -> bytes:
    """Return rows as JSON lines."""
    return b"".join(_line(row) for row in rows)


def _line(row: Row[Any]) -> bytes:
    """Return one row."""
    values = {name: finite(value) for name, value in row._mapping.items()}  # noqa: SLF001 - the same
    said = json.dumps(values, ensure_ascii=False, default=plain)
    return said.encode("utf-8", "replace") + b"\n"
