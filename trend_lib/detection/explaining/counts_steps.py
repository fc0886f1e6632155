"""What was counted, and the weeks it is compared with."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from trend_lib.base.weeks import Week
from trend_lib.detection.explaining.writing import number, plural

if TYPE_CHECKING:
    Said = dict[str, Any]


def counts_lines(said: Said, week: str) -> list[str]:
    """Say this week's count, those of the weeks before, and how many weeks stand behind."""
    lines = [
        f"{plural(said['observed'], 'contact')} from {plural(said['customers'], 'customer')} in {week}"
    ]
    if said["last_week"] is not None:
        lines.append(f"{plural(said['last_week'], 'contact')} in the week before")
    if said["week_before_last"] is not None:
        lines.append(f"{plural(said['week_before_last'], 'contact')} two weeks before")
    weeks = list(said["baseline"])
    if weeks:
        lines.append(
            f"compared with {plural(len(weeks), 'week')}, {weeks[0]} to {weeks[-1]}; they stand at the end"
        )
    if "known" in said:
        lines.append(f"known beforehand: {said['known']}")
    if "calendar_factor" in said:
        lines.append(
            f"by its holidays and events this week is expected at {said['calendar_factor']} times its "
            "ordinary contacts; the exposures at the end hold that factor"
        )
    return [*lines, *_left_out(said["left_out"])]


def _left_out(weeks: dict[str, str]) -> list[str]:
    """Say which weeks are left out, those of one reason together."""
    lines = []
    for why, group in groupby(weeks.items(), key=itemgetter(1)):
        names = [name for name, _ in group]
        span = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
        lines.append(f"left out {span}: {why}")
    return lines


def weeks_table(said: Said, week: str) -> list[str]:
    """List the baseline: contacts, and whatever the method needs beside them."""
    exposures = said.get("exposure_over_this_weeks", {})
    weights = dict(zip(said["baseline"], said.get("week_weights", ()), strict=False))
    this_week = Week.parse(week)
    lines = []
    for name, contacts in said["baseline"].items():
        ago = (this_week.start - Week.parse(name).start).days // 7
        parts = [f"{name}  weeks ago {ago}  contacts {contacts}"]
        parts += [f"weight {number(weights[name])}"] if name in weights else []
        parts += [f"exposure {number(exposures[name])}"] if name in exposures else []
        lines.append("  ".join(parts))
    if exposures and lines:
        lines.append("exposure: subscribers (or what could have complained) over this week's")
    return lines
