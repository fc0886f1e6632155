"""The same sum once more, of customers: an alarm claims that more of them came, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.detection.explaining.counts_steps import weeks_table
from trend_lib.detection.explaining.drift_steps import drift_lines
from trend_lib.detection.explaining.expected_steps import expected_lines, sudden_lines
from trend_lib.detection.explaining.rarity_steps import rarity_lines
from trend_lib.detection.explaining.scatter_steps import scatter_lines
from trend_lib.detection.explaining.writing import plural

if TYPE_CHECKING:
    Said = dict[str, Any]

STEPS = (expected_lines, scatter_lines, sudden_lines, drift_lines, rarity_lines, weeks_table)


def customers_lines(said: Said, week: str) -> list[str]:
    """Redo all steps with customers for contacts."""
    if said["status"] != "tested":
        return []
    if "of_customers" not in said:
        return ["each contact counts as another customer, so p is the same"]
    customers = said["of_customers"]
    told = [line for lines in STEPS for line in lines(customers, week)]
    return [
        "as above, each customer once a week; read customers where it says contacts",
        f"{plural(customers['counted'], 'customer')} in {week}",
        *_weeks_before(customers),
        *told,
    ]


def _weeks_before(customers: Said) -> list[str]:
    """Say how many came in the weeks before."""
    told = {"last_week": "in the week before", "week_before_last": "two weeks before"}
    return [
        f"{plural(customers[name], 'customer')} {when}"
        for name, when in told.items()
        if customers[name] is not None
    ]
