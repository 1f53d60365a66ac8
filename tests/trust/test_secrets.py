"""Neither the secret nor a token is to be seen: texts, logs, errors, frames."""

from __future__ import annotations

import copy
import io
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from protime import AsyncProtime, Protime
from protime_runtime.errors import ConfigurationError, ProtimeError
from protime_runtime.process import Secret, as_secret
from tests.trust.helpers import (
    SECRET,
    SETTINGS,
    TOKEN,
    Sent,
    Served,
    Stub,
    answering,
    awaiting,
    granted,
    our_frames,
    said,
)


def test_a_secret_shows_nothing() -> None:
    """However it is turned into a text; and it is still of use."""
    secret = Secret(SECRET)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r}", f"{[secret]}"]
    assert SECRET not in "".join(shown)
    assert secret.reveal() == SECRET
    assert as_secret(secret) is secret
    assert not as_secret(None)  # type: ignore[arg-type]  # from callers without types
    assert secret == SECRET
    assert secret == Secret(SECRET)
    assert secret != Secret("other")
    assert secret != 5
    assert hash(secret) == hash(SECRET)
    assert pickle.loads(pickle.dumps(secret)) == copy.copy(secret)  # noqa: S301 - our own
    assert Secret("\ud800") != Secret("\ud801")


def lost(_: Sent) -> Served:
    raise httpx.ReadError("lost")


def broken(_: Sent) -> Served:
    raise ZeroDivisionError


def refused_token(sent: Sent) -> Served:
    return granted(sent, "no header\ncan carry " + TOKEN)


FAILURES: dict[str, Callable[[Sent], Served]] = {
    "400": lambda _: said({"error": {"message": "no"}}, 400),
    "401": lambda _: said({}, 401),
    "403": lambda _: said({}, 403),
    "500": lambda _: said({}, 500),
    "cut": lambda _: Served(content=b'{"id":'),
    "no object": lambda _: said([1]),
    "lost": lost,
    "broken": broken,
}
TOKEN_FAILURES: dict[str, Callable[[Sent], Served]] = {
    "400": lambda _: said({"error": "invalid_client"}, 400),
    "500 with a token": lambda _: said({"access_token": TOKEN}, 500),
    "unsendable": refused_token,
    "400 that repeats the form": lambda sent: said(
        {
            "error": "invalid_client",
            "error_description": f"{SECRET} of {sent.content!r} is wrong",
        },
        400,
    ),
    "no scope": lambda _: said({"access_token": TOKEN, "scope": "other"}),
    "lost": lost,
    "broken": broken,
}


def check(error: BaseException) -> None:
    """Look for secret and token in all that a report of an error can hold."""
    named = [name for name, _ in our_frames(error)]
    assert len(named) > 2
    for name, values in our_frames(error):
        for variable, value in values.items():
            shown = repr(value)
            assert SECRET not in shown, (name, variable)
            assert TOKEN not in shown, (name, variable)
    report = [*traceback.format_exception(error), repr(error), str(error)]
    report += [repr(pickle.dumps(error))] if isinstance(error, ProtimeError) else []
    assert SECRET not in "".join(report)
    assert TOKEN not in "".join(report)


@pytest.mark.parametrize("kind", FAILURES)
def test_no_frame_shows_a_secret(kind: str) -> None:
    """Walks the locals of our frames of each error of a request."""
    client, stub = answering(FAILURES[kind])
    with pytest.raises((ProtimeError, ZeroDivisionError)) as caught:
        client.people.get(1)
    check(caught.value)
    assert any(TOKEN in one.headers.get("authorization", "") for one in stub.log)


@pytest.mark.parametrize("kind", FAILURES)
async def test_no_frame_of_a_task_shows_a_secret(kind: str) -> None:
    """The same for the client that is awaited."""
    client, _ = awaiting(FAILURES[kind])
    with pytest.raises((ProtimeError, ZeroDivisionError)) as caught:
        await client.people.get(1)
    check(caught.value)


@pytest.mark.parametrize("kind", TOKEN_FAILURES)
def test_no_frame_of_a_token_request_shows_a_secret(kind: str) -> None:
    """Also where the answer that fails holds a token."""
    client = Protime(**SETTINGS, http=Stub(TOKEN_FAILURES[kind]))
    client._sleep = lambda _: None
    with pytest.raises((ProtimeError, ZeroDivisionError)) as caught:
        client.people.get(1)
    check(caught.value)


@pytest.mark.parametrize("client", [Protime, AsyncProtime])
@pytest.mark.parametrize(
    "wrong", [{"tenant": "a/b"}, {"user_agent": "x"}, {"environment": "moon"}]
)
def test_no_frame_of_a_wrong_setting_shows_the_secret(
    client: Callable[..., Any], wrong: dict[str, str]
) -> None:
    """The constructor's arguments are locals, too."""
    with pytest.raises(ConfigurationError) as caught:
        client(**{**SETTINGS, **wrong})
    for name, values in our_frames(caught.value):
        assert SECRET not in repr(values), name


@pytest.mark.parametrize("client", [Protime, AsyncProtime])
@pytest.mark.parametrize("tenant", ["", "a/b"])
def test_no_frame_of_an_environment_shows_the_secret(
    client: type[Protime], tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given, or the process's own."""
    environ = {
        "PROTIME_TENANT": tenant,
        "PROTIME_CLIENT_ID": "client",
        "PROTIME_CLIENT_SECRET": SECRET,
        "PROTIME_USER_AGENT": SETTINGS["user_agent"],
    }
    with pytest.raises(ConfigurationError) as caught:
        client.from_env(environ)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as own:
        client.from_env()
    for error in (caught.value, own.value):
        for name, values in our_frames(error):
            assert SECRET not in repr(values), name


def test_half_a_character_is_no_secret() -> None:
    """It could not be sent, and the error of that would show it."""
    with pytest.raises(ConfigurationError, match="half a character") as caught:
        Protime(**{**SETTINGS, "client_secret": f"{SECRET}\ud800"})
    for name, values in our_frames(caught.value):
        assert SECRET not in repr(values), name


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that any library logs, at its most detailed."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(1)
    yield text
    root.setLevel(before)
    root.removeHandler(handler)


def test_no_log_of_any_library_shows_a_secret(log: io.StringIO) -> None:
    """Headers and bodies are in none of them."""
    for serve in FAILURES.values():
        made = httpx.MockTransport(
            lambda request, serve=serve: transported(request, serve)
        )
        with httpx.Client(transport=made) as http:
            client = Protime(**SETTINGS, http=http)
            client._sleep = lambda _: None
            with pytest.raises((ProtimeError, ZeroDivisionError)):
                client.people.get(1)
            assert SECRET not in repr((client, client.settings, vars(client)))
            assert TOKEN not in repr((client, client.settings, vars(client)))
    assert "GET /connector" in log.getvalue()
    assert SECRET not in log.getvalue()
    assert TOKEN not in log.getvalue()


def transported(
    request: httpx.Request, serve: Callable[[Sent], Served]
) -> httpx.Response:
    sent = Sent(
        method=request.method,
        url=str(request.url),
        headers=request.headers,
        content=request.content,
    )
    given = granted(sent) if sent.is_for_token else serve(sent)
    return httpx.Response(
        given.status_code, headers=dict(given.headers), content=given.content
    )
