"""Matrix work on one thread: sums come out the same on every run, and a busy machine is no slower."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep the linear algebra inside the block to one thread."""
    with threadpool_limits(1):
        yield
