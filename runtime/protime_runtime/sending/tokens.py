"""Client credentials: one generator for both ways of waiting.

Tokens are asked for with the least scopes that the calls so far needed, kept, and used
until shortly before they expire. Every text that is secret is a `Secret` from here on.
Source: reference/authentication/ and concepts/oauth2-scope-model/
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable
from copy import copy
from math import isfinite

from protime_runtime.errors import AuthenticationFailed, ScopeMissing
from protime_runtime.process import Secret
from protime_runtime.sending.exchange import Context, Reply, Step, persist
from protime_runtime.sending.oauth import (
    Credentials,
    read_token,
    token_request,
    without_secret,
)
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.token_cache import Token, TokenCache
from protime_runtime.values import frozen

SHARE_KEPT = 0.1
"""Share of a token's life, at most a minute, that is left when it is renewed."""


@frozen
class _InHand:
    """A token, and the reading of the client's clock at which it is to be renewed."""

    token: Token
    renew_at: float


@frozen
class Ticket:
    """When a caller began to wait for a token: after so many were asked for."""

    asked: int


class Tokens:
    """The tokens of one client; the caller holds a lock while `obtain` runs."""

    def __init__(
        self,
        credentials: Credentials,
        scopes: Iterable[str],
        retries: RetryPolicy,
        context: Context,
        cache: TokenCache | None = None,
    ) -> None:
        """Take the credentials and, where the caller chose them, the only scopes."""
        self._credentials = credentials
        self._chosen = frozenset(scopes)
        self._needed = self._chosen
        self._retries = retries
        self._context = context
        self._cache = cache
        self._kept: _InHand | None = None
        self._asked = 0
        self._failed: AuthenticationFailed | None = None

    def check(self, scopes: tuple[str, ...]) -> None:
        """Refuse a call that the chosen scopes do not cover, before anything is sent.

        Raises:
            ScopeMissing: None of the scopes that would do was chosen.
        """
        if self._chosen and scopes and self._chosen.isdisjoint(scopes):
            raise ScopeMissing(
                f"This needs {' or '.join(scopes)}, which is not among the scopes that"
                " the client was made with."
            )

    def ticket(self) -> Ticket:
        """Return what `obtain` is given by those who waited for the lock."""
        return Ticket(self._asked)

    def cached(
        self, scopes: tuple[str, ...], rejected: Secret | None = None
    ) -> Secret | None:
        """Return a kept token that covers one of the scopes and is not rejected."""
        kept = self._kept
        if kept is None or self._context.clock() >= kept.renew_at:
            return None
        token = kept.token
        if rejected is not None and token.value == rejected:
            return None
        return None if scopes and token.scopes.isdisjoint(scopes) else token.value

    def obtain(
        self,
        scopes: tuple[str, ...],
        rejected: Secret | None,
        ticket: Ticket | None = None,
    ) -> Generator[Step, Reply, Secret]:
        """Return a token, asking for one unless another caller did in the meantime.

        Raises:
            AuthenticationFailed: The endpoint refused, or granted too little; also if
                it did so to the one that the caller of the `ticket` waited for.
        """
        kept = self.cached(scopes, rejected) or self._loaded(scopes, rejected)
        if kept is not None:
            return kept
        if ticket is not None and ticket.asked < self._asked and self._failed:
            # Each of many that wait would knock at a dead endpoint, one by one.
            raise copy(self._failed)
        self._failed = None
        try:
            return (yield from self._asked_for(scopes))
        except AuthenticationFailed as error:
            if not error.is_of_scope:
                self._failed = error
            raise
        finally:
            self._asked += 1

    def _asked_for(self, scopes: tuple[str, ...]) -> Generator[Step, Reply, Secret]:
        refusal: AuthenticationFailed | None = None
        for scope in self._candidates(scopes):
            wanted = {scope} if scope else set()
            try:
                kept = yield from self._ask(self._needed | wanted)
            except AuthenticationFailed as error:
                if error.code != "invalid_scope":
                    raise
                refusal = error
                continue
            if not scope or scope in kept.token.scopes:
                self._needed |= wanted
                self._kept = kept
                return kept.token.value
        raise refusal or self._too_little(scopes)

    def _candidates(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        if self._chosen:
            return tuple(scope for scope in scopes if scope in self._chosen) or ("",)
        return tuple(sorted(scopes, key=lambda scope: scope not in self._needed)) or (
            "",
        )

    def _ask(self, scopes: frozenset[str]) -> Generator[Step, Reply, _InHand]:
        begin, now = self._context.clock(), self._context.now().timestamp()
        outcome = yield from persist(
            token_request(self._credentials, scopes),
            self._retries,
            self._context,
            like="GET",  # One token more is harmless, unlike one item more.
        )
        last = without_secret(outcome.last, self._credentials)
        token = read_token(last, scopes, now, outcome.attempts)
        if self._cache is not None and isfinite(token.ends_at):
            self._cache.save(self._key(), token)
        return self._dated(token, begin, now)

    def _dated(self, token: Token, begin: float, now: float) -> _InHand:
        life = token.ends_at - now
        margin = min(60.0, life * SHARE_KEPT) * (1 + self._context.random()) / 2
        return _InHand(token, renew_at=begin + life - margin)

    def _loaded(
        self, scopes: tuple[str, ...], rejected: Secret | None
    ) -> Secret | None:
        """Take the cache's token, which another process may have renewed."""
        token = self._cache.load(self._key()) if self._cache is not None else None
        if token is None or token.value == rejected or not self._allowed(token):
            return None
        clock, now = self._context.clock(), self._context.now().timestamp()
        kept = self._dated(token, clock, now)
        if clock >= kept.renew_at or (scopes and token.scopes.isdisjoint(scopes)):
            return None
        self._needed |= token.scopes
        self._kept = kept
        return token.value

    def _allowed(self, token: Token) -> bool:
        """Whether a client with chosen scopes would have asked for such a token."""
        return not self._chosen or token.scopes <= self._chosen

    def _key(self) -> str:
        """Return what tells these credentials' tokens from others', without secrets."""
        of = f"{self._credentials.token_url}\n{self._credentials.client_id}"
        return hashlib.sha256(of.encode("utf-8", "surrogatepass")).hexdigest()

    @staticmethod
    def _too_little(scopes: tuple[str, ...]) -> AuthenticationFailed:
        return AuthenticationFailed(
            f"The token does not hold {' or '.join(scopes)}; ask Protime to grant it.",
            status=200,
            code="insufficient_scope",
            body=b"",
        )
