"""The HTTP client behind a client: shared, closed once nobody uses it, never forked.

What is asked of an HTTP client is written down here as protocols, which httpx and its
drop-in httpx2 both meet; neither is imported.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import ModuleType
from typing import Generic, Protocol, TypeVar

from protime_runtime.errors import ClientClosed
from protime_runtime.messages import Failure, Response
from protime_runtime.process import Lock, renew_after_fork


class Headers(Protocol):
    """Headers of a response."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Return names and values."""


class HttpResponse(Protocol):
    """What is read of a response."""

    @property
    def status_code(self) -> int:
        """The status."""

    @property
    def headers(self) -> Headers:
        """The headers."""

    @property
    def content(self) -> bytes:
        """The body, decompressed."""


W_co = TypeVar("W_co", covariant=True)


class _Requests(Protocol[W_co]):
    """What sends, and returns a response or what is awaited for one."""

    def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = ...,
        headers: Mapping[str, str] | None = ...,
        follow_redirects: bool = ...,
        timeout: float = ...,
    ) -> W_co:
        """Send a request and read the whole response."""


class HttpClient(_Requests[HttpResponse], Protocol):
    """What is asked of a client of httpx or httpx2."""

    def close(self) -> None:
        """Close all connections."""


class AsyncHttpClient(_Requests[Awaitable[HttpResponse]], Protocol):
    """What is asked of an async client of httpx or httpx2."""

    async def aclose(self) -> None:
        """Close all connections."""


H = TypeVar("H")


class Connection(Generic[H]):
    """The HTTP client of a client and of all that `with_options` made of it.

    `close` lets requests in flight finish: the last of them closes the connections. A
    forked child gets connections of its own, unless the HTTP client was given.
    """

    def __init__(self, given: H | None, make: Callable[[], H]) -> None:
        """Take the HTTP client that was given, or make one."""
        self.owned = given is None
        self._make = make
        self._http = make() if given is None else given
        self._is_inherited = False
        self._inherited: list[H] = []
        self._users = 0
        self._lock = Lock()
        self._closed = threading.Event()
        renew_after_fork(self)

    @property
    def http(self) -> H:
        """The HTTP client; to use it, `take` it."""
        return self._http

    @property
    def closed(self) -> bool:
        """Whether the client was closed."""
        return self._closed.is_set()

    def pause(self, seconds: float) -> None:
        """Wait, or until the client is closed."""
        self._closed.wait(seconds)

    def take(self) -> H:
        """Return the HTTP client for one request, after which it is given back.

        Raises:
            ClientClosed: The client was closed.
        """
        with self._lock.held:
            if self._closed.is_set():
                raise ClientClosed("The client is closed; make a new one to go on.")
            if self._is_inherited:
                self._http = self._make()
                self._is_inherited = False
            self._users += 1
            return self._http

    def give_back(self) -> H | None:
        """End one request; return the HTTP client if it is to be closed now."""
        with self._lock.held:
            self._users -= 1
            is_over = self._closed.is_set() and self._is_over()
            return self._http if is_over else None

    def close(self) -> H | None:
        """Refuse further requests; return the HTTP client if it is to be closed now."""
        with self._lock.held:
            again = self.closed
            self._closed.set()
            return self._http if self._is_over() and not again else None

    def _is_over(self) -> bool:
        is_idle = self._users == 0 and not self._is_inherited
        return self.owned and self.closed and is_idle

    def renew(self) -> None:
        """Leave the parent's sockets alone, in a process that was forked."""
        was_closed = self.closed
        self._closed = threading.Event()
        if was_closed:
            self._closed.set()
        self._users = 0
        if self.owned and not was_closed:
            # Kept, since closing them could end them for the parent, too.
            self._inherited.append(self._http)
            self._is_inherited = True


def library_of(http: object) -> ModuleType | None:
    """Return the package that an HTTP client comes from, for its exceptions."""
    for kind in type(http).__mro__:
        package = sys.modules.get(kind.__module__.partition(".")[0])
        if package is not None and hasattr(package, "RequestError"):
            return package
    return None


def failure_of(error: Exception, library: ModuleType) -> Failure | None:
    """Return what an exception of the HTTP library means, if it is one."""
    if not isinstance(error, library.RequestError):
        return None
    unsent = (library.ConnectError, library.ConnectTimeout, library.PoolTimeout)
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return Failure(reason=reason, sent=not isinstance(error, unsent))


def read_response(response: HttpResponse) -> Response:
    """Return a response as this package has it, with header names in lower case."""
    headers = {}
    for name, value in response.headers.items():
        headers[name.lower()] = value
    return Response(
        status=response.status_code, headers=headers, content=response.content
    )
