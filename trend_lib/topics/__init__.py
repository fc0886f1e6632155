"""Room 3, topics: what every contact is about. Reads contacts, writes topics.* ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.telling import say_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb
    import pandas as pd

    from trend_lib.base.home import Home
    from trend_lib.base.telling import Tell
    from trend_lib.base.topic_settings import TopicsConfig
    from trend_lib.base.weeks import Week
    from trend_lib.topics.spoken import SpokenTerm

__all__ = [
    "assign",
    "cluster_texts",
    "examine_judges",
    "examine_teacher",
    "follow_customers",
    "hear",
    "read_terms",
    "refit",
    "restate",
    "score_clusters",
]


def assign(home: Home, week: Week) -> None:
    """Give every contact of the week its topic; what was assigned before stays."""
    from trend_lib.topics.assignment import assign_week

    assign_week(home, week)


def hear(home: Home, week: Week) -> None:
    """Fold what people answered about topics and kinds since into their register; counts follow with the next run."""
    from trend_lib.topics.hearing import hear_answers

    hear_answers(home, week)


def follow_customers(home: Home) -> None:
    """Take the customers of all contacts from the contacts room again, after their hashes changed."""
    from trend_lib.topics.customers import follow_contacts

    follow_contacts(home)


def read_terms(texts: Iterable[str]) -> list[SpokenTerm]:
    """Return the terms that each text holds, in dictionary forms and as people may read them."""
    from trend_lib.topics.spoken import spoken_terms

    return spoken_terms(texts)


def restate(home: Home, weeks: Sequence[Week], who: str) -> int:
    """Give past contacts the topics that own their subtopics now; return how many changed."""
    from trend_lib.topics.restating import restate_weeks

    return restate_weeks(home, weeks, who)


def refit(
    home: Home, weeks: int, seed: int | None = None, tell: Tell = say_nothing
) -> dict[str, Any]:
    """Fit a new encoder on the last weeks, carry the topics over; say what became of them."""
    from trend_lib.topics.refitting import refit_register

    return refit_register(home, weeks, seed, tell)


def examine_judges(con: duckdb.DuckDBPyConnection, settings: TopicsConfig) -> dict[str, Any]:
    """Say how well kinds and tone are told in this home, on texts that did not teach their judge."""
    from trend_lib.topics.judged import examine_judges as examine

    return examine(con, settings)


def examine_teacher(con: duckdb.DuckDBPyConnection, settings: TopicsConfig) -> tuple[str, str]:
    """Say whether the teacher that the topics were made with is here: ok, warn or fail, and what to do."""
    from trend_lib.topics.examination import examine_teacher as examine

    return examine(con, settings)


def cluster_texts(
    ids: Sequence[str],
    texts: Sequence[str],
    weeks: Sequence[str] | None = None,
    settings: TopicsConfig | None = None,
    tell: Tell = say_nothing,
) -> pd.DataFrame:
    """Group any texts into topics: id, topic_id, name, similarity, is_new_topic."""
    from trend_lib.topics.clustering import cluster_texts as cluster

    return cluster(ids, texts, weeks, settings, tell)


def score_clusters(labels: Sequence[str], topic_ids: Sequence[int]) -> dict[str, float]:
    """Compare topics with labels that people gave: NMI, ARI and V-measure."""
    from trend_lib.topics.score import score_clusters as compare

    return compare(labels, topic_ids)
