"""A home in which one countermeasure worked, one did not, one is too early to judge; made by the rooms themselves.

    python -m tests.report.home_of_measures FOLDER

Then `trends --home FOLDER` shows it, and its bulletin lies in FOLDER/bulletins. Topics and people are made up.
"""

import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np

from tests.detection.weekly_rows import provider
from trend_lib.base.weeks import Week
from trend_lib.detection import detect
from trend_lib.episodes import update
from trend_lib.report import publish

FIRST_WEEK = Week.parse("2025-W10")
QUIET_WEEKS = 75
WEEK = FIRST_WEEK.plus(QUIET_WEEKS + 5)  # whose bulletin is looked at
NAMES = {
    2: "Router loses Wi-Fi after update", 3: "Invoice hard to read", 4: "Roaming charged twice",
    5: "No coverage indoors", 6: "Tariff advice", 7: "Engineer did not come",
    8: "Number transfer delayed", 9: "Slow mobile data in the evening", 10: "Second SIM free is not applied",
    11: "Waiting time on the hotline", 12: "Early-termination fee", 13: "Other billing questions",
    14: "Password of the account lost", 15: "TV channel list changed",
}  # fmt: skip
RISES = {  # topic: contacts over the usual, as multiples of it, in the six weeks since
    2: (2.5, 2.5, 2.5, 1.2, 0.1, 0.0),
    3: (1.8, 1.9, 1.7, 1.8, 2.0, 1.9),
    4: (0.0, 0.0, 0.0, 2.2, 2.4, 1.9),
}
BEGUN = (  # topic, weeks since, what, by whom
    (2, 3, "Firmware 4.2 rolled back", "P. Sample"),
    (3, 2, "Letter that explains the invoice", "O. Example"),
    (4, 5, "Re-rating of roaming passes stopped", "O. Example"),
)
SETTINGS = """
[home]
provider = "Northline"
[report]
languages = ["en", "uk", "ru"]
[episodes]
cost_per_contact = 3.2
currency = "EUR"
"""


def make_home(folder):
    """Live through all weeks and publish the last; return the home."""
    random = np.random.default_rng(31)
    usual = {topic: float(random.uniform(40, 160)) for topic in NAMES}
    with provider(folder, SETTINGS) as desk:
        for number in range(QUIET_WEEKS + 6):
            week, since = FIRST_WEEK.plus(number), number - QUIET_WEEKS
            write(
                desk,
                week,
                {topic: mean * (1 + rise_of(topic, since)) for topic, mean in usual.items()},
                random,
            )
            if since >= 0:
                begin(desk, since)
                detect(desk.home, week)
                update(desk.home, week)
        publish(desk.home, WEEK)
        return desk.home


def rise_of(topic, since):
    """How far over the usual a topic is."""
    return RISES[topic][since] if topic in RISES and since >= 0 else 0.0


def write(desk, week, means, random):
    """Write a week of counts, two regions a topic, with its names."""
    counts = {
        topic: {"North": int(random.poisson(mean * 0.6)), "South": int(random.poisson(mean * 0.4))}
        for topic, mean in means.items()
    }
    desk.insert([
        row | {"topic_name": NAMES.get(row["topic_id"], row["topic_name"])} for row in desk.week_rows(week, counts)
    ])  # fmt: skip


def begin(desk, since):
    """Answer on the Tuesday of a week that a measure begins."""
    for topic, weeks, what, who in BEGUN:
        if weeks != since:
            continue
        (episode,) = desk.rows("SELECT episode_id FROM episodes.episodes WHERE topic_id = ?", topic)
        monday = FIRST_WEEK.plus(QUIET_WEEKS + since).start
        said_at = datetime.combine(monday, time(9)) + timedelta(days=1)
        desk.con.execute(
            "INSERT INTO contacts.answers (week_start, answer_id, source, said_at, who, way, action, about, value, note) "
            "VALUES (?, ?, 'inbox', ?, ?, 'command', 'start', ?, ?, '')",
            [monday, f"inbox:{topic}", said_at, who, episode["episode_id"], what],
        )


if __name__ == "__main__":
    make_home(Path(sys.argv[1]))
