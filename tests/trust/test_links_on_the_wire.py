"""Where the token goes, asserted on sockets: two servers on two loopback ports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import httpx
import pytest

from protime import DateRange, Protime
from protime_runtime.errors import (
    AuthenticationFailed,
    CreationUnconfirmed,
    DecodingError,
    ForeignLink,
    ProtimeError,
    RepeatedLink,
    ResponseError,
)
from protime_runtime.messages import Response
from tests.runtime.helpers import Received, answer, is_for_token, serving
from tests.trust.helpers import BASE, SECRET, SETTINGS, TOKEN

Serve = Callable[[Received], Response | None]
REFUSALS = (DecodingError, ForeignLink, ResponseError, RepeatedLink)


def granted(asked: Received, token: str) -> Response:
    """Return a token with the scopes that were asked for."""
    scope = parse_qs(asked.body.decode()).get("scope", [""])[0]
    return answer({"access_token": token, "expires_in": 1800, "scope": scope})


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[Received]]]:
    """Serve on another port, which must never be asked."""
    with serving(lambda one: granted(one, "foreign")) as (url, log):
        yield url, log


def tenant_of(serve: Serve) -> Serve:
    return lambda one: granted(one, TOKEN) if is_for_token(one) else serve(one)


LINKS = (
    "{evil}" + BASE + "/people?continuationToken=1",
    "//{host}" + BASE + "/people",
    "http://tenant@{host}" + BASE + "/people",
    "{home}@{host}/people",
    "{home}:80@{host}/people",
    "http://{host}\\@{own}/people",
    "\\\\{host}/people",
    "/\\{host}/people",
    "https://{own}" + BASE + "/people",
    "ftp://{own}/people",
    "http:{host}/people",
    "{home}.{host}/people",
    "\thttp://{host}/people",
    "http://[::1]/people",
    "http://{own}:1/people",
)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("key", ["nextLink", "deltaLink"])
def test_a_foreign_link_is_not_followed(
    link: str, key: str, elsewhere: tuple[str, list[Received]]
) -> None:
    """Neither the token nor any request goes there."""
    evil, foreign = elsewhere
    own: list[str] = []

    def serve(_: Received) -> Response:
        given = link.format(
            evil=evil,
            host=evil.removeprefix("http://"),
            home=own[0],
            own=own[0].removeprefix("http://"),
        )
        return answer({"value": [], key: given})

    with serving(tenant_of(serve)) as (url, log):
        own.append(url)
        client = Protime(**SETTINGS, base_url=url)
        with client, pytest.raises(ProtimeError) as caught:
            follow(client, key)
    assert isinstance(caught.value, REFUSALS)
    assert foreign == []
    assert all(one.path.startswith(("/tenants", "/connector")) for one in log[:2])
    assert SECRET not in "".join(one.target for one in log)


def follow(client: Protime, key: str) -> None:
    if key == "nextLink":
        list(client.people.list())
        return
    day = client._today().replace(month=1, day=1)
    with client.clockings.delta(date=DateRange(day)) as delta:
        list(delta)
    list(client.clockings.changes(delta.link))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("follows", [True, False])
def test_a_redirect_to_another_host_is_an_error(
    status: int, follows: bool, elsewhere: tuple[str, list[Received]]
) -> None:
    """Also for an HTTP client that follows redirects, and for each verb."""
    evil, foreign = elsewhere
    moved = answer(b"", status, location=f"{evil}{BASE}/people/1")
    with (
        serving(tenant_of(lambda _: moved)) as (url, _),
        httpx.Client(follow_redirects=follows) as http,
    ):
        client = Protime(**SETTINGS, base_url=url, http=http)
        for verb in ("GET", "POST", "PUT", "DELETE"):
            with pytest.raises(ResponseError) as caught:
                client.raw(verb, "people/1")
            assert caught.value.status == status
    assert foreign == []


@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_of_the_token_endpoint_does_not_take_the_secret_along(
    status: int, elsewhere: tuple[str, list[Received]]
) -> None:
    """The secret goes to the token endpoint only."""
    evil, foreign = elsewhere
    moved = answer(b"", status, location=f"{evil}/tenants/acme/connect/token")
    with (
        serving(lambda _: moved) as (url, _),
        httpx.Client(follow_redirects=True) as http,
    ):
        client = Protime(**SETTINGS, base_url=url, http=http)
        with pytest.raises(AuthenticationFailed):
            client.people.get(1)
    assert foreign == []


@pytest.mark.parametrize("place", ["{evil}/x", "//{host}/x", "http://{own}:1/x"])
def test_a_monitor_elsewhere_is_not_asked(
    place: str, elsewhere: tuple[str, list[Received]]
) -> None:
    """``Operation-Location`` is a link, too."""
    evil, foreign = elsewhere
    location = place.format(evil=evil, host=evil.removeprefix("http://"), own="own")
    accepted = answer(b"", 202, operation_location=location)
    with serving(tenant_of(lambda _: accepted)) as (url, _):
        client = Protime(**SETTINGS, base_url=url)
        with client, pytest.raises(CreationUnconfirmed):
            client.raw("POST", "clockings", body={})
    assert foreign == []


@pytest.mark.parametrize("path", ["{evil}/x", "//{host}/x", "https://{own}/x"])
def test_raw_goes_to_the_tenant_only(
    path: str, elsewhere: tuple[str, list[Received]]
) -> None:
    """Any path, but not any host."""
    evil, foreign = elsewhere
    with serving(tenant_of(lambda _: answer({}))) as (url, log):
        given = path.format(
            evil=evil,
            host=evil.removeprefix("http://"),
            own=url.removeprefix("http://"),
        )
        with Protime(**SETTINGS, base_url=url) as client:
            with pytest.raises(ForeignLink):
                client.raw("GET", given)
            assert client.raw("GET", f"{url}{BASE}/people").status == 200
    assert foreign == []
    assert log[-1].headers["authorization"] == f"Bearer {TOKEN}"


def test_raw_cannot_put_another_token_in_place() -> None:
    """The header is the client's, however it is spelled."""
    with (
        serving(tenant_of(lambda _: answer({}))) as (url, log),
        Protime(**SETTINGS, base_url=url) as client,
    ):
        client.raw("GET", "people", headers={"Authorization": "Bearer mine"})
    assert log[-1].headers["authorization"] == f"Bearer {TOKEN}"


def test_the_secret_goes_to_the_token_endpoint_and_the_token_to_the_api() -> None:
    """On two ports: neither sees what is the other's."""
    with (
        serving(lambda one: granted(one, TOKEN)) as (issuer, for_tokens),
        serving(lambda _: answer({"id": 1})) as (api, for_api),
    ):
        token_url = f"{issuer}/connect/token"
        with Protime(**SETTINGS, base_url=api, token_url=token_url) as client:
            client.people.get(1)
    assert all("authorization" not in one.headers for one in for_tokens)
    assert SECRET.encode() in for_tokens[0].body
    shown = [(one.target, one.headers, one.body) for one in for_api]
    assert SECRET not in repr(shown)
    assert for_api[0].headers["authorization"] == f"Bearer {TOKEN}"
