"""Settings of tenants under names: the profiles of a TOML file.

They are never mixed with the environment's, so that nothing reaches one tenant with
half the settings of another. No profile holds a secret; see `client.secrets`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from protime_runtime.client.secrets import SECRET_VARIABLE
from protime_runtime.client.settings import REQUIRED
from protime_runtime.errors import ConfigurationError
from protime_runtime.texts import NoText, read_text

PROFILE_VARIABLE = "PROTIME_PROFILE"
FILE_VARIABLE = "PROTIME_CONFIG"
KEYS = (
    "tenant",
    "client_id",
    "user_agent",
    "environment",
    "base_url",
    "token_url",
    "scopes",
    "client_secret_file",
)
"""What a profile may say."""


@frozen(kw_only=True)
class Profile:
    """Settings of a tenant under a name, without its secret."""

    name: str
    settings: Mapping[str, str]
    scopes: tuple[str, ...] = ()
    secret_file: Path | None = None
    """A file with the secret alone."""

    def complete(self) -> dict[str, str]:
        """Return the settings that a client is made with.

        Raises:
            ConfigurationError: A required one is missing.
        """
        needed = {*REQUIRED} - {"client_secret"}  # No profile holds it.
        missing = sorted(needed - self.settings.keys())
        if missing:
            raise ConfigurationError(
                f"The profile {self.name!r} lacks {', '.join(missing)}: run `protime"
                f" init --profile {self.name}`, or write them into the file."
            )
        return dict(self.settings)


def path(environ: Mapping[str, str]) -> Path:
    """Return where the file is: ``PROTIME_CONFIG``, or in the user's configuration."""
    if found := environ.get(FILE_VARIABLE):
        return Path(found)
    home = environ.get("XDG_CONFIG_HOME")
    folder = Path(home) if home else Path.home() / ".config"
    return folder / "protime" / "config.toml"


def named(name: str, environ: Mapping[str, str]) -> Profile:
    """Return a profile.

    Raises:
        ConfigurationError: There is no such profile, or the file cannot be used.
    """
    file = path(environ)
    return _chosen(name, _read(file, needed=True), file)


def chosen_name(environ: Mapping[str, str], name: str | None) -> str | None:
    """Return the name of the profile that is asked for, or the file's default one.

    Without a name, an environment that names a tenant is used instead of any profile.

    Raises:
        ConfigurationError: The file cannot be used.
    """
    wanted = name or environ.get(PROFILE_VARIABLE)
    if wanted or (wanted is None and environ.get("PROTIME_TENANT")):
        return wanted
    default = _read(path(environ), needed=wanted is not None).get("default")
    return None if default is None else str(default)


def _chosen(chosen: str, content: Mapping[str, object], file: Path) -> Profile:
    profiles = content.get("profiles")
    if not isinstance(profiles, dict) or chosen not in profiles:
        known = ", ".join(profiles) if isinstance(profiles, dict) else "none"
        raise ConfigurationError(
            f"{file} has no profile {chosen!r}; it has: {known}. To add it: `protime"
            f" init --profile {chosen}`."
        )
    return _profile(chosen, profiles[chosen], file)


def names(environ: Mapping[str, str]) -> list[str]:
    """Return the names of the profiles, for completion; none if the file is wrong."""
    try:
        profiles = _read(path(environ), needed=False).get("profiles")
    except ConfigurationError:
        return []
    return list(profiles) if isinstance(profiles, dict) else []


def _read(file: Path, *, needed: bool) -> Mapping[str, object]:
    try:
        return tomllib.loads(read_text(file))
    except FileNotFoundError:
        if needed:
            raise ConfigurationError(
                f"There is no {file} to hold profiles: `protime init` writes it, and"
                f" {FILE_VARIABLE} names another file."
            ) from None
        return {}
    except NoText as error:
        raise ConfigurationError(f"{error}.") from None
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file} cannot be read: {error}.") from None


def _profile(name: str, content: object, file: Path) -> Profile:
    place = f"{file}: profiles.{name}"
    if not isinstance(content, dict):
        raise ConfigurationError(f"{place} is no table.")
    if "client_secret" in content:
        raise ConfigurationError(
            f"{place} holds client_secret, which this file must not: take it out, and"
            f" run `protime init --profile {name}`, or set {SECRET_VARIABLE} instead."
        )
    if unknown := set(content) - set(KEYS):
        raise ConfigurationError(
            f"{place} holds {', '.join(sorted(unknown))}; known: {', '.join(KEYS)}."
        )
    scopes = content.get("scopes", [])
    texts = {key: value for key, value in content.items() if key != "scopes"}
    if not all(isinstance(value, str) for value in (*texts.values(), *scopes)):
        raise ConfigurationError(f"{place} holds a value that is no text.")
    secret = texts.pop("client_secret_file", None)
    return Profile(
        name=name,
        settings=texts,
        scopes=tuple(scopes),
        secret_file=None if secret is None else file.parent / secret,
    )
