"""``protime secret``: secrets in the system's keyring."""

from __future__ import annotations

import sys

import click

from protime_cli.session.session import current
from protime_cli.sources import read_source
from protime_runtime.client.secrets import forget, keep, keyring
from protime_runtime.process import Secret
from protime_runtime.sending.oauth import check_credential


def set_secret(profile: str) -> int:
    """Ask for a profile's secret, and put it into the keyring."""
    keyring()
    # A terminal asks without an echo; a pipe gives the secret as its first line.
    value = (
        click.prompt("Client secret", hide_input=True)
        if sys.stdin.isatty()
        else read_source("-").strip().partition("\n")[0]
    )
    secret = str(value).strip()
    check_credential("The secret", Secret(secret))
    keep(profile, secret)
    current().say(f"The secret of {profile} is in the keyring.")
    return 0


def delete_secret(profile: str) -> int:
    """Take a profile's secret out of the keyring."""
    forget(profile)
    current().say(f"The secret of {profile} is gone from the keyring.")
    return 0
