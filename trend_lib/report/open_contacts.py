"""What is still open at the week's end, by age and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import say, say_many
from trend_lib.report import figures
from trend_lib.report.bulletin_service import AgesRow, OpenContacts
from trend_lib.report.chart_data import Bar, BarChart
from trend_lib.report.retelling import retold
from trend_lib.report.words import KINDS, kind_name, plain_text

if TYPE_CHECKING:
    from trend_lib.base.settings import QualityConfig
    from trend_lib.report.rows_quality import Unresolved
    from trend_lib.report.stored import StoredWeek


def make_open_contacts(stored: StoredWeek, quality: QualityConfig) -> OpenContacts | None:
    """Return what was open at the week's end, by age; nothing when no source says."""
    rows = [row for row in stored.unresolved if row.week_start == stored.week.start]
    if not rows:
        return None
    bars = tuple(_age_bar(row) for row in rows)
    described = "; ".join(f"{bar.name} {bar.observed_text}" for bar in bars)
    return OpenContacts(
        sentence=_open_sentence(rows, quality.unresolved_days)
        + _followed(stored)
        + _too_late(stored),
        chart=BarChart("ages", say("Open contacts by age"), described, bars),
        by_kind=_ages_by_kind(stored, [row.age_band for row in rows]),
    )


def _open_sentence(rows: list[Unresolved], days: int) -> str:
    """Say how many contacts are open, and how many of them are late."""
    late = figures.count(sum(row.contacts for row in rows if row.is_late))
    everything = sum(row.contacts for row in rows)
    still_open = say_many(
        everything,
        "{all} contact of the last 26 weeks is still open, as far as the sources say.",
        "{all} contacts of the last 26 weeks are still open, as far as the sources say.",
        all=figures.count(everything),
    )
    older = say_many(
        days,
        "At the week’s end {late} of them were older than {days} day.",
        "At the week’s end {late} of them were older than {days} days.",
        late=late, days=days,
    )  # fmt: skip
    return f"{still_open} {older}"


def _followed(stored: StoredWeek) -> str:
    """Say how many requests passed their limit, and how many wait for their subscriber's word."""
    flow = {row.what: row.contacts for row in stored.unresolved_flow}
    if not flow:
        return ""
    passed = say(
        "Not solved within their limit, what was closed unsolved and calls among them: new this week {entered}, followed "
        "until the subscriber says that it is solved {standing}.",
        entered=figures.count(flow.get("entered", 0)), standing=figures.count(flow.get("standing", 0)),
    )  # fmt: skip
    return f" {passed}"


def _too_late(stored: StoredWeek) -> str:
    """Say how many answers came when their list had moved on; nothing where all counted."""
    (heard,) = stored.list_answers
    late = heard.left_before + heard.not_on_list + heard.no_such_thing
    if not late:
        return ""
    told = say_many(
        heard.answers,
        "Of {answers} answer about the lists of callers {late} came when the list had moved on: no longer on it {left}, "
        "never on it {never}, unknown {unknown}.",
        "Of {answers} answers about the lists of callers {late} came when the list had moved on: no longer on it {left}, "
        "never on it {never}, unknown {unknown}.",
        answers=figures.count(heard.answers), late=figures.count(late), left=figures.count(heard.left_before),
        never=figures.count(heard.not_on_list), unknown=figures.count(heard.no_such_thing),
    )  # fmt: skip
    return f" {told}"


def _ages_by_kind(stored: StoredWeek, bands: list[str]) -> tuple[AgesRow, ...]:
    """Return what is open of each kind, by age; nothing where only one kind is."""
    kinds = sorted({row.kind for row in stored.unresolved_kinds}, key=[*KINDS, "(none)"].index)
    if len(kinds) < 2:
        return ()
    counted = {(row.kind, row.age_band): row.contacts for row in stored.unresolved_kinds}
    return tuple(
        _ages(kind_name(kind), {band: counted.get((kind, band), 0) for band in bands})
        for kind in kinds
    )


def _ages(name: str, ages: dict[str, int]) -> AgesRow:
    """Write what is open of one kind."""
    written = {age_name(band): figures.count(contacts) for band, contacts in ages.items()}
    return AgesRow(
        name=name,
        ages_text=tuple(written.values()),
        told="; ".join(f"{age} {contacts}" for age, contacts in written.items()),
        all_text=figures.count(sum(ages.values())),
    )


def age_name(band: str) -> str:
    """Return an age for display."""
    return plain_text(retold(band), 17).replace("-", "–")


def _age_bar(row: Unresolved) -> Bar:
    """Write one age; what is late is marked."""
    written = figures.count(row.contacts)
    name = age_name(row.age_band)
    return Bar(name, name, row.contacts, None, written, "", row.is_late)
