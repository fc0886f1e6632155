"""Teams: a funnel of what came back to each; a reason to ask and no verdict, and never a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import figures
from trend_lib.report.bulletin_service import TeamRow, Teams
from trend_lib.report.chart_data import Axis, FunnelChart, FunnelLimit, Place
from trend_lib.report.timeline import readable_step
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trend_lib.base.settings import QualityConfig
    from trend_lib.report.rows_quality import TeamLimits, TeamWeek
    from trend_lib.report.stored import StoredWeek

ALL_TEAMS = "(all)"
SMALL_TEAMS = "(small teams)"
ENOUGH_TEAMS = 10  # from so many on the quality room widens the limits where all teams scatter
WHERE = {
    "far above": mark("above the outer limit"),
    "above": mark("above the inner limit"),
    "within": mark("within the limits"),
    "below": mark("below the inner limit"),
    "far below": mark("below the outer limit"),
}


def make_teams(stored: StoredWeek, quality: QualityConfig) -> Teams | None:
    """Return the funnel of teams; nothing where no register says who belongs to which."""
    whole = next((row for row in stored.teams if row.team == ALL_TEAMS), None)
    own = sorted(
        (row for row in stored.teams if row.team != ALL_TEAMS),
        key=lambda row: (row.team == SMALL_TEAMS, row.team),
    )
    if whole is None:
        return None
    rows = tuple(_row(row) for row in own)
    return Teams(
        sentence=_sentence(stored, whole, quality.repeat_days),
        outcome=_outcome(rows),
        note=" ".join([_note(own), *operators_told(stored)]),
        chart=_chart(own, whole, stored.team_limits, _described(rows)),
        rows=rows,
    )


def _sentence(stored: StoredWeek, whole: TeamWeek, days: int) -> str:
    """Say what the figure is, of which week, and what it is for all teams."""
    whose = say_many(
        days,
        "Share of a team’s first contacts of week {number} whose customer came back within {days} day, "
        "as if all teams had the same kinds and channels of contacts.",
        "Share of a team’s first contacts of week {number} whose customer came back within {days} days, "
        "as if all teams had the same kinds and channels of contacts.",
        number=stored.week.plus(-days // 7).number, days=days,
    )  # fmt: skip
    together = say_many(
        whole.contacts,
        "All teams together: {share} of {contacts} contact.",
        "All teams together: {share} of {contacts} contacts.",
        share=figures.percent(whole.share, 1), contacts=figures.count(whole.contacts),
    )  # fmt: skip
    return f"{whose} {together}"


def _outcome(rows: tuple[TeamRow, ...]) -> str:
    """Name the teams outside of the limits."""
    outside = [row for row in rows if row.is_outside]
    if not outside:
        return say("No team lies outside of the limits.")
    listed = "; ".join(
        say("{team}, {share}: {where}", team=row.name, share=row.share_text, where=row.where)
        for row in outside
    )
    return say("Outside of the limits: {teams}.", teams=listed)


def _note(own: list[TeamWeek]) -> str:
    """Say how to take it: what chance alone does, and whether the limits allow for more."""
    asked = say(
        "A team outside of the limits is a reason to ask, not a verdict. By chance alone 1 team of 20 "
        "lies outside of the inner limits, and 1 of 500 outside of the outer ones."
    )
    if own[0].dispersion > 1:
        return f"{asked} " + say(
            "Teams scatter more than chance explains; the limits are widened {times} times for it.",
            times=figures.decimal(own[0].dispersion ** 0.5, 1),
        )
    if len(own) >= ENOUGH_TEAMS:
        return asked
    return f"{asked} " + say(
        "With fewer than {teams} teams the limits allow for chance alone.", teams=ENOUGH_TEAMS
    )


def operators_told(stored: StoredWeek) -> list[str]:
    """Say how many operators were compared and stand out, and nobody's name; nothing where none was."""
    compared, apart = stored.operators[0]
    if not compared:
        return []
    if not apart:
        return [
            say_many(
                compared,
                "{operators} operator was compared on the same cases: none stands out beyond chance.",
                "{operators} operators were compared on the same cases: none stands out beyond chance.",
                operators=compared,
            )
        ]
    return [
        say_many(
            apart,
            "Of {operators} operators compared on the same cases {apart} stands out beyond chance; who, says the quality managers’ workbook alone.",
            "Of {operators} operators compared on the same cases {apart} stand out beyond chance; who, says the quality managers’ workbook alone.",
            operators=compared, apart=apart,
        )
    ]  # fmt: skip


def _row(row: TeamWeek) -> TeamRow:
    """Write one team."""
    where = _place(row)
    return TeamRow(
        name=team_name(row.team),
        share_text=figures.percent(row.share, 1),
        limits_text=f"{figures.decimal(100 * row.lower_95, 1)}–{figures.percent(row.upper_95, 1)}",
        contacts_text=figures.count(row.contacts),
        where=say(WHERE[where]),
        is_outside=where != "within",
    )


def team_name(team: str) -> str:
    """Return a team's name for display."""
    return say("Small teams") if team == SMALL_TEAMS else plain_text(team, 60)


def _place(row: TeamWeek) -> str:
    """Tell where a team lies against the limits of its size."""
    if row.share > row.upper_95:
        return "far above" if row.share > row.upper_998 else "above"
    if row.share < row.lower_95:
        return "far below" if row.share < row.lower_998 else "below"
    return "within"


def _described(rows: tuple[TeamRow, ...]) -> str:
    """Describe the funnel for those who cannot see it."""
    return "; ".join(f"{row.name} {row.share_text} ({row.where})" for row in rows)


def _chart(
    own: list[TeamWeek], whole: TeamWeek, limits: list[TeamLimits], described: str
) -> FunnelChart:
    """Place the teams and the limits; only who lies outside has a name."""
    curve = tuple(_percent(row) for row in limits)
    marks = tuple(
        Place(row.contacts, 100 * row.share, team_name(row.team) if _place(row) != "within" else "")
        for row in own
    )
    heights = [one.y for one in marks] + [one.upper_998 for one in curve]
    return FunnelChart(
        described=described,
        target=100 * whole.share,
        limits=curve,
        marks=marks,
        across=_across([one.contacts for one in curve]),
        up=_up(heights),
    )


def _percent(limits: TeamLimits) -> FunnelLimit:
    """Write limits in percent."""
    contacts, *shares = limits
    return FunnelLimit(contacts, *(100 * share for share in shares))


def _across(contacts: Sequence[int]) -> Axis:
    """Choose the axis of contacts, from nothing."""
    return _axis(1.02 * max(contacts), figures.count)


def _up(heights: Sequence[float]) -> Axis:
    """Choose the axis of shares, from nothing to a little over the highest mark."""
    return _axis(min(1.05 * max(heights), 100.0), lambda value: figures.percent(value / 100))


def _axis(high: float, write: Callable[[float], str]) -> Axis:
    """Return an axis from nothing, with about four lines."""
    high = max(high, 1.0)
    step = readable_step(high)
    ticks = tuple((round(step * at, 6), write(step * at)) for at in range(int(high / step) + 1))
    return Axis(0.0, high, ticks, "")
