"""Progress bars for people at a terminal; silence for machines."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trend_lib.base.telling import Tell


@contextmanager
def progress_bar(title: str, steps: int) -> Iterator[Callable[[str], None]]:
    """Show a bar of `steps` steps on standard error; call the given function to take one."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[now]}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=steps, now="")

        def step(now: str) -> None:
            progress.update(task, advance=1, now=now)

        yield step


@contextmanager
def stage_bar(*, is_wanted: bool) -> Iterator[Tell]:
    """Show a bar of work in stages, whose steps are known only when they begin; call to say where it is."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    is_shown = is_wanted and console.is_terminal
    with Progress(*columns, console=console, disable=not is_shown, transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(now: str, done: int, of: int) -> None:
            progress.update(task, description=now, completed=done, total=of, refresh=True)

        yield tell
