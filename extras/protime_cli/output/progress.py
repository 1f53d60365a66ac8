"""Counts on standard error while something long runs, for terminals only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from protime_cli.session.session import Session
from protime_runtime.texts import visible


class Counter(Protocol):
    """Shows how far something is."""

    def __call__(self, done: int, text: str) -> None:
        """Show a count with what it counts."""


@contextmanager
def counting(
    session: Session, what: str, total: int | None = None
) -> Iterator[Counter]:
    """Yield a counter; a silent one where nobody watches."""
    if not session.shows_progress:
        yield lambda done, text: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    shapes = [SpinnerColumn(), TextColumn("{task.description}", markup=False)]
    bar = [BarColumn()] if total else []
    with Progress(
        *shapes,
        *bar,
        TextColumn("{task.fields[said]}", markup=False),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task(visible(what), total=total, said="")

        def count(done: int, text: str) -> None:
            progress.update(task, completed=done, said=visible(f"{done:,} {text}"))

        yield count
