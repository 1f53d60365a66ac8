"""What both clients share: what they are made of and how they are adjusted."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Self

from attrs import evolve

from protime_runtime.client import deadlines, settings
from protime_runtime.client.flows import Flows, kept_responses
from protime_runtime.client.lazy import LazyCollection, load_lazily
from protime_runtime.client.settings import Settings
from protime_runtime.messages import Response
from protime_runtime.reading.decoding import Decoder
from protime_runtime.reading.deviations import Deviation
from protime_runtime.sending.budget import RetryBudget
from protime_runtime.sending.exchange import Context
from protime_runtime.sending.hooks import Hooks, Watch
from protime_runtime.sending.oauth import Credentials
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.token_cache import TokenCache
from protime_runtime.sending.tokens import Tokens


class BaseClient(Flows):
    """All of a client but the waiting."""

    def __init_subclass__(cls, *, collections: str = "") -> None:
        """Load the annotated collections from the package as they are used."""
        super().__init_subclass__()
        if collections:
            load_lazily(cls, collections)

    def __init__(
        self,
        made_of: Settings,
        *,
        strict: bool = False,
        timeout: float | None = None,
        attempt_deadline: float = deadlines.LONGEST,
        hooks: Hooks | None = None,
        token_cache: TokenCache | None = None,
    ) -> None:
        """Take checked settings, and what they are used with."""
        self._settings = made_of
        self._origin = settings.origin(self.api, made_of)
        self._decoder = Decoder(strict=strict)
        self._timeout = timeout
        self._attempt_deadline = deadlines.checked(attempt_deadline)
        self._context = Context(
            clock=time.monotonic,
            now=lambda: datetime.now(UTC),
            random=random.random,
            budget=RetryBudget(made_of.retries.budget),
            watch=Watch(hooks),
        )
        credentials = Credentials(
            token_url=settings.token_url(self.api, made_of),
            client_id=made_of.client_id,
            client_secret=made_of.client_secret,
            user_agent=made_of.user_agent,
        )
        self._tokens = Tokens(
            credentials, made_of.scopes, made_of.retries, self._context, token_cache
        )

    @property
    def settings(self) -> Settings:
        """What the client was made of."""
        return self._settings

    def with_options(
        self,
        *,
        retries: RetryPolicy | None = None,
        timeout: float | None = None,
        attempt_deadline: float | None = None,
        strict: bool | None = None,
        hooks: Hooks | None = None,
    ) -> Self:
        """Return a client with other options, for one call or for many.

        It shares connections, tokens, rate, retry budget and deviations with this one,
        so that it costs nothing, and is closed with it.

        Args:
            retries: How often and how long requests are repeated.
            timeout: Seconds without a byte until a request fails.
            attempt_deadline: Seconds that one attempt takes at the most.
            strict: Raise on answers that differ from the spec, instead of counting.
            hooks: Who is told of requests.

        Raises:
            ConfigurationError: The deadline is no time.
        """
        made = type(self).__new__(type(self))
        # Collections belong to the client that made them; it alone is their sender.
        # Other threads may be making some: only a copy can be walked through.
        made.__dict__.update(
            {
                name: value
                for name, value in vars(self).copy().items()
                if not isinstance(getattr(type(self), name, None), LazyCollection)
            }
        )
        made._adjust(retries, timeout, attempt_deadline, strict, hooks)
        return made

    def _adjust(
        self,
        retries: RetryPolicy | None,
        timeout: float | None,
        attempt_deadline: float | None,
        strict: bool | None,
        hooks: Hooks | None,
    ) -> None:
        if retries is not None:
            self._settings = evolve(self._settings, retries=retries)
        if timeout is not None:
            self._timeout = timeout
        if attempt_deadline is not None:
            self._attempt_deadline = deadlines.checked(attempt_deadline)
        if strict is not None:
            deviations = self._decoder.deviations
            self._decoder = Decoder(strict=strict)
            self._decoder.deviations = deviations
        if hooks is not None:
            self._context = evolve(self._context, watch=Watch(hooks))

    def __repr__(self) -> str:
        """Return the tenant and the address, and nothing secret."""
        made_of = getattr(self, "_settings", None)  # None in a constructor's traceback.
        tenant = getattr(made_of, "tenant", "unfinished")
        origin = getattr(self, "_origin", "no address")
        return f"<{type(self).__name__} {tenant} at {origin}>"

    @property
    def deviations(self) -> Mapping[Deviation, int]:
        """How often answers differed from the spec, by kind of difference."""
        return self._decoder.deviations.counts()

    @property
    def decoder(self) -> Decoder:
        """What reads the answers, and counts in `deviations` what differs."""
        return self._decoder

    @contextmanager
    def responses(self) -> Iterator[list[Response]]:
        """Keep each raw answer of this thread or task, beside what it is read as.

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

    def today(self) -> date:
        """Return the day that rules on filters are checked against."""
        return date.today()
