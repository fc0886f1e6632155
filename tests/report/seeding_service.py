"""Northline's service: made-up rows about sources, surveys, repeats and what is open."""

import random

COMPLETE = {"days_with_records": 7, "days_expected": 7, "is_complete": True, "why_incomplete": None}


def source_weeks(one, week):
    note = "Dates look exchanged: day and month of 12 rows; set repair = 'swap_day_month'"
    desk = {"week_start": one.start, "source": "desk", "holds": "contacts", "records": 3906,
            "rows_read": 4012, "rows_kept": 3906, "rows_repeated": 94, "rows_quarantined": 12,
            "note": note if one == week else None, **COMPLETE}  # fmt: skip
    calls = desk | {"source": "calls", "records": 2506, "rows_read": 2511, "rows_kept": 2506,
                    "rows_repeated": 5, "rows_quarantined": 0, "note": None}  # fmt: skip
    if one == week.plus(-9):
        calls |= {
            "is_complete": False,
            "days_with_records": 5,
            "why_incomplete": "no records on 2026-07-15, 2026-07-16",
        }
    survey = calls | COMPLETE | {"source": "survey", "holds": "survey_answers", "records": 820,
                                 "rows_read": 820, "rows_kept": 820, "rows_repeated": 0}  # fmt: skip
    return [desk, calls, survey]


def quality_weeks(one, week):
    """The rows of one week, by table."""
    is_bad = one == week
    questions = {"quality": 0.746, "willingness": 0.81, "politeness": 0.902, "competence": 0.78}
    slices = [("all", "all", name, share) for name, share in questions.items()]
    slices += [("channel", "call", "quality", 0.71), ("channel", "chat", "quality", 0.79)]
    scores = [
        _score(one, dim, value, name, share + random.uniform(-0.012, 0.012) - 0.02 * is_bad)
        for dim, value, name, share in slices
    ]
    share = random.uniform(0.138, 0.156) + 0.02 * is_bad
    asked = [("all", "all", 5200, 0), ("kind", "technical", 2300, 0.02),
             ("kind", "customer_service", 2100, -0.01), ("kind", "marketing", 800, -0.031)]  # fmt: skip
    if is_bad:  # one caller's storm beside an ordinary topic
        asked += [("topic", "12", 341, 0.35), ("topic", "16", 190, 0.01)]
    repeats = [
        {"week_start": one.start, "slice_dim": dim, "slice_value": value, "contacts": number, "customers": round(number * (0.9 - more)),
         "repeats": round(number * (share + more)), "repeat_share": round(number * (share + more)) / number,
         "repeat_lower": share + more - 0.009, "repeat_upper": share + more + 0.009}
        for dim, value, number, more in asked
    ]  # fmt: skip
    ages = [
        ("0-2 days", 612),
        ("3-7 days", 431),
        ("8-14 days", 199),
        ("15-30 days", 97),
        ("over 30 days", 41),
    ]
    unresolved = [
        {"week_start": one.start, "age_band": band, "age_order": at,
         "contacts": _open(number + round(random.uniform(-8, 8)), at, is_bad), "is_late": at >= 3}
        for at, (band, number) in enumerate(ages)
    ]  # fmt: skip
    solved = random.uniform(0.722, 0.748) - 0.025 * is_bad
    first_contact = [
        {"week_start": one.start, "definition": definition, "contacts_week": one.start, "contacts": number,
         "solved": round(number * share), "solved_share": round(number * share) / number if number else None}
        for definition, number, share in (("status", 5800, solved), ("one_reply", 0, 0), ("survey", 0, 0),
                                          ("repeat", 5000, 1 - share))
    ]  # fmt: skip
    return {"survey_scores": scores, "repeat_contacts": repeats, "unresolved": unresolved,
            "first_contact": first_contact}  # fmt: skip


def _open(usual, age, is_now):
    return sum(ages[age] for ages in OPEN_BY_KIND.values()) if is_now else usual


def _score(one, dim, value, question, share):
    return {
        "week_start": one.start, "slice_dim": dim, "slice_value": value, "question": question,
        "asked": 1400, "answered": 820, "mean_score": 1 + 4 * share, "mean_lower": 4 * share + 0.93,
        "mean_upper": 4 * share + 1.07, "satisfied": round(820 * share), "satisfied_share": share,
        "satisfied_lower": share - 0.029, "satisfied_upper": share + 0.028,
    }  # fmt: skip


def watched_week(week, alarms):
    return {
        "week_start": week.start, "series_watched": 318, "series_tested": 291,
        "alarms": alarms, "topics_alarming": alarms, "false_discovery_rate": 0.05,
        "expected_false_alarms": 0.05 * alarms,
    }  # fmt: skip


OPEN_BY_KIND = {  # by age
    "technical": (301, 202, 92, 41, 22),
    "customer_service": (188, 140, 61, 30, 15),
    "marketing": (92, 63, 31, 12, 5),
}
BANDS = ("0-2 days", "3-7 days", "8-14 days", "15-30 days", "over 30 days")


def unresolved_kinds(week):
    return [
        {"week_start": week.start, "kind": kind, "age_band": BANDS[at], "age_order": at + 1, "contacts": contacts}
        for kind, ages in OPEN_BY_KIND.items()
        for at, contacts in enumerate(ages)
    ]  # fmt: skip


def team_weeks(week):
    """Five teams, one of them far above the limits; shares and limits as the quality room makes them."""
    sizes = {"Evening": (12, 420, 0.171), "Field": (9, 640, 0.163), "North": (14, 810, 0.148),
             "South": (11, 530, 0.259), "(small teams)": (7, 150, 0.15)}  # fmt: skip
    target = sum(size * share for _, size, share in sizes.values()) / 2550
    whole = {"(all)": (53, 2550, target)}
    teams = [
        {"week_start": week.start, "team": team, "people": people, "contacts": size,
         "came_back": round(size * share), "expected": size * target, "share": share, "dispersion": 1.0,
         **_limits(target, size)}
        for team, (people, size, share) in {**sizes, **whole}.items()
    ]  # fmt: skip
    curve = [
        {"week_start": week.start, "contacts": size, **_limits(target, size)}
        for size in range(75, 900, 25)
    ]
    return {"team_weeks": teams, "team_limits": curve}


def _limits(target, size):
    """Normal limits: near enough for what readers see."""
    deviation = (target * (1 - target) / size) ** 0.5
    reach = {"95": 1.96 * deviation, "998": 3.09 * deviation}
    return {f"lower_{name}": target - by for name, by in reach.items()} | {
        f"upper_{name}": target + by for name, by in reach.items()
    }
