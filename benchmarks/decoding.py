"""How long it takes from a page's bytes to its rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import orjson

from benchmarks import report
from benchmarks.measuring import Times, ratio, rounds, used
from benchmarks.peers import by_hand
from benchmarks.report import OURS, Found, Part
from benchmarks.rows import page
from protime import Clocking
from protime_runtime.messages import Items, Response
from protime_runtime.reading import native
from protime_runtime.reading.converter import converter
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import read

DICTS = "orjson to dicts"
PYDANTIC = "pydantic"


def readers() -> dict[str, Callable[[bytes], Any]]:
    """Return the candidates that need no generated client."""
    fast = native.reader(Clocking, converter.structure)
    assert fast is not None
    return {
        OURS: fast.page,
        DICTS: orjson.loads,
        PYDANTIC: by_hand.reader("base_model"),
        f"{PYDANTIC}, slots dataclass": by_hand.reader("dataclass"),
        f"{PYDANTIC}, TypedDict": by_hand.reader("typed_dict"),
        "msgspec.Struct": by_hand.reader("struct"),
        "msgspec.Struct, plain": by_hand.reader("plain_struct"),
        "this client, tolerant": _tolerant,
    }


def _tolerant(content: bytes) -> Any:
    decoder = Decoder(fast=False)
    return read(Items(Clocking), Response(status=200, content=content), decoder)


def decoded(
    size: int, count: int, *, few: bool = False, steady: int = 0
) -> dict[str, Times]:
    """Return the times for one page of so many rows."""
    content = page(size, few=few)
    ways: dict[str, Callable[[bytes], Any]] = readers()
    opc = import_module("opc.models").ClockingPage
    ways["openapi-python-client"] = lambda body: opc.from_dict(orjson.loads(body))
    runs = {name: used(partial(read, content)) for name, read in ways.items()}
    return rounds(runs, count, steady=steady)


def measured(count: int) -> Part:
    """Decode pages of 1,000 and of 10,000 rows."""
    large = decoded(10_000, max(5, count // 4), steady=2)
    small = decoded(1_000, count, steady=10)
    few = decoded(1_000, count, few=True, steady=10)
    cold = decoded(1_000, count * 2)
    titles = {
        "Pages of 10,000 rows, one after the other": large,
        "Pages of 1,000 rows, one after the other": small,
        "The same without references and terminals": few,
        "One page of 1,000 rows from a cold start": cold,
    }
    tables = [report.times(title, found, DICTS) for title, found in titles.items()]
    by_pydantic = "faster than pydantic's `validate_json`"
    to_dicts = "to `orjson.loads`"
    found = [
        Found(f"decode 10,000 rows, {to_dicts}", ratio(large, OURS, DICTS)),
        Found(f"decode 1,000 rows, {to_dicts}", ratio(small, OURS, DICTS)),
        Found(f"10,000 rows {by_pydantic}", ratio(large, PYDANTIC, OURS)),
        Found(f"1,000 rows {by_pydantic}", ratio(small, PYDANTIC, OURS)),
    ]
    return Part(found, tables)
