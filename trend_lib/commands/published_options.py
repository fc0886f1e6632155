"""The options of `trends assess` that belong to the published methods, in the groups that --help shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

PAST = "Published methods: what is compared with"
FIT = "Published methods: the regression (farrington, farrington-flexible)"
BOUND = "Published methods: when a week is too high"


class Threshold(StrEnum):
    """How `farrington-flexible` reads its fit."""

    delta = "delta"
    nb_plugin = "nbPlugin"
    muan = "muan"


class Past(StrEnum):
    """How the same week of an earlier year is found."""

    calendar = "calendar"
    periods = "periods"


class Power(StrEnum):
    """The power that makes counts symmetric."""

    two_thirds = "2/3"
    half = "1/2"
    none = "none"


YearsBack = Annotated[
    int | None,
    typer.Option(
        rich_help_panel=PAST,
        help="Compare with the same weeks of so many years. Default 5; poisson 1.",
    ),
]
HalfWindow = Annotated[
    int | None, typer.Option(rich_help_panel=PAST, help="Weeks on both sides of each. Default 3.")
]
Periods = Annotated[
    int | None,
    typer.Option(
        rich_help_panel=PAST,
        help="Cut the year into so many periods; 1 uses the windows alone (farrington-flexible). Default 10.",
    ),
]
ExcludeWeeks = Annotated[
    int | None,
    typer.Option(
        rich_help_panel=PAST,
        help="Newest weeks that are not compared with (farrington-flexible). Default 26.",
    ),
]
LookBack = Annotated[
    Past | None,
    typer.Option(
        rich_help_panel=PAST,
        help="By dates, or by whole cycles of --frequency. Default calendar; periods where weeks are plain numbers.",
    ),
]
Frequency = Annotated[
    int | None,
    typer.Option(rich_help_panel=PAST, help="Periods a year: 52 weeks, 12 months. Default 52."),
]
BaselineWeeks = Annotated[
    int | None,
    typer.Option(
        rich_help_panel=PAST,
        help="Weeks just before (ears, z-score, cusum, negative-binomial). Default 7; all but ears 52.",
    ),
]
PopulationOffset = Annotated[
    bool | None,
    typer.Option(
        "--population-offset",
        rich_help_panel=FIT,
        help="Compare rates: the column exposure is the population (also poisson, negative-binomial).",
    ),
]
TrendP = Annotated[
    float | None,
    typer.Option(
        rich_help_panel=FIT, help="Keep a trend whose test gives a p below this. Default 0.05."
    ),
]
Reweight = Annotated[
    bool | None,
    typer.Option(
        "--reweight/--no-reweight",
        rich_help_panel=FIT,
        help="Let past outbreaks weigh less. Default yes.",
    ),
]
WeightsThreshold = Annotated[
    float | None,
    typer.Option(
        rich_help_panel=FIT,
        help="A week beyond this residual was an outbreak. Default 2.58; farrington 1.",
    ),
]
PowerOption = Annotated[
    Power | None,
    typer.Option("--power", rich_help_panel=FIT, help="Scale of the bound of delta. Default 2/3."),
]
ThresholdOption = Annotated[
    Threshold | None,
    typer.Option(
        "--threshold",
        rich_help_panel=BOUND,
        help="Reading of the fit (farrington-flexible). Default nbPlugin.",
    ),
]
Alpha = Annotated[
    float | None,
    typer.Option(
        rich_help_panel=BOUND,
        help="False alarms a quiet week. Default: farrington-flexible 0.005, farrington 0.05 (both sides), "
        "ears 0.001, ears-c3 0.025, z-score 0.00135, others 0.01.",
    ),
]
Limit = Annotated[
    str | None,
    typer.Option(
        rich_help_panel=BOUND,
        metavar="CONTACTS,WEEKS",
        help="Fewer contacts in the last weeks: no verdict (farrington, farrington-flexible). Default 5,4.",
    ),
]
ReferenceValue = Annotated[
    float | None,
    typer.Option(
        rich_help_panel=BOUND, help="Deviations a week that cusum takes for normal. Default 0.5."
    ),
]
DecisionInterval = Annotated[
    float | None, typer.Option(rich_help_panel=BOUND, help="Sum at which cusum alarms. Default 5.")
]


def given(**options: Any) -> dict[str, Any]:
    """Return the options that were given, their words as plain text."""
    asked = {name: chosen for name, chosen in options.items() if chosen is not None}
    return {
        name: chosen.value if isinstance(chosen, StrEnum) else chosen
        for name, chosen in asked.items()
    }
