"""Events as they come, for a terminal: a receiver, its webhooks, and what they bring.

::

    with listening(client, make_verifier, public_url="https://abc.tunnel.example",
                   collections=["clockings"], port=8377) as events:
        for event in events:
            print(line(event))

Source: tutorials/real-time-sync/
"""

from __future__ import annotations

import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from protime import Protime
from protime_runtime.reading.entries import Gone, read_entry
from protime_runtime.webhooks.events import Event
from protime_sync.errors import SyncError, need
from protime_sync.webhooks.consumer import Consumer
from protime_sync.webhooks.receiver import Receiver
from protime_sync.webhooks.routes import MakeVerifier, StoredRoutes
from protime_sync.webhooks.sql_inbox import SqlInbox
from protime_sync.webhooks.store import SubscriptionStore
from protime_sync.webhooks.subscriptions import Subscriptions
from protime_sync.webhooks.wanted import Wanted

_START_SECONDS = 10.0


@contextmanager
def listening(
    client: Protime,
    make_verifier: MakeVerifier,
    *,
    collections: Iterable[Wanted | str],
    public_url: str | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    inbox: str | PathLike[str] | None = None,
    pause: float = 0.1,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Iterator[Event]]:
    """Create webhooks, give their events as they come, and delete them at the end.

    Args:
        client: Asks; with the scopes of webhooks and of each collection.
        make_verifier: Makes a verifier of keys.
        collections: Whose events are wanted.
        public_url: Where the port is reached from Protime, over HTTPS through a tunnel;
            by default the port itself, which an emulator on this machine reaches.
        host: Where to listen.
        port: Where to listen; 0 for any free port.
        inbox: Where events wait, as the path of a file or the address of a database;
            what others have left there comes first. A temporary file if `None`.
        pause: Seconds between two looks into the inbox.
        stop: Ends the iteration when it says so.

    Raises:
        MissingExtra: There is no uvicorn.
        SyncError: The port cannot be listened on.
        StateError: The inbox cannot be used.
        ProtimeError: The webhooks cannot be created.
    """
    with TemporaryDirectory(prefix="protime-") as folder:
        kept = SqlInbox(inbox or Path(folder) / "inbox.db")
        store = SubscriptionStore(Path(folder) / "keys.db")
        receiver = Receiver(kept, StoredRoutes(store, make_verifier))
        try:
            with served(receiver, host, port) as url:
                # Below a name of its own: what stands beside it is somebody else's.
                place = (public_url or url).rstrip("/")
                base = f"{place}/listen-{secrets.token_hex(8)}"
                webhooks = Subscriptions(client, store, base, collections)
                names = [wanted.collection for wanted in webhooks.wanted]
                try:
                    webhooks.apply()
                    yield _events(kept, names, pause, stop)
                finally:
                    webhooks.delete_all()
        finally:
            kept.close()
            store.close()


def line(event: Event) -> str:
    """Return an event in a line: what happened to which item, and its version."""
    version = event.raw.change_version or "-"
    is_gone = isinstance(read_entry(event.raw.document), Gone)
    kind = "deleted" if is_gone else "changed"
    return f"{version}  {event.collection or '?'} {event.raw.id} {kind}"


def document(event: Event) -> Mapping[str, object]:
    """Return an event as it came, with the name of its collection."""
    return {"collectionName": event.collection, **event.raw.document}


def _events(
    inbox: SqlInbox, names: Iterable[str], pause: float, stop: Callable[[], bool]
) -> Iterator[Event]:
    consumers = [Consumer(inbox, name) for name in names]
    while not stop():
        count = 0
        for consumer in consumers:
            with consumer.batch() as events:
                for event in events:
                    count += 1
                    yield event
        if not count:
            time.sleep(pause)


@contextmanager
def served(app: object, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve an application from a thread, and give its URL, until the block ends.

    Raises:
        MissingExtra: There is no uvicorn.
        SyncError: The port cannot be listened on, or the server does not start.
    """
    uvicorn: Any = need("uvicorn", "webhooks")
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise SyncError(f"{host}:{port} cannot be listened on: {error}") from error
    with listener:
        # Without it each response waits for the other side's acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        arguments = {"sockets": [listener]}
        thread = threading.Thread(target=server.run, kwargs=arguments, daemon=True)
        thread.start()
        try:
            _wait(server, thread)
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_START_SECONDS)


def _wait(server: Any, thread: threading.Thread) -> None:  # noqa: ANN401 - uvicorn may not be there
    until = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise SyncError("The server does not start.")
        time.sleep(0.005)
