"""Rows of counts as somebody wrote them, of weeks or of days: what cannot mean anything is refused, by its line and with the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np
import pandas as pd

from trend_lib.base.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.detection.history import BoolArray, FloatArray, IntArray

Read = TypeVar("Read")
LARGEST_COUNT = 1e12  # beyond this doubles are no longer exact enough for tails
YES, NO = {"true", "yes", "1", "1.0"}, {"false", "no", "0", "0.0"}


@dataclass(frozen=True, slots=True)
class GivenRows:
    """A table with a column of series, one of weeks or days, and one of counts."""

    frame: pd.DataFrame
    when: Literal["week", "day"]

    def __post_init__(self) -> None:
        """Refuse a table that lacks a column or has no rows, and a row of no series."""
        needed = ("series", self.when, "count")
        missing = [column for column in needed if column not in self.frame.columns]
        if missing:
            raise MisuseError(
                f"lacks the columns {', '.join(missing)}; needed: {', '.join(needed)}"
            )
        if self.frame.empty:
            raise MisuseError("the table has no rows: nothing to assess")
        self.refuse(self.frame["series"].isna(), "has no series: write whose count it is")

    def refuse(self, faulty: pd.Series[bool] | BoolArray, fault: str) -> None:
        """Raise if any row is faulty, naming the first as the file's line (1 is the header)."""
        if not faulty.any():
            return
        number = int(np.flatnonzero(np.asarray(faulty))[0])
        row = self.frame.iloc[number]
        names = [f"{name} {row[name]}" for name in ("series", self.when) if not pd.isna(row[name])]
        where = f"line {number + 2} ({', '.join(names)})"
        raise MisuseError(f"{where} {fault}")

    def refuse_twice(self, places: tuple[IntArray, IntArray], columns: int) -> None:
        """Raise if a series has two rows of one week or day."""
        self.refuse(
            pd.Series(places[0] * columns + places[1]).duplicated(),
            "is there twice: keep one, or add the two up",
        )

    def counts(self) -> FloatArray:
        """Return the counts, if all are whole numbers of 0 and more."""
        counts = self.numbers(
            "count", "has no count: write 0 if nobody came, or count = 0 and is_complete = false if nobody knows"
        )  # fmt: skip
        self.refuse(counts < 0, "has a negative count: it is how many came, 0 or more")
        self.refuse(
            counts != counts.round(), "has a count that is not a whole number: it is how many came"
        )
        self.refuse(
            counts > LARGEST_COUNT, "has a count over a million million: it is how many came"
        )
        return counts

    def numbers(self, column: str, fault_of_none: str) -> FloatArray:
        """Return a column's numbers; one that is empty and one that is no number are refused apart."""
        cells = self.frame[column]
        self.refuse(cells.isna(), fault_of_none)
        numbers = pd.to_numeric(cells, errors="coerce").astype(float)
        faulty = ~np.isfinite(numbers)
        if faulty.any():
            cell = cells[faulty].iloc[0]
            self.refuse(faulty, f"has the {column} '{cell}', which is no number: write it as 1234")
        return np.asarray(numbers, dtype=np.float64)

    def read_each(self, read: Callable[[object], Read]) -> list[Read]:
        """Return what each row's week or day means; every way of writing one is read once."""
        column = self.frame[self.when]
        self.refuse(column.isna(), f"has no {self.when}")
        known: dict[object, Read] = {}
        for cell in column.unique():
            try:
                known[cell] = read(cell)
            except MisuseError as error:
                number = int(np.flatnonzero(column == cell)[0])
                series = self.frame["series"].iloc[number]
                raise MisuseError(f"line {number + 2} (series {series}): {error}") from error
        return [known[cell] for cell in column]

    def is_complete(self) -> FloatArray:
        """Return 1 for what was counted whole, 0 for parts; all is whole where nothing is said."""
        if "is_complete" not in self.frame.columns:
            return np.ones(len(self.frame))
        return self.yes_or_no("is_complete")

    def yes_or_no(self, column: str) -> FloatArray:
        """Return 1 for yes, 0 for no."""
        said = self.frame[column].astype(str).str.strip().str.lower()
        self.refuse(~said.isin(YES | NO), f"says neither true nor false in {column}")
        return said.isin(YES).to_numpy().astype(float)


def spread(
    cells: FloatArray,
    places: tuple[IntArray, IntArray],
    shape: tuple[int, int],
    otherwise: float = 0.0,
) -> FloatArray:
    """Return the rows' cells as a matrix of series and weeks or days."""
    matrix = np.full(shape, otherwise)
    matrix[places] = cells
    return matrix
