"""Who gets mail: the register `recipients.csv`, one entry an address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trend_lib.alerts.ledger import key_of
from trend_lib.alerts.outcome import RefusedError

if TYPE_CHECKING:
    import duckdb

ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,253}")
READERS = ("management", "owners")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One reader; `repr` shows no address, so that none reaches a log or an error."""

    address: str = field(repr=False)
    name: str = field(repr=False)
    language: str

    @property
    def address_hash(self) -> str:
        """What stands for the address in the ledger, the Message-ID and file names."""
        return key_of("address", self.address.strip().lower())


def read_recipients(
    con: duckdb.DuckDBPyConnection, groups: tuple[str, ...] = READERS
) -> list[Recipient]:
    """Return the readers of these groups, each address once, in the order of their hashes."""
    found = con.execute(
        "SELECT address, name, language FROM registers.recipients "
        "WHERE recipient_group IN (SELECT unnest(?)) ORDER BY address, language, name",
        [list(groups)],
    )
    readers = [Recipient(*row) for row in found.fetchall()]
    once = {reader.address_hash: reader for reader in reversed(readers)}
    return [once[address_hash] for address_hash in sorted(once)]


def checked_address(address: str) -> str:
    """Return an address that may stand in a header, its domain in punycode.

    Letters beyond ASCII before the @ are left to the server, which may take them (SMTPUTF8).
    """
    if ADDRESS.fullmatch(address.strip()) is None:
        raise RefusedError("the address is not one: correct registers/recipients.csv")
    local, _, domain = address.strip().rpartition("@")
    try:
        return f"{local.encode().decode()}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise RefusedError(
            "the address holds letters that no mail server takes: correct registers/recipients.csv"
        ) from None
