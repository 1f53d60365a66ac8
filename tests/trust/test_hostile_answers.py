"""Any JSON in place of any field, any bytes as an answer: a value, or our error."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import import_module
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from protime import ClockingKind, NewClocking, Protime
from protime.catalog import CATALOG
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.catalog import CollectionInfo, FieldInfo
from protime_runtime.errors import ProtimeError
from tests.depth import many
from tests.trust.helpers import SETTINGS, Served, Stub, answering, granted

relaxed = settings(
    deadline=None,
    max_examples=many(150, 50),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([10**400, -(10**30), "\ud800", "", "2026-01-01", 1e308]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "externalReferences", "date"]) | st.text(max_size=4),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
ITEMS = [info for info in CATALOG.values() if info.item is not None]


PLAIN: dict[str, object] = {
    "integer": 480,
    "number": 4.5,
    "string": "Sample",
    "boolean": True,
    "date": "2026-03-10",
    "datetime": "2026-03-10T08:00:00+01:00",
}


def plain(info: FieldInfo) -> object:
    """Return a value that a property may have."""
    value = {"id": 1} if info.identifier else PLAIN.get(info.type, {})
    return [value] if info.list else value


def documents(info: CollectionInfo) -> st.SearchStrategy[object]:
    """Return items with any JSON in place of one or two of its fields."""
    whole = {one.wire: plain(one) for one in info.fields if one.read != "never"}
    spoiled = st.dictionaries(st.sampled_from(sorted(whole)), ANY_JSON, max_size=3)
    return spoiled.map(lambda one: {**whole, **one}) | ANY_JSON


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@pytest.mark.parametrize("name", sorted({info.name for info in ITEMS}))
@given(st.data(), st.booleans())
@settings(relaxed, max_examples=many(30, 10))
def test_any_json_in_any_field_is_read_or_an_error_of_ours(
    name: str, data: st.DataObject, strict: bool
) -> None:
    """For each collection; a tolerant client reads every page of objects."""
    info = CATALOG[name]
    rows = data.draw(st.lists(documents(info), max_size=2))
    content = json.dumps({"value": rows}).encode()
    client, _ = answering(lambda _: Served(content=content), strict=strict)
    objects = all(isinstance(one, dict) and "changeType" not in one for one in rows)
    try:
        items = list(client._paginate([listing(info)]))
    except ProtimeError:
        assert strict or not objects
    else:
        assert len(items) == len(rows)
        assert all(repr(one) for one in items)


def listing(info: CollectionInfo) -> Any:
    """Return the request for a page of a collection, past its filters' rules."""
    module = import_module(f"protime.collections.{info.attribute}")
    found = [one for one in vars(module).values() if isinstance(one, Endpoint)]
    return found[0].resume("/x")[0]


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@given(
    st.binary(max_size=60),
    st.sampled_from([200, 201, 202, 204, 304, 400, 404, 409, 429, 500, 503]),
    st.sampled_from(["list", "get", "delta", "create", "webhook", "raw"]),
    st.dictionaries(
        st.sampled_from(["location", "retry-after", "etag", "operation-location"]),
        st.text(max_size=6) | st.sampled_from(["-1", "1e9", "//evil", "9" * 400]),
        max_size=2,
    ),
)
@example(b"[" * 100_000, 200, "list", {})
@example(b'{"value":[{"id":' + b"9" * 5000 + b"}]}", 200, "list", {})
@relaxed
def test_any_bytes_are_read_or_an_error_of_ours(
    body: bytes, status: int, operation: str, headers: dict[str, str]
) -> None:
    """With any status and headers, for each kind of call."""
    response = Served(status_code=status, content=body, headers=headers)
    client, _ = answering(lambda _: response)
    ticks = iter(range(0, 10**9, 100))
    client._context = evolve(client._context, clock=lambda: float(next(ticks)))
    with suppress(ProtimeError):
        asked(client, operation)


def asked(client: Protime, operation: str) -> None:
    new = NewClocking(
        person=1, date=client._today(), time_of_day_in_minutes=1, kind=ClockingKind("x")
    )
    calls: dict[str, Any] = {
        "list": lambda: list(client.people.list()),
        "get": lambda: client.people.get(1),
        "delta": lambda: list(client.clockings.changes("/x?deltaToken=1")),
        "create": lambda: client.clockings.create(new),
        "webhook": lambda: client.webhooks.get("1"),
        "raw": lambda: client.raw("GET", "people"),
    }
    calls[operation]()


@given(st.binary(max_size=60), st.integers(200, 599))
@relaxed
def test_any_bytes_of_the_token_endpoint_are_an_error_of_ours(
    body: bytes, status: int
) -> None:
    """Nothing is sent to the API without a token."""
    stub = Stub(lambda _: Served(status_code=status, content=body))
    client = Protime(**SETTINGS, http=stub)
    client._sleep = lambda _: None
    with pytest.raises(ProtimeError):
        client.people.get(1)
    assert all(one.is_for_token for one in stub.log)
    assert granted(stub.log[0]).status_code == 200
