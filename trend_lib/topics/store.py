"""The register as tables: models (encoder and centres, frozen) and topics; rows are only added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.weeks import Week
from trend_lib.topics.arrival import YOUNG_WEEKS, Register
from trend_lib.topics.centre import Centres
from trend_lib.topics.encoder import TfidfEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from trend_lib.topics.start import NamedTopic

BIRTH = ":T"  # a birth's centres lie in a model row named <encoder version>:T<first topic>
LOADED: dict[str, TfidfEncoder] = {}  # by version, which is a digest of the content


@dataclass(frozen=True)
class Founded:
    """The encoder in use and the last week of the texts it was fitted on."""

    version: str
    week: Week


def find_founding(con: duckdb.DuckDBPyConnection) -> Founded | None:
    """Return the encoder in use, or None in a home without topics."""
    row = con.execute(
        "SELECT model_version, made_week FROM topics.models "
        "WHERE NOT contains(model_version, ?) ORDER BY made_week DESC, model_version LIMIT 1",
        [BIRTH],
    ).fetchone()
    return Founded(row[0], Week(row[1])) if row else None


def load_register(con: duckdb.DuckDBPyConnection, founded: Founded, week: Week) -> Register:
    """Return the register as a week sees it: without the topics that began later."""
    latest = max(week, founded.week)
    rows = con.execute("SELECT topic_id, name, first_week, state FROM topics.topics").fetchall()
    open_ids = {
        topic_id
        for topic_id, _, first_week, state in rows
        if first_week <= latest.start and state in {"young", "lasting"}
    }
    young = {
        topic_id
        for topic_id, _, first_week, _ in rows
        if first_week > max(founded.week.start, week.plus(-YOUNG_WEEKS).start)
    }
    births = con.execute(
        "SELECT artefact FROM topics.models WHERE starts_with(model_version, ?) "
        "ORDER BY made_week, model_version",
        [founded.version + BIRTH],
    ).fetchall()
    centres = Centres.join([Centres.load(bytes(artefact)) for (artefact,) in births])
    names = {topic_id: name for topic_id, name, _, _ in rows}
    encoder = load_encoder(con, founded.version)
    return Register(encoder, centres.only(open_ids), names, frozenset(young & open_ids))


def load_encoder(con: duckdb.DuckDBPyConnection, version: str) -> TfidfEncoder:
    """Return a frozen encoder, read once a process."""
    if version not in LOADED:
        (artefact,) = con.execute(
            "SELECT artefact FROM topics.models WHERE model_version = ?", [version]
        ).fetchall()[0]
        LOADED[version] = TfidfEncoder.load(bytes(artefact))
    return LOADED[version]


def keep_model(
    con: duckdb.DuckDBPyConnection, version: str, made_week: Week, artefact: bytes
) -> None:
    """Add one frozen artefact."""
    con.execute("INSERT INTO topics.models VALUES (?, ?, ?)", [version, made_week.start, artefact])


def keep_topics(
    con: duckdb.DuckDBPyConnection,
    topics: Sequence[NamedTopic],
    first_week: Week,
    state: str,
    version: str,
) -> None:
    """Add topics to the register."""
    for topic in topics:
        con.execute(
            "INSERT INTO topics.topics VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)",
            [
                topic.topic_id,
                topic.name,
                list(topic.keywords),
                topic.kind,
                first_week.start,
                state,
                version,
            ],
        )


def keep_birth(
    con: duckdb.DuckDBPyConnection, encoder_version: str, centres: Centres, made_week: Week
) -> str:
    """Add the centres of topics found together; return the row's name, which the topics carry."""
    version = f"{encoder_version}{BIRTH}{centres.topic_ids.min(initial=2**62):09d}"
    keep_model(con, version, made_week, centres.pack())
    return version


def let_topics_age(con: duckdb.DuckDBPyConnection, week: Week) -> None:
    """Call topics lasting that began long enough ago."""
    con.execute(
        "UPDATE topics.topics SET state = 'lasting' WHERE state = 'young' AND first_week <= ?",
        [week.plus(-YOUNG_WEEKS).start],
    )
