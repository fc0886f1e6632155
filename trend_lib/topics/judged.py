"""How well a home's kinds and tone are told: by what its people and customers said, none of which taught the judge of it.

Kinds: the classifier as it is taught (`kinds/training.py`), whole subjects held out of it, beside what people say; that the
shipped examples and the home's own labels are told of apart. Tone: heads taught by four fifths of the scores judge the last.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.errors import MisuseError
from trend_lib.base.warehouse import read_query, run
from trend_lib.topics.encoders.choosing import read_encoder
from trend_lib.topics.kinds.assessment import assess_kinds
from trend_lib.topics.kinds.example import KINDS, home_examples
from trend_lib.topics.kinds.fitting import Lesson, choose_out_of_fold
from trend_lib.topics.kinds.training import HOME_WEIGHT, join_examples
from trend_lib.topics.store import find_founding
from trend_lib.topics.tone.head import judge_out_of_fold
from trend_lib.topics.tone.lexicon import lexicon_tone
from trend_lib.topics.tone.measure import assess_tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.topic_settings import TopicsConfig
    from trend_lib.topics.kinds.assessment import KindAssessment, Share
    from trend_lib.topics.tone.measure import Agreement, Estimate

    Row = dict[str, Any]

READING = "3_topics/reading"
NEWEST_SCORED = 20_000  # texts; more say hardly more and cost minutes


def examine_judges(con: duckdb.DuckDBPyConnection, settings: TopicsConfig) -> dict[str, list[Row]]:
    """Return what the judges of a home are worth; reads only."""
    founded = find_founding(con)
    if founded is None:
        raise MisuseError("this home has no topics yet: trends run latest")
    labels = run(con, read_query(f"{READING}/kind_labels"), {}).fetchall()
    given = {"week_start": founded.week.plus(10_000).start}  # all scores there are
    scored = run(con, read_query(f"{READING}/scored_texts"), given).fetchall()[-NEWEST_SCORED:]
    asked = "SELECT artefact FROM topics.models WHERE model_version = ?"
    artefact = bytes(con.execute(asked, [founded.version]).fetchall()[0][0])
    alone = {} if founded.version.startswith("taught-") else {"teacher": "none"}
    encoder = read_encoder(founded.version, artefact, settings.model_copy(update=alone))
    texts = [text for text, _, _ in scored]
    return {
        "kinds": judge_kinds(labels, settings.seed),
        "tone": judge_tone(scored, encoder.encode(texts), settings.seed),
    }


def judge_kinds(labels: Sequence[tuple[str, str]], seed: int) -> list[Row]:
    """Return a row for the shipped examples and, where there are any, one for the home's labels."""
    home = home_examples(labels)
    taught = join_examples(None, home)
    first = len(taught) - len(home)
    kinds = [example.kind for example in taught]
    lesson = Lesson.make(
        [example.text for example in taught],
        kinds,
        None,
        [1.0] * first + [HOME_WEIGHT] * len(home),
        [example.group for example in taught],
    )
    told = choose_out_of_fold(lesson, seed)
    rows = [_kind_row("shipped examples", assess_kinds(kinds[:first], told[:first]))]
    if home:
        rows.append(_kind_row("said by people here", assess_kinds(kinds[first:], told[first:])))
    return rows


def judge_tone(
    scored: Sequence[tuple[str, str | None, float]], vectors: np.ndarray[Any, Any], seed: int
) -> list[Row]:
    """Return rows of the judge in use and of the lexicon alone: all scored texts, then each language."""
    if not scored:
        return []
    texts = [text for text, _, _ in scored]
    languages = [language or "unknown" for _, language, _ in scored]
    scores = np.array([score for _, _, score in scored])
    judges = {
        "taught by scores": judge_out_of_fold(texts, vectors, scores, seed),
        "lexicon": np.array([lexicon_tone(text) for text in texts], dtype=np.float64),
    }
    return [
        _tone_row(name, part)
        for name, tones in judges.items()
        for part in assess_tone(tones, scores, languages)
    ]


def _kind_row(which: str, found: KindAssessment) -> Row:
    """Return an assessment as plain values."""
    return {
        "texts_are": which,
        "texts": found.texts,
        "accuracy": _interval(found.accuracy),
        "calibration_error": round(found.calibration_error, 4),
        "confusion": {
            said: dict(zip(KINDS, row, strict=True))
            for said, row in zip(KINDS, found.confusion.tolist(), strict=True)
        },
    }


def _tone_row(judge: str, part: Agreement) -> Row:
    """Return an agreement as plain values."""
    return {
        "judge": judge,
        "texts_are": part.group,
        "texts": part.texts,
        "unknown_share": round(part.unknown_share, 4),
        "rank_correlation": _interval(part.rho),
        "low_from_high": _interval(part.auc),
    }


def _interval(found: Share | Estimate) -> list[float] | None:
    """Return a figure and its 95 % interval; None where it cannot be told."""
    figures = [found.value, found.lower, found.upper]
    return None if any(map(math.isnan, figures)) else [round(one, 4) for one in figures]
