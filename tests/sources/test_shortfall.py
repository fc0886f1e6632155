"""Deliveries that brought a part: of a day, or of the newest days that are published late."""

from datetime import date, timedelta

import numpy as np
import pytest

from tests.oracles import slow_shortfall
from tests.sources.conftest import real_export
from trend_lib import sources
from trend_lib.base.weeks import Week
from trend_lib.sources.shortfall import filling_from, short_days

WEEK = Week(date(2026, 8, 17))
FIRST = WEEK.plus(-16).start
WEEKDAYS = np.array([1.0, 1.1, 1.0, 0.9, 0.8, 0.3, 0.2])


def drawn(rng, days, level, dispersion=1.5):
    """Counts of some days from a Monday on, negative binomial around a weekday's level."""
    means = level * WEEKDAYS[np.arange(days) % 7]
    return rng.poisson(rng.gamma(means / dispersion, dispersion)).astype(float)


def as_days(counts):
    return {FIRST + timedelta(days=place): n for place, n in enumerate(counts) if np.isfinite(n)}


def drop(desk, counts, name="a.csv"):
    rows = [f"{day}-{n},{day},x" for day, records in counts.items() for n in range(int(records))]
    desk.drop(name, "id,opened,text\n" + "\n".join(rows) + "\n")
    return desk.land()


def account(desk, week):
    sources.account(desk.home, week)
    return desk.ask(
        "SELECT is_complete, why_incomplete FROM sources.source_weeks "
        f"WHERE week_start = DATE '{week.start}'"
    )[0]


@pytest.mark.parametrize("seed", range(8))
def test_both_rules_agree_with_their_slow_twins(seed):
    rng = np.random.default_rng(seed)
    counts = drawn(rng, 112 - seed, level=rng.choice([3, 12, 80]))
    counts[rng.choice(len(counts), 9)] = np.nan  # holidays
    counts[rng.choice(len(counts), 5)] *= 0.2
    if seed % 2:
        counts[-20:] = np.round(counts[-20:] * np.linspace(1, 0.05, 20))
    by_day = as_days(counts)
    short = short_days(counts, range(len(counts)))
    days = [FIRST + timedelta(days=place) for place in range(len(counts))]
    assert [days[place] for place in short] == [
        d for d in days if slow_shortfall.is_short(by_day, d)
    ]
    while not np.isfinite(counts[-1]):
        counts = counts[:-1]
    filling = filling_from(counts)
    assert (None if filling is None else days[filling]) == slow_shortfall.filling_from(by_day)


def test_ordinary_days_of_large_and_small_sources_are_whole():
    rng = np.random.default_rng(20261128)
    flagged = looked_at = 0
    for level in (2, 10, 60, 400):
        for _ in range(25):
            counts = drawn(rng, 364, level)
            flagged += len(short_days(counts, range(364)))
            flagged += sum(filling_from(counts[:end]) is not None for end in range(120, 364, 7))
            looked_at += 364
    assert flagged <= looked_at / 20_000


def test_half_a_delivery_is_named_and_whole_again_when_the_rest_comes(desk):
    counts = dict.fromkeys((FIRST + timedelta(days=n) for n in range(119)), 40)
    tuesday = WEEK.start + timedelta(days=1)
    drop(desk, counts | {tuesday: 9})
    assert account(desk, WEEK) == (False, f"far fewer records than usual on {tuesday}")
    assert sources.whole_days(desk.home, WEEK.last_day) == [d for d in WEEK.days() if d != tuesday]
    drop(desk, counts, "b.csv")
    assert WEEK in sources.pending_weeks(desk.home)
    assert account(desk, WEEK) == (True, None)


def test_a_holiday_in_the_register_is_no_short_day(desk):
    (desk.home.folder("registers") / "holidays.csv").write_text("day,name\n2026-08-18,a feast\n")
    counts = dict.fromkeys((FIRST + timedelta(days=n) for n in range(119)), 40)
    drop(desk, counts | {WEEK.start + timedelta(days=1): 9})
    assert account(desk, WEEK) == (True, None)


def test_days_published_late_are_filling_until_they_are_there(desk):
    counts = dict.fromkeys((FIRST + timedelta(days=n) for n in range(119)), 40)
    published = {
        day: round(40 * share)
        for day, share in zip(WEEK.days(), (1, 1, 0.8, 0.6, 0.4, 0.2, 0.1), strict=True)
    }
    drop(desk, counts | published)
    assert account(desk, WEEK) == (False, "still filling up since 2026-08-19")
    assert account(desk, WEEK.plus(-1)) == (True, None)
    drop(desk, counts, "b.csv")
    assert account(desk, WEEK) == (True, None)


def test_a_week_called_filling_is_built_again_when_later_days_show_that_it_was_whole(desk):
    counts = dict.fromkeys((FIRST + timedelta(days=n) for n in range(119)), 40)
    drop(desk, counts | dict.fromkeys(WEEK.days()[3:], 9))
    assert account(desk, WEEK)[1].endswith("still filling up since 2026-08-20")
    sources.settle(desk.home, sources.pending_weeks(desk.home))
    drop(desk, dict.fromkeys(WEEK.plus(1).days(), 40), "b.csv")
    assert sources.pending_weeks(desk.home) == [WEEK, WEEK.plus(1)]


def test_the_consumer_bureaus_last_weeks_are_filling_and_no_earlier_one(make_desk):
    """Mondays of 457, 242 and 73 complaints where about 600 are usual: published once answered."""
    desk = make_desk(
        columns='source_id = "Complaint ID"\nopened_at = "Date received"\ntext = "Product"',
        tables='[sources.dates]\nformats = ["%m/%d/%Y"]',
        timezone="America/New_York",
    )
    desk.drop("a.csv", real_export("cfpb_2015q1").read_bytes())
    desk.land()
    weeks = [Week(date(2015, 1, 5)).plus(number) for number in range(11)]
    said = [account(desk, week)[1] for week in weeks]
    assert said[:8] == [None] * 8
    assert said[8] == said[9] == "still filling up since 2015-03-02"
    assert "still filling up since 2015-03-02" in said[10]
