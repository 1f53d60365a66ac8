"""Clients where Spark's workers run, and where they find what they log in with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from protime import Protime
from protime_runtime.client.settings import VARIABLES
from protime_runtime.errors import ConfigurationError
from protime_runtime.process import Secret
from protime_runtime.sending.token_cache import MemoryTokenCache
from protime_sync.errors import need

_TOKENS = MemoryTokenCache()
"""Spark keeps a worker's process for many tasks; they share its tokens."""


@frozen(kw_only=True)
class Login:
    """How clients of one tenant are made; shows no secret."""

    name: str = "environment"
    """Name of the profile or of the scope."""
    profile: str | None = None
    scope: str | None = None
    """Databricks' secret scope, whose keys are named as the variables are."""
    settings: Mapping[str, Secret] = field(factory=dict, repr=False)
    """What the scope holds, once the driver has read it."""

    def resolved(self) -> Login:
        """Return the same with what its scope holds; only a driver can ask for that.

        Raises:
            ConfigurationError: There are no secrets of Databricks here.
        """
        if self.scope is None:
            return self
        return evolve(self, settings=_held_by(self.scope))

    def client(self) -> Protime:
        """Return a client that shares its token with others of this process.

        Raises:
            ConfigurationError: The environment, profile or scope lacks something.
        """
        if self.profile is not None:
            return Protime.from_profile(self.profile, token_cache=_TOKENS)
        if self.scope is None:
            return Protime.from_env(token_cache=_TOKENS)
        return Protime.from_env(_Revealed(self.settings), token_cache=_TOKENS)


class _Revealed(Mapping[str, str]):
    """Secrets as an environment, which no report of a frame shows."""

    def __init__(self, secrets: Mapping[str, Secret]) -> None:
        self._secrets = secrets

    def __getitem__(self, name: str) -> str:
        return self._secrets[name].reveal()

    def __iter__(self) -> Any:  # noqa: ANN401 - an iterator of names
        return iter(self._secrets)

    def __len__(self) -> int:
        return len(self._secrets)


def _held_by(scope: str) -> Mapping[str, Secret]:
    try:
        secrets = need("databricks.sdk.runtime").dbutils.secrets
    except ImportError:
        raise ConfigurationError(
            f"secret_scope {scope!r} is a scope of Databricks' secrets, and there are"
            " none here: give profile, or set the environment."
        ) from None
    known = {found.key for found in secrets.list(scope)} & {*VARIABLES.values()}
    return {key: Secret(secrets.get(scope=scope, key=key)) for key in sorted(known)}
