"""Requests as lines for people: when, how it ended, what was asked, by which scope."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from protime.api import API
from protime_runtime.texts import visible

from .requestlog import Logged

_SCOPES = "connector-protimeapi-"
_COLOURS = {0: "red", 2: "green", 3: "green", 4: "yellow", 5: "red"}


def line(logged: Logged) -> str:
    """Return a request as a line; its status stands at characters 10 to 13."""
    status = str(logged.status) if logged.status else "lost"
    rows = "" if logged.rows is None else f"{logged.rows:,} rows"
    address = f"{logged.path}?{logged.query}" if logged.query else logged.path
    below = visible(address.removeprefix(API.base_path))
    scope = " or ".join(scope.removeprefix(_SCOPES) for scope in logged.scopes)
    needs = (
        f"  ({'lacks' if logged.status == 403 else 'scope'} {scope})" if scope else ""
    )
    return (
        f"{logged.at:%H:%M:%S}  {status:4} {logged.method:6} {rows:>10}  {below}{needs}"
    )


def printer(stream: TextIO) -> Callable[[Logged], None]:
    """Return what prints requests, coloured where rich can and may."""
    try:
        rich = import_module("rich.console"), import_module("rich.text")
    except ModuleNotFoundError:
        return lambda logged: print(line(logged), file=stream, flush=True)
    console = rich[0].Console(file=stream, highlight=False, soft_wrap=True)

    def shown(logged: Logged) -> None:
        text = rich[1].Text(line(logged))
        text.stylize("dim", 0, 8)
        text.stylize(_COLOURS.get(logged.status // 100, ""), 10, 14)
        console.print(text)

    return shown
