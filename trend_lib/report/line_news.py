"""What changed on the quality line beyond chance, and whose scores are not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say
from trend_lib.report import figures
from trend_lib.report.words import first_upper, plain_text, slice_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.report.rows_quality import ScoreAlarm
    from trend_lib.report.stored import StoredWeek

NEWS_SHOWN = 3
TOLD = {
    "low_scores": mark(
        "{question}: {observed} of {all} answers were low, beyond the usual {lower} to {upper}."
    ),
    "answered": mark(
        "{question}: {observed} of {all} who were asked answered, fewer than the usual {lower} to {upper}."
    ),
}


def line_news(stored: StoredWeek, name_question: Callable[[str], str]) -> tuple[str, ...]:
    """Tell the figures that alarm, the rarest first."""
    return tuple(
        _told(row, name_question(row.question)) for row in stored.score_alarms[:NEWS_SHOWN]
    )


def refused_scales(stored: StoredWeek) -> tuple[str, ...]:
    """Tell whose scores are left out."""
    return tuple(
        say(
            "Scores of {source} are left out: better ones go with unsolved contacts, as if 1 were best there. "
            "Its scale_direction has to be written in trends.toml.",
            source=plain_text(row.source, 60),
        )
        for row in stored.refused_scales
    )


def _told(row: ScoreAlarm, question: str) -> str:
    """Write one figure that alarms."""
    slices = "" if row.slice_dim == "all" else f" ({slice_name(row.slice_value)})"
    return say(
        TOLD[row.measure],
        question=first_upper(plain_text(question, 40)) + slices,
        observed=figures.count(row.observed), all=figures.count(row.of_all),
        lower=figures.count(int(row.lower)), upper=figures.count(int(row.upper)),
    )  # fmt: skip
