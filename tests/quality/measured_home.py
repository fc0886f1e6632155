"""A home whose contacts are already built, a row a call; the week is measured by the room itself."""

from datetime import date, datetime, timedelta

from trend_lib import quality
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

WEEK = Week(date(2026, 8, 17))
NOON = datetime.combine(WEEK.start, datetime.min.time()) + timedelta(hours=12)
COUNTED = (
    "survey_scores",
    "repeat_contacts",
    "unresolved",
    "unresolved_kinds",
    "first_contact",
    "returns",
    "outcomes",
    "team_weeks",
    "team_limits",
)
OF_PERSONS = (
    "review_sample", "reviews", "review_points", "operator_scores", "agreement", "reviewer_bias", "audit",
)  # fmt: skip
TABLES = COUNTED + OF_PERSONS


class MeasuredHome:
    """A home whose contacts are already built."""

    def __init__(self, path, settings=""):
        (path / "trends.toml").write_text(settings, "utf-8")
        self.home = Home(path)

    def contact(self, name, days=0, **fields):
        """Store a contact so many days after the week's Monday."""
        opened = NOON + timedelta(days=days)
        row = {
            "contact_id": name, "source": "desk", "source_id": name, "channel": "ticket", "direction": "in",
            "opened_at": opened, "week_start": Week.of_day(opened.date()).start, "day": opened.date(),
            "customer_id": f"customer-{name}", "text": "t", "language": "en", "is_repeat": False,
        } | fields  # fmt: skip
        if not row["text"]:
            row["language"] = "unknown"
        self.insert("contacts.contacts", row)

    def topic(self, name, topic_id, days=0, kind="technical"):
        """Give a contact of that day its topic."""
        day = (NOON + timedelta(days=days)).date()
        row = {
            "contact_id": name, "week_start": Week.of_day(day).start, "day": day, "topic_id": topic_id,
            "subtopic_id": topic_id, "kind": kind, "similarity": 0.5, "is_new_topic": False, "channel": "call",
            "text": "t", "model_version": "m",
        }  # fmt: skip
        self.insert("topics.contact_topics", row)

    def answer(self, contact, question="quality", score=5.0, days=0):
        asked = NOON + timedelta(days=days)
        row = {
            "week_start": Week.of_day(asked.date()).start, "contact_id": contact, "question": question,
            "score": score, "scale_min": 1.0, "scale_max": 5.0, "asked_at": asked, "answered_at": asked,
        }  # fmt: skip
        self.insert("contacts.survey_answers", row)

    def insert(self, table, row):
        marks = ", ".join("?" for _ in row)
        with open_warehouse(self.home) as con:
            con.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
            )

    def measured(self, week=WEEK):
        """Measure the week and return every table's rows."""
        quality.measure(self.home, week)
        return {table: self.rows(table) for table in TABLES}

    def read(self, sql):
        with open_warehouse(self.home) as con:
            return con.execute(sql).fetchall()

    def rows(self, table):
        with open_warehouse(self.home) as con:
            found = con.execute(f"SELECT * FROM quality.{table} ORDER BY ALL")
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
