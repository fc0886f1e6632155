"""Read a sample's exports back without our own readers: what a stranger would find in them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

from trend_lib.base.weeks import Week
from trend_lib.sample import SampleFacts

if TYPE_CHECKING:
    from pathlib import Path
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")


@dataclass(frozen=True)
class Contact:
    source_id: str
    opened: datetime
    text: str
    region: str
    account: str
    topic: str
    language: str
    planted: str
    is_call: bool
    source: str

    @cached_property
    def week(self) -> str:
        return str(Week.of_day(self.opened.date()))


@dataclass(frozen=True)
class Provider:
    facts: SampleFacts
    contacts: list[Contact]
    truth: list[dict[str, str]]

    @property
    def home(self) -> Path:
        return self.facts.home

    @cached_property
    def weeks(self) -> list[str]:
        last = Week.parse(self.facts.last_week)
        return [str(last.plus(back)) for back in range(1 - self.facts.weeks, 1)]

    @cached_property
    def cells(self) -> Counter[tuple[str, str, str]]:
        return Counter((each.week, each.topic, each.region) for each in self.contacts)

    def count(self, topic: str, week: str, region: str | None = None) -> int:
        return sum(
            count
            for cell, count in self.cells.items()
            if cell[:2] == (week, topic) and region in {None, cell[2]}
        )

    def planted(self, what: str) -> dict[str, str]:
        (row, *_) = [row for row in self.truth if row["what"] == what]
        return row


def read_provider(facts: SampleFacts) -> Provider:
    labels = {row["source_id"]: row for row in read_labels(facts.home)}
    contacts = [
        *read_desk(facts.home, labels),
        *read_calls(facts.home, labels),
        *read_tickets(facts.home, labels),
        *read_exchange(facts.home, labels),
        *read_connect(facts.home, labels),
    ]
    return Provider(facts, contacts, read_rows(facts.home / "truth.csv"))


def read_labels(home: Path) -> list[dict[str, str]]:
    packed = (home / "truth_contacts.csv.gz").read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode())))


def read_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def desk_moment(written: str) -> datetime:
    return datetime.strptime(written, "%d.%m.%Y %H:%M").replace(tzinfo=KYIV)


@cache
def desk_rows(home: Path) -> list[dict[str, str]]:
    return [
        row
        for path in sorted((home / "drop" / "desk").iterdir())
        for row in csv.DictReader(
            io.StringIO(path.read_bytes().decode("cp1251"), newline=""), delimiter=";"
        )
    ]


def read_desk(home: Path, labels: dict[str, dict[str, str]]) -> list[Contact]:
    newest = {row["Ticket"]: row for row in desk_rows(home) if row["Ticket"] in labels}
    return [
        _contact(
            labels[ticket],
            desk_moment(row["Opened"]),
            row["Body"],
            row["Region"].strip(),
            row["Account"],
            is_call=False,
        )
        for ticket, row in newest.items()
    ]


@cache
def call_rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def read_calls(home: Path, labels: dict[str, dict[str, str]]) -> list[Contact]:
    calls = {
        row["call_id"]: row
        for path in sorted((home / "drop" / "calls").iterdir())
        for row in call_rows(path)
    }
    return [
        _contact(
            labels[call_id],
            datetime.fromisoformat(row["started"]).astimezone(KYIV),
            row["summary"],
            row["region"],
            row["account"] or "",
            is_call=True,
        )
        for call_id, row in calls.items()
    ]


def rows_below(folder: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return [
        row
        for path in sorted(folder.iterdir())
        for row in csv.DictReader(
            io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=delimiter
        )
    ]


def menu_rows(home: Path) -> list[dict[str, str]]:
    return rows_below(home / "drop" / "ivr", ";")


def web_forms(home: Path) -> list[dict]:
    return [
        json.loads(line)
        for path in sorted((home / "drop" / "web").iterdir())
        for line in path.read_bytes().splitlines()
    ]


def asked_answers(home: Path) -> dict[str, list[int | None]]:
    """Return the four scores of everybody who was asked, None for what was not answered."""
    by_phone = {
        row["Call ID"]: [int(told) if told.isdigit() else None for told in _keys(row)]
        for row in menu_rows(home)
    }
    on_the_web = {
        form["ticket"]: [answer["score"] for answer in form["answers"]] for form in web_forms(home)
    }  # the newest word counts
    return by_phone | on_the_web


def _keys(row: dict[str, str]) -> list[str]:
    return [row[f"KEY {number}"] for number in range(1, 5)]


def form_rows(home: Path) -> list[dict[str, str]]:
    return rows_below(home / "drop" / "evaluations")


def callback_rows(home: Path) -> list[dict[str, str]]:
    return rows_below(home / "drop" / "callbacks", ";")


@cache
def zendesk_tickets(home: Path) -> list[dict]:
    """Return every version of every ticket, in the order in which they came; of a cut page none."""
    found = []
    for path in sorted((home / "drop" / "zendesk").iterdir()):
        for line in path.read_bytes().splitlines():
            try:
                found += json.loads(line)["tickets"]
            except ValueError:
                continue
    return found


def field_of(ticket: dict, number: int) -> str | None:
    return next((each["value"] for each in ticket["custom_fields"] if each["id"] == number), None)


def read_tickets(home: Path, labels: dict[str, dict[str, str]]) -> list[Contact]:
    newest = {str(ticket["id"]): ticket for ticket in zendesk_tickets(home)}
    return [
        _contact(
            labels[number],
            datetime.fromisoformat(ticket["created_at"]).astimezone(KYIV),
            ticket["description"],
            field_of(ticket, 360001),
            field_of(ticket, 360003) or "",
            is_call=False,
        )
        for number, ticket in newest.items()
        if number in labels
    ]


@cache
def queue_events(home: Path) -> list[list[str]]:
    return [
        line.split("|")
        for path in sorted((home / "drop" / "exchange").glob("queue_log*"))
        for line in path.read_text("utf-8").splitlines()
    ]


@cache
def call_records(home: Path) -> list[list[str]]:
    return [
        row
        for path in sorted((home / "drop" / "exchange").glob("Master*"))
        for row in csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    ]


def read_exchange(home: Path, labels: dict[str, dict[str, str]]) -> list[Contact]:
    return [
        _contact(
            labels[call_id],
            datetime.fromtimestamp(int(call_id.partition(".")[0]), KYIV),
            words,
            "Гірська область",
            account,
            is_call=True,
        )
        for account, *_, call_id, words in call_records(home)
    ]


@cache
def connect_records(home: Path) -> list[dict]:
    return [
        json.loads(line)
        for path in sorted((home / "drop" / "connect").glob("contacts-*"))
        for line in path.read_text("utf-8").splitlines()
    ]


@cache
def connect_talks(home: Path) -> dict[str, dict]:
    """Return every analysis of a talk by its file's name."""
    talks = {}
    for path in (home / "drop" / "connect").glob("talks-*"):
        with zipfile.ZipFile(path) as archive:
            talks |= {name: json.loads(archive.read(name)) for name in archive.namelist()}
    return talks


def read_connect(home: Path, labels: dict[str, dict[str, str]]) -> list[Contact]:
    told = {
        talk["CustomerMetadata"]["ContactId"]: " ".join(
            turn["Content"] for turn in talk["Transcript"] if turn["ParticipantId"] == "CUSTOMER"
        )
        for talk in connect_talks(home).values()
    }
    return [
        _contact(
            labels[record["ContactId"]],
            datetime.fromisoformat(record["InitiationTimestamp"]).astimezone(KYIV),
            told.get(record["ContactId"]) or record["Attributes"]["summary"],
            record["Attributes"]["region"],
            record["Attributes"]["account"],
            is_call=True,
        )
        for record in connect_records(home)
    ]


def _contact(label, opened, text, region, account, *, is_call) -> Contact:
    return Contact(
        label["source_id"],
        opened,
        text,
        region,
        account,
        label["topic"],
        label["language"],
        label["planted"],
        is_call,
        label["source"],
    )


def day_of(week: str, weekday: int) -> date:
    return Week.parse(week).days()[weekday]
