"""A client from the settings of a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from protime import Protime
from protime_cli.session.config import FILE_VARIABLE, path, profile
from protime_cli.session.secrets import secret
from protime_runtime.errors import ConfigurationError

if TYPE_CHECKING:
    import httpx

    from protime_runtime.sending.hooks import Hooks


def connected(
    environ: Mapping[str, str],
    name: str | None,
    *,
    strict: bool,
    hooks: Hooks | None,
    http: httpx.Client | None,
) -> Protime:
    """Return a client of the tenant that the settings, or a profile, name.

    Raises:
        ConfigurationError: The settings are missing or cannot work.
    """
    chosen = profile(environ, name)
    if chosen is None:
        try:
            return Protime.from_env(environ, strict=strict, hooks=hooks, http=http)
        except ConfigurationError as error:
            if "PROTIME_TENANT" in environ:
                raise
            raise ConfigurationError(
                f"{error} Or write a profile to {path(environ)}"
                f" ({FILE_VARIABLE} names another file)."
            ) from None
    missing = {"tenant", "client_id", "user_agent"} - set(chosen.settings)
    if missing:
        raise ConfigurationError(
            f"The profile {chosen.name!r} lacks {', '.join(sorted(missing))}."
        )
    given = dict(chosen.settings)
    return Protime(
        given.pop("tenant"),
        client_id=given.pop("client_id"),
        client_secret=secret(chosen, environ),
        user_agent=given.pop("user_agent"),
        environment=given.get("environment", "production"),
        base_url=given.get("base_url"),
        token_url=given.get("token_url"),
        scopes=chosen.scopes,
        strict=strict,
        hooks=hooks,
        http=http,
    )
