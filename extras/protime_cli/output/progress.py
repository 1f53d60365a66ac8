"""Counts on standard error while something long runs, for terminals only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from protime_cli.session.session import Session
from protime_cli.terminal import coloured, drawing
from protime_runtime.texts import visible


class Counter(Protocol):
    """Shows how far something is."""

    def __call__(self, done: int, text: str) -> None:
        """Show a count with what it counts."""


@contextmanager
def counting(
    session: Session, what: str, total: int | None = None, *, silent: bool = False
) -> Iterator[Counter]:
    """Yield a counter; a silent one where nobody watches, or where rows pass by."""
    if silent or not session.shows_progress:
        yield lambda done, text: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    shapes = [SpinnerColumn(), TextColumn("{task.description}", markup=False)]
    bar = [BarColumn()] if total else []
    progress = Progress(
        *shapes,
        *bar,
        TextColumn("{task.fields[said]}", markup=False),
        console=Console(stderr=True, no_color=not coloured(err=True)),
        transient=True,
        redirect_stdout=False,  # Data must not go where the progress goes.
    )
    with drawing(progress):
        task = progress.add_task(visible(what), total=total, said="")

        def count(done: int, text: str) -> None:
            progress.update(task, completed=done, said=visible(f"{done:,} {text}"))

        yield count
