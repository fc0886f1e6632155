"""Verdicts on the made-up countermeasures of `seeding.py`, one of each sort in turn, and what people marked."""

VERDICTS = (  # verdict, reason, share, lower, upper
    ("worked", "", 0.91, 0.62, 1.18),
    ("too_early", "too_few_weeks", None, None, None),
    ("no_effect", "", -0.1, -0.6, 0.3),
    ("partly", "", 0.41, 0.12, 0.66),
    ("too_early", "cannot_tell_yet", 0.4, -0.3, 0.8),
)
SHOWN_BEFORE, BEFORE, AFTER = 8, 2, 3  # weeks


def effects(week, spiking):
    """Rows of `episodes.effects`, `.effect_weeks` and `.marks`."""
    measured = list(spiking.items())[1::3]  # those that have a countermeasure
    return {
        "effects": [_effect(week, topic, at) for at, (topic, _) in enumerate(measured)],
        "effect_weeks": [row for topic, counts in measured for row in _weeks(week, topic, *counts)],
        "marks": _marks(week, spiking),
    }


def _effect(week, topic, at):
    verdict, reason, share, lower, upper = VERDICTS[at % len(VERDICTS)]
    saved = None if share is None else 1000.0 * share
    is_sure = verdict in {"worked", "partly"}
    return {
        "week_start": week.start, "countermeasure_id": f"inbox:made-up-{topic}", "episode_id": f"{week}-T{topic}",
        "verdict": verdict, "reason": reason, "share": share, "lower": lower, "upper": upper,
        "contacts_saved": saved, "saved_lower": None if saved is None else saved - 210,
        "saved_upper": None if saved is None else saved + 190, "cost_saved": saved * 3 if is_sure else None,
        "weeks_before": BEFORE, "weeks_after": AFTER, "method": "seasonal", "controls": 38, "past_rises": 0,
        "judged_from": week.plus(2).start if reason == "too_few_weeks" else None,
        "note": "other_measure" if at == 3 else "",
    }  # fmt: skip


def _weeks(week, topic, observed, expected, lower, upper):
    """Around the usual before the rise, high before the measure, lower since."""
    sides = [""] * SHOWN_BEFORE + ["before"] * BEFORE + [""] + ["after"] * AFTER
    counts = (
        [int(expected)] * SHOWN_BEFORE
        + [int(1.2 * observed)] * BEFORE
        + [int(1.1 * observed)]
        + [observed] * AFTER
    )
    return [
        {"week_start": week.start, "countermeasure_id": f"inbox:made-up-{topic}",
         "week": week.plus(at + 1 - len(sides)).start, "side": side, "is_whole": True, "observed": count,
         "expected": expected, "lower": lower, "upper": upper}
        for at, (side, count) in enumerate(zip(sides, counts, strict=True))
    ]  # fmt: skip


def _marks(week, spiking):
    methods = ("seasonal", "level", "drift", "novelty")
    return [
        {"week_start": week.start, "topic_id": topic, "method": methods[at % 4], "episodes": 6,
         "useful": 2 + at % 3, "false_alarms": at % 3, "known_events": 1}
        for at, topic in enumerate(spiking)
    ]  # fmt: skip
