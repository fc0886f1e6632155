"""A home's judges of kind and tone: taught at the first fit and at each refit, frozen in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.secrets import Secrets
from trend_lib.base.warehouse import read_query, run
from trend_lib.topics.describing import Describer
from trend_lib.topics.kinds.model import KindModel
from trend_lib.topics.kinds.training import is_taught_by, train_kinds
from trend_lib.topics.llm_namer import Llm, LlmNamer
from trend_lib.topics.store import keep_model, newest_model
from trend_lib.topics.tone.head import ToneHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week
    from trend_lib.topics.encoder import Encoder

LOADED: dict[str, KindModel] = {}  # by version, which is a digest of the content
LOADED_TONES: dict[str, ToneHead] = {}  # likewise
JUDGED: dict[str, dict[str, float]] = {}  # by the judge's version: texts repeat from week to week
MOST_JUDGED = 100_000  # texts (some 30 MB)
READING = "3_topics/reading"
NO_ENCODER = ""  # kinds are judged by words alone


def teach_kinds(con: duckdb.DuckDBPyConnection, week: Week, seed: int) -> KindModel:
    """Return the classifier of kinds that knows what the home's people said; taught anew if that changed."""
    labels = run(con, read_query(f"{READING}/kind_labels"), {}).fetchall()
    used = kinds_in_use(con)
    if used is not None and is_taught_by(used, None, labels, seed=seed):
        return used
    known = (model for model in LOADED.values() if is_taught_by(model, None, labels, seed=seed))
    model = next(known, None) or train_kinds(None, labels, seed=seed)
    keep_model(con, model.version, "kinds", NO_ENCODER, week, model.pack())
    LOADED[model.version] = model
    return model


def kinds_in_use(con: duckdb.DuckDBPyConnection) -> KindModel | None:
    """Return the newest classifier of kinds; None before the first fit."""
    version = newest_model(con, "kinds", NO_ENCODER)
    if version is None:
        return None
    if version not in LOADED:
        LOADED[version] = KindModel.load(_artefact(con, version))
    return LOADED[version]


def describer_of(home: Home, kinds: KindModel | None) -> Describer:
    """Return how the home wants its topics described: as its bulletin is written."""
    languages, privacy = tuple(home.config.report.languages), home.config.privacy
    asked = home.config.topics.llm
    if not asked.base_url:
        return Describer(kinds, languages, privacy)
    key = Secrets().llm_key.get_secret_value()
    llm = Llm(asked.base_url, asked.model, key, asked.timeout_seconds)
    return Describer(kinds, languages, privacy, LlmNamer(llm, privacy))


def teach_tone(con: duckdb.DuckDBPyConnection, encoder: Encoder, week: Week, seed: int) -> ToneHead:
    """Teach the judge of tone by the scores the home has, up to the week; keep it."""
    given = {"week_start": week.start}
    rows = run(con, read_query(f"{READING}/scored_texts"), given).fetchall()
    texts, scores = [text for text, _, _ in rows], np.array([score for _, _, score in rows])
    head = ToneHead.fit(texts, encoder.encode(texts), scores, seed)
    named = f"{head.version}:{encoder.version}"  # the same lexicon may serve two encoders
    keep_model(con, named, "tone", encoder.version, week, head.pack())
    return head


def tones_of(
    con: duckdb.DuckDBPyConnection, encoder: Encoder, texts: Sequence[str]
) -> dict[str, float]:
    """Return the tone of each different text, NaN where it cannot be judged."""
    judge = tone_in_use(con, encoder)
    known = JUDGED.setdefault(f"{judge.version}:{encoder.version}", {})
    if len(known) > MOST_JUDGED:
        known.clear()
    unheard = [text for text in texts if text not in known]
    if unheard:
        tones = judge.tone(unheard, encoder.encode(unheard)).tolist()
        known.update(zip(unheard, tones, strict=True))
    return {text: known[text] for text in texts}


def tone_in_use(con: duckdb.DuckDBPyConnection, encoder: Encoder) -> ToneHead:
    """Return the newest judge of tone over this encoder's vectors; the lexicon where there is none."""
    version = newest_model(con, "tone", encoder.version)
    if version is None:
        return ToneHead.lexicon_alone()
    if version not in LOADED_TONES:
        LOADED_TONES[version] = ToneHead.load(_artefact(con, version))
    return LOADED_TONES[version]


def _artefact(con: duckdb.DuckDBPyConnection, version: str) -> bytes:
    """Return what was stored of a model."""
    asked = "SELECT artefact FROM topics.models WHERE model_version = ?"
    return bytes(con.execute(asked, [version]).fetchall()[0][0])
