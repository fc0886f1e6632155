"""Whom the scorecard accuses in a public table of 5,000 calls whose eight agents were made alike by a generator.

    python benchmarks/real_operators.py Call-Center-Dataset.xlsx

The table is PwC Switzerland's training case "PhoneNow" (columns Call Id, Agent, Date, Time, Topic, Answered, Resolved, Speed of
answer, AvgTalkDuration, Satisfaction rating); its numbers are uniform noise, so a name here is a false one. Printed: per measure how many
agents have a figure, the smallest p, how far apart they are as observed and as told, and who stands out or changed;
beside it the raw league table's spread, which is what a ranking would have shown.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from trend_lib.quality.people.operator_scores import operator_rows
from trend_lib.quality.people.operator_values import OperatorValues
from trend_lib.quality.people.scorecard import Measured

HOURS_A_SHIFT = 3


def read_calls(path: str) -> pd.DataFrame:
    """Return the calls with their measures; what was not answered has none but that."""
    calls = pd.read_excel(path, engine="calamine")
    moment = pd.to_datetime(calls["Date"].astype(str).str[:10] + " " + calls["Time"].astype(str))
    talk = pd.to_timedelta(
        calls["AvgTalkDuration"].astype(str).where(calls["AvgTalkDuration"].notna())
    )
    answered = calls["Answered (Y/N)"].str.startswith("Y")
    return calls.assign(
        shift=moment.dt.hour // HOURS_A_SHIFT,
        week=((moment - moment.min()).dt.days // 7),
        handle_seconds=np.log(talk.dt.total_seconds()),
        answered=answered.astype(float),
        solved_by_status=calls["Resolved"].str.startswith("Y").astype(float).where(answered),
        seconds_to_answer=calls["Speed of answer in seconds"].astype(float),
        **{"survey:quality": calls["Satisfaction rating"].astype(float)},
    )


def measure(calls: pd.DataFrame, name: str, agents: list[str]) -> tuple[Measured, np.ndarray]:
    """Return one measure's values, and their weeks."""
    known = calls[calls[name].notna()]
    codes = {agent: number for number, agent in enumerate(agents)}
    factors = [
        pd.factorize(known[factor])[0].astype(np.int64) for factor in ("Topic", "shift", "week")
    ]
    operator = known["Agent"].map(codes).to_numpy(np.int64)
    value = known[name].to_numpy(float)
    return Measured(name, operator, factors, value, np.arange(len(known))), known["week"].to_numpy()


def main() -> None:
    """Print the scorecard of the table."""
    calls = read_calls(sys.argv[1])
    agents = sorted(calls["Agent"].unique())
    names = (
        "handle_seconds",
        "answered",
        "solved_by_status",
        "seconds_to_answer",
        "survey:quality",
    )
    measures = [measure(calls, name, agents) for name in names]
    weeks = sorted(calls["week"].unique())
    values = OperatorValues(
        agents, [each for each, _ in measures], weeks, [week for _, week in measures]
    )
    rows = operator_rows(values)
    for name, told in rows.groupby("measure"):
        spans = [
            f"{told[column].min():.3f} to {told[column].max():.3f}"
            for column in ("observed", "adjusted")
        ]
        print(
            f"{name:18} {len(told)} agents  smallest p {told['p_value'].min():.3f}  observed {spans[0]}  told {spans[1]}"
        )
    print(
        f"calls {len(calls)}, stand out {rows['stands_out'].notna().sum()}, changed {rows['changed_since'].notna().sum()}"
    )


if __name__ == "__main__":
    main()
