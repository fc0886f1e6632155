"""How long work says where it is: a function it calls, and the one that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[[str, int, int], None]  # what goes on, how much of it is done, of how much


def say_nothing(now: str, done: int, of: int) -> None:
    """Take the place of a bar where nobody looks."""
    del now, done, of
