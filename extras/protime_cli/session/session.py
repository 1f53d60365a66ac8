"""What the commands of one run share: where settings come from, and the client."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from attrs import define, field

if TYPE_CHECKING:
    import httpx

    from protime import Protime
    from protime_runtime.sending.hooks import Hooks

TARGET_VARIABLE = "PROTIME_TARGET"
"""Holds the target of copies, where ``--to`` is not given."""

TARGETS = (
    "duckdb:FILE, sqlite:FILE, delta:FOLDER (Delta tables),"
    " postgresql://host/database, mysql://host/database, or a destination of dlt by its"
    " name"
)
"""What can be a target, in words."""

DATASET = "protime"
"""Schema of the tables of copies, if nothing else is said."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@define
class Session:
    """One run of the command; tests give an environment, an HTTP client and a clock."""

    environ: Mapping[str, str] = field(factory=lambda: os.environ)
    http: httpx.Client | None = None
    profile: str | None = None
    quiet: bool = False
    verbose: bool = False
    explain: bool = False
    resumes: bool = False
    """Whether rows were printed, so that ``--resume`` gives only those that follow."""
    now: Callable[[], datetime] = _utc_now
    """The time, in UTC, by which copies are kept."""

    def client(self, *, strict: bool = False, hooks: Hooks | None = None) -> Protime:
        """Return a client of the tenant that the settings name.

        Raises:
            ConfigurationError: The settings are missing or cannot work.
        """
        from protime_cli.logs import format_warnings
        from protime_cli.session.connection import connected

        format_warnings()
        return connected(
            self.environ,
            self.profile,
            strict=strict,
            hooks=hooks,
            http=self.http,
        )

    @property
    def shows_progress(self) -> bool:
        """Whether someone watches: only a terminal shows a progress."""
        return not (self.quiet or self.verbose) and sys.stderr.isatty()

    def say(self, text: str) -> None:
        """Print a remark where it does not get among the data."""
        if not self.quiet:
            from protime_cli.terminal import echo

            echo(text, err=True)


def current() -> Session:
    """Return the session of the command that runs."""
    return click.get_current_context().ensure_object(Session)
