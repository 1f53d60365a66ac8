"""Client credentials: one generator for both ways of waiting.

Tokens are asked for with the least scopes that the calls so far needed, kept, and used
until shortly before they expire. Every text that is secret is a `Secret` from here on.
Source: reference/authentication/ and concepts/oauth2-scope-model/
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable
from copy import copy
from math import inf

from attrs import field, frozen

from protime_runtime.errors import AuthenticationFailed, ScopeMissing
from protime_runtime.secret import Secret, as_secret
from protime_runtime.sending.exchange import Context, Reply, Step, persist
from protime_runtime.sending.oauth import (
    Credentials,
    Granted,
    read_token,
    token_request,
    without_secret,
)
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.token_cache import StoredToken, TokenCache

SHARE_KEPT = 0.1
"""Share of a token's life, at most a minute, that is left when it is renewed."""

_OF_ONE_SCOPE = ("invalid_scope", "insufficient_scope")
"""Refusals that say nothing about callers who need another scope."""


@frozen(kw_only=True)
class Token:
    """An access token with what it allows and until when."""

    value: Secret = field(converter=as_secret)
    scopes: frozenset[str]
    renew_at: float
    """Reading of the client's clock from which a new token is asked for."""


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
        self._token: Token | None = None
        self._asked = 0
        self._failed: AuthenticationFailed | None = None

    def check(self, scopes: tuple[str, ...]) -> None:
        """Refuse a call that the chosen scopes do not cover, before anything is sent.

        Raises:
            ScopeMissing: None of the scopes that would do was chosen.
        """
        if self._chosen and scopes and not self._chosen.intersection(scopes):
            raise ScopeMissing(
                f"This needs {' or '.join(scopes)}, which is not among the scopes that"
                " the client was made with."
            )

    def ticket(self) -> Ticket:
        """Return what `obtain` is given by those who waited for the lock."""
        return Ticket(self._asked)

    def cached(
        self, scopes: tuple[str, ...], rejected: str | Secret | None = None
    ) -> Secret | None:
        """Return a kept token that covers one of the scopes and is not rejected."""
        token = self._token
        if token is None or token.value == rejected or self._over(token):
            return None
        if scopes and not token.scopes.intersection(scopes):
            return None
        return token.value

    def _over(self, token: Token) -> bool:
        return self._context.clock() >= token.renew_at

    def obtain(
        self,
        scopes: tuple[str, ...],
        rejected: str | Secret | None,
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
            if error.code not in _OF_ONE_SCOPE:
                self._failed = error
            raise
        finally:
            self._asked += 1

    def _asked_for(self, scopes: tuple[str, ...]) -> Generator[Step, Reply, Secret]:
        refusal: AuthenticationFailed | None = None
        for scope in self._candidates(scopes):
            wanted = {scope} if scope else set()
            try:
                token = yield from self._ask(self._needed | wanted)
            except AuthenticationFailed as error:
                if error.code != "invalid_scope":
                    raise
                refusal = error
                continue
            if not scope or scope in token.scopes:
                self._needed |= wanted
                self._token = token
                return token.value
        raise refusal or self._too_little(scopes)

    def _candidates(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        if self._chosen:
            return tuple(one for one in scopes if one in self._chosen) or ("",)
        held = tuple(one for one in scopes if one in self._needed)
        return held + tuple(one for one in scopes if one not in held) or ("",)

    def _ask(self, scopes: frozenset[str]) -> Generator[Step, Reply, Token]:
        begin = self._context.clock()
        outcome = yield from persist(
            token_request(self._credentials, scopes),
            self._retries,
            self._context,
            like="GET",  # One token more is harmless, unlike one item more.
        )
        last = without_secret(outcome.last, self._credentials)
        granted = read_token(last, scopes, outcome.attempts)
        self._store(granted)
        return self._dated(granted, begin)

    def _dated(self, granted: Granted, begin: float) -> Token:
        life = granted.life
        margin = min(60.0, life * SHARE_KEPT) * (1 + self._context.random()) / 2
        return Token(
            value=granted.value, scopes=granted.scopes, renew_at=begin + life - margin
        )

    def _loaded(
        self, scopes: tuple[str, ...], rejected: str | Secret | None
    ) -> Secret | None:
        """Take the cache's token, which another process may have renewed."""
        stored = self._cache.load(self._key()) if self._cache is not None else None
        if stored is None or stored.value == rejected or not self._allowed(stored):
            return None
        life = stored.ends_at - self._context.now().timestamp()
        granted = Granted(value=stored.value, scopes=stored.scopes, life=life)
        token = self._dated(granted, self._context.clock())
        if self._over(token) or (scopes and not token.scopes.intersection(scopes)):
            return None
        self._needed |= token.scopes
        self._token = token
        return token.value

    def _allowed(self, stored: StoredToken) -> bool:
        """Whether a client with chosen scopes would have asked for such a token."""
        return not self._chosen or stored.scopes <= self._chosen

    def _store(self, granted: Granted) -> None:
        if self._cache is None or granted.life == inf:
            return
        ends_at = self._context.now().timestamp() + granted.life
        stored = StoredToken(
            value=granted.value, scopes=granted.scopes, ends_at=ends_at
        )
        self._cache.save(self._key(), stored)

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
