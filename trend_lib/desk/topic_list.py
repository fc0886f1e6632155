"""The register of topics as it was published, found by state, kind and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import mark, say, say_many, spoken
from trend_lib.base.weeks import Week
from trend_lib.desk.look import render
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.report import figures
from trend_lib.report.words import KINDS, kind_name, name_of

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.snapshot import Rows

RESIDUE = 1  # the contacts of no topic
PAGE_LENGTH = 100
STATES = {
    "current": mark("in use"),
    "young": mark("young"),
    "lasting": mark("lasting"),
    "merged": mark("merged into another"),
    "retired": mark("retired"),
    "any": mark("all of them"),
}
IN_USE = ("young", "lasting")
TOPICS = """
WITH counted AS (
    SELECT topic_id, sum(contacts) AS contacts FROM weekly.topic_weeks
    WHERE slice_dim = 'all' AND week_start > (SELECT max(week_start) - 91 FROM weekly.topic_weeks)
    GROUP BY topic_id
)
SELECT
    topics.topic_id, coalesce(given.name, every.name, named.name, topics.name) AS name,
    coalesce(given.kind, every.kind, topics.kind) AS kind, topics.kind_probability, topics.keywords, topics.quotes,
    topics.first_week, topics.state, topics.merged_into, topics.split_from, topics.is_pinned,
    coalesce(counted.contacts, 0) AS contacts
FROM topics.topics
LEFT JOIN topics.given_names AS given ON topics.topic_id = given.topic_id AND given.language = $language
LEFT JOIN topics.given_names AS every ON topics.topic_id = every.topic_id AND every.language = ''
LEFT JOIN topics.names AS named ON topics.topic_id = named.topic_id AND named.language = $language
LEFT JOIN counted ON topics.topic_id = counted.topic_id
WHERE topics.topic_id > 1  -- not the residue
ORDER BY contacts DESC, topics.topic_id
"""


@dataclass(frozen=True, slots=True)
class WantedTopics:
    """Which topics somebody wants to see; what is empty narrows nothing."""

    state: str = "current"
    kind: str = ""
    text: str = ""
    page: int = 1

    def fits(self, row: dict[str, Any]) -> bool:
        """Tell whether a topic is one of them."""
        of_state = {"current": row["state"] in IN_USE, "any": True}
        words = f"{row['name']} {row['topic_id']} {' '.join(row['keywords'])}".casefold()
        return (
            of_state.get(self.state, row["state"] == self.state)
            and self.kind in {"", row["kind"]}
            and all(word in words for word in self.text.casefold().split())
        )


def read_topics(con: duckdb.DuckDBPyConnection) -> Rows:
    """Return every topic, by the names that readers of the language spoken see; the largest of the quarter first."""
    return read(con, TOPICS, language=spoken().code)


def show_topics(home: Home, reader: Reader, wanted: WantedTopics) -> str:
    """Return the page."""
    with open_snapshot(home) as con:
        rows = read_topics(con)
    fitting = [row for row in rows if wanted.fits(row)]
    first = PAGE_LENGTH * (wanted.page - 1)
    current = sum(row["state"] in IN_USE for row in rows)
    return render(
        "topics.html.j2",
        home,
        reader,
        here="topics",
        title=say("Topics"),
        headline=say_many(current, "{topics} topic in use", "{topics} topics in use",
                          topics=figures.count(current)),
        found=say("{fitting} of {topics} topics",
                  fitting=figures.count(len(fitting)), topics=figures.count(len(rows))),
        wanted=wanted,
        states={name: say(words) for name, words in STATES.items()},
        kinds={name: kind_name(name) for name in KINDS},
        topics=[listed(row) for row in fitting[first : first + PAGE_LENGTH]],
        has_more=len(fitting) > first + PAGE_LENGTH,
    )  # fmt: skip


def listed(row: dict[str, Any]) -> dict[str, Any]:
    """Write one topic in a line."""
    return {
        "topic_id": row["topic_id"],
        "name": name_of(row["name"]),
        "kind": row["kind"],
        "kind_name": kind_name(row["kind"]),
        "state": say(STATES[row["state"]]),
        "is_pinned": row["is_pinned"],
        "since": figures.period(Week(row["first_week"])),
        "contacts": figures.count(row["contacts"]),
    }
