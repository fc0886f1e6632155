"""One assessment told as a worked sum: each step says what is known, the formula, and its result.

    counts_steps.py      what was counted, and what it is compared with
    expected_steps.py    what a normal week would bring, by each method
    scatter_steps.py     how much normal weeks scatter
    drift_steps.py       whether it crept up for two months
    rarity_steps.py      how rare this week is: the p-value
    correction_steps.py  what is left of it after so many looks: the q-value
    decision_steps.py    alarm, or why none
    customers_steps.py   the same sum of customers

All are made of the numbers of `arithmetic.py` alone, so whoever has the printed text can redo them.
"""

from __future__ import annotations

from typing import Any

from trend_lib.detection.explaining.correction_steps import correction_lines
from trend_lib.detection.explaining.counts_steps import counts_lines, weeks_table
from trend_lib.detection.explaining.customers_steps import customers_lines
from trend_lib.detection.explaining.decision_steps import decision_lines, verdict_line
from trend_lib.detection.explaining.drift_steps import drift_lines
from trend_lib.detection.explaining.expected_steps import expected_lines, sudden_lines
from trend_lib.detection.explaining.rarity_steps import rarity_lines
from trend_lib.detection.explaining.scatter_steps import scatter_lines

STEPS = (
    ("What was counted", counts_lines),
    ("What a normal week would bring", expected_lines),
    ("How much normal weeks scatter", scatter_lines),
    ("A sudden rise beside the drift: what the newest weeks, too, say is normal", sudden_lines),
    ("Whether it crept up for two months", drift_lines),
    ("How rare this week is", rarity_lines),
    ("What is left of that after so many looks", correction_lines),
    ("Alarm or not", decision_lines),
    ("The weeks it was compared with", weeks_table),
    ("The same of customers", customers_lines),
)

Step = dict[str, Any]


def steps_of(said: dict[str, Any], week: str) -> list[Step]:
    """Return the steps that have something to say, the verdict first."""
    told = [{"title": title, "lines": lines(said, week)} for title, lines in STEPS]
    return [
        {"title": "", "lines": [verdict_line(said, week)]},
        *(one for one in told if one["lines"]),
    ]
