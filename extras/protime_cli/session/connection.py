"""A client from the settings of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protime import Protime
from protime_cli.session.config import FILE_VARIABLE, path, profile
from protime_cli.session.secrets import secret
from protime_runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from protime_cli.session.session import Session
    from protime_runtime.sending.hooks import Hooks


def connected(
    session: Session, *, strict: bool = False, hooks: Hooks | None = None
) -> Protime:
    """Return a client of the tenant that the settings name.

    Raises:
        ConfigurationError: The settings are missing or cannot work.
    """
    chosen = profile(session.environ, session.profile)
    if chosen is None:
        return _from_environment(session, strict, hooks)
    missing = {"tenant", "client_id", "user_agent"} - set(chosen.settings)
    if missing:
        raise ConfigurationError(
            f"The profile {chosen.name!r} lacks {', '.join(sorted(missing))}."
        )
    given = dict(chosen.settings)
    return Protime(
        given.pop("tenant"),
        client_id=given.pop("client_id"),
        client_secret=secret(chosen, session.environ),
        user_agent=given.pop("user_agent"),
        environment=given.get("environment", "production"),
        base_url=given.get("base_url"),
        token_url=given.get("token_url"),
        scopes=chosen.scopes,
        strict=strict,
        hooks=hooks,
        http=session.http,
    )


def _from_environment(session: Session, strict: bool, hooks: Hooks | None) -> Protime:
    try:
        return Protime.from_env(
            session.environ, strict=strict, hooks=hooks, http=session.http
        )
    except ConfigurationError as error:
        if "PROTIME_TENANT" in session.environ:
            raise
        raise ConfigurationError(
            f"{error} Or write a profile to {path(session.environ)}"
            f" ({FILE_VARIABLE} names another file)."
        ) from None
