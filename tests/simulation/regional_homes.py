"""Homes in which topics rise in one region of six, people begin a measure of known effect, and weeks go through the rooms."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np

from tests.detection.weekly_rows import provider
from tests.simulation.measured_homes import BEGUN, FIRST_WEEK, OPENED, WEEKS
from tests.simulation.provider_panel import draw
from trend_lib.detection import detect
from trend_lib.episodes import update

TOPICS, RISING = 30, 12
LEVELS, DISPERSIONS = (80.0, 160.0, 320.0), (1.0, 1.5, 2.5)
SHARES = np.array([0.2, 0.2, 0.18, 0.16, 0.14, 0.12])  # of the regions; the rise is in the first
REGIONS = tuple(f"region {number}" for number in range(len(SHARES)))
SEASON, GROWTH = 0.3, 0.1  # of the log mean; growth a year
RISE = 4.0  # of the region's usual
SINCE = np.arange(WEEKS) > BEGUN
RISEN = np.arange(WEEKS) >= OPENED


@dataclass(frozen=True)
class World:
    """Counts, and what would have come."""

    counts: np.ndarray  # [topics, regions, weeks]
    without: np.ndarray  # true means of the rising topics had nobody done anything [RISING, weeks]
    truth: np.ndarray  # share of the excess that the measure took away [RISING]


def make_world(random, effect, *, shift=1.0, own=0.0, reached=0.0, touched=0.0):
    """Counts of all topics by region; the first topics rise, and since the measure a share of that is gone.

    Args:
        random: A generator.
        effect: Share of the excess that the measure takes away.
        shift: What else multiplies all topics since.
        own: Standard deviation of what multiplies each rising topic by itself since, everywhere (of the log).
        reached: The second region has this rise too, as a multiple of its usual: too small to alarm.
        touched: The measure takes this share of the usual contacts of the second region, too.
    """
    usual = _usual(random)
    usual *= np.where(SINCE, shift, 1.0)
    usual[:RISING] *= np.where(SINCE, np.exp(own * random.normal(size=(RISING, 1, 1))), 1.0)
    excess = np.zeros_like(usual[:RISING])
    excess[:, 0], excess[:, 1] = (
        RISE * usual[:RISING, 0] * RISEN,
        reached * usual[:RISING, 1] * RISEN,
    )
    taken = effect * excess * SINCE
    taken[:, 1] += touched * usual[:RISING, 1] * SINCE
    mean = usual.copy()
    mean[:RISING] += excess - taken
    phi = random.choice(DISPERSIONS, TOPICS)
    counts = [
        [draw(random, region, one) for region in topic]
        for topic, one in zip(mean, phi, strict=True)
    ]
    truth = (taken * SINCE).sum((1, 2)) / (excess * SINCE).sum((1, 2))
    return World(np.array(counts).astype(int), (usual[:RISING] + excess).sum(1), truth)


def _usual(random):
    """True means without a rise [topics, regions, weeks]."""
    week = np.arange(WEEKS) - OPENED
    peak = random.uniform(0, 2 * np.pi, (TOPICS, 1))
    growth = random.normal(0, GROWTH, (TOPICS, 1))
    whole = random.choice(LEVELS, TOPICS)[:, None] * np.exp(
        SEASON * np.cos(2 * np.pi * week / 52.18 - peak) + growth * week / 52.18
    )
    return whole[:, None, :] * SHARES[None, :, None]


def live_through(world, folder):
    """Take every week since the rise through detection and episodes; return the newest effects by topic."""
    with provider(folder) as desk:
        rows = []
        for number in range(WEEKS):
            counts = {
                topic + 2: dict(zip(REGIONS, map(int, regions), strict=True))
                for topic, regions in enumerate(world.counts[:, :, number])
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
    monday = FIRST_WEEK.plus(BEGUN).start
    said_at = datetime.combine(monday, time(9)) + timedelta(days=1)
    desk.con.execute(
        "INSERT INTO contacts.answers (week_start, answer_id, source, said_at, who, way, action, about, value, note) "
        "SELECT DISTINCT CAST($monday AS DATE), 'inbox:' || episode_id, 'inbox', CAST($said_at AS TIMESTAMP), 'olena', "
        "'command', 'start', episode_id, 'mend it', '' FROM episodes.episode_weeks "
        "WHERE opened_week = $opened AND topic_id BETWEEN 2 AND $last",
        {"monday": monday, "said_at": said_at, "opened": FIRST_WEEK.plus(OPENED).start, "last": RISING + 1},
    )  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What the rooms said of many measures."""

    measures: int
    given: int
    regional: int  # held against regions as well
    share: float
    saved: float
    said: dict

    def error(self, part):
        """Standard error of a share of the given."""
        return (part * (1 - part) / self.given) ** 0.5


def held(found):
    """Judge the verdicts of several worlds [(world, rows)]."""
    rows = [(world, row["topic_id"] - 2, row) for world, rows in found for row in rows]
    given = [one for one in rows if one[2]["share"] is not None]
    since = slice(BEGUN + 1, None)
    share = [row["lower"] <= world.truth[topic] <= row["upper"] for world, topic, row in given]
    saved = [
        row["saved_lower"]
        <= world.without[topic, since].sum() - world.counts[topic, :, since].sum()
        <= row["saved_upper"]
        for world, topic, row in given
    ]
    verdicts = [row["verdict"] for *_, row in rows]
    said = {
        name: verdicts.count(name) / len(rows)
        for name in ("worked", "partly", "no_effect", "too_early")
    }
    regional = sum(row["control_regions"] > 0 for *_, row in rows)
    return Held(len(rows), len(given), regional, float(np.mean(share)), float(np.mean(saved)), said)
