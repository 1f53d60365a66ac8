"""The two clients, which differ only in how they wait.

Both drive the generators of `base_client`. Beside `own_http`, this is the only module
that knows httpx.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Self

import httpx

from protime_runtime.client import settings
from protime_runtime.client.awaiting import AwaitingClient
from protime_runtime.client.blocking import BlockingClient
from protime_runtime.client.deadlines import LONGEST
from protime_runtime.client.loops import Loops
from protime_runtime.client.own_http import made
from protime_runtime.client.settings import Settings
from protime_runtime.client.transport import AsyncHttpClient, Connection, HttpClient
from protime_runtime.forks import Lock
from protime_runtime.secret import Secret, as_secret
from protime_runtime.sending.hooks import Hooks
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.token_cache import TokenCache


class Client(BlockingClient):
    """A client that waits by blocking; threads can share it."""

    _default_library: ModuleType = httpx

    def __init__(
        self,
        tenant: str,
        *,
        client_id: str,
        client_secret: str | Secret,
        user_agent: str,
        environment: str = "production",
        base_url: str | None = None,
        token_url: str | None = None,
        scopes: Iterable[str] = (),
        timeout: float | None = None,
        attempt_deadline: float = LONGEST,
        retries: RetryPolicy | None = None,
        strict: bool = False,
        hooks: Hooks | None = None,
        token_cache: TokenCache | None = None,
        http2: bool = False,
        http: HttpClient | None = None,
    ) -> None:
        """Make a client of one tenant; nothing is sent before the first call.

        Args:
            tenant: The subdomain: ``acme`` of ``https://acme.myprotime.eu``.
            client_id: Given out by Protime.
            client_secret: Given out by Protime; sent to the token endpoint only.
            user_agent: ``ServiceName/Version (Company Name)``, as Protime demands.
            environment: ``production`` or ``sandbox``.
            base_url: Scheme and host of an emulator or a proxy, instead.
            token_url: Token endpoint, if it is not the environment's or base URL's.
            scopes: The only scopes to ask for; the least that calls need, if none.
            timeout: Seconds without a byte until a request fails: 60, or as `http` has.
                To read, a client that blocks rounds them up to whole ones.
            attempt_deadline: Seconds that one attempt takes at the most, however its
                answer drips; `math.inf` for no bound.
            retries: How often and how long requests are repeated.
            strict: Raise on answers that differ from the spec, instead of counting.
            hooks: Who is told of requests, beside the log.
            token_cache: Where tokens outlive the client, such as `FileTokenCache`.
            http2: Speak HTTP/2 where the server does; needs the extra of that name.
            http: The client of httpx or httpx2 to send with; closing it stays yours.

        Raises:
            ConfigurationError: One of the settings cannot work.
        """
        hidden = as_secret(client_secret)
        del client_secret  # A traceback shows arguments.
        made_of = Settings(
            tenant=tenant,
            client_id=client_id,
            client_secret=hidden,
            user_agent=user_agent,
            environment=environment,
            base_url=base_url,
            token_url=token_url,
            scopes=scopes,
            retries=retries or RetryPolicy(),
        )
        super().__init__(
            made_of,
            strict=strict,
            timeout=timeout,
            attempt_deadline=attempt_deadline,
            hooks=hooks,
            token_cache=token_cache,
        )
        self._connection = Connection(http, partial(made, httpx.Client, http2))
        self._token_lock = Lock()
        self._sleep = self._connection.pause

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        scopes: Iterable[str] = (),
        timeout: float | None = None,
        attempt_deadline: float = LONGEST,
        retries: RetryPolicy | None = None,
        strict: bool = False,
        hooks: Hooks | None = None,
        token_cache: TokenCache | None = None,
        http2: bool = False,
        http: HttpClient | None = None,
    ) -> Self:
        """Make a client from ``PROTIME_TENANT``, ``PROTIME_CLIENT_ID`` and the like.

        Raises:
            ConfigurationError: A required variable is missing.
        """
        found = settings.read(os.environ if environ is None else environ)
        del environ  # A traceback shows arguments, and this one holds the secret.
        return cls(
            **settings.complete(found),
            scopes=scopes,
            timeout=timeout,
            attempt_deadline=attempt_deadline,
            retries=retries,
            strict=strict,
            hooks=hooks,
            token_cache=token_cache,
            http2=http2,
            http=http,
        )


class AsyncClient(AwaitingClient):
    """A client that waits in an event loop; its tasks can share it."""

    _default_library: ModuleType = httpx

    def __init__(
        self,
        tenant: str,
        *,
        client_id: str,
        client_secret: str | Secret,
        user_agent: str,
        environment: str = "production",
        base_url: str | None = None,
        token_url: str | None = None,
        scopes: Iterable[str] = (),
        timeout: float | None = None,
        attempt_deadline: float = LONGEST,
        retries: RetryPolicy | None = None,
        strict: bool = False,
        hooks: Hooks | None = None,
        token_cache: TokenCache | None = None,
        http2: bool = False,
        http: AsyncHttpClient | None = None,
    ) -> None:
        """Make a client of one tenant; nothing is sent before the first call.

        Takes what `Client` takes, with an ``AsyncClient`` of httpx or httpx2.

        Raises:
            ConfigurationError: One of the settings cannot work.
        """
        hidden = as_secret(client_secret)
        del client_secret  # A traceback shows arguments.
        made_of = Settings(
            tenant=tenant,
            client_id=client_id,
            client_secret=hidden,
            user_agent=user_agent,
            environment=environment,
            base_url=base_url,
            token_url=token_url,
            scopes=scopes,
            retries=retries or RetryPolicy(),
        )
        super().__init__(
            made_of,
            strict=strict,
            timeout=timeout,
            attempt_deadline=attempt_deadline,
            hooks=hooks,
            token_cache=token_cache,
        )
        self._connection = Loops(http, partial(made, httpx.AsyncClient, http2))
        self._sleep = asyncio.sleep

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        scopes: Iterable[str] = (),
        timeout: float | None = None,
        attempt_deadline: float = LONGEST,
        retries: RetryPolicy | None = None,
        strict: bool = False,
        hooks: Hooks | None = None,
        token_cache: TokenCache | None = None,
        http2: bool = False,
        http: AsyncHttpClient | None = None,
    ) -> Self:
        """Make a client from ``PROTIME_TENANT``, ``PROTIME_CLIENT_ID`` and the like.

        Raises:
            ConfigurationError: A required variable is missing.
        """
        found = settings.read(os.environ if environ is None else environ)
        del environ  # A traceback shows arguments, and this one holds the secret.
        return cls(
            **settings.complete(found),
            scopes=scopes,
            timeout=timeout,
            attempt_deadline=attempt_deadline,
            retries=retries,
            strict=strict,
            hooks=hooks,
            token_cache=token_cache,
            http2=http2,
            http=http,
        )
