"""How often quiet quality lines alarm, and how soon a fall of response or a rise of low scores is told.

    make bench NAME=quality_line ARGS=SEED

Lines of four channels and one question with 60 weeks of history; in the last week nothing happens, or the response or
the share of low scores of one channel changes. Prints shares of lines with their standard errors.
"""

from __future__ import annotations

import sys
from datetime import date

import numpy as np
import pandas as pd

from trend_lib.base.settings import DetectionConfig
from trend_lib.base.weeks import Week
from trend_lib.quality.line.series import assess_line

WEEK = Week(date(2026, 8, 17))
LINES, WEEKS, CHANNELS = 200, 60, 4
RESPONSE, LOW = 0.4, 0.25
NONE_ALARMED = pd.DataFrame(
    columns=["week", "measure", "slice_dim", "slice_value", "question", "was_alarm"]
)


def draw_line(rng: np.random.Generator, asked: int, response: float, low: float) -> pd.DataFrame:
    """Return the counts of one line; the last week of the first channel has these shares."""
    weeks = [pd.Timestamp(WEEK.plus(-back).start) for back in range(WEEKS)][::-1]
    drawn = []
    for channel in range(CHANNELS):
        was_asked = rng.poisson(asked, WEEKS)
        is_changed = (np.arange(WEEKS) == WEEKS - 1) & (channel == 0)
        answered = rng.binomial(was_asked, np.where(is_changed, response, RESPONSE))
        drawn.append(
            pd.DataFrame({
                "week": weeks, "slice_dim": "channel", "slice_value": str(channel), "question": "quality",
                "asked": was_asked, "answered": answered,
                "low": rng.binomial(answered, np.where(is_changed, low, LOW)), "is_complete": True,
            })
        )  # fmt: skip
    return pd.concat(drawn)


def share_told(
    rng: np.random.Generator, asked: int, response: float, low: float, measure: str
) -> str:
    """Return in how many lines the measure alarms anywhere."""
    told = 0
    for _ in range(LINES):
        rows = assess_line(
            draw_line(rng, asked, response, low), NONE_ALARMED, WEEK, DetectionConfig()
        )
        told += bool(rows.loc[rows["measure"] == measure, "is_alarm"].any())
    share = told / LINES
    return f"{share:.3f} +- {(share * (1 - share) / LINES) ** 0.5:.3f}"


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    print(f"{LINES} lines each; a week's share of lines that alarm")
    for asked in (100, 400):
        for name, response, low, measure in (
            ("nothing happens, response", RESPONSE, LOW, "answered"),
            ("nothing happens, low scores", RESPONSE, LOW, "low_scores"),
            ("response .4 -> .3 in a channel", 0.3, LOW, "answered"),
            ("response .4 -> .2 in a channel", 0.2, LOW, "answered"),
            ("low scores .25 -> .40 in a channel", RESPONSE, 0.4, "low_scores"),
            ("low scores .25 -> .50 in a channel", RESPONSE, 0.5, "low_scores"),
        ):
            print(
                f"  asked {asked:>3} a channel, {name:<36}{share_told(rng, asked, response, low, measure)}"
            )


if __name__ == "__main__":
    main()
