"""All that a backtest found, as one answer of plain numbers: printed, drawn and kept from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.detection.backtest.budget import choose, still_told, topics_told
from trend_lib.detection.backtest.planting import ALL_CONTACTS, SIZES
from trend_lib.detection.backtest.smallest import fit_thresholds, share_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trend_lib.base.weeks import Week
    from trend_lib.detection.backtest.budget import MarkedRise, Tried
    from trend_lib.detection.backtest.planting import Planting
    from trend_lib.detection.backtest.replay import Replayed, SeriesKey
    from trend_lib.detection.history import BoolArray

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Backtest:
    """The replay, the plantings and what was tried on them."""

    replayed: list[Replayed]
    plantings: list[Planting]
    tried: Tried
    names: Mapping[int, str]
    written: Mapping[Week, set[SeriesKey]]
    never_quiet: list[int]
    marked: Sequence[MarkedRise] = ()

    def answer(self, budget: float) -> dict[str, Any]:
        """Return everything, in the order in which it is read."""
        return {
            "weeks": [self._week(one) for one in self.replayed],
            "alarms": self._alarms(),
            "sizes": self._sizes(self.tried.settings.own),
            "topics": self._topics(),
            "not_planted": [self._named(topic) for topic in self.never_quiet],
            "tried": self._tried(),
            "budget": self._budget(budget),
        }

    def _named(self, topic: int) -> dict[str, Any]:
        """Return a topic's id and name."""
        return {"topic_id": topic, "topic": self.names.get(topic, f"topic {topic}")}

    def _week(self, one: Replayed) -> dict[str, Any]:
        """Return what a week would have told, beside what was written of it."""
        settings = self.tried.settings
        now = {one.keys[number] for number in np.flatnonzero(one.is_alarm)}
        written = self.written.get(one.week)
        rate = settings.config.false_discovery_rate
        row, column = settings.own
        told = int(topics_told(one.alarmed, settings.floors[column])[row])
        return {
            "week": str(one.week),
            "series_tested": int(one.is_tested.sum()),
            "series_alarms": len(now),
            "topics_told": told,
            "expected_false_alarms": rate * max(told - one.for_size, 0),  # promised for topics
            "series_alarms_written": None if written is None else len(written),
            "verdicts_that_differ": None if written is None else len(written ^ now),
        }

    def _alarms(self) -> dict[str, Any]:
        """Return alarms a week; weeks in which nothing could be tested do not count."""
        tested = [self._week(one) for one in self.replayed if one.was_tested]
        told = [week["topics_told"] for week in tested] or [0]
        compared = [w for w in tested if w["series_alarms_written"] is not None]
        return {
            "weeks_tested": len(tested),
            "topics_told_a_week": float(np.mean(told)),
            "fewest": min(told),
            "most": max(told),
            "series_alarms_a_week": float(np.mean([w["series_alarms"] for w in tested] or [0])),
            "expected_false_alarms_a_week": float(
                np.mean([w["expected_false_alarms"] for w in tested] or [0])
            ),
            "weeks_compared_with_record": len(compared),
            "weeks_that_agree_with_record": sum(not w["verdicts_that_differ"] for w in compared),
        }

    def _caught(self, pair: Pair) -> BoolArray:
        """Return whether each planting was caught in each week of its life [plantings, weeks]."""
        return np.asarray(self.tried.caught[:, :, pair[0], pair[1]])

    def _sizes(self, pair: Pair) -> list[dict[str, Any]]:
        """Return how many rises of each size were caught, and how soon."""
        caught = self._caught(pair)
        sizes = np.array([planting.size for planting in self.plantings], dtype=int)
        return [
            {"size": size.name, **_share(caught[sizes == number].any(1)),
             "caught_at_once": int(caught[sizes == number, 0].sum()),
             "mean_delay_weeks": _delay(caught[sizes == number])}
            for number, size in enumerate(SIZES)
        ]  # fmt: skip

    def _topics(self) -> list[dict[str, Any]]:
        """Return the smallest rise of each topic that would be caught, the busiest topic first."""
        if not self.plantings:
            return []
        caught = np.asarray(self._caught(self.tried.settings.own).any(1))
        deviation = np.array([planting.deviation for planting in self.plantings])
        planned = np.array([planting.planned for planting in self.plantings])
        dose = planned / np.maximum(deviation, 1e-9)
        topics, number = np.unique([p.topic_id for p in self.plantings], return_inverse=True)
        usual_deviation = np.bincount(number, deviation) / np.bincount(number)
        fitted = fit_thresholds(dose, deviation, caught, number, len(topics))
        rise = fitted.smallest_rise(usual_deviation)
        found = []
        for at, topic in enumerate(topics):
            own = np.flatnonzero(number == at)
            usual = float(np.mean([self.plantings[n].expected for n in own]))
            contacts = [float(part[at] * usual_deviation[at]) for part in rise]
            found.append({
                **self._named(int(topic)),
                "expected": usual,
                **dict(zip(("smallest_rise", "lower", "upper"), contacts, strict=True)),
                "smallest_rise_times": 1 + contacts[0] / max(usual, 1e-9),
                "is_beyond_planted": bool(rise[0][at] > dose[own].max()),
                "largest_planted": float(planned[own].max()),
                "caught": self._by_size(own, caught),
            })  # fmt: skip
        return sorted(found, key=lambda row: (-row["expected"], row["topic_id"]))

    def _by_size(self, own: Any, caught: BoolArray) -> dict[str, str]:
        """Return a topic's own plantings, caught of planted, by size."""
        found = {}
        for number, size in enumerate(SIZES):
            those = [n for n in own if self.plantings[n].size == number]
            found[size.name] = f"{int(caught[those].sum())} of {len(those)}"
        return found

    def _tried(self) -> list[dict[str, Any]]:
        """Return alarms a week and the share caught under every pair of settings."""
        shape = self.tried.alarms.shape[1:]
        return [self._pair((row, column)) for row in range(shape[0]) for column in range(shape[1])]

    def _pair(self, pair: Pair) -> dict[str, Any]:
        """Describe one pair of settings."""
        settings = self.tried.settings
        alarms = self.tried.alarms_a_week[pair] if len(self.tried.alarms) else 0.0
        return {
            "false_discovery_rate": settings.rates[pair[0]],
            "min_excess": settings.floors[pair[1]],
            "topics_told_a_week": float(alarms),
            "caught_share": float(self.tried.caught_share[pair]),
            **self._marked(pair),
        }

    def _marked(self, pair: Pair) -> dict[str, int]:
        """Return how many of the alarms that people judged would be told again."""
        settings = self.tried.settings
        told = [one.mark for one in self.marked if still_told(self.replayed, one, settings)[pair]]
        return {"useful_told": told.count("useful"), "false_told": told.count("false_alarm")}

    def _budget(self, budget: float) -> dict[str, Any]:
        """Return the settings for a number of alarms a week, and what they would cost."""
        own, pair = self.tried.settings.own, choose(self.tried, budget)
        answer: dict[str, Any] = {"topics_told_a_week": budget, "now": self._pair(own)}
        if pair is None:
            return answer | {"then": None, "sizes": [], "missed": [], "told_besides": 0}
        now, then = self._sizes(own), self._sizes(pair)
        missed, besides = self._changes(own, pair)
        return answer | {
            "then": self._pair(pair),
            "sizes": [
                {"size": before["size"], "now": before["share"], "then": after["share"]}
                for before, after in zip(now, then, strict=True)
            ],
            "missed": missed,
            "told_besides": besides,
        }

    def _changes(self, own: Pair, pair: Pair) -> tuple[list[dict[str, Any]], int]:
        """Return the alarms of the replay that other settings lose, and how many they bring."""
        missed, besides = [], 0
        floors = self.tried.settings.floors
        for one in self.replayed:
            before = one.alarmed.is_alarm(floors[own[1]])[own[0]]
            after = one.alarmed.is_alarm(floors[pair[1]])[pair[0]]
            besides += int((after & ~before & (one.alarmed.topics != ALL_CONTACTS)).sum())
            for topic in one.alarmed.topics[before & ~after].tolist():
                number = one.numbers[topic, "all", "all"]
                missed.append({
                    "week": str(one.week), **self._named(topic),
                    "observed": int(one.observed[number]), "expected": float(one.expected[number]),
                })  # fmt: skip
        return missed, besides


def _share(caught: BoolArray) -> dict[str, Any]:
    """Return how many of some plantings were caught, the share and its interval."""
    planted, found = len(caught), int(caught.sum())
    lower, upper = share_interval(found, planted)
    share = found / planted if planted else None
    return {"planted": planted, "caught": found, "share": share, "lower": lower, "upper": upper}


def _delay(caught: BoolArray) -> float | None:
    """Return the mean weeks from a rise's first week to its first alarm, of those caught."""
    found = caught[caught.any(1)]
    return float(found.argmax(1).mean()) if len(found) else None
