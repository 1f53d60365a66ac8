"""No report of an error shows a token, the secret or a body, whatever ended a call."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from types import FrameType
from typing import Any

import httpx
import pytest

from protime import AsyncProtime, ConfigurationError, Protime
from protime_runtime.client.aio import AsyncClient
from protime_runtime.client.sync import Client
from protime_runtime.errors import ClientClosed, ProtimeError
from protime_runtime.sending.hooks import Hooks
from protime_runtime.sending.retries import RetryPolicy
from tests.depth import many
from tests.forks import ASKING, Forks
from tests.trust.helpers import (
    SECRET,
    SETTINGS,
    TOKEN,
    Sent,
    Served,
    Stub,
    granted,
    said,
)
from tests.trust.interrupted import NAME, Alarmed, awaited, blocking, body
from tests.trust.reports import captured, everything, quickly, related
from tests.trust.stalling import STAGES, Stalling

ONCE = RetryPolicy(attempts=1)
SOME = many(300, 80)
"""Lines at which a call is interrupted."""


def hidden(report: str) -> None:
    """Look for what must not be there."""
    assert len(report) > 500
    for secret in (SECRET, TOKEN, NAME):
        found = report.find(secret)
        assert found < 0, report[max(0, found - 300) : found + 100]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("stage", STAGES)
async def test_a_timeout_shows_nothing(stage: str) -> None:
    """``asyncio.timeout`` raises what it makes of a cancelled call."""
    with Stalling(stage) as url, pytest.raises(TimeoutError) as caught:
        async with asyncio.timeout(1.0):
            await awaited(url, stage)
    assert asyncio.CancelledError in map(type, related(caught.value))
    hidden(everything(caught.value))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("stage", STAGES)
async def test_a_cancelled_task_shows_nothing(stage: str) -> None:
    """Cancelled by its owner, while the answer is waited for."""
    stalling = Stalling(stage)
    with stalling as url:
        task = asyncio.create_task(awaited(url, stage))
        assert await asyncio.to_thread(stalling.reached.wait, 20)
        task.cancel("enough")
        with pytest.raises(asyncio.CancelledError, match="enough") as caught:
            await task
    hidden(everything(caught.value))


@pytest.mark.parametrize("client", [Protime, AsyncProtime])
@pytest.mark.parametrize("profile", [None, "nobody", "acme"])
def test_what_cannot_be_read_shows_no_secret(
    client: type[Protime | AsyncProtime], profile: str | None, tmp_path: Path
) -> None:
    """A secret that is given twice, a profile that is missing: no frame has it."""
    config = tmp_path / "config.toml"
    config.write_text("[profiles.acme]\ntenant = 'acme'\n", "utf-8")
    environ = {
        "PROTIME_CONFIG": str(config),
        "PROTIME_CLIENT_SECRET": SECRET,
        "PROTIME_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
    }
    make = client.from_env if profile is None else partial(client.from_profile, profile)
    with pytest.raises(ConfigurationError) as caught:
        make(environ)
    inside = caught.value.__traceback__
    assert inside is not None
    # The first frame is this test's, which holds what it gave.
    caught.value.__traceback__ = inside.tb_next
    report = everything(caught.value)
    assert "ConfigurationError" in report
    assert SECRET not in report


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks(*ASKING, "tests.trust.interrupted", "pygments.lexers.python") as made:
        yield made


@pytest.mark.sampled(3)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process")
@pytest.mark.parametrize("kind", ["blocking", "awaited", "alarmed"])
@pytest.mark.parametrize("stage", STAGES)
def test_an_interrupt_shows_nothing(forks: Forks, stage: str, kind: str) -> None:
    """Ctrl-C, and an exception of a signal's handler, in a process of their own."""
    stalling = Stalling(stage)
    with stalling as url, TemporaryFile("w+") as said:
        program = ("tests.trust.interrupted", url, stage, kind)
        child = forks.start(*program, out=said, err=sys.stderr)
        assert stalling.reached.wait(60)
        # A signal between a loop's last line and its system call waits for the next.
        time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        child.wait()
        said.seek(0)
        report = said.read()
    assert "Alarmed" in report if kind == "alarmed" else "KeyboardInterrupt" in report
    hidden(report)


def test_a_closed_http_client_shows_nothing() -> None:
    """Its own error is the cause, and stays to be read."""
    http = httpx.Client()
    client = Protime(**SETTINGS, http=http)
    http.close()
    for stage in ("read", "write"):
        with pytest.raises(ClientClosed) as caught:
            ask(client, stage)
        assert isinstance(caught.value.__cause__, RuntimeError)
        assert "_client.py" in captured(caught.value)
        hidden(everything(caught.value))


async def test_a_closed_http_client_shows_nothing_when_awaited() -> None:
    """The same, on a loop."""
    http = httpx.AsyncClient()
    client = AsyncProtime(**SETTINGS, http=http)
    await http.aclose()
    with pytest.raises(ClientClosed) as caught:
        await client.people.get(1)
    hidden(everything(caught.value))


def ask(client: Protime, stage: str) -> None:
    if stage == "write":
        client.clockings.create(body())
    else:
        client.people.get(1)


ERRORS: dict[str, Exception] = {
    "unheard of": ZeroDivisionError("broken"),
    "a failure": httpx.ReadError("lost"),
    "an unfinished one": httpx.ConnectError("refused"),
    "a protocol's": httpx.LocalProtocolError("not so"),
    "no address": httpx.InvalidURL("no"),
    "a stream's": httpx.StreamConsumed(),
    "of the system": OverflowError("port"),
    "too deep": RecursionError("deep"),
    "too much": MemoryError("much"),
}


def failing(stage: str, error: BaseException) -> Callable[[httpx.Request], Any]:
    """Return a transport's function that raises at a stage."""

    def serve(request: httpx.Request) -> httpx.Response:
        header, content = request.headers.raw, request.content  # Plain, as in httpx.
        sent = Sent(method="GET", url=str(request.url), headers={}, content=content)
        at = "token" if sent.is_for_token else "write" if content else "read"
        if at == stage:
            raise error from ValueError(len(header))
        if sent.is_for_token:
            return httpx.Response(200, content=granted(sent).content)
        return httpx.Response(201, content=b"{}", headers={"location": "/clockings/1"})

    return serve


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_of_the_http_library_shows_nothing(kind: str, stage: str) -> None:
    """Whether it is made an error of ours, or left as it is."""
    made = httpx.MockTransport(failing(stage, ERRORS[kind]))
    with httpx.Client(transport=made) as http:
        client = Protime(**SETTINGS, http=http, retries=ONCE)
        with pytest.raises(Exception, match=r".") as caught:
            ask(client, stage)
    hidden(quickly(caught.value))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", ERRORS)
async def test_an_error_of_the_http_library_shows_nothing_when_awaited(
    kind: str, stage: str
) -> None:
    """The same."""
    made = httpx.MockTransport(failing(stage, ERRORS[kind]))
    async with httpx.AsyncClient(transport=made) as http:
        client = AsyncProtime(**SETTINGS, http=http, retries=ONCE)
        writes = stage == "write"
        with pytest.raises(Exception, match=r".") as caught:
            await (client.clockings.create(body()) if writes else client.people.get(1))
    hidden(quickly(caught.value))


def test_a_caller_keeps_what_it_was_at() -> None:
    """Only what is below the call is forgotten; and the lines of that stay."""

    def broken() -> None:
        kept = "what-the-caller-held"
        raise LookupError(len(kept))

    made = httpx.MockTransport(failing("read", ZeroDivisionError("broken")))
    with httpx.Client(transport=made) as http:
        client = Protime(**SETTINGS, http=http)

        def ask() -> None:
            try:
                broken()
            except LookupError:
                client.people.get(1)

        with pytest.raises(ZeroDivisionError) as caught:
            ask()
    (own,) = (one for one in related(caught.value) if isinstance(one, LookupError))
    frames = [frame for frame, _ in traceback.walk_tb(own.__traceback__)]
    assert frames[-1].f_locals == {"kept": "what-the-caller-held"}
    report = captured(caught.value)
    assert "in serve\n" in report
    assert "sync.py" in report


def test_an_error_of_a_hook_shows_nothing() -> None:
    """Of the observer's, which is told before sending."""

    def hook(_: object) -> None:
        raise ZeroDivisionError

    with Stalling("none") as url:
        watched = Hooks(on_response=hook)
        with (
            Protime(**SETTINGS, base_url=url, hooks=watched) as client,
            pytest.raises(ZeroDivisionError) as caught,
        ):
            client.people.get(1)
    hidden(quickly(caught.value))


SENDING = (Client._send.__code__, AsyncClient._send.__code__)


class Interrupting:
    """Raises at a chosen line of all that sending runs, as a signal may."""

    def __init__(self, at: int, error: type[BaseException]) -> None:
        self.at = at
        self.lines = 0
        self._error = error

    def __enter__(self) -> Interrupting:
        gc.disable()  # Nobody sees an error of what is collected.
        sys.settrace(self._trace)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)
        gc.enable()

    def _trace(self, frame: FrameType, event: str, _: object) -> Any:
        collecting = frame.f_globals.get("__name__") == "_weakrefset"
        if collecting or frame.f_code.co_name == "__del__":
            return None
        inside = frame.f_back is not None and frame.f_back.f_trace is not None
        if not inside and frame.f_code not in SENDING:
            return None
        frame.f_trace = self._trace
        if event == "line":
            self.lines += 1
            if self.lines == self.at:
                sys.settrace(None)
                raise self._error
        return self._trace


def lines_of(total: int) -> Iterator[int]:
    """Yield some of so many lines, evenly."""
    yield from range(1, total, max(1, total // SOME))


@pytest.mark.deep
@pytest.mark.parametrize("error", [KeyboardInterrupt, Alarmed])
def test_an_interrupt_at_any_line_shows_nothing(error: type[BaseException]) -> None:
    """Within our lines, and within those of the libraries that they call."""
    made = httpx.MockTransport(failing("none", ZeroDivisionError()))
    interrupted = 0
    with httpx.Client(transport=made) as http:

        def run(at: int) -> int:
            client, item = Protime(**SETTINGS, http=http), body()
            with Interrupting(at, error) as interrupting:
                client.clockings.create(item)
            return interrupting.lines

        run(-1)  # What is made once is made.
        for at in lines_of(run(-1)):
            with pytest.raises((error, ProtimeError)) as caught:
                copy_context().run(run, at)
            hidden(quickly(caught.value))
            interrupted += 1
    assert interrupted >= SOME


@pytest.mark.deep
@pytest.mark.parametrize("error", [KeyboardInterrupt, Alarmed])
def test_an_interrupt_at_any_line_shows_nothing_when_awaited(
    error: type[BaseException],
) -> None:
    """The same, in a loop that it ends."""
    made = httpx.MockTransport(failing("none", ZeroDivisionError()))

    async def ask(at: int) -> int:
        async with httpx.AsyncClient(transport=made) as http:
            client, item = AsyncProtime(**SETTINGS, http=http), body()
            with Interrupting(at, error) as interrupting:
                await client.clockings.create(item)
            return interrupting.lines

    asyncio.run(ask(-1))
    lines = list(lines_of(asyncio.run(ask(-1))))
    for at in lines:
        with pytest.raises((error, ProtimeError)) as caught:
            asyncio.run(ask(at))
        hidden(quickly(caught.value))
    assert len(lines) >= SOME


def test_the_helpers_would_see_it() -> None:
    """A report that shows nothing of a plain frame would prove nothing."""

    def plain(headers: dict[str, str]) -> None:
        raise ZeroDivisionError(len(headers))

    with pytest.raises(ZeroDivisionError) as caught:
        plain({"authorization": f"Bearer {TOKEN}"})
    assert TOKEN in captured(caught.value)
    with pytest.raises(AssertionError):
        hidden(quickly(caught.value) + " " * 500)
    with Stalling("none") as url:
        blocking(url, "read")


def test_what_an_http_library_holds_shows_nothing() -> None:
    """While it waits, its own frames can be looked at by a debugger or a profiler."""
    held: list[str] = []

    class Looking(Stub):
        def request(self, method: str, url: str, **given: Any) -> Served:
            held.append(f"{given['headers']!r} {given['content']!r}")
            return super().request(method, url, **given)

    stub = Looking(lambda sent: granted(sent) if sent.is_for_token else said({}))
    with pytest.raises(ProtimeError):
        Protime(**SETTINGS, http=stub).clockings.create(body())
    assert [one.headers.get("authorization") for one in stub.log][
        1
    ] == f"Bearer {TOKEN}"
    assert SECRET in str(stub.log[0].content)
    assert "authorization" in held[1]
    hidden("\n".join(held) + " " * 500)
