"""Every operation against a mock server that validates requests by the OpenAPI file.

Nobody here wrote that server (Stoplight's Prism), so it cannot share a mistake with the
client or the emulator. ``nox -s prism`` installs it and says in ``PRISM`` where it is.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

import protime
from protime.api import API
from protime.catalog import CATALOG
from protime_runtime.catalog import CollectionInfo, OperationInfo
from tests.calling import (
    MODES,
    Call,
    Mode,
    client,
    items_of,
    opened,
    operation_of,
    settled,
)
from tests.recording import Answered, recording
from tests.samples import Samples, names

BINARY = os.environ.get("PRISM", "")
if not BINARY:
    pytest.skip(
        "PRISM does not say where the mock server is; `nox -s prism` installs it.",
        allow_module_level=True,
    )

pytestmark = pytest.mark.prism

DOCUMENT = Path(__file__).parents[3] / "generated" / "openapi.yaml"
GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
NUMBER = 4781
"""The ids of the document's examples: an answer with another one is refused."""
TOKEN = {"access_token": "the-token", "expires_in": 1800, "token_type": "Bearer"}


@pytest.fixture(scope="module")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    log = tmp_path_factory.mktemp("prism") / "prism.log"
    command = [BINARY, "mock", "-h", "127.0.0.1", "-p", str(port), "--errors"]
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603 - the binary that the session installed
            [*command, str(DOCUMENT)], stdout=output, stderr=output
        ) as process,
    ):
        try:
            wait(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Prism did not start:\n{log.read_text('utf-8', 'replace')}")


@pytest.fixture(scope="module")
def settings(prism: str) -> Iterator[dict[str, Any]]:
    with recording() as tokens:
        tokens.answer = lambda _: Answered(body=TOKEN)
        yield {
            "tenant": "acme",
            "client_id": "the-client",
            "client_secret": "the-secret",
            "base_url": prism,
            "token_url": f"{tokens.url}/token",
            "strict": True,
        }


def call_of(
    info: CollectionInfo, operation: OperationInfo, *, whole: bool = True
) -> Call:
    """Return a call with all that the operation takes, or only what it needs."""
    today = date.today()
    month = {"ge": today - timedelta(days=30), "le": today}
    samples = Samples(info, some_id, {"date": month} if operation.filters else {})
    filters = [
        one
        for one in info.filters
        if one.wire in operation.filters and (whole or one.required)
    ]
    return Call(
        collection=info.name,
        operation=operation.name,
        path={
            one.wire: 1
            if one.wire == "level"
            else NUMBER
            if one.type == "integer"
            else GUID
            for one in operation.path_parameters
        },
        filters={one.wire: samples.filter(one) for one in filters},
        external_references=samples.references(operation) if whole else (),
        expand=operation.expand if whole else (),
        body=samples.body(operation, whole=whole) if operation.body else None,
    )


def some_id(collection: str) -> object:
    known = CATALOG.get(collection)
    return GUID if known and known.id_type == "string" else NUMBER


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "least"])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("collection", "name"), names())
async def test_operation(
    collection: str, name: str, mode: Mode, whole: bool, settings: dict[str, Any]
) -> None:
    """Prism finds no fault with the request, nor the client with the answer."""
    info, operation = CATALOG[collection], operation_of(collection, name)
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    async with opened(kind()) as http:
        made = client(mode, http, **settings)
        result = call_of(info, operation, whole=whole).on(made)
        if operation.response == "page":
            check_items(info, await items_of(result))
        else:
            check(info, operation, await settled(result))
        if name == "delta":
            await check_changes(info, made, result.link)
        assert not made.deviations


def check(info: CollectionInfo, operation: OperationInfo, result: Any) -> None:
    if operation.response == "nothing":
        assert result is None
    elif operation.response == "item":
        assert isinstance(result, getattr(protime, str(info.item)))
    elif operation.response == "created":
        assert isinstance(result, protime.Created)
        assert isinstance(result.id, int if info.id_type == "integer" else str)
    elif operation.response == "upserted":
        assert isinstance(result, protime.Upserted)
    else:
        assert isinstance(result, protime.CreatedWebhook)
        assert result.private_key


def check_items(info: CollectionInfo, found: list[Any]) -> None:
    items = [getattr(one, "item", one) for one in found]
    assert items
    assert {type(one) for one in items} == {getattr(protime, str(info.item))}


async def check_changes(info: CollectionInfo, made: Any, link: str) -> None:
    pager = Call(collection=info.name, operation="changes", link=link).on(made)
    changes = await items_of(pager)
    assert {type(one) for one in changes} <= {protime.Upsert, protime.Delete}
    assert changes


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("collection", "name"),
    [
        (info.name, one.name)
        for info in CATALOG.values()
        for one in info.operations
        if any(place.identifier for place in one.path_parameters)
    ],
)
async def test_reference_in_the_path(
    collection: str, name: str, mode: Mode, settings: dict[str, Any]
) -> None:
    """Items can be named by another system's name, which goes into path and query."""
    info, operation = CATALOG[collection], operation_of(collection, name)
    call = call_of(info, operation)
    path = {
        one.wire: {"reference": (one.identifier, "HRMID"), "value": "Emp/123"}
        if one.identifier
        else call.path[one.wire]
        for one in operation.path_parameters
    }
    call = Call(collection=collection, operation=name, path=path, body=call.body)
    async with opened(client(mode, **settings)) as made:
        result = call.on(made)
        if operation.response == "page":
            check_items(info, await items_of(result))
        else:
            check(info, operation, await settled(result))


def test_prism_validates(prism: str) -> None:
    """Prism refuses a request without a required filter or without a token."""
    url = f"{prism}{API.base_path}/clockings"
    bearer = {"authorization": "Bearer x"}
    assert httpx.get(url, headers=bearer).status_code == 400
    filtered = {"filter": "date ge '2026-01-01'"}
    assert httpx.get(url, params=filtered).status_code == 401
    assert httpx.get(url, params=filtered, headers=bearer).status_code == 200
