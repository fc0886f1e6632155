"""Two years of invented counts taken through detection and episodes, with measures whose true effect is known."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np

from tests.detection.weekly_rows import provider
from trend_lib.base.weeks import Week
from trend_lib.detection import detect
from trend_lib.episodes import update

FIRST_WEEK = Week.parse("2023-W10")
QUIET_WEEKS, WEEKS_BEFORE, WEEKS_AFTER = 104, 2, 4
OPENED, BEGUN = QUIET_WEEKS, QUIET_WEEKS + WEEKS_BEFORE
WEEKS = QUIET_WEEKS + WEEKS_BEFORE + 1 + WEEKS_AFTER
VERDICTS = ("worked", "partly", "no_effect", "too_early")


@dataclass(frozen=True)
class World:
    """Counts of topics, the first of which rose, and what is true of those."""

    counts: np.ndarray  # [topics, regions, weeks]
    without: np.ndarray  # true means had nobody done anything [rising topics, weeks]
    truth: np.ndarray  # share of the excess that the measure took away [rising topics]

    def week(self, number):
        """Contacts by topic and region; topics are numbered from 2."""
        regions = [f"region {region}" for region in range(self.counts.shape[1])]
        return {
            topic + 2: dict(zip(regions, map(int, counts), strict=True))
            for topic, counts in enumerate(self.counts[:, :, number])
        }

    def share_gone(self, topic_id):
        """Which share of a topic's excess its measure truly took away."""
        return self.truth[topic_id - 2]

    def saved(self, topic_id):
        """What a topic's measure truly saved: what would have come on average, less what came."""
        since = slice(BEGUN + 1, None)
        return self.without[topic_id - 2, since].sum() - self.counts[topic_id - 2, :, since].sum()


def live_through(world, folder, settings=""):
    """Take every week since the rise through detection and episodes; return the newest effects by topic."""
    with provider(folder, settings) as desk:
        weeks = [FIRST_WEEK.plus(number) for number in range(WEEKS)]
        desk.insert(
            [
                row
                for number, week in enumerate(weeks)
                for row in desk.week_rows(week, world.week(number))
            ]
        )
        for number in range(OPENED, WEEKS):
            if number == BEGUN + 1:
                begin_measures(desk, len(world.truth))
            detect(desk.home, weeks[number])
            update(desk.home, weeks[number])
        return desk.rows(
            "SELECT effects.*, topic_id FROM episodes.effects "
            "JOIN episodes.countermeasures USING (week_start, countermeasure_id) "
            "WHERE week_start = ? ORDER BY topic_id",
            weeks[-1].start,
        )


def begin_measures(desk, rising):
    """On the Tuesday after two weeks of the rise a measure begins for every rising topic that has an episode."""
    monday = FIRST_WEEK.plus(BEGUN).start
    said_at = datetime.combine(monday, time(9)) + timedelta(days=1)
    desk.con.execute(
        "INSERT INTO contacts.answers (week_start, answer_id, source, said_at, who, way, action, about, value, note) "
        "SELECT DISTINCT CAST($monday AS DATE), 'inbox:' || episode_id, 'inbox', CAST($said_at AS TIMESTAMP), 'olena', "
        "'command', 'start', episode_id, 'mend it', '' FROM episodes.episode_weeks "
        "WHERE opened_week = $opened AND topic_id BETWEEN 2 AND $last",
        {"monday": monday, "said_at": said_at, "opened": FIRST_WEEK.plus(OPENED).start, "last": rising + 1},
    )  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What the rooms said of many measures."""

    measures: int
    given: int  # of which an interval could be given
    regional: int  # held against regions as well
    share: float  # of those whose interval of the share holds the truth
    saved: float  # the same of the contacts saved
    said: dict  # how often each verdict

    def error(self, part):
        """Standard error of a share of the given."""
        return (part * (1 - part) / self.given) ** 0.5


def held(found):
    """Judge the verdicts of several worlds [(world, rows)]."""
    rows = [(world, row) for world, rows in found for row in rows]
    given = [(world, row) for world, row in rows if row["share"] is not None]
    share = [
        row["lower"] <= world.share_gone(row["topic_id"]) <= row["upper"] for world, row in given
    ]
    saved = [
        row["saved_lower"] <= world.saved(row["topic_id"]) <= row["saved_upper"]
        for world, row in given
    ]
    verdicts = [row["verdict"] for _, row in rows]
    said = {name: verdicts.count(name) / len(rows) for name in VERDICTS}
    regional = sum(row["control_regions"] > 0 for _, row in rows)
    return Held(len(rows), len(given), regional, float(np.mean(share)), float(np.mean(saved)), said)
