"""A home whose `weekly.topic_weeks` a test writes itself: topics by region, week by week."""

import contextlib

import numpy as np
import pyarrow as pa

from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week

SCHEMA = pa.schema(
    [
        ("week_start", pa.date32()), ("topic_id", pa.int64()), ("slice_dim", pa.string()),
        ("slice_value", pa.string()), ("contacts", pa.int64()), ("customers", pa.int64()),
        ("is_complete", pa.bool_()), ("examples", pa.list_(pa.string())),
        ("topic_name", pa.string()), ("kind", pa.string()), ("first_week", pa.date32()),
    ]
)  # fmt: skip
KINDS = ("technical", "marketing", "customer_service")


@contextlib.contextmanager
def provider(folder, settings=""):
    """A home held open, to write counts into."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "trends.toml").write_text(settings)
    home = Home(folder)
    with hold_warehouse(home), open_warehouse(home) as con:
        yield Provider(home, con)


class Provider:
    """Writes the counts of topics by region, with the sums that `weekly` promises."""

    def __init__(self, home, con):
        self.home, self.con = home, con
        self.first_week = {}

    def write(self, week, counts, **how):
        """Write a week; counts is {topic: {region: contacts}}."""
        week = Week.parse(week) if isinstance(week, str) else week
        self.con.execute("DELETE FROM weekly.topic_weeks WHERE week_start = ?", [week.start])
        self.insert(self.week_rows(week, counts, **how))

    def write_quiet_weeks(self, last, weeks, topics=6, mean=20.0, seed=1):
        """Write ordinary weeks up to `last`; return the last week's counts, to be changed."""
        random = np.random.default_rng(seed)
        last = Week.parse(last)
        rows = []
        for number in range(weeks):
            counts = {
                topic: {"North": int(random.poisson(mean)), "South": int(random.poisson(mean / 2))}
                for topic in range(1, topics + 1)
            }
            rows += self.week_rows(last.plus(number + 1 - weeks), counts)
        self.insert(rows)
        return counts

    def week_rows(self, week, counts, *, is_complete=True, customers=None):
        """The rows of a week, sums over topics included; customers may be fewer than contacts."""
        totals = {}
        for topic, by_region in counts.items():
            self.first_week.setdefault(topic, week.start)
            for region, contacts in by_region.items():
                totals[region] = totals.get(region, 0) + contacts
        return [
            self.row(
                week, topic, *key, is_complete=is_complete, customers=(customers or {}).get(topic)
            )
            for topic, by_region in {0: totals, **counts}.items()
            for key in (
                ("all", "all", sum(by_region.values())),
                *(("region", region, contacts) for region, contacts in by_region.items()),
            )
        ]

    def row(
        self, week, topic, slice_dim, slice_value, contacts, *, is_complete=True, customers=None
    ):
        """One row of `weekly.topic_weeks`."""
        return {
            "week_start": week.start,
            "topic_id": topic,
            "slice_dim": slice_dim,
            "slice_value": slice_value,
            "contacts": contacts,
            "customers": contacts if customers is None else customers,
            "is_complete": is_complete,
            "examples": [f"words about topic {topic}"] if slice_dim == "all" else [],
            "topic_name": f"topic {topic}" if topic else "All contacts",
            "kind": KINDS[topic % 3] if topic else None,
            "first_week": self.first_week.get(topic),
        }

    def insert(self, rows):
        """Insert rows of `weekly.topic_weeks`."""
        self.con.register("test_rows", pa.Table.from_pylist(rows, SCHEMA))
        self.con.execute("INSERT INTO weekly.topic_weeks BY NAME SELECT * FROM test_rows")
        self.con.unregister("test_rows")

    def rows(self, sql, *params):
        """Return rows as dictionaries."""
        found = self.con.execute(sql, list(params))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def assessment(self, week, topic, slice_dim="all", slice_value="all"):
        """Return one row of `detection.assessments`."""
        (row,) = self.rows(
            "SELECT * FROM detection.assessments WHERE week_start = ? AND topic_id = ? "
            "AND slice_dim = ? AND slice_value = ?",
            Week.parse(week).start, topic, slice_dim, slice_value,
        )  # fmt: skip
        return row
