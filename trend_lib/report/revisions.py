"""Revisions: what each one said of its figures, and so what a corrected bulletin changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from trend_lib.base.speech import say, say_many
from trend_lib.base.warehouse import replace_rows
from trend_lib.report import figures
from trend_lib.report.bulletin import Imprint
from trend_lib.report.rows_published import ToldFigure
from trend_lib.report.spikes import ALL_CONTACTS, all_alarming
from trend_lib.report.stored import read_rows
from trend_lib.report.words import ended, name_of, plain_text

if TYPE_CHECKING:
    import duckdb

    from trend_lib.base.weeks import Week
    from trend_lib.report.rows import Episode, SeriesWeek
    from trend_lib.report.rows_published import BulletinRow
    from trend_lib.report.stored import StoredWeek

    ByTopic = dict[int, ToldFigure]

CHANGES_TOLD = 6  # in the note at the top; the rest are counted
NAME_LENGTH = 80
NO_IMPRINT = Imprint(
    config_hash="",
    code_version="",
    model_version="",
    revision=0,
    corrects="",
    earlier=(),
    languages=(),
)


def told_figures(stored: StoredWeek, language: str, revision: int) -> list[ToldFigure]:
    """Return the figures that a revision tells: all contacts, and every spike."""

    def told(row: SeriesWeek | Episode, *, is_spike: bool) -> ToldFigure:
        return ToldFigure(
            stored.week.start, language, revision,
            row.topic_id, row.topic_name, is_spike, row.observed, row.expected,
        )  # fmt: skip

    total = stored.this_week(ALL_CONTACTS)
    by_topic = {ALL_CONTACTS: told(total, is_spike=False)} if total else {}
    spikes = all_alarming(stored)
    return list((by_topic | {row.topic_id: told(row, is_spike=True) for row in spikes}).values())


def remember(con: duckdb.DuckDBPyConnection, week: Week, told: list[ToldFigure]) -> None:
    """Keep what a revision tells beside what the week's other revisions told."""
    mine = {row[:3] for row in told}
    others = [row for row in read_told(con, week) if row[:3] not in mine]
    frame = pd.DataFrame([*others, *told], columns=list(ToldFigure._fields))
    replace_rows(con, "8_report/82_told_figures", week, frame)


def read_told(con: duckdb.DuckDBPyConnection, week: Week) -> list[ToldFigure]:
    """Return what all revisions of the week's bulletins told."""
    return read_rows(con, "told_figures", ToldFigure, {"week_start": week.start})


def make_imprint(row: BulletinRow, told: list[ToldFigure]) -> Imprint:
    """Return the imprint that a revision carries, with its correction note."""
    earlier = tuple(
        (f"r{number}/index.html", say("Revision {number}", number=number))
        for number in range(row.revision - 1, 0, -1)
    )
    return replace(
        NO_IMPRINT,
        config_hash=row.config_hash,
        code_version=row.code_version,
        model_version=row.model_version or "",
        revision=row.revision,
        corrects=_correction(row, told) if earlier else "",
        earlier=earlier,
    )


def changes(before: list[ToldFigure], now: list[ToldFigure]) -> tuple[str, ...]:
    """Say which figures moved from one revision to the next: all contacts first, then spikes."""
    old, new = _by_topic(before), _by_topic(now)
    everywhere = sorted(old.keys() | new.keys())
    return tuple(
        sentence for topic in everywhere for sentence in _topic_changes(old.get(topic), new.get(topic))
    )  # fmt: skip


def _by_topic(told: list[ToldFigure]) -> ByTopic:
    """Find a revision's figures by topic."""
    return {row.topic_id: row for row in told}


def _topic_changes(old: ToldFigure | None, new: ToldFigure | None) -> list[str]:
    """Say what changed of one topic; nothing when both revisions print the same."""
    if new is None:
        return _gone(old)
    if old is None or (new.is_spike and not old.is_spike):
        return _came(new)
    return _moved(old, new)


def _gone(old: ToldFigure | None) -> list[str]:
    """Say that a spike is none any more."""
    if old is None or not old.is_spike:
        return []
    return [say("No longer a spike: {name}", name=_name(old))]


def _came(new: ToldFigure) -> list[str]:
    """Say that a spike was not there before."""
    if not new.is_spike:
        return []
    figures_told = {"name": _name(new), "observed": figures.count(new.observed)}
    return [say_many(new.observed, "New spike: {name}, {observed} contact", "New spike: {name}, {observed} contacts", **figures_told)]  # fmt: skip


def _moved(old: ToldFigure, new: ToldFigure) -> list[str]:
    """Say which of the figures of one topic moved, as they are printed."""
    name, sentences = _name(new), []
    observed = figures.count(new.observed), figures.count(old.observed)
    expected = _expected(new), _expected(old)
    if old.is_spike and not new.is_spike:
        sentences.append(say("No longer a spike: {name}", name=name))
    if observed[0] != observed[1]:
        sentences.append(say("{name}: {now} instead of {before}", name=name, now=observed[0], before=observed[1]))  # fmt: skip
    if expected[0] != expected[1]:
        sentences.append(say("{name}: expected {now} instead of {before}", name=name, now=expected[0], before=expected[1]))  # fmt: skip
    return sentences


def _name(row: ToldFigure) -> str:
    """Name a topic in the note; the total has a name of ours."""
    if row.topic_id == ALL_CONTACTS:
        return say("All contacts")
    return plain_text(name_of(row.topic_name), NAME_LENGTH)


def _expected(row: ToldFigure) -> str:
    """Write an expectation, also when there is none."""
    return say("unknown") if row.expected is None else figures.expected_count(row.expected)


def _correction(row: BulletinRow, told: list[ToldFigure]) -> str:
    """Say at the top of a corrected bulletin what it corrects."""
    before = [
        one for one in told if (one.language, one.revision) == (row.language, row.revision - 1)
    ]
    now = [one for one in told if (one.language, one.revision) == (row.language, row.revision)]
    opening = say(
        "This is a corrected report: revision {revision} replaces what was published before.",
        revision=row.revision,
    )  # fmt: skip
    return f"{opening} {_difference(changes(before, now)) if before else say('Which figures moved is not recorded.')}"


def _difference(sentences: tuple[str, ...]) -> str:
    """List the changes, and count those beyond the first few."""
    if not sentences:
        return say("Contacts and spikes are the same; other parts of the report changed.")
    listed = ended("; ".join(sentences[:CHANGES_TOLD]))
    more = len(sentences) - CHANGES_TOLD
    what = say("What changed: {changes}", changes=listed)
    if more <= 0:
        return what
    rest = say_many(more, "{number} more figure moved.", "{number} more figures moved.", number=figures.count(more))  # fmt: skip
    return f"{what} {rest}"
