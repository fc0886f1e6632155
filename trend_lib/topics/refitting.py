"""A refit: a new encoder for the words people use now, and the same topics under the same ids.

Texts are grouped anew, beginning from the subtopics they are in; groups are matched with those by
shared contacts. A matched subtopic keeps its id, its topic and its texts; a group that broke off
becomes a further subtopic of its topic (`trends topics split` makes it a topic), so that no series
breaks; a group of what was in no topic is born. Stored contacts are never touched.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.errors import MisuseError
from trend_lib.base.logs import room_log
from trend_lib.base.telling import say_nothing
from trend_lib.base.warehouse import check_week, open_warehouse, transaction
from trend_lib.base.weeks import Week
from trend_lib.topics.centre import RESIDUE, Centres
from trend_lib.topics.holding import hold_texts
from trend_lib.topics.judges import describer_of, teach_kinds, teach_tone
from trend_lib.topics.matching import Matching, match_groups, merge_topics
from trend_lib.topics.parting import find_parts, tell_parts
from trend_lib.topics.persons import apply_edits, fixed_topics, named_topics
from trend_lib.topics.refit_rows import note_carried, note_silent, write_refit
from trend_lib.topics.sampling import sample_texts
from trend_lib.topics.start import STAGES, Start, start_topics
from trend_lib.topics.store import home_encoder_maker
from trend_lib.topics.threads import one_thread

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.home import Home
    from trend_lib.base.telling import Tell

logger = logging.getLogger(__name__)
LEAST_KEPT = 0.97  # of contacts keep their topic; merges that would break this are left out
STORED_TEXTS = 50  # of a subtopic without recent texts stand for it
RECENT = """
SELECT text, subtopic_id, count(*) FROM topics.contact_topics
WHERE week_start > ? AND week_start <= ? GROUP BY ALL ORDER BY ALL
"""
STORED = """
SELECT text FROM topics.contact_topics WHERE subtopic_id = ? AND length(text) > 0
GROUP BY text ORDER BY max(similarity) DESC, text LIMIT ?
"""


def refit_register(
    home: Home, weeks: int, seed: int | None, tell: Tell = say_nothing
) -> dict[str, Any]:
    """Fit on the last weeks; return counts of what was carried, split, born, merged."""
    settings = home.config.topics
    seed = settings.seed if seed is None else seed
    with open_warehouse(home) as con, transaction(con):
        ((newest,),) = con.execute("SELECT max(week_start) FROM topics.contact_topics").fetchall()
        if newest is None:
            raise MisuseError("there are no topics yet: `trends run latest` makes them")
        week = Week(newest)
        apply_edits(con, week)
        with room_log(logger, "topics", week) as facts:
            before, counts = _read_texts(con, week, weeks)
            kept = sample_texts(counts, settings.max_start_texts, settings.seed)
            counts = Counter({text: counts[text] for text in kept})
            before = {text: before[text] for text in kept if text in before}
            start = start_topics(
                counts,
                settings.min_topic_texts,
                seed,
                home_encoder_maker(con, settings, tell),
                begin=before,
                describer=describer_of(home, teach_kinds(con, week, seed)),
                tell=tell,
            )
            tell("Topics are carried over", STAGES, STAGES)
            teach_tone(con, start.encoder, week, seed)
            said = _carry_over(
                con, week, start, before, counts, settings.min_topic_texts, week.plus(1 - weeks)
            )
            apply_edits(con, week)
            check_week(con, "3_topics/32_topics", {})
            facts["carried"] = said["carried"]
    return {**said, "weeks": weeks, "texts": len(counts), "encoder": start.encoder.version}


def _read_texts(
    con: duckdb.DuckDBPyConnection, week: Week, weeks: int
) -> tuple[dict[str, int], Counter[str]]:
    """Return each text's subtopic (where most of its contacts are; the residue is none), and counts."""
    counts: Counter[str] = Counter()
    held: defaultdict[str, Counter[int]] = defaultdict(Counter)
    rows = con.execute(RECENT, [week.plus(-weeks).start, week.start]).fetchall()
    for text, subtopic_id, contacts in rows:
        counts[text] += contacts
        held[text][subtopic_id] += contacts
    most = {text: min(one, key=lambda sub: (-one[sub], sub)) for text, one in held.items()}
    return {text: sub for text, sub in most.items() if sub != RESIDUE}, counts


def _carry_over(  # noqa: PLR0913, PLR0917 - what was read, once
    con: duckdb.DuckDBPyConnection,
    week: Week,
    start: Start,
    before: dict[str, int],
    counts: Counter[str],
    least: int,
    since: Week,
) -> dict[str, Any]:
    """Write encoder, centres, new subtopics and lineage."""
    owners: dict[int, int] = dict(
        con.execute("SELECT subtopic_id, topic_id FROM topics.subtopics").fetchall()
    )
    matching = match_groups(before, start.members, counts)
    fixed = fixed_topics(con)
    parts = {new: old for new, old in matching.parts.items() if owners[old] not in fixed}
    claims = _claim_texts(start, parts, matching, before)
    claims = {
        new: texts for new, texts in claims.items() if sum(counts[text] for text in texts) >= least
    }
    parts = {new: old for new, old in parts.items() if new in claims}
    born = [new for new in matching.born if new in claims]
    ids = _give_ids(con, sorted(claims))
    placed = dict(before)  # what a subtopic held it holds on, but for what broke off
    placed |= {text: ids[new] for new, texts in claims.items() for text in texts}
    topic_of = {ids[new]: owners[old] for new, old in parts.items()}
    topic_of |= owners | {ids[new]: ids[new] for new in born}
    centres = _hold(start, _measure(con, start, placed, topic_of), placed, counts)
    absorbed = merge_topics(matching.absorbed, owners, fixed, named_topics(con))
    share = _kept_share(start, centres, before, counts, owners, absorbed)
    if share < LEAST_KEPT and absorbed:
        absorbed, share = {}, _kept_share(start, centres, before, counts, owners, {})
    write_refit(con, week, start, centres, ids, parts)
    note_carried(con, week, matching.shares, absorbed)
    could_split = find_parts(placed, topic_of, start.topics_of_members(), counts, least)
    return {
        "carried": len(matching.carried), "grown": len(parts), "born": len(born),
        "merged": len(absorbed), "retired": note_silent(con, week, since),
        "kept_share": round(share, 4),
        "could_split": tell_parts(con, week, could_split, fixed | absorbed.keys()),
    }  # fmt: skip


def _claim_texts(
    start: Start, parts: dict[int, int], matching: Matching, before: dict[str, int]
) -> dict[int, list[str]]:
    """Return the texts that new groups take: of the subtopic they broke off from, or of none."""
    claims: defaultdict[int, list[str]] = defaultdict(list)
    for text, new in start.members.items():
        broke_off = new in parts and before.get(text) == parts[new]
        if broke_off or (new in matching.born and text not in before):
            claims[new].append(text)
    return dict(claims)


def _give_ids(con: duckdb.DuckDBPyConnection, groups: list[int]) -> dict[int, int]:
    """Give new groups ids that nothing ever had."""
    ((last,),) = con.execute(
        "SELECT max(one) FROM (SELECT topic_id AS one FROM topics.topics "
        "UNION ALL SELECT subtopic_id FROM topics.subtopics)"
    ).fetchall()
    return {group: last + place for place, group in enumerate(groups, start=1)}


def _measure(
    con: duckdb.DuckDBPyConnection, start: Start, placed: dict[str, int], topic_of: dict[int, int]
) -> Centres:
    """Return every subtopic's centre in the new vectors; of those without recent texts by older ones."""
    held: defaultdict[int, list[str]] = defaultdict(list)
    for text in sorted(placed):
        held[placed[text]].append(text)
    silent = sorted(one for one in topic_of.keys() - held.keys() if one != RESIDUE)
    for subtopic_id in silent:
        held[subtopic_id] = [
            text for (text,) in con.execute(STORED, [subtopic_id, STORED_TEXTS]).fetchall()
        ]
    subtopic_ids, groups = [], []
    with one_thread():
        for subtopic_id in sorted(held):
            vectors = start.encoder.encode(held[subtopic_id])
            worded = vectors[vectors.any(axis=1)]
            if len(worded):
                subtopic_ids.append(subtopic_id)
                groups.append(worded)
    return Centres.measure(
        [topic_of[one] for one in subtopic_ids],
        groups,
        width=start.centres.vectors.shape[1],
        subtopic_ids=subtopic_ids,
    )


def _hold(start: Start, centres: Centres, placed: dict[str, int], counts: Counter[str]) -> Centres:
    """Move centres so that texts stay where they are."""
    known = set(centres.subtopic_ids.tolist())
    texts = sorted(text for text, one in placed.items() if one in known)
    with one_thread():
        return hold_texts(
            centres,
            start.encoder.encode(texts),
            np.array([placed[text] for text in texts], dtype=np.int64),
            np.array([counts[text] for text in texts], dtype=np.int64),
        )


def _kept_share(  # noqa: PLR0913, PLR0917 - the same
    start: Start,
    centres: Centres,
    before: dict[str, int],
    counts: Counter[str],
    owners: dict[int, int],
    absorbed: dict[int, int],
) -> float:
    """Return the share of contacts that the new centres place at the topic they have."""
    texts = sorted(counts)
    with one_thread():
        topic_ids = centres.place(start.encoder.encode(texts)).topic_ids.tolist()
    kept = sum(
        counts[text]
        for text, one in zip(texts, topic_ids, strict=True)
        if absorbed.get(one, one) == owners[before.get(text, RESIDUE)]
    )
    return kept / max(counts.total(), 1)
