"""Rows as the rooms before this one write them, and bulletins as `report` lays them down."""

import base64
import csv
import json
from datetime import date
from pathlib import Path

from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

WEEK = Week.parse("2026-W46")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
MAIL = """<!doctype html><html lang="en"><head><title>Week 46</title><style>td{color:#12436d}</style></head>
<body><h1>Complaints rose by 9%</h1>
<table><tr><td>412</td><td>118</td><td>92</td><td>147</td></tr></table>
<img src="cid:spike-1" alt="Roaming: 412 contacts" width="590">
<p>Подвійне списання у роумінгу.</p></body></html>
"""
EPISODE = {
    "week_start": WEEK.start,
    "episode_id": "2026-W45-T12",
    "topic_id": 12,
    "topic_name": "Double charge in prepaid roaming",
    "kind": "technical",
    "opened_week": date(2026, 11, 2),
    "last_alarm_week": WEEK.start,
    "state": "open",
    "grade": "exceptional",
    "owner": "Billing",
    "countermeasure": "Stop the night job of billing and refund by hand",
    "runbook_url": "https://runbooks.example/billing?step=1&who=all",
    "observed": 1412,
    "expected": 118.4,
    "lower": 91.6,
    "upper": 147.2,
    "p_value": 1e-9,
    "q_value": 1e-7,
    "method": "seasonal",
    "known_events": ["New roaming tariff"],
    "examples": ["Charged twice for one day in roaming, card [card]", "Списали двічі"],
}
DRIVERS = [
    ("region", "Odesa", 340, 7.0),
    ("region", "Lviv", 220, 5.0),
    ("region", "(none)", 90, 2.0),
]


class DeskHome:
    """A home to be filled by hand; each method returns nothing and can be called again."""

    def __init__(self, path):
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.settings = {"mail_retry_seconds": []}
        self.public_url = ""
        self.configure()

    @property
    def home(self):
        return Home(self.path)

    def configure(self, *, public_url=None, **alerts):
        self.settings |= alerts
        self.public_url = self.public_url if public_url is None else public_url
        lines = [f"{name} = {json.dumps(value)}" for name, value in self.settings.items()]
        written = [
            "[home]",
            'provider = "Northline"',
            f'public_url = "{self.public_url}"',
            "[alerts]",
            *lines,
        ]
        (self.path / "trends.toml").write_text("\n".join(written) + "\n", "utf-8")

    def configure_mail(self, port, security):
        self.configure(
            mail_from="trends@northline.example",
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_security=security,
        )

    def fill(self):
        self.add_readers()
        self.add_episode()
        self.add_bulletin()

    def ask(self, sql, *values):
        with open_warehouse(self.home) as con:
            return con.execute(sql, list(values)).fetchall()

    def insert(self, table, row):
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        self.ask(f"INSERT INTO {table} ({names}) VALUES ({marks})", *row.values())

    def add_readers(self):
        for address, group, language in (
            ("olena@northline.example", "management", "uk"),
            ("petro@northline.example", "management", "en"),
            ("owner@northline.example", "owners", "en"),
        ):
            name = address.partition("@")[0].title()
            self.add_reader(address, name, group, language)

    def add_reader(self, address, name="", group="management", language="en"):
        row = {
            "address": address,
            "name": name,
            "recipient_group": group,
            "language": language,
        }
        self.insert("registers.recipients", row)
        self.write_register(row)

    def write_register(self, row):
        """People keep the register as a file; a notice reads it anew."""
        file = self.path / "registers" / "recipients.csv"
        file.parent.mkdir(exist_ok=True)
        is_new = not file.exists()
        with file.open("a", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, row)
            if is_new:
                writer.writeheader()
            writer.writerow(row | {"name": row["name"] or "Nobody"})

    def add_episode(self, **changes):
        row = EPISODE | changes
        self.ask(
            "DELETE FROM episodes.episode_weeks WHERE week_start = ? AND episode_id = ?",
            row["week_start"],
            row["episode_id"],
        )
        self.insert("episodes.episode_weeks", row)
        if not changes:
            for dim, value, observed, expected in DRIVERS:
                driver = {
                    "week_start": row["week_start"],
                    "episode_id": row["episode_id"],
                    "slice_dim": dim,
                    "slice_value": value,
                    "observed": observed,
                    "expected": expected,
                    "excess": observed - expected,
                }
                self.insert("episodes.drivers", driver)

    def add_episodes(self, count, week=WEEK, **changes):
        for number in range(1, count + 1):
            self.add_episode(
                **{
                    "week_start": week.start,
                    "episode_id": f"{week}-T{number}",
                    "topic_id": number,
                    "topic_name": f"Topic {number}",
                    "opened_week": week.start,
                    "last_alarm_week": week.start,
                    "observed": 200 + number - 1,
                }
                | changes
            )

    def add_warning(self, **changes):
        """An early warning of the running week, as its mornings saw it."""
        day = changes.get("day", date(2026, 11, 18))
        row = {
            "week_start": date(2026, 11, 16),
            "day": day,
            "warning_id": "2026-W47-T7",
            "topic_id": 7,
            "topic_name": "No television",
            "first_day": day,
            "grade": "exceptional",
            "observed": 84,
            "expected": 20.0,
            "lower": 12.0,
            "upper": 30.0,
            "p_value": 1e-9,
            "q_value": 1e-7,
            "known_events": [],
            "examples": [],
            "contact_ids": [],
        }
        self.insert("episodes.early_warnings", row | changes)

    def add_outcome(self, **changes):
        """What Monday says of an early warning."""
        row = {
            "week_start": date(2026, 11, 16),
            "warning_id": "2026-W47-T7",
            "episode_id": None,
            "topic_name": "No television",
            "observed": 96,
            "expected": 80.0,
            "lower": 60.0,
            "upper": 100.0,
        }
        self.insert("episodes.told_early", row | changes)

    def remove_episodes(self):
        self.ask("DELETE FROM episodes.episode_weeks")

    def add_bulletin(self, week=WEEK, language="en", revision=1, html=MAIL, **changes):
        path = f"bulletins/{week.year}/w{week.number:02d}/{language}/index.html"
        folder = (self.path / path).parent
        (folder / "images").mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text("<!doctype html>", "utf-8")
        (folder / "mail.html").write_text(html, "utf-8")
        (folder / "mail.txt").write_text("Complaints rose by 9%.\nПодвійне списання.\n", "utf-8")
        (folder / "images" / "spike-1.png").write_bytes(PIXEL)
        (folder / "appendix.csv").write_text("series,contacts\nRoaming,412\n", "utf-8")
        row = {
            "week_start": week.start,
            "language": language,
            "revision": revision,
            "path": path,
            "sha256": "0" * 64,
            "content_hash": "0" * 64,
            "subject": f"Week {week.number}: complaints 6,412 (▲9%). Roaming double charge",
            "verdict": "Complaints rose by 9%.",
            "contacts": 6412,
            "spikes": 1,
            "config_hash": "0" * 10,
            "code_version": "0.1.0",
        }
        self.insert("report.bulletins", row | changes)

    def ledger(self, *columns):
        named = ", ".join(columns)
        return self.ask(f"SELECT {named} FROM alerts.ledger ORDER BY {named}")

    def outbox(self, pattern="*"):
        return sorted(path.name for path in Path(self.path / "outbox").glob(pattern))
