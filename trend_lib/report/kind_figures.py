"""What is said of the kinds beside their counts: how often the program is right, and what their shares truly are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import say, say_many
from trend_lib.base.weeks import Week
from trend_lib.report import figures

if TYPE_CHECKING:
    from trend_lib.report.rows_quality import KindShare
    from trend_lib.report.stored import StoredWeek


def measured_sentence(stored: StoredWeek) -> str:
    """Say how often the kind is right, or that it is not known yet; nothing where no contact was drawn."""
    for row in stored.kind_settling:
        asked = say(
            "Settled by people: {settled} of {drawn} drawn since {day}.",
            settled=figures.count(row.settled),
            drawn=figures.count(row.drawn),
            day=figures.day(row.first_week),
        )
        return f"{_right(stored)} {asked}"
    return ""


def _right(stored: StoredWeek) -> str:
    """Say how often the kind is right."""
    for row in stored.kind_accuracy:
        return say(
            "The program tells the kind of {share} of all contacts rightly (95% interval: {low} to {high}).",
            share=figures.percent(row.share),
            low=figures.percent(row.lower),
            high=figures.percent(row.upper),
        )
    return say("How often the program tells the kind rightly is not yet measured.")


def share_sentence(stored: StoredWeek, kind: str) -> str:
    """Say what share of all contacts is of a kind; nothing where it is not measured."""
    for row in stored.kind_shares:
        if row.kind == kind:
            return " ".join(filter(None, (_share(stored, row), _change(stored, row))))
    return ""


def _share(stored: StoredWeek, row: KindShare) -> str:
    """Say a share with its interval, and what the count says."""
    weeks = _weeks(stored)
    return say_many(
        weeks,
        "In {weeks} week {share} of all contacts ({low} to {high}), the program’s errors taken out; counted: {counted}.",
        "In {weeks} weeks {share} of all contacts ({low} to {high}), the program’s errors taken out; counted: {counted}.",
        weeks=figures.count(weeks),
        share=figures.percent(row.share),
        low=figures.percent(row.lower),
        high=figures.percent(row.upper),
        counted=figures.percent(row.counted_share),
    )


def _change(stored: StoredWeek, row: KindShare) -> str:
    """Say how far a share moved, where the weeks before were measured too."""
    if row.change is None or row.change_lower is None or row.change_upper is None:
        return ""
    weeks = _weeks(stored)
    return say_many(
        weeks,
        "Change on the {weeks} week before, in percentage points: {change} ({low} to {high}).",
        "Change on the {weeks} weeks before, in percentage points: {change} ({low} to {high}).",
        weeks=figures.count(weeks),
        change=figures.signed(100 * row.change),
        low=figures.signed(100 * row.change_lower),
        high=figures.signed(100 * row.change_upper),
    )


def _weeks(stored: StoredWeek) -> int:
    """Return of how many weeks the shares are."""
    first = min((Week(row.first_week) for row in stored.kind_settling), default=stored.week)
    return (stored.week.start - first.start).days // 7 + 1
