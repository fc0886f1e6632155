"""Homes in which some topics rise, people begin a measure of known effect, and every week goes through the rooms."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np

from tests.detection.weekly_rows import provider
from tests.simulation.provider_panel import draw
from trend_lib.base.weeks import Week
from trend_lib.detection import detect
from trend_lib.episodes import update

FIRST_WEEK = Week.parse("2023-W10")
QUIET_WEEKS, WEEKS_BEFORE, WEEKS_AFTER = 104, 2, 4
OPENED, BEGUN = QUIET_WEEKS, QUIET_WEEKS + WEEKS_BEFORE
WEEKS = QUIET_WEEKS + WEEKS_BEFORE + 1 + WEEKS_AFTER
TOPICS, RISING = 60, 25
LEVELS, DISPERSIONS = (15.0, 40.0, 120.0), (1.0, 1.5, 2.5)
SEASON, GROWTH = 0.3, 0.1  # of the log mean; growth a year


@dataclass(frozen=True)
class World:
    counts: np.ndarray  # [topics, weeks]
    without: np.ndarray  # true means had nobody done anything, of the rising topics [RISING, weeks]
    effect: float


def make_world(random, effect, *, rise=1.5, shift=1.0, others=0.0):
    """Counts of all topics; the first ones rise, and since the measure a share of that is gone.

    Args:
        random: A generator.
        effect: Share of the excess that the measure takes away.
        rise: Excess, as a multiple of the usual.
        shift: What else multiplies all topics since.
        others: Share of the other topics that have a rise of their own since.
    """
    week = np.arange(WEEKS) - OPENED
    level, phi = random.choice(LEVELS, TOPICS), random.choice(DISPERSIONS, TOPICS)
    peak = random.uniform(0, 2 * np.pi, (TOPICS, 1))
    growth = random.normal(0, GROWTH, (TOPICS, 1))
    usual = level[:, None] * np.exp(
        SEASON * np.cos(2 * np.pi * week / 52.18 - peak) + growth * week / 52.18
    )
    is_after = np.arange(WEEKS) > BEGUN
    usual = usual * np.where(is_after, shift, 1.0)
    excess = np.where(week >= 0, rise, 0.0)
    without = usual[:RISING] * (1 + excess)
    mean = usual.copy()
    mean[:RISING] *= 1 + excess * np.where(is_after, 1 - effect, 1.0)
    mean[RISING:] *= 1 + rise * (random.random((TOPICS - RISING, 1)) < others) * is_after
    counts = np.stack([draw(random, *one) for one in zip(mean, phi, strict=True)])
    return World(counts.astype(int), without, effect)


def live_through(world, folder, settings=""):
    """Take every week since the rise through detection and episodes; return the newest effects by topic."""
    with provider(folder, settings) as desk:
        rows = []
        for number in range(WEEKS):
            counts = {
                topic + 2: {"North": int(count)}
                for topic, count in enumerate(world.counts[:, number])
            }
            rows += desk.week_rows(FIRST_WEEK.plus(number), counts)
        desk.insert(rows)
        for number in range(OPENED, WEEKS):
            if number == BEGUN + 1:
                begin_measures(desk)
            detect(desk.home, FIRST_WEEK.plus(number))
            update(desk.home, FIRST_WEEK.plus(number))
        return desk.rows(
            "SELECT effects.*, topic_id FROM episodes.effects "
            "JOIN episodes.countermeasures USING (week_start, countermeasure_id) "
            "WHERE week_start = ? ORDER BY topic_id",
            FIRST_WEEK.plus(WEEKS - 1).start,
        )


def begin_measures(desk):
    """On the Tuesday after two weeks of the rise a measure begins for every rising topic that has an episode."""
    said_at = datetime.combine(FIRST_WEEK.plus(BEGUN).start, time(9)) + timedelta(days=1)
    desk.con.execute(
        "INSERT INTO contacts.answers (week_start, answer_id, source, said_at, who, way, action, about, value, note) "
        "SELECT DISTINCT CAST($monday AS DATE), 'inbox:' || episode_id, 'inbox', CAST($said_at AS TIMESTAMP), 'olena', "
        "'command', 'start', episode_id, 'mend it', '' FROM episodes.episode_weeks "
        "WHERE opened_week = $opened AND topic_id BETWEEN 2 AND $last",
        {"monday": FIRST_WEEK.plus(BEGUN).start, "said_at": said_at,
         "opened": FIRST_WEEK.plus(OPENED).start, "last": RISING + 1},
    )  # fmt: skip


def saved_by(world, topic):
    """What a topic's measure truly saved: what would have come on average, less what came."""
    row, since = topic - 2, slice(BEGUN + 1, None)
    return float((world.without[row, since] - world.counts[row, since]).sum())


@dataclass(frozen=True)
class Held:
    """What the rooms said of many measures of one true effect."""

    measures: int
    given: int  # of which an interval could be given
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
    share = [row["lower"] <= world.effect <= row["upper"] for world, row in given]
    saved = [
        row["saved_lower"] <= saved_by(world, row["topic_id"]) <= row["saved_upper"]
        for world, row in given
    ]
    verdicts = [row["verdict"] for _, row in rows]
    said = {
        name: verdicts.count(name) / len(rows)
        for name in ("worked", "partly", "no_effect", "too_early")
    }
    return Held(len(rows), len(given), float(np.mean(share)), float(np.mean(saved)), said)
