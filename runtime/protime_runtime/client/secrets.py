"""Where a client's secret is: in the environment, a file, or the system's keyring."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from protime_runtime.errors import ConfigurationError
from protime_runtime.texts import NoText, read_text

SECRET_VARIABLE = "PROTIME_CLIENT_SECRET"  # noqa: S105 - the variable's name
SERVICE = "protime"
"""Name that secrets are kept under in the keyring, with the profile as the user."""

_ELSEWHERE = (
    f"A secret can also stand in {SECRET_VARIABLE}, or in a file that"
    f" {SECRET_VARIABLE}_FILE names."
)


class KeyringRefused(ConfigurationError):
    """The system's keyring cannot be used."""


class NoKeyring(KeyringRefused):
    """The system has no keyring."""


def variable_of(profile: str) -> str:
    """Return the variable that holds the secret of a profile alone."""
    name = re.sub(r"\W", "_", profile).upper()
    return f"{SECRET_VARIABLE}_{name}"


def from_environment(
    environ: Mapping[str, str], variable: str = SECRET_VARIABLE
) -> str:
    """Return the secret of a variable, or of the file that ``..._FILE`` names.

    It is the form that Docker and Kubernetes mount secrets in. Empty if there is none.

    Raises:
        ConfigurationError: Both are set, or the file cannot be read.
    """
    value, file = environ.get(variable, ""), environ.get(f"{variable}_FILE", "")
    if value and file:
        raise ConfigurationError(
            f"{variable} and {variable}_FILE are both set: take one of them out."
        )
    return from_file(file, f"{variable}_FILE") if file else value


def from_file(file: str | os.PathLike[str], source: str) -> str:
    """Return the secret that a file holds, without the end of its line.

    Args:
        file: The file.
        source: What names it, for messages.

    Raises:
        ConfigurationError: It cannot be read, or holds nothing.
    """
    try:
        found = read_text(file).strip()
    except NoText as error:
        raise ConfigurationError(f"{source}: {error}.") from None
    except OSError as error:
        raise ConfigurationError(
            f"{source} names {file}, which cannot be read: {error.strerror}."
        ) from None
    if not found:
        raise ConfigurationError(f"{source} names {file}, which is empty.")
    return found


def of_profile(
    name: str, file: str | os.PathLike[str] | None, environ: Mapping[str, str]
) -> str:
    """Return the secret of a profile.

    Args:
        name: The profile.
        file: What the profile names as ``client_secret_file``.
        environ: Variables, which come first.

    Raises:
        ConfigurationError: It stands nowhere.
    """
    for variable in (variable_of(name), SECRET_VARIABLE):
        if found := from_environment(environ, variable):
            return found
    if file is not None:
        return from_file(file, f"client_secret_file of the profile {name!r}")
    kept = _kept(name)
    if not kept:
        raise ConfigurationError(
            f"The profile {name!r} has no secret: run `protime secret set {name}`, or"
            f" set {variable_of(name)} in the environment."
        )
    return kept


def keep(profile: str, value: str) -> None:
    """Put a secret into the keyring.

    Raises:
        KeyringRefused: There is no keyring, or it does not keep the secret.
    """
    package = keyring()
    _attempt(package, "set_password", SERVICE, profile, value)
    if _attempt(package, "get_password", SERVICE, profile) != value:
        raise KeyringRefused(f"The keyring keeps nothing. {_ELSEWHERE}")


def forget(profile: str) -> None:
    """Take a secret out of the keyring.

    Raises:
        KeyringRefused: There is no keyring, or the secret is not in it.
    """
    package = keyring()
    if _attempt(package, "get_password", SERVICE, profile) is None:
        raise KeyringRefused(f"The keyring holds no secret of {profile!r}.")
    _attempt(package, "delete_password", SERVICE, profile)


def keyring() -> ModuleType:
    """Return the package that reaches the system's keyring.

    Raises:
        KeyringRefused: It is not installed.
    """
    try:
        return import_module("keyring")
    except ModuleNotFoundError:
        raise NoKeyring(
            "The keyring needs a package: pip install 'protime-client[keyring]'."
            f" {_ELSEWHERE}"
        ) from None


def _kept(profile: str) -> str | None:
    """Return what the keyring has, if there is one; one that fails is reported."""
    try:
        found = _attempt(keyring(), "get_password", SERVICE, profile)
    except NoKeyring:
        return None
    return found if isinstance(found, str) else None


def _attempt(package: ModuleType, name: str, *arguments: str) -> object:
    try:
        return getattr(package, name)(*arguments)
    except package.errors.NoKeyringError:
        raise NoKeyring(f"This system has no keyring. {_ELSEWHERE}") from None
    except Exception as error:  # Backends are others', and raise whatever they like.
        said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise KeyringRefused(f"The keyring refuses: {said}. {_ELSEWHERE}") from None
