"""The provider of the story: a home run up to the week before the outage, and the outage's deliveries."""

from datetime import date

import duckdb

from tests.provider import NO_TEACHER, make_provider
from tests.storm import tickets, usual_words
from trend_lib.running import run

WEEK_BEFORE = "2026-W34"
STRUCK = {"outage-1.csv": date(2026, 8, 26), "outage-2.csv": date(2026, 8, 27)}
TICKETS = {"outage-1.csv": 60, "outage-2.csv": 40}


def make_home(folder):
    """Forty weeks of the sample provider, 34 of them judged; later weeks lie there and wait."""
    make_provider(folder, 40, 1000, NO_TEACHER)
    run(folder, WEEK_BEFORE)
    return folder


def strike(home, name):
    """Deliver a day of the outage: what subscribers always say of the topic, many at once."""
    _, words = usual_words(home)
    tickets(home, name, STRUCK[name], (words * 2)[: TICKETS[name]])


def struck_topic(home):
    """Return the topic of the outage."""
    return usual_words(home)[0]


def rows(home, query, *given):
    """Ask the warehouse."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(query, given).fetchall()
