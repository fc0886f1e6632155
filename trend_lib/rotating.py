"""What `trends rotate-key` does: a new key of customer hashes, and every hash made again with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib import contacts, topics
from trend_lib.base.home import open_home
from trend_lib.base.secrets import Secrets, adopt_hash_key, next_hash_key
from trend_lib.base.warehouse import hold_warehouse

if TYPE_CHECKING:
    from pathlib import Path


def rotate_key(given: Path | None) -> dict[str, Any]:
    """Hash all customers with the next key, then make it the key; a run cut short can be run again."""
    home = open_home(given)
    is_ours = not Secrets().hash_key.get_secret_value()
    with hold_warehouse(home):
        changed = contacts.rehash(home, next_hash_key(home.path))
        topics.follow_customers(home)
    if is_ours:
        adopt_hash_key(home.path)
    return {"key": "hash.key" if is_ours else "TRENDS_HASH_KEY", **changed}
