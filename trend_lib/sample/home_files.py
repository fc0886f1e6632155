"""What a deployment keeps beside its exports: `trends.toml` and the registers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from trend_lib.sample.catalogue import PRODUCTS
from trend_lib.sample.evaluation_export import REVIEWERS
from trend_lib.sample.people import CUSTOMERS_PER_CONTACT, OPERATORS, TEAMS
from trend_lib.sample.plants import REGION_SHARES, REGIONS, RISES, fits
from trend_lib.sample.world import World

SETTINGS = Path(__file__).parent / "settings.toml"
FORM = Path(__file__).parent / "listening.toml"
SUBSCRIBER_GROWTH = 0.04  # a year
PRODUCT_SHARES = (0.55, 0.75, 0.35, 0.12, 0.05)  # of subscribers; many have several
MAINTENANCE_HOURS = "22:00 to 06:00"
PLAYBOOK = (
    ("technical", "network-duty", "Check the monitoring of the region, open an incident, put a voice notice on the line", "outage"),
    ("marketing", "product-desk", "Compare with the campaign calendar, correct the offer's text, brief the operators", "campaign"),
    ("customer_service", "billing-duty", "Find what these bills or answers have in common, stop it, tell and credit those affected", "billing"),
    ("", "quality-desk", "Listen to ten calls of the topic and say what they have in common", "review"),
)  # fmt: skip
RECIPIENTS = (
    ("director@example.com", "Director (invented)", "management", "uk"),
    ("quality@example.com", "Quality manager (invented)", "management", "en"),
    ("contact-centre@example.com", "Head of contact centre (invented)", "management", "ru"),
    ("pipeline@example.com", "Data engineer on duty (invented)", "owners", "en"),
)

Rows = list[tuple[object, ...]]


def write_settings(world: World, home: Path) -> None:
    """Write `trends.toml`."""
    languages = json.dumps(list(world.arguments.languages))
    text = SETTINGS.read_text("utf-8").replace("@languages@", languages)
    (home / "trends.toml").write_text(text, "utf-8", newline="\n")


NAMED = ("topic_id", "name", "kind", "language", "said_at", "who")


def write_forms(home: Path) -> None:
    """Write the form that the supervisors fill in."""
    folder = home / "forms"
    folder.mkdir()
    (folder / FORM.name).write_bytes(FORM.read_bytes())


def write_registers(world: World, home: Path) -> None:
    """Write every register."""
    folder = home / "registers"
    folder.mkdir()
    write_table(
        folder / "exposures.csv",
        ("week_start", "slice_dim", "slice_value", "exposure"),
        _exposures(world),
    )
    write_table(folder / "holidays.csv", ("day", "name"), list(world.holidays.items()))
    write_table(
        folder / "known_events.csv",
        ("first_day", "last_day", "what", "slice_dim", "slice_value"),
        _known_events(world),
    )
    write_table(folder / "topic_names.csv", NAMED, [])
    edited = ("said_at", "who", "action", "topic_id", "into_id")
    write_table(folder / "topic_edits.csv", edited, [])
    write_table(folder / "kind_labels.csv", ("contact_id", "text", "kind"), [])
    write_table(
        folder / "playbook.csv",
        ("topic_id", "kind", "owner", "countermeasure", "runbook_url"),
        [("", *entry[:3], f"https://wiki.example.com/runbooks/{entry[3]}") for entry in PLAYBOOK],
    )
    per_team = len(OPERATORS) // len(TEAMS)
    teams: Rows = [(each, TEAMS[number // per_team]) for number, each in enumerate(OPERATORS)]
    write_table(folder / "operators.csv", ("operator_id", "team"), teams)
    write_table(folder / "reviewers.csv", ("reviewer_id",), [(each,) for each in REVIEWERS])
    write_table(
        folder / "recipients.csv",
        ("address", "name", "recipient_group", "language"),
        list(RECIPIENTS),
    )


def _exposures(world: World) -> Rows:
    """Return subscribers by week: regions add up to all, products overlap."""
    rows: Rows = []
    now = world.arguments.contacts_per_week * CUSTOMERS_PER_CONTACT
    for back in range(world.arguments.weeks - 1, -1, -1):
        week = world.last.plus(-back).start
        level = now * (1 + SUBSCRIBER_GROWTH) ** (-back / 52.18)
        regions = [round(level * share) for share in REGION_SHARES]
        rows.append((week, "all", "all", sum(regions)))
        rows += [(week, "region", *pair) for pair in zip(REGIONS, regions, strict=True)]
        rows += [
            (week, "product", product, round(level * share))
            for product, share in zip(PRODUCTS, PRODUCT_SHARES, strict=True)
        ]
    return rows


def _known_events(world: World) -> Rows:
    """Return the planned work behind one of the planted rises."""
    rows: Rows = []
    for rise in RISES:
        if rise.what == "planned_maintenance" and fits(rise.first_back, world.arguments.weeks):
            days = world.last.plus(-rise.first_back).days()
            what = f"Planned work on the TV head-end, {MAINTENANCE_HOURS}"
            region = REGIONS[rise.region or 0]
            rows += [(days[day], days[day], what, "region", region) for day in rise.weekdays]
    return rows


def write_table(path: Path, header: tuple[str, ...], rows: Rows) -> None:
    """Write a CSV file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
