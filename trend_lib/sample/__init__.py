"""The sample provider: a whole home of an invented telecom, with what was planted in it written down.

Made for `make run`, tests and benchmarks: same arguments, same bytes. `truth.csv` says what was
planted, `truth_contacts.csv.gz` what each contact is about; no room reads either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.weeks import Week
from trend_lib.sample.facts import SampleArguments, SampleFacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trend_lib.base.home import Home

__all__ = ["SampleFacts", "make", "plant_personal_data", "settle_kinds"]

LAST_WEEK = "2026-W46"  # never the clock: the sample is the same on every day


def make(  # noqa: PLR0913 - all but the folder are named, and have defaults
    folder: Path,
    *,
    weeks: int = 120,
    contacts_per_week: int = 2000,
    seed: int = 7,
    languages: tuple[str, ...] = ("uk", "ru", "en"),
    last_week: Week | None = None,
    step: Callable[[str], None] | None = None,
) -> SampleFacts:
    """Make the sample's home in `folder`, or leave it alone when it is there already.

    Args:
        folder: New, empty, or a sample made by the same arguments.
        weeks: Of history, at least 4; what does not fit into it is not planted.
        contacts_per_week: The usual level; planted counts scale with it.
        seed: Another seed, another provider.
        languages: Any of uk, ru, en.
        last_week: The newest week in the data; 2026-W46 unless told.
        step: Called four times with what comes next, for a progress bar.

    Raises:
        MisuseError: The folder holds something else, or an argument cannot mean anything.
    """
    from trend_lib.sample.making import make_home

    newest = last_week or Week.parse(LAST_WEEK)
    arguments = SampleArguments(weeks, contacts_per_week, seed, languages, str(newest))
    return make_home(folder, arguments, step or (lambda _now: None))


def plant_personal_data(path: Path, items: int, seed: int) -> int:
    """Write texts with so many planted items, and where each stands, as JSON lines; return the texts."""
    from trend_lib.sample.personal.labelled import write_labelled

    return write_labelled(path, items, seed)


def settle_kinds(home: Home) -> int:
    """Let invented people say of what the program drew which kind it is; return how many answers they wrote."""
    from trend_lib.sample.settling import settle_kinds as settle

    return settle(home)
