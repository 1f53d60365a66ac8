"""Client credentials, access tokens and scopes.

Source: reference/authentication/ of the documentation.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attrs import frozen

from .clock import Clock
from .responses import Problem, Response


@frozen(kw_only=True)
class Client:
    """Credentials and what they may be used for."""

    id: str
    secret: str
    scopes: frozenset[str]


@frozen(kw_only=True)
class Grant:
    """What an access token stands for."""

    client_id: str
    scopes: frozenset[str]
    until: datetime


class Authority:
    """Gives out access tokens to one client and checks them."""

    def __init__(
        self, clock: Clock, client: Client, known: Iterable[str], lifetime: timedelta
    ) -> None:
        """Take the client, all scopes there are, and how long tokens live."""
        self._clock = clock
        self._client = client
        self._known = frozenset(known)
        self._lifetime = lifetime
        self._grants: dict[str, Grant] = {}

    def token(self, form: Mapping[str, str]) -> Response:
        """Answer a token request; errors have OAuth's shape (inferred)."""
        if form.get("grant_type") != "client_credentials":
            return _refusal("unsupported_grant_type")
        id, secret = form.get("client_id", ""), form.get("client_secret", "")
        same = [
            secrets.compare_digest(given.encode("utf-8", "replace"), held.encode())
            for given, held in ((id, self._client.id), (secret, self._client.secret))
        ]
        if not all(same):
            return _refusal("invalid_client")
        asked = frozenset(form.get("scope", "").split()) or self._client.scopes
        if not asked <= self._client.scopes:
            return _refusal("invalid_scope")
        return self._granted(asked)

    def _granted(self, scopes: frozenset[str]) -> Response:
        now = self._clock.now()
        self._grants = {
            key: grant for key, grant in self._grants.items() if grant.until > now
        }
        token = secrets.token_urlsafe(32)
        self._grants[token] = Grant(
            client_id=self._client.id, scopes=scopes, until=now + self._lifetime
        )
        body = {
            "access_token": token,
            "expires_in": int(self._lifetime.total_seconds()),
            "token_type": "Bearer",
            "scope": " ".join(sorted(scopes)),
        }
        return Response(body=body, headers={"Cache-Control": "no-store"})

    def grant(self, authorization: str | None) -> Grant:
        """Return what the header's token stands for.

        Raises:
            Problem: 401, it is missing, unknown or has expired.
        """
        kind, _, token = (authorization or "").partition(" ")
        grant = self._grants.get(token.strip()) if kind.lower() == "bearer" else None
        if grant is None or grant.until <= self._clock.now():
            raise Problem(
                401,
                "The access token is missing, invalid or has expired.",
                headers={"WWW-Authenticate": "Bearer"},
            )
        return grant

    def expire_all(self) -> None:
        """End all access tokens at once."""
        self._grants.clear()

    def discovery(self, issuer: str) -> Response:
        """Answer with the discovery document."""
        body = {
            "issuer": issuer,
            "token_endpoint": f"{issuer}/connect/token",
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "scopes_supported": sorted(self._known),
        }
        return Response(body=body)


def check_scopes(grant: Grant, any_of: Iterable[str]) -> None:
    """Refuse a token that has none of the scopes.

    Raises:
        Problem: 403 (reference/responses/; collection pages also speak of 401).
    """
    wanted = list(any_of)
    if wanted and grant.scopes.isdisjoint(wanted):
        needed = f"any one of {', '.join(wanted)}" if len(wanted) > 1 else wanted[0]
        raise Problem(403, f"The access token lacks the required scope: {needed}.")


def _refusal(error: str) -> Response:
    return Response(
        status=400, body={"error": error}, headers={"Cache-Control": "no-store"}
    )
