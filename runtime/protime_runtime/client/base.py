"""What both clients share: what they are made of and how they are adjusted."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Generic, Self, TypeVar, Unpack

from attrs import evolve

from protime_runtime.client import deadlines, settings
from protime_runtime.client.calls import Calls, kept_responses
from protime_runtime.client.lazy import LazyCollection, load_lazily
from protime_runtime.client.settings import CallOptions, Options, Settings
from protime_runtime.messages import Response
from protime_runtime.model import table
from protime_runtime.process import Secret, as_secret
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.deviations import Deviation
from protime_runtime.sending.exchange import Context
from protime_runtime.sending.hooks import Hooks
from protime_runtime.sending.oauth import Credentials
from protime_runtime.sending.pace import Pace
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.tokens import Tokens
from protime_runtime.sending.tracing import Tracing
from protime_runtime.signatures import show_options

H = TypeVar("H")

_OF_ONE_CLIENT = (LazyCollection, cached_property)
"""What makes collections, in a subclass's way as well."""


class BaseClient(Calls, Generic[H]):
    """All of a client but the waiting."""

    def __init_subclass__(cls, *, collections: str = "") -> None:
        """Load the annotated collections from the package as they are used."""
        super().__init_subclass__()
        if collections:
            load_lazily(cls, collections)

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
        http: H | None = None,
        **options: Unpack[Options],
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
            http: The client of httpx or httpx2 to send with; closing it stays yours.
            **options: See `Options`.

        Raises:
            ConfigurationError: One of the settings cannot work.
        """
        hidden = as_secret(client_secret)
        del client_secret  # A traceback shows arguments.
        settings.check_options(options, Options)
        self._settings = Settings(
            tenant=tenant,
            client_id=client_id,
            client_secret=hidden,
            user_agent=user_agent,
            environment=environment,
            base_url=base_url,
            token_url=token_url,
            scopes=options.get("scopes"),
            retries=options.get("retries") or RetryPolicy(),
        )
        self._origin = settings.origin(self._api, self._settings)
        self._user_agent = user_agent
        self._retries = self._settings.retries
        self._decoder = Decoder()
        self._timeout: float | None = None
        self._attempt_deadline = deadlines.LONGEST
        self._tracing: Tracing | None = None
        self._context = Context(
            clock=time.monotonic,
            now=lambda: datetime.now(UTC),
            random=random.random,
            pace=Pace(self._retries.budget),
        )
        self._adjust(options)
        self._tokens = Tokens(
            self._credentials(),
            self._settings.scopes,
            self._retries,
            self._context,
            options.get("token_cache"),
        )
        addresses = (self._origin, settings.token_url(self._api, self._settings))
        encrypted = any(address.startswith("https:") for address in addresses)
        self._connect(http, http2=bool(options.get("http2")), encrypted=encrypted)

    def _connect(self, http: H | None, *, http2: bool, encrypted: bool) -> None:
        raise NotImplementedError

    def _credentials(self) -> Credentials:
        return Credentials(
            token_url=settings.token_url(self._api, self._settings),
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            user_agent=self._settings.user_agent,
        )

    @property
    def settings(self) -> Settings:
        """What the client was made of."""
        return self._settings

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other options, for one call or for many.

        It shares connections, tokens, rate, retry budget and deviations with this one,
        so that it costs nothing, and is closed with it.

        Args:
            **options: See `CallOptions`; what is not given, or `None`, stays.

        Raises:
            ConfigurationError: The deadline is no time.
        """
        settings.check_options(options, CallOptions)
        made = type(self).__new__(type(self))
        # Collections belong to the client that made them; it alone is their sender.
        # Other threads may be making some: only a copy can be walked through.
        made.__dict__.update(
            {
                name: value
                for name, value in vars(self).copy().items()
                if not isinstance(getattr(type(self), name, None), _OF_ONE_CLIENT)
            }
        )
        made._adjust(options)
        return made

    def _adjust(self, options: CallOptions) -> None:
        if (retries := options.get("retries")) is not None:
            self._retries = retries
            self._settings = evolve(self._settings, retries=retries)
        if (timeout := options.get("timeout")) is not None:
            self._timeout = timeout
        if (deadline := options.get("attempt_deadline")) is not None:
            self._attempt_deadline = deadlines.checked(deadline)
        if (strict := options.get("strict")) is not None:
            deviations = self._decoder.deviations
            self._decoder = Decoder(strict=strict)
            self._decoder.deviations = deviations
        if (hooks := options.get("hooks")) is not None:
            self._hook(hooks)

    def _hook(self, hooks: Hooks) -> None:
        self._context = evolve(self._context, hooks=hooks)
        self._tracing = Tracing() if hooks.tracing else None

    def __repr__(self) -> str:
        """Return the tenant and the address, and nothing secret."""
        made_of = getattr(self, "_settings", None)  # None in a constructor's traceback.
        tenant = getattr(made_of, "tenant", "unfinished")
        origin = getattr(self, "_origin", "no address")
        return f"<{type(self).__name__} {tenant} at {origin}>"

    def _repr_html_(self) -> str:
        """Return the collections as a table, for notebooks; nothing is sent."""
        names = [
            name
            for name in dir(type(self))
            if isinstance(getattr(type(self), name), LazyCollection)
        ]
        rows = [
            {"collection": name, "what it holds": getattr(self, name).info.summary}
            for name in names
        ]
        return table(rows, repr(self))

    @property
    def deviations(self) -> Mapping[Deviation, int]:
        """How often responses differed from the spec, by kind of difference."""
        return self._decoder.deviations.counts()

    @contextmanager
    def responses(self) -> Iterator[list[Response]]:
        """Keep each raw response of this thread or task, beside what it is read as.

        ::

            with client.responses() as responses:
                person = client.people.get(1)
            responses[-1].content
        """
        kept: list[Response] = []
        token = kept_responses.set(kept)
        try:
            yield kept
        finally:
            kept_responses.reset(token)

    def _today(self) -> date:
        """Return the day that rules on filters are checked against."""
        return date.today()


show_options(BaseClient.__init__, Options)
show_options(BaseClient.with_options, CallOptions)
