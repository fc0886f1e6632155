"""An outbreak laid down as a support desk would deliver it: tickets of one day, each of another customer."""

import csv

import duckdb

COLUMNS = [
    "Ticket",
    "Opened",
    "Closed",
    "Updated",
    "Subject",
    "Body",
    "Channel",
    "Account",
    "Region",
    "Product",
    "Operator",
    "Queue",
    "Status",
    "Solved",
    "Reopened",
    "Handle seconds",
    "Priority",
]


def tickets(folder, name, day, bodies):
    """Lay down a delivery of tickets, all of one day, each of another customer."""
    with (folder / "drop" / "desk" / name).open("w", encoding="cp1251", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, delimiter=";", restval="")
        rows.writeheader()
        for number, body in enumerate(bodies):
            opened = f"{day:%d.%m.%Y} {8 + number % 12:02d}:{number % 60:02d}"
            rows.writerow({
                "Ticket": f"X-{name[:-4]}-{number}", "Opened": opened, "Updated": opened, "Body": body,
                "Channel": "Chat", "Account": f"77{day:%d}{number:04d}", "Status": "Open", "Solved": "No",
            })  # fmt: skip


def usual_words(folder):
    """Return the texts of the home's largest topic, and its id."""
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        rows = con.execute(
            "SELECT topic_id, text FROM topics.contact_topics WHERE topic_id = (SELECT topic_id FROM "
            "topics.contact_topics WHERE topic_id > 1 GROUP BY topic_id ORDER BY count(*) DESC, topic_id LIMIT 1) "
            "AND text <> '' ORDER BY similarity DESC, contact_id LIMIT 40"
        ).fetchall()
    return rows[0][0], [text for _, text in rows]
