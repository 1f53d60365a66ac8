"""The emulator as tests and programs use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

import httpx
from starlette.types import ASGIApp

from protime.catalog import CATALOG, REFERENCES

from .app import Application
from .clock import Clock
from .decoration import Decorator
from .deliveries import Deliveries
from .effects import Effects, completed, edited
from .faults import Faults
from .names import CLOCKINGS
from .options import Options, Settings
from .postman import Postman
from .references import Asked, References
from .requestlog import RequestLog
from .sample import STRUCTURE_VERSION
from .serving import serving
from .transports import Loop, LoopTransport
from .wire import Key, Row

if TYPE_CHECKING:
    from protime import AsyncProtime, Protime
    from protime_runtime.client.settings import Options as ClientOptions

USER_AGENT = "Emulator/v1 (Emulated)"
"""What clients call themselves that the emulator makes."""

LOCAL = "http://emulator.local"
"""Base URL in process, where no name is looked up."""

SOFTLY_DELETED = {CLOCKINGS: {"status": "Deleted"}}
"""What changes of items that Protime keeps when someone deletes them."""


class ClientSettings(TypedDict):
    """Arguments of a client, as many as an emulator knows."""

    tenant: str
    client_id: str
    client_secret: str
    base_url: str


class Emulator:
    """A stateful Protime tenant; a context manager. `Options` are its arguments."""

    def __init__(self, **options: Unpack[Options]) -> None:
        """Prepare the tenant; rows are made when they are asked for."""
        settings = Settings(**options)
        client = settings.make_client()
        self.clock = Clock.at(settings.today)
        self.tenant_name = settings.tenant
        self.client_id, self.client_secret = client.id, client.secret
        self.structure_version = STRUCTURE_VERSION
        self.authority = settings.make_authority(self.clock, client)
        self._tenant = settings.make_tenant(self.clock)
        self._references = References(self._tenant, REFERENCES)
        # Before the effects, so that a change is announced before those that follow it.
        self.deliveries = Deliveries(
            self._tenant,
            self._presented,
            signature=settings.signature,
            client=settings.delivery,
        )
        Effects(self._tenant)
        api = settings.make_api(self._tenant, self._references)
        self._application = Application(
            api, self.authority, client, self.deliveries, self.change
        )
        self._base_url = LOCAL
        self._loop: Loop | None = None
        self._stack = ExitStack()
        self._stack.callback(self.deliveries.close)
        if settings.deliver:
            self._stack.enter_context(Postman(self.deliveries))

    @property
    def app(self) -> ASGIApp:
        """The ASGI application."""
        return self._application.app

    @property
    def requests(self) -> RequestLog:
        """The last requests and how they were answered."""
        return self._application.requests

    @property
    def faults(self) -> Faults:
        """What is to go wrong."""
        return self._application.faults

    def _presented(self, collection: str, asked: Asked, row: Row) -> Row:
        info = CATALOG[collection]
        # An event is like an item of a delta, which has the delta's references at most.
        deltas = (
            operation for operation in info.operations if operation.name == "delta"
        )
        allowed = {
            name for operation in deltas for name in operation.external_references
        }
        held = {name: types for name, types in asked.items() if name in allowed}
        return Decorator(info, held, self._references, REFERENCES)(row)

    def deliver_events(self) -> int:
        """Send webhooks' events that are due by the clock; return the attempts made."""
        return self.deliveries.send_due()

    def settings(self) -> ClientSettings:
        """Return the arguments for a client, without User-Agent and transport."""
        return {
            "tenant": self.tenant_name,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "base_url": self._base_url,
        }

    def client(self, **options: Unpack[ClientOptions]) -> Protime:
        """Return a client of the tenant, in process; the emulator closes it.

        Args:
            **options: As for `Protime`, such as ``strict=True``; the user agent is
                given.
        """
        from protime import Protime  # Who serves the tenant needs no client.

        client = Protime(
            **self.settings(), user_agent=USER_AGENT, http=self.http(), **options
        )
        return self._stack.enter_context(client)

    def async_client(self, **options: Unpack[ClientOptions]) -> AsyncProtime:
        """Return a client to await, in process; its own ``async with`` closes it.

        Args:
            **options: As for `AsyncProtime`; the user agent is given.
        """
        from protime import AsyncProtime

        http = self.async_http()
        return AsyncProtime(
            **self.settings(), user_agent=USER_AGENT, http=http, **options
        )

    def http(self) -> httpx.Client:
        """Return a blocking HTTP client for use in process; the emulator closes it."""
        if self._loop is None:
            self._loop = Loop()
            self._stack.callback(self._loop.close)
        transport = LoopTransport(self.app, self._loop)
        client = httpx.Client(transport=transport, base_url=LOCAL)
        return self._stack.enter_context(client)

    def async_http(self) -> httpx.AsyncClient:
        """Return an HTTP client that asks in the caller's event loop."""
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url=LOCAL)

    @contextmanager
    def serve(self, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
        """Serve on a port (0: a free one) until the block ends; give the base URL."""
        with serving(self.app, host, port) as url:
            self._base_url = url
            try:
                yield url
            finally:
                self._base_url = LOCAL

    def collection(self, name: str) -> list[Row]:
        """Return copies of a collection's rows, in the order of their ids."""
        with self._application.lock:
            return [deepcopy(row) for row in self._tenant.table(name).rows()]

    def add(self, collection: str, row: Mapping[str, object]) -> Row:
        """Add an item as if someone had in Protime; without an id it gets one."""
        with self._application.lock:
            new: Row = deepcopy(dict(row))
            if "id" not in new:
                new["id"] = self._tenant.table(collection).next_id()
            return deepcopy(self._tenant.save(collection, completed(collection, new)))

    def change(self, collection: str, id: Key, fields: Mapping[str, object]) -> Row:
        """Change properties of an item as if someone had in Protime.

        Raises:
            KeyError: There is none.
        """
        with self._application.lock:
            before = self._row(collection, id)
            changed = {**before, **deepcopy(dict(fields))}
            after = edited(collection, before, changed)
            return deepcopy(self._tenant.save(collection, after))

    def remove(self, collection: str, id: Key) -> None:
        """Delete an item as if someone had in Protime, where clockings stay as deleted.

        Raises:
            KeyError: There is none.
        """
        with self._application.lock:
            row = self._row(collection, id)
            if collection in SOFTLY_DELETED:
                self._tenant.save(collection, {**row, **SOFTLY_DELETED[collection]})
            else:
                self._tenant.erase(collection, id)

    def erase(self, collection: str, id: Key) -> None:
        """Delete an item for good, clockings too, so that deltas tell a deletion.

        Raises:
            KeyError: There is none.
        """
        with self._application.lock:
            self._row(collection, id)
            self._tenant.erase(collection, id)

    def reference(self, collection: str, name: str, value: str, id: Key) -> None:
        """Map a value of a custom reference type to an item."""
        with self._application.lock:
            self._references.put(collection, name, value, id)

    def _row(self, collection: str, id: Key) -> Row:
        row = self._tenant.table(collection).get(id)
        if row is None:
            raise KeyError(f"{collection}/{id}")
        return row

    def close(self) -> None:
        """Close the clients that `http` gave out, and stop sending events."""
        self._stack.close()

    def __enter__(self) -> Self:
        """Return the emulator."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the clients that `http` gave out, and stop sending events."""
        self.close()


def create_app(**options: Unpack[Options]) -> ASGIApp:
    """Return the ASGI application of a new emulator, which takes the same arguments."""
    return Emulator(**options).app
