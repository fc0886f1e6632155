"""A contact centre of eight for a quarter: one has the hard cases, one is rude, one reviewer is lenient."""

from datetime import timedelta

import numpy as np
import pandas as pd

from tests.quality.measured_home import NOON, WEEK
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

OPERATORS, WEEKS, CALLS = 8, 13, 2400
HARD, RUDE, LENIENT = "op-0", "op-3", "rv-3"


def fill(measured_home, seed=20261128):
    """Put the quarter's calls, surveys and forms into a home."""
    random = np.random.default_rng(seed)
    contacts = draw_calls(random)
    tables = {
        "contacts.contacts": contacts.drop(columns=["is_hard"]),
        "topics.contact_topics": topics_of(contacts),
        "contacts.survey_answers": surveys_of(random, contacts),
        "contacts.evaluations": forms_of(random, contacts),
    }
    with open_warehouse(measured_home.home) as con:
        for table, rows in tables.items():
            con.register("drawn", rows)
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM drawn")
            con.unregister("drawn")
    return contacts


def draw_calls(random):
    operator = random.integers(0, OPERATORS, CALLS)
    is_hard = random.random(CALLS) < np.where(operator == 0, 0.8, 0.2)
    days = random.integers(0, WEEKS * 7, CALLS)
    opened = [NOON - timedelta(days=int(day) - 6) for day in days]
    return pd.DataFrame(
        {
            "contact_id": [f"calls:{number:05d}" for number in range(CALLS)],
            "source": "calls", "source_id": [str(number) for number in range(CALLS)], "channel": "call",
            "direction": "in", "opened_at": opened, "week_start": [Week.of_day(at.date()).start for at in opened],
            "day": [at.date() for at in opened], "customer_id": [f"c{number}" for number in range(CALLS)],
            "operator_id": [f"op-{number}" for number in operator], "text": "t", "language": "en",
            "is_repeat": False, "handle_seconds": random.lognormal(5, 0.5, CALLS) * np.where(is_hard, 2, 1),
            "is_resolved": random.random(CALLS) < np.where(is_hard, 0.4, 0.9), "is_hard": is_hard,
        }
    )  # fmt: skip


def topics_of(contacts):
    return pd.DataFrame(
        {
            "contact_id": contacts["contact_id"], "week_start": contacts["week_start"], "day": contacts["day"],
            "topic_id": np.where(contacts["is_hard"], 3, 2), "subtopic_id": 2, "kind": "technical",
            "similarity": 0.5, "is_new_topic": False, "channel": "call", "text": "t", "model_version": "m",
        }
    )  # fmt: skip


def surveys_of(random, contacts):
    asked = contacts[random.random(len(contacts)) < 0.3]
    tables = []
    for question, less in (("quality", 0.2), ("politeness", 1.5)):
        score = 4.4 - 0.6 * asked["is_hard"] - less * (asked["operator_id"] == RUDE)
        score = (score + random.normal(0, 0.6, len(asked))).round().clip(1, 5)
        tables.append(
            pd.DataFrame(
                {
                    "week_start": asked["week_start"], "contact_id": asked["contact_id"], "question": question,
                    "score": score, "scale_min": 1.0, "scale_max": 5.0, "asked_at": asked["opened_at"],
                    "answered_at": asked["opened_at"],
                }
            )
        )  # fmt: skip
    return pd.concat(tables)


def forms_of(random, contacts):
    heard = contacts[random.random(len(contacts)) < 0.12]
    worth = random.normal(0.65, 0.12, len(heard))
    first = random.integers(1, 5, len(heard))
    second = np.where(random.random(len(heard)) < 0.4, first % 4 + 1, 0)
    tables = []
    for hearing, reviewer in ((1, first), (2, second)):
        given = worth + 0.2 * (reviewer == 3) + random.normal(0, 0.06, len(heard))
        tables.append(
            pd.DataFrame(
                {
                    "week_start": heard["week_start"], "evaluation_id": "f:" + heard["source_id"] + f":{hearing}",
                    "source": "f", "contact_id": heard["contact_id"], "operator_id": heard["operator_id"],
                    "reviewer_id": [f"rv-{number}" for number in reviewer], "form": "call", "question": "tone",
                    "answer": "a", "points": given.clip(0, 1), "is_not_applicable": False,
                    "score": given.clip(0, 1), "evaluated_at": heard["opened_at"],
                }
            )[reviewer > 0]
        )  # fmt: skip
    return pd.concat(tables)


def measure_quarter(measured_home):
    """Measure all weeks, the oldest first; return the tables of the last."""
    from trend_lib import quality

    for number in range(1 - WEEKS, 0):
        quality.measure(measured_home.home, WEEK.plus(number))
    return measured_home.measured()
