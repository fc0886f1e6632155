"""What an operator's contacts of some weeks came to, measure by measure, with the case that each was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from trend_lib.base.warehouse import read_query, run
from trend_lib.quality.people.scorecard import Measured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.quality.people.case_mix import Codes

OPERATOR_SCORES = "7_quality/80_operator_scores"
CAME_BACK = "came_back"  # after a first contact; of the operator who had it first
BETTER = {  # which way is better: 1 more, -1 less, 0 neither; a question of a survey: more
    "handle_seconds": 0, "held": -1, "transferred": -1, "solved_by_status": 1, "solved_by_survey": 1,
    "solved_by_absence": 1, CAME_BACK: -1, "tone": 1, "tone_quarter_2": 1, "tone_quarter_3": 1, "tone_quarter_4": 1, "tone_change": 1,
    "evaluation": 1,
}  # fmt: skip
OF_CONTACTS = tuple(name for name in BETTER if name != "evaluation")
SURVEY = "survey:"
IN_LOGARITHMS = ("handle_seconds",)  # lengths are compared as ratios
RARE = 20  # contacts; cases with fewer are those of their channel
SURVEY_ANSWERS = """
SELECT contact_id, question, 1 + 4 * (score - scale_min) / (scale_max - scale_min) AS score
FROM contacts.survey_answers
WHERE score IS NOT NULL AND week_start >= $first_week
ORDER BY contact_id, question
"""  # on one scale, 1 to 5, as most are asked
FORMS = """
SELECT contact_id, operator_id, coalesce(reviewer_id, '') AS reviewer_id, form, score, week_start AS form_week
FROM quality.reviews
WHERE week_start BETWEEN $first_week AND $week_start AND score IS NOT NULL AND operator_id IS NOT NULL
    AND part IS DISTINCT FROM 'risk'
ORDER BY evaluation_id
"""  # who is listened to for a reason looks worse for it


@dataclass(frozen=True, slots=True)
class OperatorValues:
    """All measures of some weeks, and whose they are."""

    operators: Sequence[str]
    measures: Sequence[Measured]
    weeks: Sequence[date]
    week_of: Sequence[Codes]  # a measure each: the number of the week of every value


def read_values(con: duckdb.DuckDBPyConnection, home: Home, week: Week) -> OperatorValues:
    """Read the weeks up to this one."""
    settings = home.config.listening
    first = week.plus(1 - settings.scorecard_weeks)
    given = {"first_week": first.start, "week_start": week.start}
    contacts = run(con, read_query(OPERATOR_SCORES), given).df()
    forms = run(con, FORMS, given).df()
    operators = sorted(
        {*contacts["operator_id"], *contacts["first_operator_id"], *forms["operator_id"]}
    )
    weeks = [first.plus(number).start for number in range(settings.scorecard_weeks)]
    shift = _shifts(contacts["opened_at"], home.config.home.timezone, settings.shifts)
    contacts = contacts.assign(shift=shift, case=_cases(contacts))
    tables = {name: _with_value(contacts, name) for name in OF_CONTACTS}
    tables |= _survey_tables(con, contacts, given)
    known = {name: table for name, table in tables.items() if len(table)}
    codes = {who: number for number, who in enumerate(operators)}
    measures = [
        _measured(name, table, codes, ["case", "shift", "contact_week"])
        for name, table in known.items()
    ]
    week_of = [_week_numbers(table["contact_week"], weeks) for table in known.values()]
    if len(forms):
        graded = forms.assign(value=forms["score"], customer=forms["contact_id"])
        measures.append(_measured("evaluation", graded, codes, ["reviewer_id", "form"]))
        week_of.append(_week_numbers(forms["form_week"], weeks))
    return OperatorValues(operators, measures, weeks, week_of)


def _with_value(contacts: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the contacts of which a measure is known."""
    known = contacts[contacts[name].notna()]
    whose = "first_operator_id" if name == CAME_BACK else "operator_id"
    return known.assign(value=known[name], operator_id=known[whose])


def _shifts(opened: pd.Series, timezone: str, begins: Sequence[int]) -> Codes:
    """Return in which shift each moment lies, as `shift_of` does one by one."""
    hours = pd.to_datetime(opened).dt.tz_localize("UTC").dt.tz_convert(timezone).dt.hour
    return (np.searchsorted(begins, hours, side="right") - 1) % len(begins)


def _cases(contacts: pd.DataFrame) -> pd.Series[str]:
    """Return what kind of case each contact is: its topic in its channel, rare ones as their channel's rest."""
    case = contacts["topic_id"].astype(str) + " " + contacts["channel"]
    times = case.map(case.value_counts())
    return case.where(times >= RARE, "rare " + contacts["channel"])


def _survey_tables(
    con: duckdb.DuckDBPyConnection, contacts: pd.DataFrame, given: dict[str, date]
) -> dict[str, pd.DataFrame]:
    """Return the contacts that answered each question, with what they answered."""
    answers = run(con, SURVEY_ANSWERS, given).df().rename(columns={"score": "value"})
    joined = answers.merge(contacts, on="contact_id")
    return {f"{SURVEY}{name}": table for name, table in joined.groupby("question", sort=True)}


def _measured(
    name: str, table: pd.DataFrame, codes: dict[str, int], factors: Sequence[str]
) -> Measured:
    """Return one measure's values by number."""
    return Measured(
        name,
        np.asarray(table["operator_id"].map(codes), np.int64),
        [pd.factorize(table[factor])[0].astype(np.int64) for factor in factors],
        table["value"].to_numpy(float),
        pd.factorize(table["customer"])[0].astype(np.int64),
    )


def _week_numbers(days: pd.Series, weeks: Sequence[date]) -> Codes:
    """Return the place of each week among the weeks looked at."""
    number = {pd.Timestamp(day): place for place, day in enumerate(weeks)}
    return np.asarray(days.map(number), np.int64)
