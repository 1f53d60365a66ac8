"""Clients made of settings that stand in the environment, or in a profile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Self, TypeVar, Unpack, cast

from protime_runtime.client import secrets, settings
from protime_runtime.client.base import BaseClient
from protime_runtime.client.settings import Options
from protime_runtime.errors import ConfigurationError
from protime_runtime.process import Secret
from protime_runtime.signatures import show_options

H = TypeVar("H")


class ConfiguredClient(BaseClient[H]):
    """A client that finds its settings where they are kept."""

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        http: H | None = None,
        **options: Unpack[Options],
    ) -> Self:
        """Make a client from ``PROTIME_TENANT``, ``PROTIME_CLIENT_ID`` and the like.

        ``PROTIME_CLIENT_SECRET_FILE`` names a file with the secret, in place of
        ``PROTIME_CLIENT_SECRET``.

        Raises:
            ConfigurationError: A required variable is missing.
        """
        try:
            found = settings.read(os.environ if environ is None else environ)
        except ConfigurationError as error:
            raise error.with_traceback(None) from None
        finally:
            del environ  # A traceback shows arguments, and this one holds the secret.
        return cls(**settings.complete(found), http=http, **options)

    @classmethod
    def from_profile(
        cls,
        name: str,
        environ: Mapping[str, str] | None = None,
        *,
        http: H | None = None,
        **options: Unpack[Options],
    ) -> Self:
        """Make a client from a profile of ``~/.config/protime/config.toml``.

        ``protime init`` writes it. The secret is in ``PROTIME_CLIENT_SECRET_NAME`` or
        ``PROTIME_CLIENT_SECRET`` (or in the file that one of them followed by ``_FILE``
        names), in the profile's ``client_secret_file``, or in the system's keyring.

        Args:
            name: The profile.
            environ: Where ``PROTIME_CONFIG``, which names another file, and the secret
                are looked for, in place of the process's environment.
            http: As for the client itself.
            **options: As for the client itself.

        Raises:
            ConfigurationError: There is no such profile, or it lacks something.
        """
        from protime_runtime.client import profiles  # Only who has profiles reads TOML.

        environ = os.environ if environ is None else environ
        try:
            found = profiles.named(name, environ)
            secret = Secret(secrets.of_profile(name, found.secret_file, environ))
        except ConfigurationError as error:
            raise error.with_traceback(None) from None
        finally:
            del environ  # A traceback shows it, and it may hold the secret.
        options.setdefault("scopes", found.scopes)
        given = cast("settings.Found", {**found.complete(), "client_secret": secret})
        return cls(**given, http=http, **options)


show_options(ConfiguredClient.from_env.__func__, Options)  # type: ignore[attr-defined]  # it is a method of the class
show_options(ConfiguredClient.from_profile.__func__, Options)  # type: ignore[attr-defined]  # the same
