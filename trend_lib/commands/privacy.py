"""The commands `trends erase` and `trends retain`: what is held about people, and for how long."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption

Customer = Annotated[
    str,
    typer.Argument(
        metavar="CUSTOMER",
        help="Their phone, account or address in any spelling a source uses, or their hash.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")]


def erase(
    customer: Customer,
    dry_run: DryRun = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Take a customer out of everything, and write a certificate that names nobody.

    Landed files, drop/, tables, bulletins, messages: counts stay, words and identities go, and do not come back with a
    later export. An erasure that was interrupted is finished by the next one.
    """
    from trend_lib.erasing import erase as erase_customer

    telling.show(erase_customer(home, customer, dry_run=dry_run), json, _erased)


def _erased(answer: dict[str, Any]) -> None:
    """Say what went, or would go."""
    if answer["dry_run"]:
        telling.console.print(
            f"Would erase {answer['records']:,} records and {answer['texts']:,} texts that nobody else said. "
            "Nothing was changed."
        )
        return
    telling.console.print(
        f"Erased {answer['records']:,} records: {answer['landed_rows']:,} landed rows, "
        f"{sum(answer['tables'].values()):,} rows of {len(answer['tables'])} tables, "
        f"{answer['bulletins_rendered_again']} bulletins rendered again. Certificate: {answer['path']}"
    )
    for path in answer["files_left_in_drop"]:
        telling.console.print(
            f"[yellow]not landed yet, and names them:[/yellow] {path}; remove it or land it and erase again"
        )


def retain(
    dry_run: DryRun = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Forget what is older than trends.toml allows (its section privacy.retention); counts of weeks stay."""
    from trend_lib.retaining import retain as forget_old

    telling.show(forget_old(home, dry_run=dry_run), json, _retained)


def _retained(answer: dict[str, Any]) -> None:
    """Say what was forgotten, or would be."""
    if not answer["before"]:
        telling.console.print(
            "Everything is kept for ever: give days in \\[privacy.retention] of trends.toml."
        )
        return
    word = "Would forget" if answer["dry_run"] else "Forgot"
    for table, rows in answer["rows"].items():
        telling.console.print(f"{word} {rows:,} rows of {table}")
    for kind, files in answer["files"].items():
        telling.console.print(f"{word} {files:,} files of {kind}")
