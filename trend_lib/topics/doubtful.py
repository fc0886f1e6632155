"""Contacts whose kind a person should say: few a week, those the classifier wavers over most."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.warehouse import read_query, run
from trend_lib.topics.judges import kinds_in_use
from trend_lib.topics.kinds.example import wording_key
from trend_lib.topics.kinds.verdict import find_doubtful

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week

ASKED = 10  # contacts a week: a person's five minutes
LOOKED_AT = 150  # contacts, chosen by their ids, so that a week costs little
CANDIDATES = "3_topics/reading/kind_candidates"
STORE, ROW = "INSERT INTO topics.doubtful_kinds VALUES ", "(?, ?, ?, ?, ?, ?, ?, ?)"


def keep_doubtful(con: duckdb.DuckDBPyConnection, week: Week) -> None:
    """Write the week's rows of `topics.doubtful_kinds`."""
    con.execute("DELETE FROM topics.doubtful_kinds WHERE week_start = ?", [week.start])
    model = kinds_in_use(con)
    if model is None:
        return
    given = {"week_start": week.start, "most": LOOKED_AT}
    rows = run(con, read_query(CANDIDATES), given).fetchall()
    rows = list({wording_key(row[2]): row for row in reversed(rows)}.values())[
        ::-1
    ]  # no near-copies
    if not rows:
        return
    probabilities = model.probabilities([text for _, _, text in rows])
    doubtful = []
    for row in find_doubtful(probabilities, ASKED):
        first, second = np.argsort(-probabilities[row], kind="stable")[:2].tolist()
        kinds = [
            told
            for kind in (first, second)
            for told in (model.kinds[kind], round(float(probabilities[row, kind]), 4))
        ]
        doubtful.append([week.start, *rows[row], *kinds])
    if doubtful:
        values = ", ".join([ROW] * len(doubtful))
        con.execute(STORE + values, [*chain.from_iterable(doubtful)])
