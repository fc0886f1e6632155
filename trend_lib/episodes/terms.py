"""Terms that grew: what the customers of an alarming topic say now and did not say before.

Question: is a term more frequent among the topic's customers of this week than in the half year
before, beyond chance?
Assumption: a customer counts once a week, however often he calls, and customers choose their
words independently of one another.
Formula: of M customer-weeks, N of them this week, K use the term; under equal use the number x of
those who use it this week is hypergeometric, p = P(X > x) + P(X = x) / 2 (Fisher's exact test of
the two-by-two table, mid-p; Lancaster 1961, JASA 56:223). Benjamini & Hochberg 1995 over all terms
of the topic that three customers or more ever used; a term that fewer than three use this week
takes part with p = 1.
Shapes: arrays [T], one row an episode and term; shares are of customers, 0 to 1.
Wrong when many quote one text, as after a mailing: then one cause makes many terms grow. A topic
without a past has no terms that grew, its name says what is new.
Nobody's own words are told: a term needs three customers of this week, and its texts were redacted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from scipy import stats

from trend_lib.base.warehouse import read_query, run

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from trend_lib.base.weeks import Week

    FloatArray = NDArray[np.float64]
    Counted = dict[str, NDArray[Any]]

FEWEST_CUSTOMERS = 3
LEAST_SHARE = 0.05  # of the week's customers: rarer terms say little of the topic
TERMS_KEPT = 6  # of an episode
WORTH_OF_A_PHRASE = 1.5  # words of one: a phrase says more
COLUMNS = pa.schema(
    [
        ("week_start", pa.date32()),
        ("episode_id", pa.string()),
        ("place", pa.int64()),
        ("term", pa.string()),
        ("written", pa.string()),
        ("contacts", pa.int64()),
        ("customers", pa.int64()),
        ("customer_share", pa.float64()),
        ("usual_share", pa.float64()),
        ("p_value", pa.float64()),
        ("q_value", pa.float64()),
    ]
)


def find_grown_terms(con: duckdb.DuckDBPyConnection, week: Week, rate: float) -> pa.Table:
    """Return the week's rows of `episodes.terms`."""
    found = run(con, read_query("6_episodes/reading/terms"), {"week_start": week.start})
    counted: Counted = {name: np.asarray(cells) for name, cells in found.fetchnumpy().items()}
    counted = _rows(counted, counted["customers"] + counted["customers_before"] >= FEWEST_CUSTOMERS)
    counted |= {"p_value": growth_p_values(counted)}
    rows = []
    for episode in np.unique(counted["episode_id"]):
        own = _rows(counted, counted["episode_id"] == episode)
        own |= {"q_value": stats.false_discovery_control(own["p_value"])}
        rows += [{"week_start": week.start, **row} for row in telling_terms(own, rate)]
    return pa.Table.from_pylist(rows, COLUMNS)


def growth_p_values(counted: Counted) -> FloatArray:
    """Return p [T] of each term; 1 where too few use it to be told."""
    drawn = counted["of_customers"]
    everyone = drawn + counted["of_customers_before"]
    users = counted["customers"] + counted["customers_before"]
    now = counted["customers"]
    p_value = np.ones(len(now))
    told = now >= FEWEST_CUSTOMERS
    table = (now[told], everyone[told], users[told], drawn[told])
    p_value[told] = stats.hypergeom.sf(*table) + stats.hypergeom.pmf(*table) / 2
    return np.minimum(p_value, 1)


def telling_terms(own: Counted, rate: float) -> list[dict[str, Any]]:
    """Return the terms of one episode that grew, the most telling first, no word told twice."""
    share = own["customers"] / own["of_customers"]
    usual = own["customers_before"] / np.maximum(own["of_customers_before"], 1)
    own = own | {"customer_share": share, "usual_share": usual}
    words = [term.split(" ") for term in own["term"]]
    worth = np.where([len(one) > 1 for one in words], WORTH_OF_A_PHRASE, 1)
    kept: list[dict[str, Any]] = []
    told: set[str] = set()
    for number in np.argsort(-worth * (share - usual), kind="stable"):
        grew = own["q_value"][number] <= rate and share[number] > max(usual[number], LEAST_SHARE)
        if grew and told.isdisjoint(words[number]) and len(kept) < TERMS_KEPT:
            told.update(words[number])
            picked = {name: own[name][number] for name in COLUMNS.names if name in own}
            kept.append({"place": len(kept) + 1, **picked})
    return kept


def _rows(counted: Counted, chosen: NDArray[np.bool_]) -> Counted:
    """Return some of the rows."""
    return {name: cells[chosen] for name, cells in counted.items()}
