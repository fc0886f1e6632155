"""Tables in files that people saved: CSV by commas, or as Excel writes it where a comma is a decimal point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trend_lib.base.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEPARATORS = (",", ";", "\t")  # the one that the first line holds most of
WORKBOOK = b"PK\x03\x04"
AS_TEXT = dict.fromkeys(("id", "text", "series", "week", "day"), str)
SAVE_AS = 'save it as "CSV UTF-8" and try again'


def read_table(path: Path, needed: Sequence[str]) -> pd.DataFrame:
    """Read a table with the columns it must have, or say what is missing.

    Args:
        path: Of a CSV file in UTF-8, separated by commas, semicolons (then `1,5` is a number) or tabs.
        needed: Columns; `week or day` stands for one of the two.
    """
    try:
        separator = separator_of(path)
        rows = pd.read_csv(
            path, sep=separator, decimal="," if separator == ";" else ".", dtype=AS_TEXT,
            skipinitialspace=True,
        )  # fmt: skip
    except UnicodeDecodeError as error:
        raise MisuseError(f"{path}: is not UTF-8; {SAVE_AS}") from error
    except pd.errors.EmptyDataError as error:
        raise MisuseError(f"{path}: is empty; it needs the columns {', '.join(needed)}") from error
    except FileNotFoundError as error:
        raise MisuseError(f"{path}: there is no such file") from error
    except (OSError, pd.errors.ParserError) as error:
        raise MisuseError(f"{path}: cannot be read as CSV: {str(error).strip()}") from error
    rows = rows.rename(columns=lambda name: str(name).strip())
    missing = [choice for choice in needed if not set(choice.split(" or ")) & set(rows.columns)]
    if missing:
        raise MisuseError(
            f"{path}: lacks the columns {', '.join(missing)}; has {', '.join(rows.columns)}"
        )
    return rows


def separator_of(path: Path) -> str:
    """Return what separates the names of the columns; refuse a workbook."""
    with path.open("rb") as file:
        first_line = file.readline(10_000)
    if first_line.startswith(WORKBOOK):
        raise MisuseError(f"{path}: is a workbook and no CSV file; {SAVE_AS}")
    return max(SEPARATORS, key=lambda one: first_line.count(one.encode()))
