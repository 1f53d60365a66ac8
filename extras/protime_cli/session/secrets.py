"""Where a profile's secret is: in the environment, or in the system's keyring."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from protime_cli.session.config import SECRET_VARIABLE, Profile
from protime_runtime.errors import ConfigurationError

SERVICE = "protime"
"""Name that secrets are kept under in the keyring, with the profile as the user."""


def secret(profile: Profile, environ: Mapping[str, str]) -> str:
    """Return the secret of a profile.

    Raises:
        ConfigurationError: It stands nowhere.
    """
    for variable in (profile.secret_variable, SECRET_VARIABLE):
        if found := environ.get(variable):
            return found
    kept = _kept(profile.name)
    if kept:
        return kept
    raise ConfigurationError(
        f"The profile {profile.name!r} has no secret: run `protime secret set"
        f" {profile.name}`, or set {profile.secret_variable} in the environment."
    )


def keep(profile: str, value: str) -> None:
    """Put a secret into the keyring.

    Raises:
        ConfigurationError: There is no keyring.
    """
    _attempt(keyring(), "set_password", SERVICE, profile, value)


def forget(profile: str) -> None:
    """Take a secret out of the keyring.

    Raises:
        ConfigurationError: There is no keyring, or the secret is not in it.
    """
    _attempt(keyring(), "delete_password", SERVICE, profile)


def keyring() -> ModuleType:
    """Return the package that reaches the system's keyring.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        return import_module("keyring")
    except ModuleNotFoundError:
        raise ConfigurationError(
            "The keyring needs a package: pip install 'protime-client[keyring]'. A"
            f" secret can also stand in {SECRET_VARIABLE}."
        ) from None


def _kept(profile: str) -> str | None:
    try:
        found = _attempt(keyring(), "get_password", SERVICE, profile)
    except ConfigurationError:
        return None
    return found if isinstance(found, str) else None


def _attempt(package: ModuleType, name: str, *arguments: str) -> object:
    try:
        return getattr(package, name)(*arguments)
    except package.errors.KeyringError as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise ConfigurationError(
            f"The keyring refuses: {said}. A secret can also stand in"
            f" {SECRET_VARIABLE}."
        ) from None
