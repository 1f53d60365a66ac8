"""Options of every command, which may stand before it or after it."""

from __future__ import annotations

import os

import click

from protime_cli.parameters.completing import one_of
from protime_cli.session.session import Session


class _Help(click.HelpFormatter):
    def write_heading(self, heading: str) -> None:
        """Write a heading in bold, which is left out where there are no colours."""
        super().write_heading(click.style(heading, bold=True))


class Context(click.Context):
    """One call of a command."""

    formatter_class = _Help


def everywhere(command: click.Command) -> click.Command:
    """Let a command, and all of its own, take the options of every command."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            everywhere(inner)
    if command.add_help_option:  # Else it reads all of its arguments itself.
        command.params = [*command.params, *options()]
    return command


def options() -> list[click.Option]:
    """Return the options; each sets what it says in the session."""
    return [
        click.Option(
            ["--profile", "profile_of_settings"],
            metavar="NAME",
            expose_value=False,
            callback=_profile,
            help="Profile of the settings.",
            shell_complete=one_of(_profiles),
        ),
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_quiet,
            help="No progress, no remarks.",
        ),
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            callback=_verbose,
            help="Log every request.",
        ),
    ]


def _profile(ctx: click.Context, _: click.Parameter, name: str | None) -> None:
    session = ctx.ensure_object(Session)
    session.profile = name or session.profile


def _quiet(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    session = ctx.ensure_object(Session)
    session.quiet = wanted or session.quiet


def _verbose(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    session = ctx.ensure_object(Session)
    if wanted and not session.verbose:
        from protime_cli.logs import log_requests

        session.verbose = True
        log_requests()


def _profiles() -> list[str]:
    from protime_runtime.client import profiles

    return profiles.names(os.environ)
