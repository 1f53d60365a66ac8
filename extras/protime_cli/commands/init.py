"""``protime init``: ask what a client is made of, test it, and write a profile."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping

import click

from protime import Protime
from protime_cli import exits
from protime_cli.session import profile_file
from protime_cli.session.session import Session, current
from protime_cli.sources import read_source
from protime_runtime.client import profiles, secrets
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


def init(test: bool, keep: str | None, **given: str | None) -> int:
    """Ask for what is not given, test it by a request, and write the profile."""
    session = current()
    if session.profile is not None:
        _check_name(session.profile)
    settings = {
        name: _setting(name, question, given[name]) for name, question in _ASKED.items()
    }
    if url := given["base_url"]:
        settings["base_url"] = url
    secret = _secret(session)
    if test:
        _test(session, settings, secret)
    name = session.profile or settings["tenant"]
    _write(session, name, settings, secret, keep)
    return 0


def _check_name(profile: str) -> None:
    if not _NAME.fullmatch(profile):
        raise click.UsageError(
            f"A profile cannot be called {profile!r}: write letters, digits, - and _,"
            " and no `file` at the end, which variables of secrets' files have there."
        )


def _setting(name: str, question: str, given: str | None) -> str:
    checked = _checked(name)
    if given is not None:
        return checked(given)
    default = "production" if name == "environment" else None
    if not sys.stdin.isatty():
        if default is not None:
            return default
        option = f"--{name.replace('_', '-')}"
        raise click.UsageError(f"Missing option '{option}', as nobody can be asked.")
    found = click.prompt(question, value_proc=checked, default=default, err=True)
    return str(found)


def _checked(name: str) -> Callable[[str], str]:
    """Return what gives a setting back, and says what to write if it cannot work."""

    def check(text: str) -> str:
        value = text.strip()
        if name == "environment" and value not in Protime.api.environments:
            known = " or ".join(Protime.api.environments)
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
    check = _checked("client_secret")
    if sys.stdin.isatty():
        hidden = click.prompt(
            "Client secret (is not shown)", hide_input=True, value_proc=check, err=True
        )
        return str(hidden)
    piped = read_source("-").strip().partition("\n")[0]
    if not piped.strip():
        raise click.UsageError(
            f"The secret is missing: pipe it in, or set {secrets.SECRET_VARIABLE} or"
            f" {secrets.SECRET_VARIABLE}_FILE."
        )
    return check(piped)


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
            if exits.kind_of(error) is exits.FORBIDDEN:
                session.say(f"The credentials work; {exits.sentence(error)}")
                return
            session.say("Nothing was written; --no-test writes settings untested.")
            raise
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
    except ConfigurationError:
        if keep == "keyring":
            raise
        return False
    return True
