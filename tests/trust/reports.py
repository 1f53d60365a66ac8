"""What reports of an error show: tracebacks with locals, as tools write them."""

from __future__ import annotations

import io
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.traceback import Traceback

DEEP = 4
"""How far the walk follows what a variable holds."""


def everything(error: BaseException) -> str:
    """Return all that any of the tools would show of an error."""
    return "\n".join([drawn(error), quickly(error)])


def quickly(error: BaseException) -> str:
    """Return the same but what rich draws, which takes its time."""
    return "\n".join([captured(error), *walked(error)])


def captured(error: BaseException) -> str:
    """Return the standard library's report with locals."""
    made = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(made.format())


def drawn(error: BaseException) -> str:
    """Return rich's report with locals, with nothing left out."""
    text = io.StringIO()
    shown = Traceback.from_exception(
        type(error),
        error,
        error.__traceback__,
        show_locals=True,
        locals_max_length=10_000,
        locals_max_string=10_000,
        locals_hide_dunder=False,
        locals_hide_sunder=False,
        max_frames=0,
        width=5_000,
    )
    Console(file=text, width=5_000, no_color=True).print(shown)
    return text.getvalue()


def walked(error: BaseException) -> Iterator[str]:
    """Yield what each variable of each frame holds, as services for errors send it.

    They follow mappings and sequences, whose own `repr` nobody asks.
    """
    for found in related(error):
        yield f"{found!r} {found}"
        for frame, _ in traceback.walk_tb(found.__traceback__):
            if not str(frame.f_globals.get("__name__")).startswith("tests."):
                for name, value in frame.f_locals.items():
                    yield f"{frame.f_code.co_qualname}.{name}: {' '.join(_deep(value))}"


def related(error: BaseException) -> Iterator[BaseException]:
    """Yield an error with its causes, contexts and parts, however they are hidden."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is None or any(found is known for known in seen):
            continue
        seen.append(found)
        yield found
        parts: Sequence[BaseException] = getattr(found, "exceptions", ())
        waiting += [found.__cause__, found.__context__, *parts]


def _deep(value: object, depth: int = DEEP) -> Iterator[str]:
    if isinstance(value, str):
        yield str.__str__(value)
    elif isinstance(value, bytes | bytearray | memoryview):
        yield bytes(value).decode("latin-1")
    elif depth and isinstance(value, Mapping):
        yield from _each(value.items(), depth)
    elif depth and isinstance(value, Sequence | set | frozenset):
        yield from _each(value, depth)
    else:
        yield repr(value)


def _each(values: Iterable[object], depth: int) -> Iterator[str]:
    for value in values:
        yield from _deep(value, depth - 1)
