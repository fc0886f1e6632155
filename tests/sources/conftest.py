"""A home with one source, made in a breath; and real exports where they are at hand."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.resources import CHECKOUT
from trend_lib.base.warehouse import hold_warehouse, open_warehouse

SETTINGS = """
[home]
timezone = "{timezone}"
[[sources]]
name = "desk"
path = "drop/desk/*"
settle_seconds = 0
{keys}
[sources.columns]
{columns}
{tables}
"""
COLUMNS = """
source_id = "id"
opened_at = "opened"
text = "text"
"""


@dataclass(frozen=True)
class Desk:
    """One source called desk, and questions to the tables it fills."""

    home: Home

    def drop(self, name, content):
        file = self.home.path / "drop" / "desk" / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def land(self):
        return sources.land(self.home)

    def ask(self, sql):
        with open_warehouse(self.home) as con:
            return con.execute(sql).fetchall()

    def rows(self, columns="line, source_id, text"):
        """Return the records, each from where its newest version lies."""
        parquet = self.home.path / "landing" / "desk" / "*.parquet"
        return self.ask(
            f"SELECT {columns} FROM ("
            "SELECT *, parse_filename(filename, true) AS delivery_id "
            f"FROM read_parquet('{parquet}', filename = true, union_by_name = true)) "
            "SEMI JOIN sources.records USING (delivery_id, line) ORDER BY line, source_id"
        )

    def set_aside(self):
        return self.ask("SELECT line, reason FROM sources.quarantine ORDER BY line, reason")

    def note(self):
        return self.ask("SELECT note FROM sources.deliveries ORDER BY sequence DESC LIMIT 1")[0][0]

    def refusal(self):
        landed = self.land()
        assert len(landed.refused) == 1
        assert self.ask("SELECT count(*) FROM sources.records") == [(0,)]
        assert self.ask("SELECT state, rows_read FROM sources.deliveries") == [("refused", 0)]
        return landed.refused[0]


@pytest.fixture
def make_desk(tmp_path):
    """Return a maker of homes with one source, each held open until the test ends."""

    held = ExitStack()

    def make(keys="", columns=COLUMNS, tables="", timezone="Europe/Kyiv", folder="home"):
        home = tmp_path / folder
        (home / "drop" / "desk").mkdir(parents=True, exist_ok=True)
        text = SETTINGS.format(keys=keys, columns=columns, tables=tables, timezone=timezone)
        is_new = not (home / "trends.toml").exists()
        (home / "trends.toml").write_text(text, "utf-8")
        if is_new:
            held.enter_context(hold_warehouse(Home(home)))  # opening costs more than landing
        return Desk(Home(home))

    with held:
        yield make


@pytest.fixture
def desk(make_desk):
    """A home with one plain source."""
    return make_desk()


def real_export(name):
    folder = Path(CHECKOUT).parent / "shared" / "data" / name
    if not folder.is_dir():
        pytest.skip(f"the public data set {name} is not beside this checkout")
    return next(folder.glob("*.csv"))
