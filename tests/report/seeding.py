"""A plainly made-up provider, Northline: rows in every table that the report reads."""

from __future__ import annotations

import random
from datetime import date

import pyarrow as pa

from tests.report.seeding_effects import effects
from tests.report.seeding_service import (
    quality_weeks,
    source_weeks,
    team_weeks,
    unresolved_kinds,
    watched_week,
)
from trend_lib.base.home import Home
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

WEEK = Week(date(2026, 9, 14))  # 2026-W38
TOPICS = {  # id: name, kind, contacts of a normal week
    12: ("Roaming charged twice", "technical", 118),
    13: ("Router loses Wi-Fi after update", "technical", 165),
    14: ("Second SIM free is not applied", "marketing", 58),
    15: ("Waiting time on the hotline", "customer_service", 402),
    16: ("Number transfer delayed", "customer_service", 188),
    17: ("Early-termination fee", "marketing", 231),
    18: ("Slow mobile data in the evening", "technical", 517),
    19: ("Invoice hard to read", "customer_service", 246),
    20: ("No coverage indoors", "technical", 398),
    21: ("Other billing questions", "customer_service", 1650),
    22: ("Tariff advice", "marketing", 830),
    23: ("Engineer did not come", "technical", 1120),
}
NAMES = {  # what readers of other languages call them; some have no text of theirs
    "uk": {
        12: "Роумінг списано двічі",
        13: "Роутер губить Wi-Fi після оновлення",
        15: "Очікування на гарячій лінії",
        17: "Плата за дострокове розірвання",
        18: "Повільний інтернет увечері",
        20: "Немає покриття в приміщенні",
    },
    "ru": {
        12: "Роуминг списан дважды",
        14: "Вторая SIM бесплатно не подключается",
        15: "Ожидание на горячей линии",
        18: "Медленный интернет вечером",
        20: "Нет покрытия в помещении",
    },
}
MODEL = "tfidf-0123456789:000003"
KINDS = ("technical", "customer_service", "marketing")
SPIKING = {
    12: (412, 118.0, 92.0, 147.0),
    13: (268, 165.4, 134.0, 199.0),
    14: (97, 58.2, 41.0, 77.0),
}
EXAMPLES = {
    13: [
        "Since the night update the 5 GHz network is gone until I pull the plug.",
        "Works for an hour, then only the cable works.",
        "[name] from support told me to reset it, I did it four times.",
    ],
    14: [
        "The advert says free, the basket says 150.",
        "The code is not valid for my plan, says the shop.",
        "Shop sent me to the hotline, the hotline sent me to the shop.",
    ],
}
USUAL_EXAMPLES = [
    "Charged twice for the same day abroad, 94 each time. I want it back.",
    "Your app says 94, my balance went down by 188.",
    "Third call about this. Nobody can tell me when the refund comes to [card number].",
]
WHERE = {
    "region": [("Lviv", 0.5), ("Odesa", 0.2), ("Kyiv", 0.12), ("Dnipro", 0.06), ("Kharkiv", 0.05),
               ("Poltava", 0.04), ("(none)", 0.03)],
    "product": [("Prepaid Start", 0.7), ("Prepaid Travel", 0.2), ("Fibre 500", 0.1)],
}  # fmt: skip


def new_home(folder, provider="Northline", settings=""):
    """Make a home; `settings` are more lines of its configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "trends.toml").write_text(f'[home]\nprovider = "{provider}"\n{settings}', "utf-8")
    return Home(folder)


def insert(con, table, rows):
    """Add rows given as dictionaries; columns that they lack stay empty."""
    if not rows:
        return
    con.register("made_up", pa.Table.from_pylist(rows))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM made_up")
    con.unregister("made_up")


def seed(home, weeks=30, spiking=SPIKING, week=WEEK):
    """Fill a warehouse with `weeks` weeks that end in `week`."""
    random.seed(7)
    shown = [week.plus(back) for back in range(1 - weeks, 1)]
    with open_warehouse(home) as con:
        series = [row for one in shown for row in _series(one, week, spiking, weeks)]
        insert(con, "episodes.series_weeks", series)
        insert(con, "weekly.topic_weeks", _topic_weeks(series))
        insert(con, "episodes.topic_names", _names(week))
        insert(con, "episodes.episode_weeks", _episodes(week, spiking))
        insert(con, "episodes.countermeasures", _countermeasures(week, spiking))
        for table, rows in effects(week, spiking).items():
            insert(con, f"episodes.{table}", rows)
        insert(con, "episodes.drivers", _drivers(week, spiking))
        insert(con, "episodes.episode_days", _days(week, spiking))
        insert(con, "weekly.model_weeks", [{"week_start": week.start, "model_version": MODEL}])
        insert(con, "episodes.terms", _terms(week, spiking))
        insert(con, "quality.unresolved_kinds", unresolved_kinds(week))
        for table, rows in team_weeks(week).items():
            insert(con, f"quality.{table}", rows)
        insert(con, "episodes.test_weeks", [watched_week(week, len(spiking))])
        insert(
            con, "weekly.source_weeks", [row for one in shown for row in source_weeks(one, week)]
        )
        quality = [quality_weeks(one, week) for one in shown]
        for table in quality[0]:
            insert(con, f"quality.{table}", [row for rows in quality for row in rows[table]])
    return home


def episode_of_all_contacts(home, week=WEEK):
    """Let the total alarm too, and return its name."""
    with open_warehouse(home) as con:
        insert(con, "episodes.episode_weeks", [{
            "week_start": week.start, "episode_id": f"{week}-T0", "topic_id": 0,
            "topic_name": "All contacts", "kind": None, "opened_week": week.start,
            "last_alarm_week": week.start, "state": "open", "grade": "exceptional",
            "owner": None, "countermeasure": None, "runbook_url": None, "observed": 6518,
            "expected": 5983.0, "lower": 5801.2, "upper": 6164.8, "p_value": 0.0001,
            "q_value": 0.004, "method": "seasonal", "known_events": [], "examples": [],
        }])  # fmt: skip
    return "All contacts"


def _series(one, week, spiking, weeks):
    """All series of one week; with few weeks nothing can be tested."""
    rows = []
    for topic, (name, kind, usual) in TOPICS.items():
        observed = random.gauss(usual, 1.3 * usual**0.5)
        rise = spiking.get(topic) if one == week else None
        rows.append(
            _row(
                one,
                topic,
                "all",
                "all",
                name,
                kind,
                round(rise[0] if rise else observed * (1.024 if one == week else 1)),
                usual,
            )
        )
        if rise:
            rows[-1] |= {"expected": rise[1], "lower": rise[2], "upper": rise[3], "is_alarm": True}
    rows.append(_row(one, 1, "all", "all", "No topic", "customer_service", 61, 60))
    for kind in KINDS:
        own = [row for row in rows if row["kind"] == kind and row["topic_id"] > 0]
        total, usual = (sum(row[key] for row in own) for key in ("observed", "usual"))
        rows.append(_row(one, 0, "kind", kind, kind, kind, total, usual, spread=1.4))
    topics = [row for row in rows if row["topic_id"] > 0]
    total, usual = (sum(row[key] for row in topics) for key in ("observed", "usual"))
    rows.append(_row(one, 0, "all", "all", "All contacts", None, total, usual, spread=1.2))
    for row in rows:
        del row["usual"]
        if one == week.plus(-9) and row["topic_id"] == 0:
            row |= {"status": "source_incomplete", "expected": None, "lower": None, "upper": None,
                    "observed": round(0.93 * row["observed"])}  # fmt: skip
    return (
        rows + (_silent(week) if one == week else [])
        if weeks > 8
        else [_untested(row) for row in rows]
    )


def _row(one, topic, dim, value, name, kind, observed, usual, spread=1.4):
    half = 1.96 * spread * usual**0.5
    return {
        "week_start": one.start, "topic_id": topic, "slice_dim": dim, "slice_value": value,
        "topic_name": name, "kind": kind, "first_week": date(2025, 1, 6), "observed": observed,
        "customers": observed, "exposure": 2_775_000.0 if value == "all" else None,
        "expected": usual * 1.0, "lower": usual - half, "upper": usual + half, "dispersion": 1.7,
        "p_value": 0.4, "q_value": 0.8, "method": "seasonal", "status": "tested",
        "is_alarm": False, "why_no_alarm": None, "usual": usual,
    }  # fmt: skip


def _untested(row):
    empty = dict.fromkeys(["expected", "lower", "upper", "dispersion", "p_value", "q_value"])
    return row | empty | {"method": "none", "status": "baseline_too_short"}


def _silent(week):
    silent = [
        (15, "all", "all", 447, 402.0, "q = 1 is over 0.05"),
        (20, "region", "Poltava", 9, 4.1, "a rise of 4.9 is below the floor of 5"),
        (16, "product", "Fibre 500", 44, 29.8, "q = 0.0534 is over 0.05"),
    ]
    return [
        {key: value for key, value in _row(week, topic, dim, place, TOPICS[topic][0],
            TOPICS[topic][1], seen, expected).items() if key != "usual"} | {"why_no_alarm": why, "slice_dim": dim}
        for topic, dim, place, seen, expected, why in silent
        if dim != "all"
    ]  # fmt: skip


def _names(week):
    """Name topics for the readers of other languages."""
    return [
        {"week_start": week.start, "topic_id": topic_id, "language": language, "topic_name": name}
        for language, named in NAMES.items()
        for topic_id, name in named.items()
    ]


def _topic_weeks(series):
    kept = ("week_start", "topic_id", "slice_dim", "slice_value", "exposure", "topic_name", "kind",
            "first_week", "customers")  # fmt: skip
    rows = [
        {key: row[key] for key in kept}
        | {"contacts": row["observed"], "is_complete": True, "examples": USUAL_EXAMPLES[:1]}
        for row in series
    ]
    newest = rows[-1]["week_start"]
    found = {"first_week": newest, "week_start": newest, "slice_dim": "all", "slice_value": "all",
             "exposure": None, "customers": 30, "is_complete": True}  # fmt: skip
    rows.append(
        found
        | {
            "topic_id": 31,
            "topic_name": "Identity check fails in the app",
            "kind": "technical",
            "contacts": 34,
            "examples": ["The app says try later at the photo of my face."],
        }
    )
    rows.append(
        found
        | {
            "topic_id": 32,
            "topic_name": "QR letter for eSIM arrives torn",
            "kind": "customer_service",
            "contacts": 19,
            "examples": ["The envelope was wet, the code cannot be read [phone]"],
        }
    )
    back = found | {"topic_id": 33, "topic_name": "Roaming partner abroad has no signal", "kind": "technical",
                    "first_week": date(2025, 8, 4), "examples": ["No signal on the ferry, as last summer."]}  # fmt: skip
    rows += [
        back | {"week_start": date(2025, 8, 25), "contacts": 21},
        back | {"contacts": 7},
    ]
    return rows


def _episodes(week, spiking):
    grades = ("exceptional", "very_unusual", "unusual")
    facts = (
        ("acknowledged", "Billing, O. Example", "Stop re-rating of roaming passes; refund in bulk",
         ["New roaming tariff since 14 September"]),
        ("countermeasure", "Network, P. Sample", "Stop the router roll-out", []),
        ("open", None, "Correct the basket rule; honour the offer", ["Offer “Second SIM free” until 30 September"]),
    )  # fmt: skip
    rows = []
    for at, (topic, (observed, expected, lower, upper)) in enumerate(spiking.items()):
        name, kind, _ = TOPICS.get(topic, (f"Topic {topic}", "technical", 0))
        state, owner, measure, events = facts[at % 3]
        rows.append({
            "week_start": week.start, "episode_id": f"{week}-T{topic}", "topic_id": topic,
            "topic_name": name, "kind": kind, "opened_week": week.plus(-(at % 2)).start,
            "last_alarm_week": week.start, "state": state, "grade": grades[at % 3], "owner": owner,
            "countermeasure": measure, "runbook_url": None, "observed": observed,
            "expected": expected, "lower": lower, "upper": upper, "p_value": 0.0001,
            "q_value": 0.004, "method": "seasonal", "known_events": events,
            "examples": EXAMPLES.get(topic, USUAL_EXAMPLES),
        })  # fmt: skip
    if rows:
        rows.append(rows[0] | {"episode_id": "2026-W34-T16", "topic_id": 16, "grade": "",
            "topic_name": TOPICS[16][0], "state": "recovering", "observed": 190, "expected": 188.0,
            "lower": 150.0, "upper": 226.0, "opened_week": week.plus(-4).start, "known_events": []})  # fmt: skip
    return rows


def _countermeasures(week, spiking):
    return [
        {"week_start": week.start, "countermeasure_id": f"inbox:made-up-{topic}", "episode_id": f"{week}-T{topic}",
         "topic_id": topic, "what": "Stop the router roll-out", "who": "P. Sample",
         "from_day": week.days()[3], "due_day": week.plus(1).days()[4],
         "expected_effect": "Half as many contacts", "finished_day": None, "is_open": True}
        for topic in list(spiking)[1::3]  # those whose state says so
    ]  # fmt: skip


def _drivers(week, spiking):
    rows = []
    for topic, (observed, expected, _, _) in spiking.items():
        for dim, named in WHERE.items():
            names = [name for name, _ in named if name != "(none)"]
            turn = topic % len(names)
            rest = [name for name, _ in named if name == "(none)"]
            shares = list(
                zip(names[turn:] + names[:turn] + rest, [share for _, share in named], strict=True)
            )
            seen = [int(observed * share) for _, share in shares]
            seen[0] += observed - sum(seen)
            for (value, share), count in zip(shares, seen, strict=True):
                usual = expected * (1 / len(shares) + (share - 1 / len(shares)) / 3)
                rows.append({
                    "week_start": week.start, "episode_id": f"{week}-T{topic}", "slice_dim": dim,
                    "slice_value": value, "observed": count, "expected": usual, "excess": count - usual,
                    "excess_share": (count - usual) / (observed - expected),
                })  # fmt: skip
    return rows


def _days(week, spiking):
    """The days of each spike; its rest comes on a day of its own, so that they add up."""
    rows = []
    for topic, (observed, *_) in spiking.items():
        counts = [observed // 10] * 7
        counts[topic % 7] += observed - sum(counts)
        rows += [
            {"week_start": week.start, "episode_id": f"{week}-T{topic}", "day": day, "contacts": count}
            for day, count in zip(week.days(), counts, strict=True)
            if count
        ]  # fmt: skip
    return rows


def _terms(week, spiking):
    said = [("roaming pass", 0.41, 0.06), ("charged again", 0.2, 0.004), ("refund", 0.12, 0.0)]
    return [
        {"week_start": week.start, "episode_id": f"{week}-T12", "place": place, "term": term,
         "written": term, "contacts": 90, "customers": 80, "customer_share": share,
         "usual_share": usual, "p_value": 1e-6, "q_value": 1e-4}
        for place, (term, share, usual) in enumerate(said, start=1)
        if 12 in spiking
    ]  # fmt: skip
