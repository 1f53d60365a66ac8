"""Any text as a reference, a name or a filter value stays in its place."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protime import (
    Circle,
    ClockingKind,
    DateRange,
    NamedSet,
    PersonReference,
    Protime,
)
from protime_runtime.errors import InvalidRequest, ProtimeError
from tests.depth import many
from tests.trust.helpers import (
    BASE,
    Stub,
    answering,
    said,
)

relaxed = settings(
    deadline=None,
    max_examples=many(150, 50),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HOST = "acme.myprotime.eu"
NASTY = st.text() | st.sampled_from(
    [
        "..",
        ".",
        "/",
        "//evil.example",
        "a/../../b",
        "%2e%2e",
        "%2F",
        "?filter=1",
        "#x",
        "a b",
        "a+b",
        "a&b=c",
        "';--",
        "' or person in (1)",
        "\\evil",
        "\r\nX: y",
        "\x00",
        "\ud800",
        "é",
        "(people,@x)",
        "@evil.example",
        ":80",
    ]
)


def sent_to(client: Protime, stub: Stub, call: Any) -> str | None:
    """Return the address that a call was sent to, as httpx puts it on the wire."""
    stub.log.clear()
    try:
        call(client)
    except InvalidRequest:
        assert stub.log == []
        return None
    except ProtimeError:
        pass
    return stub.log[-1].url if stub.log else None


def made() -> tuple[Protime, Stub]:
    client, stub = answering(lambda _: said({"value": []}))
    client.raw("GET", "people")
    return client, stub


def check(url: str, path: str, names: set[str]) -> dict[str, list[str]]:
    """Check host, path and the query's names, before and after the HTTP library."""
    wire = httpx.URL(url)
    assert wire.host == HOST
    assert wire.scheme == "https"
    assert not wire.userinfo
    raw = wire.raw_path.decode("ascii")
    assert raw == url.removeprefix(f"https://{HOST}")
    parts = urlsplit(url)
    assert parts.path.count("/") == path.count("/")
    assert ".." not in parts.path.split("/")
    query = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(names))
    assert set(query) == names
    assert all(len(one) == 1 for one in query.values())
    return query


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
@given(NASTY, NASTY)
@relaxed
def test_any_reference_stays_in_its_place(name: str, value: str) -> None:
    """A reference's type and value are one segment and one parameter."""
    client, stub = made()

    def call(client: Protime) -> None:
        client.people.get(PersonReference(name).of(value))

    url = sent_to(client, stub, call)
    if url is not None:
        query = check(url, f"{BASE}/people/x", {"externalReferences"})
        assert query["externalReferences"] == [f"(people,{name})"]
        assert unquote(urlsplit(url).path.rpartition("/")[2]) == value


@given(NASTY, NASTY, NASTY)
@relaxed
def test_any_custom_reference_stays_in_its_place(
    collection: str, name: str, value: str
) -> None:
    """All three are segments."""
    client, stub = made()

    def call(client: Protime) -> None:
        client.raw("GET", "x")
        stub.log.clear()
        client.external_references.delete(collection, name, value)

    url = sent_to(client, stub, call)
    if url is not None:
        check(url, f"{BASE}/external-references/a/b/c", set())


@given(NASTY)
@relaxed
def test_any_filter_value_stays_in_its_literal(value: str) -> None:
    """A quote cannot end the literal, and no value adds a condition."""
    client, stub = made()
    january = DateRange(client._today())

    def call(client: Protime) -> None:
        client.clockings.list(date=january, kind=ClockingKind(value)).first()

    url = sent_to(client, stub, call)
    if url is not None:
        expression = check(url, f"{BASE}/clockings", {"filter"})["filter"][0]
        assert expression.count("'") == 4
        assert f"'{value}'" in expression


@given(NASTY, st.integers())
@relaxed
def test_any_set_stays_in_its_condition(name: str, id: int) -> None:
    """A set's name is a word or refused."""
    client, stub = made()
    january = DateRange(client._today())

    def call(client: Protime) -> None:
        sets = [Circle(id), NamedSet(name, (id,))]
        client.clockings.list(date=january, person=sets).first()

    url = sent_to(client, stub, call)
    if url is not None:
        expression = check(url, f"{BASE}/clockings", {"filter"})["filter"][0]
        assert expression.count("(") == expression.count(")") <= 3


@given(NASTY)
@relaxed
def test_any_raw_path_stays_on_the_host(path: str) -> None:
    """Or is refused."""
    client, stub = made()
    url = sent_to(client, stub, lambda one: one.raw("GET", path))
    if url is not None:
        assert httpx.URL(url).host == HOST


@given(NASTY)
@relaxed
def test_any_link_stays_on_the_host(link: str) -> None:
    """Whatever a page says comes next."""
    pages = iter([said({"value": [], "nextLink": link}), said({"value": []})])
    client, stub = answering(lambda _: next(pages))
    with suppress(ProtimeError):
        list(client.people.list())
    assert {httpx.URL(one.url).host.rpartition("myprotime")[2] for one in stub.log} <= {
        ".eu"
    }
