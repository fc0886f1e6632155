"""The register as tables: models (encoder and centres, frozen), topics and subtopics; rows are only added."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trend_lib.base.telling import say_nothing
from trend_lib.base.weeks import Week
from trend_lib.topics.arrival import YOUNG_WEEKS, Register
from trend_lib.topics.centre import Centres
from trend_lib.topics.encoders.choosing import encoder_maker, read_encoder
from trend_lib.topics.encoders.stored_vectors import TableVectors
from trend_lib.topics.lineage import WEEKLY, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from trend_lib.base.telling import Tell
    from trend_lib.base.topic_settings import TopicsConfig
    from trend_lib.topics.encoder import Encoder
    from trend_lib.topics.start import MakeEncoder, NamedSubtopic, NamedTopic

Opened = tuple["duckdb.DuckDBPyConnection", "Encoder"]
LOADED: dict[str, Opened] = {}  # by version; with the warehouse its teacher's answers are kept in


@dataclass(frozen=True)
class Founded:
    """The encoder in use and the last week of the texts it was fitted on."""

    version: str
    week: Week
    begun: Week  # the last week of the first fit; a refit does not make young topics old


def find_founding(con: duckdb.DuckDBPyConnection) -> Founded | None:
    """Return the encoder in use, or None in a home without topics."""
    rows = con.execute(
        "SELECT model_version, made_week FROM topics.models WHERE role = 'encoder' "
        "ORDER BY made_week, rowid"
    ).fetchall()
    return Founded(rows[-1][0], Week(rows[-1][1]), Week(rows[0][1])) if rows else None


def load_register(
    con: duckdb.DuckDBPyConnection, founded: Founded, week: Week, settings: TopicsConfig
) -> Register:
    """Return the register as a week sees it: without the topics that began later."""
    latest = max(week, founded.begun)
    rows = con.execute("SELECT topic_id, name, first_week FROM topics.topics").fetchall()
    known = {topic_id for topic_id, _, first_week in rows if first_week <= latest.start}
    young_since = max(founded.begun.start, week.plus(-YOUNG_WEEKS).start)
    young = {topic_id for topic_id, _, first_week in rows if first_week > young_since}
    subtopics = con.execute(
        "SELECT subtopic_id, topic_id, name, first_week FROM topics.subtopics"
    ).fetchall()
    centres = load_centres(con, founded.version)
    owners = {subtopic_id: topic_id for subtopic_id, topic_id, _, _ in subtopics}
    begun = [one for one, _, _, first_week in subtopics if first_week <= latest.start]
    centres = centres.owned(owners).of_subtopics(begun).only(known)
    names = {subtopic_id: name for subtopic_id, _, name, _ in subtopics}
    names |= {topic_id: name for topic_id, name, _ in rows}
    encoder = load_encoder(con, founded.version, settings)
    return Register(encoder, centres, names, frozenset(young & known))


def load_centres(con: duckdb.DuckDBPyConnection, encoder_version: str) -> Centres:
    """Return every subtopic's newest centre among an encoder's vectors."""
    births = con.execute(
        "SELECT artefact FROM topics.models WHERE role = 'centres' AND encoder_version = ? "
        "ORDER BY made_week, rowid",
        [encoder_version],
    ).fetchall()
    return Centres.join([_read_centres(bytes(artefact)) for (artefact,) in births]).newest()


@lru_cache(maxsize=2_000)
def _read_centres(artefact: bytes) -> Centres:
    """Return the centres of one birth; every week asks for those of all births."""
    return Centres.load(artefact)


def home_encoder_maker(
    con: duckdb.DuckDBPyConnection, settings: TopicsConfig, tell: Tell = say_nothing
) -> MakeEncoder:
    """Return what fits the home's encoder, with the teacher's answers kept in the warehouse."""
    return encoder_maker(settings, lambda teacher: TableVectors(con, teacher), tell)


def load_encoder(con: duckdb.DuckDBPyConnection, version: str, settings: TopicsConfig) -> Encoder:
    """Return a frozen encoder, read once while a warehouse is open."""
    opened = LOADED.get(version)
    if opened is None or opened[0] is not con:
        (artefact,) = con.execute(
            "SELECT artefact FROM topics.models WHERE model_version = ?", [version]
        ).fetchall()[0]
        encoder = read_encoder(
            version, bytes(artefact), settings, lambda teacher: TableVectors(con, teacher)
        )
        LOADED[version] = (con, encoder)
        return encoder
    return opened[1]


def newest_model(con: duckdb.DuckDBPyConnection, role: str, encoder_version: str) -> str | None:
    """Return the version made last of a role, for an encoder's vectors."""
    found = con.execute(
        "SELECT model_version FROM topics.models WHERE role = ? AND encoder_version = ? "
        "ORDER BY made_week DESC, rowid DESC LIMIT 1",
        [role, encoder_version],
    ).fetchall()
    return found[0][0] if found else None


def keep_encoder(
    con: duckdb.DuckDBPyConnection, version: str, made_week: Week, artefact: bytes
) -> None:
    """Add a frozen encoder; the same fitted once more counts as made anew."""
    keep_model(con, version, "encoder", version, made_week, artefact)


def keep_birth(
    con: duckdb.DuckDBPyConnection, encoder_version: str, centres: Centres, made_week: Week
) -> str:
    """Add the centres of subtopics found together; return the row's name, which they carry."""
    ((rows,),) = con.execute("SELECT count(*) FROM topics.models WHERE role = 'centres'").fetchall()
    version = f"{encoder_version}:{rows:06d}"
    keep_model(con, version, "centres", encoder_version, made_week, centres.pack())
    return version


def keep_model(  # noqa: PLR0913, PLR0917 - one argument a column
    con: duckdb.DuckDBPyConnection,
    version: str,
    role: str,
    encoder_version: str,
    made_week: Week,
    artefact: bytes,
) -> None:
    """Add one frozen artefact; the same made once more counts as made anew."""
    con.execute("DELETE FROM topics.models WHERE model_version = ?", [version])
    con.execute(
        "INSERT INTO topics.models VALUES (?, ?, ?, ?, ?)",
        [version, role, encoder_version, made_week.start, artefact],
    )


def keep_topics(  # noqa: PLR0913, PLR0917 - what topics born together have in common
    con: duckdb.DuckDBPyConnection,
    topics: Sequence[NamedTopic],
    first_week: Week,
    state: str,
    version: str,
    who: str = WEEKLY,
) -> None:
    """Add topics to the register; their subtopics are added beside."""
    for topic in topics:
        con.execute(
            "INSERT INTO topics.topics (topic_id, name, keywords, quotes, kind, kind_probability, "
            "first_week, state, is_pinned, model_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, false, ?)",
            [
                topic.topic_id,
                topic.name,
                list(topic.keywords),
                list(topic.quotes),
                topic.kind,
                topic.kind_probability,
                first_week.start,
                state,
                version,
            ],
        )
        for language, said in topic.names.items():
            con.execute(
                "INSERT INTO topics.names VALUES (?, ?, ?, ?)",
                [topic.topic_id, language, said.name, list(said.keywords)],
            )
        note(con, first_week, topic.topic_id, "born", who=who)


def keep_subtopics(
    con: duckdb.DuckDBPyConnection,
    subtopics: Iterable[NamedSubtopic],
    first_week: Week,
    version: str,
    who: str = WEEKLY,
) -> None:
    """Add subtopics of topics; all but a topic's first are noted as its growth."""
    for one in subtopics:
        con.execute(
            "INSERT INTO topics.subtopics VALUES (?, ?, ?, ?, ?, ?)",
            [
                one.subtopic_id,
                one.topic_id,
                one.name,
                list(one.keywords),
                first_week.start,
                version,
            ],
        )
        if one.subtopic_id != one.topic_id:
            note(con, first_week, one.topic_id, "grown", one.subtopic_id, one.name, who=who)


def let_topics_age(con: duckdb.DuckDBPyConnection, week: Week) -> None:
    """Call topics lasting that began long enough ago."""
    con.execute(
        "UPDATE topics.topics SET state = 'lasting' WHERE state = 'young' AND first_week <= ?",
        [week.plus(-YOUNG_WEEKS).start],
    )
