"""`trends rotate-key`: customers are hashed with a new key."""

from __future__ import annotations

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption


def rotate_key(home: HomeOption = None, json: JsonOption = False) -> None:
    """Make a new key of customer hashes and hash all customers again from landing/; counts stay the same.

    Where TRENDS_HASH_KEY holds the key, set the new one there first, everywhere; then this hashes with it. Cut
    short, it is run again. Stop scheduled runs meanwhile.
    """
    from trend_lib.rotating import rotate_key as rotate

    telling.show(rotate(home), json, telling.rotated)
