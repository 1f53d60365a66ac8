"""Costs that can be counted: imports, work for many ids, pages that are checked."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any

import httpx
import pytest

from protime import Protime
from protime_runtime.asking import filters, links, markers, splitting
from protime_runtime.asking.days import DateRange
from protime_runtime.errors import DecodingError
from protime_runtime.messages import Items, Response
from protime_runtime.reading import converter as converting
from protime_runtime.reading import native
from protime_runtime.reading.converter import ModelConverter
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import read
from tests.runtime.models import Clocking, clockings, document

PROGRAM = """
import json, sys, httpx
from datetime import date
from protime import DateRange, Protime

def answer(request):
    if request.url.path.endswith("/token"):
        return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
    return httpx.Response(200, json={"value": []})

http = httpx.Client(transport=httpx.MockTransport(answer))
client = Protime("acme", client_id="a", client_secret="b",
                 user_agent="Svc/v1 (Acme)", http=http)
assert not [one for one in sys.modules if one.startswith("protime.models.")]
list(client.clockings.list(date=DateRange(date(2026, 1, 1), date(2026, 1, 2))))
print(json.dumps(list(sys.modules)))
"""


def test_the_first_request_loads_only_its_collection() -> None:
    """Neither other collections and models, nor what awaits or converts."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    every = json.loads(done.stdout)
    assert not {"asyncio", "cattrs"} & set(every)
    loaded = {one.removeprefix("protime.") for one in every if "protime." in one}
    collections = {one for one in loaded if one.startswith("collections.")}
    models = {one for one in loaded if one.startswith("models.")}
    assert collections == {"collections.clockings"}
    assert models == {"models.clockings", "models.identifiers", "models.shared"}


ENCODINGS: Mapping[str, tuple[str, Callable[[Any], Callable[[bytes], bytes]]]] = {
    "gzip": ("gzip", lambda module: module.compress),
    "br": ("brotli", lambda module: module.compress),
    "zstd": ("zstandard", lambda module: module.ZstdCompressor().compress),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_compressed_answers_are_asked_for_and_read(encoding: str) -> None:
    """Pages travel compressed, in each way that the HTTP client can undo."""
    name, compressing = ENCODINGS[encoding]
    compress = compressing(pytest.importorskip(name))
    asked = []

    def answering(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        asked.append(request.headers["accept-encoding"])
        body = compress(json.dumps({"value": [document(5)]}).encode())
        return httpx.Response(200, content=body, headers={"content-encoding": encoding})

    client = Protime(
        "acme",
        client_id="a",
        client_secret="b",
        user_agent="Svc/v1 (Acme)",
        http=httpx.Client(transport=httpx.MockTransport(answering)),
    )
    days = DateRange(date(2026, 1, 1), date(2026, 1, 2))
    assert [one.id for one in client.clockings.list(date=days)] == [5]
    assert encoding in asked[0]


def counted(monkeypatch: pytest.MonkeyPatch, ids: int) -> tuple[int, int]:
    """Return how many literals and characters a list of ids takes to write."""
    written = characters = 0
    literals, parameter = filters.literals, links.parameter

    def writing(values: Sequence[object]) -> list[str]:
        nonlocal written
        made = literals(values)
        written += len(made)
        return made

    def filtering(name: str, value: str | None) -> str:
        nonlocal characters
        made = parameter(name, value)
        characters += len(made)
        return made

    with monkeypatch.context() as patch:
        patch.setattr(markers, "literals", writing)
        patch.setattr(splitting, "literals", writing)
        patch.setattr(splitting, "parameter", filtering)
        days = DateRange(date(2026, 1, 1), date(2026, 12, 31))
        clockings.list({"date": days, "person": list(range(10**6, 10**6 + ids))})
    return written, characters


def test_many_ids_cost_no_quadratic_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as many ids are ten times the work, not a hundred times."""
    few, many = counted(monkeypatch, 10_000), counted(monkeypatch, 100_000)
    for small, large in zip(few, many, strict=True):
        assert large < 11 * small
    assert many[0] < 3 * 100_000


def page(*rows: object) -> Response:
    return Response(status=200, content=json.dumps({"value": rows}).encode())


ODD = "ignore::protime_runtime.errors.DeviationWarning"


def converted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list of what the converter is given to read, page by page."""
    given: list[object] = []
    plain = Decoder.items

    def counting(self: Decoder, *rest: Any, **named: Any) -> object:
        given.append(rest)
        return plain(self, *rest, **named)

    monkeypatch.setattr(Decoder, "items", counting)
    return given


@pytest.mark.filterwarnings(ODD)
def test_what_is_as_the_spec_says_needs_no_converter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each page is seen whole, the first as all others, and none is converted."""
    decoder, given = Decoder(), converted(monkeypatch)
    for _ in range(201):
        assert read(Items(Clocking), page(document()), decoder).value[0].id == 1
    assert not given
    read(Items(Clocking), page(document(kind="Zork")), decoder)
    assert len(given) == 1
    assert decoder.deviations.counts()


@pytest.mark.filterwarnings(ODD)
def test_some_odd_pages_are_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The converter reads the first page that deviates, and one in a hundred."""
    decoder, given = Decoder(), converted(monkeypatch)
    for _ in range(201):
        read(Items(Clocking), page(document(kind="Zork")), decoder)
    assert len(given) == 3
    assert list(decoder.deviations.counts().values()) == [3]


def test_strict_sees_every_page() -> None:
    """With `strict` nothing is passed over, and yet the fast way reads."""
    decoder = Decoder(strict=True)
    for _ in range(3):
        read(Items(Clocking), page(document()), decoder)
        with pytest.raises(DecodingError, match="Zork"):
            read(Items(Clocking), page(document(kind="Zork")), decoder)


def test_a_hook_of_yours_turns_the_fast_way_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The converter stays the one that says how values are read."""
    made = ModelConverter()
    monkeypatch.setattr(converting, "converter", made)
    made.customised = False
    decoder = Decoder()
    decoder.seen(Clocking)
    assert [decoder.way(read) for read in (Clocking, object)] == ["open", "closed"]
    made.register_structure_hook(int, lambda value, _: value)
    assert [decoder.way(read) for read in (Clocking, object)] == [None, None]


def test_a_converter_that_is_being_loaded_has_no_hooks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One thread may be loading it while another asks how to read."""
    monkeypatch.setitem(sys.modules, converting.__name__, ModuleType("unfinished"))
    assert Decoder().way(Clocking) == "closed"


@pytest.mark.parametrize("fails", ["errs", "raises"])
def test_a_way_that_errs_is_not_taken(
    fails: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One row is tried first; if it comes out otherwise, the tolerant way is taken."""

    def copying(*_: object, **__: object) -> object:
        if fails == "raises":
            raise TypeError("a later version")
        return lambda rows: list(rows)

    monkeypatch.setattr(native, "copying", copying)
    monkeypatch.setattr(native, "_readers", {})
    with caplog.at_level(logging.INFO, "protime"):
        decoder = Decoder()
        for _ in range(3):
            assert read(Items(Clocking), page(document()), decoder).value[0].id == 1
    told = [record.message.partition(":")[0] for record in caplog.records]
    assert told == [f"Clocking is not read the {way} way" for way in ("closed", "open")]
