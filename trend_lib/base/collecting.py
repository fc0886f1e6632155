"""Python's search for objects that hold each other alive, made seldom while weeks are built.

A build makes millions of small objects that go away by themselves, and each search goes through
all that the topics room remembers: one twentieth of a long build went into searches that freed
next to nothing.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM = (100_000, 20, 100)  # objects, then searches of the younger generations; usual: 700, 10, 10


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Search for such objects a hundred times less often, and not among what is there already."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
