"""A client from the settings of a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from protime import Protime
from protime_runtime.client.profiles import chosen_name, path
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
    chosen = chosen_name(environ, name)
    if chosen is None:
        try:
            return Protime.from_env(environ, strict=strict, hooks=hooks, http=http)
        except ConfigurationError as error:
            if "PROTIME_TENANT" in environ:
                raise
            raise ConfigurationError(
                f"{error} Or run `protime init`, which writes a profile to"
                f" {path(environ)}."
            ) from None
    return Protime.from_profile(chosen, environ, strict=strict, hooks=hooks, http=http)
