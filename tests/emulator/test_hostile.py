"""No request, however malformed, may end in a server error or a hang."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from urllib.parse import quote_from_bytes

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protime_emulator import Emulator
from protime_emulator.sample.catalogs import STRUCTURE_VERSION, definition_id
from tests.depth import many

from .conftest import BASE, TODAY, USER_AGENT, Asker, asker

DEFINITION = (
    f"activity-structure-versions/{STRUCTURE_VERSION}/levels/1"
    f"/activity-definitions/{definition_id(1, 0)}"
)
WORDS = (
    *("date", "person", "kind", "ge", "le", "eq", "in", "and", "or", "circle"),
    *("(", ")", ",", "'2026-01-01'", "'", "1", "-9" * 9, "true"),
)
REFUSED = (400, 404, 405, 409, 410, 413, 414)
relaxed = settings(
    deadline=None,
    max_examples=many(150, 40),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["InOut", "2026-01-01", 10**400, "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "person", "date", "kind", "externalReferences"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def abused() -> Iterator[Asker]:
    """Share a tenant between these tests, which leave nobody knows what in it."""
    with Emulator(people=10, days=60, seed=1, today=TODAY, page_size=50) as made:
        yield asker(made)


def _send(
    api: Asker, method: str, target: bytes, content: bytes = b""
) -> httpx.Response:
    url = httpx.URL("http://emulator.local").copy_with(raw_path=target)
    return api.http.request(method, url, headers=api.headers, content=content)


@given(st.binary(max_size=60), st.sampled_from(["filter", "externalReferences"]))
@relaxed
def test_any_bytes_in_the_query(abused: Asker, value: bytes, name: str) -> None:
    encoded = quote_from_bytes(value).encode()
    target = f"{BASE}/clockings?{name}=".encode() + encoded
    assert _send(abused, "GET", target).status_code in REFUSED


@given(st.binary(max_size=40), st.sampled_from(["continuationToken", "deltaToken"]))
@relaxed
def test_any_bytes_as_a_token(abused: Asker, value: bytes, name: str) -> None:
    text = f"{BASE}/clockings?filter=date%20ge%20'2026-01-01'&{name}="
    target = text.encode() + quote_from_bytes(value).encode()
    assert _send(abused, "GET", target).status_code in REFUSED


@given(st.binary(max_size=40), st.sampled_from(["GET", "PUT", "DELETE", "TRACE"]))
@relaxed
def test_any_bytes_in_the_path(abused: Asker, value: bytes, method: str) -> None:
    segment = quote_from_bytes(value, safe="/").encode()
    target = f"{BASE}/clockings/".encode() + segment
    assert _send(abused, method, target).status_code in (*REFUSED, 200)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "clockings"),
        ("POST", "webhooks"),
        ("PUT", "assignments/10000"),
        ("PUT", "external-references/people/HRMID/1"),
        ("PUT", f"{DEFINITION}/restrictions"),
        ("POST", f"{DEFINITION}/usages"),
        ("DELETE", f"{DEFINITION}/usages"),
    ],
)
@given(json_values)
@relaxed
def test_any_json_as_a_body(
    abused: Asker, method: str, path: str, value: object
) -> None:
    content = json.dumps(value).encode()
    status = _send(abused, method, f"{BASE}/{path}".encode(), content).status_code
    assert status in (200, 201, 204, 400, 404)


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
@relaxed
def test_any_words_as_a_filter(abused: Asker, words: list[str]) -> None:
    """What looks like the grammar goes deeper than bytes do."""
    response = abused.ask("/clockings", filter=" ".join(words))
    assert response.status_code in (200, 400, 414)


@given(
    st.sampled_from(["Authorization", "If-None-Match", "User-Agent", "Content-Type"]),
    st.binary(max_size=40).map(lambda value: bytes(one | 0x20 for one in value)),
)
@relaxed
def test_any_bytes_in_a_header(abused: Asker, name: str, value: bytes) -> None:
    headers = {**abused.headers, name: value.strip()}
    url = f"http://emulator.local{BASE}/people/1"
    request = httpx.Request("GET", url, headers=headers)  # type: ignore[arg-type]  # bytes
    assert abused.http.send(request).status_code in (200, 304, 400, 401)


@given(st.binary(max_size=60))
@relaxed
def test_any_bytes_as_a_body(abused: Asker, content: bytes) -> None:
    target = f"{BASE}/assignments".encode()
    assert _send(abused, "POST", target, content).status_code == 400
    token = _send(abused, "POST", b"/tenants/acme/connect/token", content)
    assert token.status_code == 400


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"9" * 100_000,
        b'{"timeOfDayInMinutes": 1e400}',
        b"NaN",
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_bodies_that_break_parsers(abused: Asker, content: bytes) -> None:
    response = _send(abused, "POST", f"{BASE}/clockings".encode(), content)
    assert response.status_code == 400
    assert response.json()["validationErrors"]


def test_large_bodies_are_refused(abused: Asker) -> None:
    content = b" " * 1_000_001
    for target in (f"{BASE}/clockings", "/tenants/acme/connect/token"):
        response = _send(abused, "POST", target.encode(), content)
        assert response.status_code == 413
        assert response.json()["error"]["code"] == "PayloadTooLarge"


@pytest.mark.parametrize("size", [5_000, 60_000])
def test_large_filters_are_refused(abused: Asker, size: int) -> None:
    target = f"{BASE}/clockings?filter=".encode() + b"(" * size
    assert _send(abused, "GET", target).status_code == 414


def test_large_filters_are_refused_on_a_port(api: Asker) -> None:
    """Bytes on a socket: clients of HTTP would refuse to send them."""
    with api.emulator.serve() as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            line = f"GET {BASE}/clockings?filter=".encode() + b"(" * 10_000_000
            agent = f"User-Agent: {USER_AGENT}\r\nHost: x\r\nConnection: close\r\n\r\n"
            connection.sendall(line + b" HTTP/1.1\r\n" + agent.encode())
            with connection.makefile("rb") as answers:
                answer = answers.read()
    assert answer.startswith(b"HTTP/1.1 414")
    assert b'"code":"UriTooLong"' in answer


@pytest.mark.parametrize(
    "garbage", [b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP\r\n\r\n"]
)
def test_what_is_not_http_is_refused(api: Asker, garbage: bytes) -> None:
    with api.emulator.serve() as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(garbage)
            with connection.makefile("rb") as answers:
                assert b" 400 " in answers.readline()
        assert httpx.get(f"{url}{BASE}/people").status_code == 400


@pytest.mark.parametrize("segment", ["%0A", "%0D%0A", "%C2%85", "%E2%80%A8", "%00"])
def test_line_breaks_in_the_path_are_answered_as_documented(
    abused: Asker, segment: str
) -> None:
    response = abused.ask(f"/clockings/a{segment}b")
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "BadRequest"
