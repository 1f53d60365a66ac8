"""Any JSON in any place of a page, and any bytes: rows, or an error of ours."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow")

from protime import DateRange, ProtimeError
from protime.catalog import CATALOG
from protime_sync import MemoryState, Sync
from protime_sync.arrow import shape_of
from protime_sync.dlt.blocks import in_blocks
from tests.depth import many

from .poisons import DEEP, VALUES
from .tenant import Tenant

relaxed = settings(
    deadline=None,
    max_examples=many(60, 25),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LINK = re.compile(rb"\\|1e400")
"""What stands in links of the examples, none of which can be followed."""

ODD = st.sampled_from(sorted({one.text for one in VALUES if len(one.text) < 20_000}))
SCALARS = st.one_of(
    ODD,
    st.none().map(json.dumps),
    st.integers().map(json.dumps),
    st.floats().map(json.dumps),
    st.text(max_size=6).map(json.dumps),
    st.dates().map(lambda day: f'"{day}"'),
)


def _object(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{json.dumps(key)}: {fields[key]}" for key in fields) + "}"


NAMES = ("id", "latitude", "externalReferences", "default", "translations", "x\0")
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda found: f"[{', '.join(found)}]")
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3).map(_object)
    ),
    max_leaves=6,
)
FOLLOWED = sorted(
    name
    for name, info in CATALOG.items()
    if info.delta and any(one.wire == "id" for one in info.fields)
)


@st.composite
def rows(draw: st.DrawFn, name: str) -> str:
    """Draw a row of a collection with any JSON in some of its properties."""
    wires = sorted(one.wire for one in CATALOG[name].fields)
    fields = draw(st.dictionaries(st.sampled_from(wires), JSON, max_size=4))
    id = draw(st.integers(1, 99).map(str) | JSON)
    return _object({**fields, "id": id})


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FOLLOWED)
@given(st.data())
@settings(relaxed, max_examples=many(15, 8))
def test_any_row_reaches_a_table_or_is_set_aside(
    name: str, data: st.DataObject
) -> None:
    """In a first load, read in columns, and as a change; nothing else is raised."""
    texts = data.draw(st.lists(rows(name) | JSON, max_size=4))
    tenant = Tenant(listed={name: [*texts, '{"id": 1000}']})
    shape = shape_of(
        CATALOG[name], timezone="Asia/Tokyo", nested="json", dictionaries=False
    )
    dated = any(one.wire == "date" and one.required for one in CATALOG[name].filters)
    filters: dict[str, Any] = {"date": DateRange(date(2026, 1, 1))} if dated else {}
    client = tenant.client()
    sync = Sync(client, MemoryState(), today=lambda: date(2026, 2, 1))
    feed: Any = sync.follow(name, **filters)
    in_blocks(feed.following, shape, lambda *_: None)
    with feed.batch() as changes:
        for part in changes.parts():
            shape.table(part.upserts, client._decoder)
    tenant.changed[name] = [*texts, '{"id": 1001}']
    with suppress(ProtimeError), feed.batch() as changes:
        for part in changes.parts():
            shape.table(part.upserts, client._decoder)
            list(feed.following.models(part))


@pytest.mark.filterwarnings("ignore")
@given(st.binary(max_size=40) | JSON.map(lambda text: text.encode(errors="replace")))
@example(DEEP.encode())
@example(b'{"value": [], "deltaLink": "/a\\u0000"}')
@example(b'{"value": [], "deltaLink": "/a\\ud83d"}')
@example(b'{"value": [], "deltaLink": 1e400}')
@relaxed
def test_any_page_is_read_or_an_error_of_ours(body: bytes) -> None:
    """And an error leaves the feed where it was."""
    tenant = Tenant(body=body.decode("utf-8", "surrogateescape"))
    state = MemoryState()
    feed = Sync(tenant.client(), state).follow("people")
    in_blocks(feed.following, shape_of(CATALOG["people"]), lambda *_: None)
    with suppress(ProtimeError), feed.batch() as changes:
        list(changes)
    assert state.load(feed.name) is None or not LINK.search(body)
