"""An operator's figure in a measure, written: compared only where the quality room compared it, marked only where it stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say
from trend_lib.desk.called_lists import tell_id
from trend_lib.report import figures
from trend_lib.report.quality_words import WORDS, code_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trend_lib.desk.snapshot import Rows

SECONDS = "handle_seconds"
SHARES = (
    "held",
    "transferred",
    "solved_by_status",
    "solved_by_survey",
    "solved_by_absence",
    "came_back",
)
COMPARED = "compared"
TONES = {"worse": "worse", "better": "better"}  # longer and shorter are neither
WIDTH, EDGE = 100.0, 4.0  # of the small drawing, in its own units


@dataclass(frozen=True, slots=True)
class Strip:
    """A small drawing: the funnel as a band, the typical operator as a line, this one as a dot with its limits."""

    band: tuple[float, float]
    typical: float
    limits: tuple[float, float]
    dot: float
    colour: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A line of a scorecard."""

    operator_id: str
    operator: str
    team: str
    measure: str
    contacts: str
    observed: str
    typical: str
    adjusted: str  # with its limits; empty where nothing is compared
    chance: str
    told: str
    look: str  # worse | better | apart | plain
    strip: Strip | None


def order_measures(names: Iterable[str]) -> list[str]:
    """Return measures in the order in which a scorecard has them: as our words stand, the survey's last."""
    known = list(WORDS)
    return sorted(names, key=lambda name: (known.index(name) if name in known else len(known), name))  # fmt: skip


def write_rows(rows: Rows, *, is_one_scale: bool) -> list[ScoreRow]:
    """Write rows; on one scale where they are of one measure, each on its own where they are not."""
    scale = _scale(rows) if is_one_scale else None
    return [_write(row, scale or _scale([row])) for row in rows]


def is_apart(row: dict[str, Any]) -> bool:
    """Tell whether an operator may be marked: compared, said to stand out, and limits that leave the typical one out."""
    return (
        row["status"] == COMPARED
        and row["stands_out"] is not None
        and not row["lower"] <= row["typical"] <= row["upper"]
    )


def tell(measure: str, value: float | None) -> str:
    """Write a figure of a measure."""
    if value is None:
        return "–"
    if measure == SECONDS:
        return figures.count(value)
    return figures.percent(value, 1) if measure in SHARES else figures.decimal(value, 2)


def _write(row: dict[str, Any], scale: tuple[float, float]) -> ScoreRow:
    """Write one row."""
    name, is_compared = row["measure"], row["status"] == COMPARED
    look = TONES.get(row["stands_out"], "apart") if is_apart(row) else "plain"
    return ScoreRow(
        operator_id=row["operator_id"],
        operator=tell_id(row["operator_id"]),
        team=tell_id(row["team"] or ""),
        measure=code_word(name),
        contacts=figures.count(row["contacts"]),
        observed=tell(name, row["observed"]),
        typical=tell(name, row["typical"]) if is_compared else "",
        adjusted=_limits(name, row) if is_compared else "",
        chance=_span(name, row["funnel_lower"], row["funnel_upper"]) if is_compared else "",
        told=_told(row, look),
        look=look,
        strip=_strip(row, scale, look) if is_compared else None,
    )


def _limits(measure: str, row: dict[str, Any]) -> str:
    """Write the adjusted figure with its limits."""
    span = _span(measure, row["lower"], row["upper"])
    return say("{figure} ({limits})", figure=tell(measure, row["adjusted"]), limits=span)


def _span(measure: str, lower: float | None, upper: float | None) -> str:
    """Write a range; the sign of percent once."""
    if measure in SHARES and lower is not None:
        least = figures.decimal(100 * lower, 1)
    else:
        least = tell(measure, lower)
    return say("{lower} to {upper}", lower=least, upper=tell(measure, upper))


def _told(row: dict[str, Any], look: str) -> str:
    """Say what the figures show, which is mostly nothing."""
    if row["status"] != COMPARED:
        return code_word(row["status"])
    told = code_word(row["stands_out"]) if look != "plain" else say("nothing shown")
    if row["changed_since"] is None:
        return told
    return say("{told}; another level since {day}", told=told, day=figures.day(row["changed_since"]))  # fmt: skip


def _scale(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Return the ends that hold every row's limits and funnel."""
    names = ("lower", "upper", "funnel_lower", "funnel_upper", "adjusted", "typical")
    known = [row[name] for row in rows for name in names if row[name] is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _strip(row: dict[str, Any], scale: tuple[float, float], look: str) -> Strip:
    """Place one row on a scale."""
    low, high = scale
    room = (WIDTH - 2 * EDGE) / (high - low or 1.0)

    def place(value: float) -> float:
        return round(EDGE + (value - low) * room, 2)

    return Strip(
        band=(place(row["funnel_lower"]), place(row["funnel_upper"])),
        typical=place(row["typical"]),
        limits=(place(row["lower"]), place(row["upper"])),
        dot=place(row["adjusted"]),
        colour={"worse": "hot", "better": "good", "apart": "ink"}.get(look, "exp"),
    )
