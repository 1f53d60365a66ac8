"""How long it takes from a page's bytes to its rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import orjson

from benchmarks.by_hand import read_pydantic, read_struct
from benchmarks.measuring import Times, rounds, used
from benchmarks.rows import page
from protime import Clocking
from protime_runtime import native
from protime_runtime.decoding import Decoder, converter
from protime_runtime.paging import read_page
from protime_runtime.requests import Answer

OURS = "this client"
DICTS = "orjson to dicts"
PYDANTIC = "pydantic"


def readers() -> dict[str, Callable[[bytes], Any]]:
    """Return the candidates that need no generated client."""
    fast = native.reader(Clocking, converter.structure)
    assert fast is not None
    return {
        OURS: fast.page,
        DICTS: orjson.loads,
        PYDANTIC: read_pydantic,
        "msgspec.Struct": read_struct,
        "this client, tolerant": _tolerant,
    }


def _tolerant(content: bytes) -> Any:
    decoder = Decoder(fast=False)
    return read_page(Answer(status=200, content=content), decoder, Clocking)


def decoded(size: int, count: int, *, few: bool = False) -> dict[str, Times]:
    """Return the times for one page of so many rows."""
    content = page(size, few=few)
    ways: dict[str, Callable[[bytes], Any]] = readers()
    opc = import_module("opc.models").ClockingPage
    ways["openapi-python-client"] = lambda body: opc.from_dict(orjson.loads(body))
    return rounds(
        {name: used(partial(read, content)) for name, read in ways.items()}, count
    )
