"""A home whose contacts a test writes itself."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.topics.invented import make_week
from trend_lib import topics
from trend_lib.base.home import Home
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week

FIRST = Week.parse("2026-W10")
SETTINGS = '[topics]\nstart_weeks = 4\nencoder = "tfidf"\n'
INSERT = (
    "INSERT INTO contacts.contacts (contact_id, source, source_id, channel, direction, opened_at, "
    "week_start, day, customer_id, region, product, text, language, is_repeat) "
    "VALUES (?, 'desk', ?, 'ticket', 'in', ?, ?, ?, ?, 'North', 'internet', ?, 'en', false)"
)


class TopicsHome:
    """Writes contacts, runs the room, reads its tables."""

    def __init__(self, home):
        self.home = home

    def put(self, week, texts, prefix="c"):
        """Add one contact a text; ids are told by week and place."""
        rows = [
            [
                f"desk:{prefix}-{week}-{number:04d}",
                f"{prefix}-{week}-{number:04d}",
                week.start,
                week.start,
                week.start + timedelta(days=number % 7),
                f"customer {number}",
                text,
            ]
            for number, text in enumerate(texts)
        ]
        with open_warehouse(self.home) as con:
            con.begin()
            for row in rows:
                con.execute(INSERT, row)
            con.commit()

    def execute(self, sql, params=None):
        with open_warehouse(self.home) as con:
            return con.execute(sql, params or []).fetchall()

    def assign(self, *weeks):
        with hold_warehouse(self.home):
            for week in weeks:
                topics.assign(self.home, week)

    def rows(self):
        return self.execute("FROM topics.contact_topics ORDER BY contact_id")

    def tables(self):
        """Everything the room wrote, in a fixed order."""
        names = ("models", "topics", "subtopics", "lineage", "contact_topics", "source_weeks")
        return [self.execute(f"FROM topics.{name} ORDER BY ALL") for name in names]


def make_home(folder):
    (folder / "trends.toml").write_text(SETTINGS, "utf-8")
    return TopicsHome(Home(folder))


def usual(first):
    """Return a usual week's texts; another `first`, other wordings."""
    return [text for _, text in make_week(12, first)]


@pytest.fixture
def topics_home(tmp_path):
    return make_home(tmp_path)


@pytest.fixture(scope="session")
def weeks():
    return [FIRST.plus(number) for number in range(8)]


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory, weeks):
    """Four founding weeks and two more, all assigned; not to be changed."""
    made = make_home(tmp_path_factory.mktemp("founded"))
    for number, week in enumerate(weeks[:6]):
        made.put(week, usual(number))
    made.assign(*weeks[:6])
    return made


@pytest.fixture
def founded(founded_once, tmp_path):
    """A copy of that home, to be changed at will."""
    return TopicsHome(Home(Path(shutil.copytree(founded_once.home.path, tmp_path / "home"))))
