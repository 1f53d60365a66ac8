"""``protime init``: ask what a client is made of, test it, and write a profile."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping

import click
from click.exceptions import Exit

from protime import Protime
from protime_cli import exits
from protime_cli.session import profile_file
from protime_cli.session.session import Session, current
from protime_cli.sources import read_source
from protime_cli.terminal import echo
from protime_runtime.client import profiles, secrets
from protime_runtime.client.secrets import KeyringRefused
from protime_runtime.client.settings import REQUIRED, Settings
from protime_runtime.errors import ConfigurationError, ProtimeError

_SOUND = dict.fromkeys(REQUIRED, "acme") | {"user_agent": "Service/v1 (Acme Corp)"}
"""Settings that work, of which one at a time is replaced to check it."""

_NAME = re.compile(r"(?!.*(?:^|[-_])file$)[a-z0-9][a-z0-9_-]*", re.IGNORECASE)
_ASKED = {
    "tenant": "Tenant, as acme of https://acme.myprotime.eu",
    "client_id": "Client id",
    "user_agent": "User agent, as PeopleSyncService/v1 (Acme Corp)",
    "environment": "Environment (production or sandbox)",
}

_SUSPECTS = {
    exits.CREDENTIALS.status: ("client_id",),
    exits.NOT_FOUND.status: ("tenant",),
    exits.NO_ANSWER.status: ("tenant",),
}
"""What an error leaves in doubt, by its status, besides the secret."""

_UNTESTED = "Nothing was written; --no-test writes settings untested."


def init(test: bool, keep: str | None, **given: str | None) -> int:
    """Ask for what is not given, test it by a request, and write the profile."""
    session = current()
    if session.profile is not None:
        _check_name(session.profile)
    settings = {name: _setting(name, given[name]) for name in _ASKED}
    if url := given["base_url"]:
        settings["base_url"] = url
    secret = _secret(session)
    if test:
        secret = _tested(session, settings, secret)
    name = session.profile or settings["tenant"]
    _write(session, name, settings, secret, keep)
    return 0


def _check_name(profile: str) -> None:
    if not _NAME.fullmatch(profile):
        raise click.UsageError(
            f"A profile cannot be called {profile!r}: write letters, digits, - and _,"
            " and no `file` at the end, which variables of secrets' files have there."
        )


def _setting(name: str, given: str | None) -> str:
    if given is not None:
        return _checked(name)(given)
    default = "production" if name == "environment" else None
    if sys.stdin.isatty():
        return _asked(name, default)
    if default is not None:
        return default
    option = f"--{name.replace('_', '-')}"
    raise click.UsageError(f"Missing option '{option}', as nobody can be asked.")


def _asked(name: str, default: str | None = None) -> str:
    checked = _checked(name)
    return str(
        click.prompt(_ASKED[name], value_proc=checked, default=default, err=True)
    )


def _typed_secret() -> str:
    checked = _checked("client_secret")
    question = "Client secret (is not shown)"
    return str(click.prompt(question, hide_input=True, value_proc=checked, err=True))


def _checked(name: str) -> Callable[[str], str]:
    """Return what gives a setting back, and says what to write if it cannot work."""

    def check(text: str) -> str:
        value = text.strip()
        if name == "environment" and value not in Protime._api.environments:
            known = " or ".join(Protime._api.environments)
            raise click.BadParameter(f"{value!r} is not {known}.")
        try:
            Settings(**{**_SOUND, name: value})  # type: ignore[arg-type]  # all texts
        except ConfigurationError as error:
            raise click.BadParameter(str(error)) from None
        return value

    return check


def _secret(session: Session) -> str:
    """Return the secret: of the environment, of a pipe, or as it is typed unseen."""
    if found := secrets.from_environment(session.environ):
        return found
    if sys.stdin.isatty():
        return _typed_secret()
    piped = read_source("-").strip().partition("\n")[0]
    if not piped.strip():
        raise click.UsageError(
            f"The secret is missing: pipe it in, or set {secrets.SECRET_VARIABLE} or"
            f" {secrets.SECRET_VARIABLE}_FILE."
        )
    return _checked("client_secret")(piped)


def _tested(session: Session, settings: dict[str, str], secret: str) -> str:
    """Test the settings until they work, and return the secret that does.

    What is refused is asked for again, or all of it is saved as it is. Where nobody can
    be asked, the first error ends it.

    Raises:
        ProtimeError: The settings do not work, and nothing is to be written.
    """
    while (error := _error(session, settings, secret)) is not None:
        kind = exits.kind_of(error)
        if isinstance(error, ConfigurationError) or not sys.stdin.isatty():
            session.say(_UNTESTED)
            raise error
        choice = _choice(error)
        if choice == "stop":
            session.say(_UNTESTED)
            raise Exit(kind.status)  # The error was told.
        if choice == "save":
            break
        for name in _SUSPECTS.get(kind.status, ()):
            settings[name] = _asked(name, settings[name])
        if kind is exits.CREDENTIALS:
            secret = _typed_secret()
    return secret


def _error(
    session: Session, settings: Mapping[str, str], secret: str
) -> ProtimeError | None:
    try:
        _test(session, settings, secret)
    except ProtimeError as error:
        return error
    return None


def _choice(error: ProtimeError) -> str:
    """Return what to do: ``again``, ``save`` or ``stop``."""
    echo(exits.said(error), err=True)
    question = "Try again, save it as it is, or stop?"
    choices = click.Choice(["again", "save", "stop"])
    return str(click.prompt(question, "again", type=choices, err=True))


def _test(session: Session, settings: Mapping[str, str], secret: str) -> None:
    """Ask for one page of people, for which a token is needed.

    Raises:
        ProtimeError: The settings do not work; a scope that is missing is no reason.
    """
    given = dict(settings)
    with Protime(
        given.pop("tenant"),
        client_id=given.pop("client_id"),
        client_secret=secret,
        user_agent=given.pop("user_agent"),
        environment=given["environment"],
        base_url=given.get("base_url"),
        http=session.http,
    ) as client:
        try:
            client.people.list().first()
        except ProtimeError as error:
            if exits.kind_of(error) is not exits.FORBIDDEN:
                raise
            session.say(f"The credentials work; {exits.sentence(error)}")
            return
    session.say("The credentials work.")


def _write(
    session: Session,
    name: str,
    settings: Mapping[str, str],
    secret: str,
    keep: str | None,
) -> None:
    file = profiles.path(session.environ)
    place = file.with_name(f"{name}.secret")
    if _is_in_keyring(name, secret, keep):
        where, more = "the system's keyring", {}
    else:
        where, more = f"{place}, for you alone", {"client_secret_file": place.name}
        # First, as a profile without its secret would be taken for one that works.
        profile_file.write_secret(place, secret)
    profile_file.write(file, name, {**settings, **more})
    session.say(f"The profile {name} is in {file}, its secret in {where}.")
    session.say(f"Try it: protime --profile {name} people list --limit 3")


def _is_in_keyring(name: str, secret: str, keep: str | None) -> bool:
    """Put the secret into the keyring if that is asked for, or possible."""
    if keep == "file":
        return False
    try:
        secrets.keep(name, secret)
    except KeyringRefused as error:
        if keep == "keyring":
            raise KeyringRefused(f"{error} Or give --keep file.") from None
        current().say(str(error).partition(". ")[0] + ": the secret goes into a file.")
        return False
    return True
