"""Where a client's secret is: in the environment, a file, or the system's keyring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

from protime_runtime.errors import ConfigurationError
from protime_runtime.texts import NoText, read_text

SECRET_VARIABLE = "PROTIME_CLIENT_SECRET"  # noqa: S105 - the variable's name
SERVICE = "protime"
"""Name that secrets are kept under in the keyring, with the profile as the user."""


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
    return from_file(Path(file), f"{variable}_FILE") if file else value


def from_file(file: Path, source: str) -> str:
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


def of_profile(name: str, file: Path | None, environ: Mapping[str, str]) -> str:
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
    if kept := _kept(name):
        return kept
    raise ConfigurationError(
        f"The profile {name!r} has no secret: run `protime secret set {name}`, or set"
        f" {variable_of(name)} in the environment."
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
