"""What a backtest answers, as `trends backtest --json` prints it: small, and with every part."""

SIZES = ("×1.25", "×1.5", "×2", "×3", "+2 sd", "+4 sd", "+8 sd")


def size(name, share):
    caught = round(40 * share)
    return {"size": name, "planted": 40, "caught": caught, "share": share, "lower": share / 2,
            "upper": (1 + share) / 2, "caught_at_once": caught // 2, "mean_delay_weeks": 0.4}  # fmt: skip


def pair(rate, floor, alarms, share, useful, false):
    return {
        "useful_told": useful,
        "false_told": false,
        "false_discovery_rate": rate,
        "min_excess": floor,
        "topics_told_a_week": alarms,
        "caught_share": share,
    }


def topic(number, name, *, is_beyond=False):
    return {"topic_id": number, "topic": name, "expected": 20.0, "smallest_rise": 14.2, "lower": 11.0, "upper": 18.0,
            "smallest_rise_times": 1.71, "is_beyond_planted": is_beyond, "largest_planted": 40.0,
            "caught": dict.fromkeys(SIZES, "4 of 5")}  # fmt: skip


def make_answer():
    """Three weeks, two topics, a budget."""
    shares = (0.05, 0.3, 0.85, 1.0, 0.4, 0.9, 1.0)
    return {
        "provider": "Northline <&> Sons", "first_week": "2026-W20", "last_week": "2026-W22", "seed": 7,
        "plantings": 5, "settings": {"false_discovery_rate": 0.05, "min_excess": 5.0},
        "not_as_known_then": "Late deliveries are in.",
        "weeks": [
            {"week": f"2026-W{20 + at}", "series_tested": 90 * (at != 1), "series_alarms": 2 * at,
             "topics_told": at, "expected_false_alarms": 0.05 * at, "series_alarms_written": None,
             "verdicts_that_differ": None}
            for at in range(3)
        ],
        "alarms": {"weeks_tested": 2, "topics_told_a_week": 1.0, "fewest": 0, "most": 2,
                   "series_alarms_a_week": 2.0, "expected_false_alarms_a_week": 0.05,
                   "weeks_compared_with_record": 0, "weeks_that_agree_with_record": 0},
        "sizes": [size(*row) for row in zip(SIZES, shares, strict=True)],
        "topics": [topic(3, "<script>alert(1)</script>"), topic(4, "No picture", is_beyond=True)],
        "not_planted": [{"topic_id": 9, "topic": "brand new"}],
        "tried": [pair(0.05, 5.0, 1.0, 0.6, 5, 2), pair(0.2, 5.0, 2.5, 0.7, 6, 2), pair(0.01, 5.0, 0.5, 0.4, 5, 0)],
        "budget": {"topics_told_a_week": 3.0, "now": pair(0.05, 5.0, 1.0, 0.6, 5, 2),
                   "then": pair(0.2, 5.0, 2.5, 0.7, 6, 2), "sizes": [], "missed": [], "told_besides": 4},
        "marks": {"useful": 6, "false_alarms": 2, "episodes": 11, "precision": 0.75, "lower": 0.41,
                  "upper": 0.93},
    }  # fmt: skip
