"""One week of a home: found the register if need be, place new contacts, carry the rest forward."""

from __future__ import annotations

import logging
from collections import Counter
from math import isnan
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from trend_lib.base.logs import room_log
from trend_lib.base.warehouse import (
    check_week,
    open_warehouse,
    read_query,
    replace_week,
    run,
    transaction,
)
from trend_lib.base.weeks import Week
from trend_lib.topics.arrival import (
    make_rule,
    place_week,
)
from trend_lib.topics.centre import RESIDUE
from trend_lib.topics.judges import describer_of, kinds_in_use, teach_kinds, teach_tone, tones_of
from trend_lib.topics.kind import kind_of_words
from trend_lib.topics.kind_sample import draw_sample
from trend_lib.topics.kinds.verdict import kinds_of
from trend_lib.topics.persons import apply_edits
from trend_lib.topics.quiet import retire_and_resurface
from trend_lib.topics.recall import recall
from trend_lib.topics.sampling import sample_texts
from trend_lib.topics.start import NamedSubtopic, start_topics
from trend_lib.topics.store import (
    Founded,
    find_founding,
    home_encoder_maker,
    keep_birth,
    keep_encoder,
    keep_subtopics,
    keep_topics,
    let_topics_age,
    load_encoder,
    load_register,
)
from trend_lib.topics.words import read_tokens

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.topics.arrival import Arrival

logger = logging.getLogger(__name__)

HISTORY_WEEKS = 52  # what has not been said for a year counts as new again
PLACED = pa.schema(
    [
        ("contact_id", pa.string()),
        ("topic_id", pa.int64()),
        ("subtopic_id", pa.int64()),
        ("kind", pa.string()),
        ("similarity", pa.float64()),
        ("is_new_topic", pa.bool_()),
        ("tone", pa.float64()),
        ("model_version", pa.string()),
    ]
)
MOVE_ROWS = """
    UPDATE topics.contact_topics SET week_start = moved.week_start, is_new_topic = false
    FROM (
        SELECT contact_id, week_start FROM contacts.contacts
        WHERE week_start = $week_start AND contact_id IN (
            SELECT contact_id FROM topics.contact_topics WHERE week_start <> $week_start
        )
        UNION ALL
        SELECT contact_id, week_start FROM contacts.contacts
        WHERE contact_id IN (
            SELECT contact_id FROM topics.contact_topics WHERE week_start = $week_start
            EXCEPT
            SELECT contact_id FROM contacts.contacts WHERE week_start = $week_start
        )
    ) AS moved
    WHERE moved.contact_id = contact_topics.contact_id
"""  # a contact whose date was corrected takes its topic along: those that came, those that left
READING = "3_topics/reading"


def assign_week(home: Home, week: Week) -> None:
    """Write the week's rows of `topics.*`; topics given before stay, as do the rows of other weeks."""
    settings = home.config.topics
    with open_warehouse(home) as con, room_log(logger, "topics", week) as facts:
        with transaction(con):
            founded = find_founding(con) or found_register(home, con)
            run(con, MOVE_ROWS, {"week_start": week.start})
            if founded:
                facts["edits_waiting"] = apply_edits(con, week)
                teach_kinds(con, week, settings.seed)
            fresh = _read(con, "fresh_contacts", week_start=week.start)
            placed = PLACED.empty_table()
            if founded and fresh:
                arrival = _place(home, con, founded, week, Counter(text for _, text in fresh))
                placed = _make_rows(home, con, founded, week, fresh, arrival)
                facts["born"] = len(arrival.born)
            _replace_rows(con, week, placed)
            facts["kinds_asked"] = draw_sample(con, week, home.config.kinds)
            let_topics_age(con, week)
            retire_and_resurface(con, week, settings.min_topic_texts)
            check_week(con, "3_topics/31_contact_topics", {"week_start": week.start})
            check_week(con, "3_topics/32_topics", {})
        replace_week(con, "3_topics/33_source_weeks", week)
        replace_week(con, "3_topics/34_left_out", week)
        facts["placed"] = len(fresh)


def found_register(home: Home, con: duckdb.DuckDBPyConnection) -> Founded | None:
    """Make the first topics from the first weeks that have contacts; None while there are none."""
    settings = home.config.topics
    rows = _read(con, "founding_texts", start_weeks=settings.start_weeks)
    if not rows:
        return None
    counts: Counter[str] = Counter()
    for _, text, contacts in rows:
        counts[text] += contacts
    kept = sample_texts(counts, settings.max_start_texts, settings.seed)
    last = Week(rows[-1][0])
    start = start_topics(
        {text: counts[text] for text in kept},
        settings.min_topic_texts,
        settings.seed,
        home_encoder_maker(con, settings),
        describer=describer_of(home, teach_kinds(con, last, settings.seed)),
    )
    founded = Founded(start.encoder.version, last, last)
    keep_encoder(con, founded.version, founded.week, start.encoder.pack())
    birth = keep_birth(con, founded.version, start.centres, founded.week)
    keep_topics(con, start.topics, Week(rows[0][0]), "lasting", birth)
    keep_subtopics(con, start.subtopics, Week(rows[0][0]), birth)
    teach_tone(con, start.encoder, last, settings.seed)
    return founded


def _place(
    home: Home,
    con: duckdb.DuckDBPyConnection,
    founded: Founded,
    week: Week,
    fresh: Counter[str],
) -> Arrival:
    """Place the week's texts; in the founding weeks nothing is new, all of it made the topics."""
    settings = home.config.topics
    register = load_register(con, founded, week, settings)
    describer = describer_of(home, kinds_in_use(con))
    rule = make_rule(register.centres, settings.min_topic_texts, settings.seed)
    if week <= founded.week:
        return place_week(register, fresh, {}, None, rule)
    since = max(week.plus(1 - settings.novelty_weeks), founded.week.plus(1))
    recent = dict(_read(con, "recent_texts", since_week=since.start, week_start=week.start))
    span = {"first_week": week.plus(-HISTORY_WEEKS).start, "before_week": since.start}
    past = recall(con, settings.history_texts, span)
    return place_week(register, fresh, recent, past, rule, describer)


def _make_rows(  # noqa: PLR0913, PLR0917 - a week's whole news
    home: Home,
    con: duckdb.DuckDBPyConnection,
    founded: Founded,
    week: Week,
    fresh: list[tuple[str, str]],
    arrival: Arrival,
) -> pa.Table:
    """Keep the topics that were born, and return what each new contact became."""
    born = {topic.topic_id for topic in arrival.born}
    if born or arrival.grown:
        birth = keep_birth(con, founded.version, arrival.centres, week)
        keep_topics(con, arrival.born, week, "young", birth)
        firsts = [NamedSubtopic(t.topic_id, t.topic_id, t.name, t.keywords) for t in arrival.born]
        keep_subtopics(con, [*firsts, *arrival.grown], week, birth)
    texts = sorted(arrival.topic_ids)
    encoder = load_encoder(con, founded.version, home.config.topics)
    tones = tones_of(con, encoder, texts)
    tone = {text: None if isnan(one) else round(one, 4) for text, one in tones.items()}
    kinds = _kinds_of_residue(con, arrival)
    rows = [
        {
            "contact_id": contact_id,
            "topic_id": arrival.topic_ids[text],
            "subtopic_id": arrival.subtopic_ids[text],
            "kind": kinds.get(text),  # empty: as its topic
            "similarity": round(arrival.similarity[text], 6),
            "is_new_topic": arrival.topic_ids[text] in born,
            "tone": tone[text],
            "model_version": founded.version,
        }
        for contact_id, text in fresh
    ]
    return pa.Table.from_pylist(rows, schema=PLACED)


def _kinds_of_residue(con: duckdb.DuckDBPyConnection, arrival: Arrival) -> dict[str, str]:
    """Return the kind of each text that is of no topic."""
    texts = [text for text, topic_id in sorted(arrival.topic_ids.items()) if topic_id == RESIDUE]
    model = kinds_in_use(con)
    if model is None:
        return {text: kind_of_words(read_tokens(text)) for text in texts}
    return dict(zip(texts, kinds_of(model.probabilities(texts)), strict=True))


def _replace_rows(con: duckdb.DuckDBPyConnection, week: Week, placed: pa.Table) -> None:
    """Write the week anew from kept and new topics, with what is carried forward as it stands now."""
    given = {"week_start": week.start}
    con.register("newly_placed", placed)
    try:
        query = read_query(f"{READING}/rows_of_week")
        run(con, f"CREATE OR REPLACE TEMP TABLE rows_of_week AS {query}", given)
        run(con, "DELETE FROM topics.contact_topics WHERE week_start = $week_start", given)
        con.execute("INSERT INTO topics.contact_topics BY NAME FROM rows_of_week")
        con.execute("DROP TABLE rows_of_week")
    finally:
        con.unregister("newly_placed")


def _read(con: duckdb.DuckDBPyConnection, name: str, **params: Any) -> list[Any]:
    """Return the rows of a query of `sql/3_topics/reading/`."""
    return run(con, read_query(f"{READING}/{name}"), params).fetchall()
