"""Costs that can be counted: imports, work for many ids, pages that are checked."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import httpx
import pytest

from protime import Protime
from protime_runtime.asking import filters, links
from protime_runtime.asking.days import DateRange
from protime_runtime.messages import Items, Response
from protime_runtime.reading import decoder as decoding
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
print(json.dumps([one for one in sys.modules if one.startswith("protime.")]))
"""


def test_the_first_request_loads_only_its_collection() -> None:
    """Other collections and their models are not imported."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    loaded = {one.removeprefix("protime.") for one in json.loads(done.stdout)}
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
    literals = characters = 0
    literal, query, parameter = filters.literal, links.query, links.parameter

    def counting(value: object) -> str:
        nonlocal literals
        literals += 1
        return literal(value)

    def measuring(pairs: tuple[tuple[str, str | None], ...]) -> str:
        nonlocal characters
        made = query(pairs)
        characters += len(made)
        return made

    def filtering(name: str, value: str | None) -> str:
        nonlocal characters
        made = parameter(name, value)
        characters += len(made)
        return made

    with monkeypatch.context() as patch:
        patch.setattr(filters, "literal", counting)
        patch.setattr("protime_runtime.asking.splitting.literal", counting)
        patch.setattr("protime_runtime.asking.splitting.query", measuring)
        patch.setattr("protime_runtime.asking.splitting.parameter", filtering)
        days = DateRange(date(2026, 1, 1), date(2026, 12, 31))
        clockings.list({"date": days, "person": list(range(10**6, 10**6 + ids))})
    return literals, characters


def test_many_ids_cost_no_quadratic_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as many ids are ten times the work, not a hundred times."""
    few, many = counted(monkeypatch, 10_000), counted(monkeypatch, 100_000)
    for small, large in zip(few, many, strict=True):
        assert large < 11 * small
    assert many[0] < 5 * 100_000


def page(*rows: object) -> Response:
    return Response(status=200, content=json.dumps({"value": rows}).encode())


def test_some_pages_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page and one in a hundred are read by the converter."""
    decoder, checked = Decoder(), []
    plain = Decoder.items

    def counting(self: Decoder, *rest: Any, **named: Any) -> object:
        checked.append(rest)
        return plain(self, *rest, **named)

    monkeypatch.setattr(Decoder, "items", counting)
    for _ in range(201):
        assert read(Items(Clocking), page(document()), decoder).value[0].id == 1
    assert len(checked) == 3


def test_strict_checks_every_page() -> None:
    """With `strict` nothing is passed over."""
    assert not any(Decoder(strict=True).may_be_fast(Clocking) for _ in range(3))


def test_a_hook_of_yours_turns_the_fast_way_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The converter stays the one that says how values are read."""
    made = ModelConverter()
    monkeypatch.setattr(decoding, "converter", made)
    made.customised = False
    decoder = Decoder()
    assert [decoder.may_be_fast(Clocking) for _ in range(2)] == [False, True]
    made.register_structure_hook(int, lambda value, _: value)
    assert not decoder.may_be_fast(Clocking)


@pytest.mark.parametrize("fails", ["errs", "raises"])
def test_a_way_that_errs_is_not_taken(
    fails: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One row is tried first; if it comes out otherwise, the tolerant way is taken."""

    def copying(*_: object) -> object:
        if fails == "raises":
            raise TypeError("a later version")
        return lambda rows: list(rows)

    monkeypatch.setattr(native, "copying", copying)
    monkeypatch.setattr(native, "_readers", {})
    with caplog.at_level(logging.INFO, "protime"):
        decoder = Decoder()
        for _ in range(3):
            assert read(Items(Clocking), page(document()), decoder).value[0].id == 1
    assert len(caplog.records) == 1
    assert caplog.records[0].message.startswith("Clocking is read the tolerant way")
