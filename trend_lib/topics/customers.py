"""Customers of contacts that have their topics already: carried from the contacts room once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.warehouse import open_warehouse

if TYPE_CHECKING:
    from trend_lib.base.home import Home

FOLLOW = """
UPDATE topics.contact_topics SET customer_id = contacts.customer_id
FROM contacts.contacts
WHERE contact_topics.contact_id = contacts.contact_id
  AND contact_topics.customer_id IS DISTINCT FROM contacts.customer_id
"""


def follow_contacts(home: Home) -> None:
    """Give each placed contact the customer that the contacts room knows now."""
    with open_warehouse(home) as con:
        con.execute(FOLLOW)
