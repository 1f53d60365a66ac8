"""Processes that are forked after use share neither sockets nor locks."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator

import pytest

from protime import Protime
from protime_runtime.process import Lock
from tests.trust.helpers import SETTINGS, answering, said
from tests.trust.servers import Handler, tenant

OK = said({"id": 1})


@pytest.fixture
def ports() -> Iterator[str]:
    """Serve a tenant whose items' ids are the ports that requests come from."""
    server = tenant()
    yield server.start(Handler)
    server.__exit__()


forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def in_child(work: Callable[[], object], seconds: float = 20) -> str:
    """Return what a forked child's work comes to, as text."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            text = str(work())
        except BaseException as error:
            text = repr(error)
        os.write(write, text.encode())
        os._exit(0)
    os.close(write)
    timer = threading.Timer(seconds, os.kill, (pid, 9))
    timer.start()
    with os.fdopen(read) as told:
        text = told.read()
    timer.cancel()
    os.waitpid(pid, 0)
    return text


def port_of(client: Protime) -> int:
    """Return the port that a request came from."""
    return int(json.loads(client.raw("GET", "people/1").content)["id"])


@forking
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_has_connections_of_its_own(ports: str) -> None:
    """The parent's is used by the parent alone, before and after."""
    with Protime(**SETTINGS, base_url=ports) as client:
        first = port_of(client)
        assert port_of(client) == first
        children = {in_child(lambda: port_of(client)) for _ in range(3)}
        assert str(first) not in children
        assert all(one.isdecimal() for one in children), children
        assert port_of(client) == first


@forking
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_lock_that_is_held_at_the_fork_does_not_stop_the_child(ports: str) -> None:
    """Another thread held it, which the child does not have."""
    with Protime(**SETTINGS, base_url=ports) as client:
        port_of(client)
        client._tokens._kept = None
        locks = [
            client._token_lock,
            client._context.pace._lock,
            client._connection._lock,
            client._decoder.deviations._lock,
        ]
        for one in locks:
            one.held.acquire()
        try:
            child = in_child(lambda: port_of(client))
        finally:
            for one in locks:
                one.held.release()
        assert child.isdecimal(), child


@forking
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_closed_client_is_closed_in_a_child() -> None:
    """And one that is closed there is not closed here."""
    client, _ = answering(lambda _: OK)
    client.close()
    assert "ClientClosed" in in_child(lambda: client.people.get(1))
    open_, stub = answering(lambda _: OK)
    open_._connection.owned = True

    def close() -> int:
        open_.close()
        return stub.closed

    assert in_child(close) == "0"
    assert open_.people.get(1).id == 1


def test_a_lock_that_is_renewed_is_free() -> None:
    """As in a child."""
    lock = Lock()
    lock.held.acquire()
    lock.renew()
    with lock.held:
        pass
