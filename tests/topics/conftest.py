"""A home whose contacts a test writes itself."""

from datetime import timedelta

import pytest

from trend_lib import topics
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

FIRST = Week.parse("2026-W10")


class TopicsHome:
    """Writes contacts, runs the room, reads its tables."""

    def __init__(self, home):
        self.home = home

    def put(self, week, texts, prefix="c"):
        """Add one contact a text; ids are told by week and place."""
        with open_warehouse(self.home) as con:
            for number, text in enumerate(texts):
                con.execute(
                    "INSERT INTO contacts.contacts (contact_id, source, source_id, channel, "
                    "direction, opened_at, week_start, day, customer_id, region, product, text, "
                    "language, is_repeat) VALUES (?, 'desk', ?, 'ticket', 'in', ?, ?, ?, ?, "
                    "'North', 'internet', ?, 'en', false)",
                    [
                        f"desk:{prefix}-{week}-{number:04d}",
                        f"{prefix}-{week}-{number:04d}",
                        week.start,
                        week.start,
                        week.start + timedelta(days=number % 7),
                        f"customer {number}",
                        text,
                    ],
                )

    def execute(self, sql, params=None):
        with open_warehouse(self.home) as con:
            return con.execute(sql, params or []).fetchall()

    def assign(self, *weeks):
        for week in weeks:
            topics.assign(self.home, week)

    def rows(self):
        return self.execute("FROM topics.contact_topics ORDER BY contact_id")

    def tables(self):
        """Everything the room wrote, in a fixed order."""
        names = ("models", "topics", "contact_topics", "source_weeks")
        return [self.execute(f"FROM topics.{name} ORDER BY ALL") for name in names]


@pytest.fixture
def topics_home(tmp_path):
    (tmp_path / "trends.toml").write_text("[topics]\nstart_weeks = 4\n", "utf-8")
    return TopicsHome(Home(tmp_path))


@pytest.fixture
def weeks():
    return [FIRST.plus(number) for number in range(8)]
