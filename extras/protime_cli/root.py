"""The command itself: fixed commands, and a group for each collection."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches

import click

from protime.catalog import CATALOG
from protime_cli.definitions.collections import group
from protime_cli.definitions.general import COMMANDS
from protime_cli.definitions.webhooks import added
from protime_cli.parameters.completing import one_of
from protime_cli.session.session import Session
from protime_cli.terminal import echo

_DOMAINS = {
    "time": "Time",
    "activities": "Activities",
    "planning": "Planning",
    "people": "People",
    "foundation": "Catalogs",
    "access": "Access",
    "cross-cutting": "Across collections",
}


class Collections(click.Group):
    """A group with a command for each collection, made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, for completion."""
        return list(CATALOG)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        name = cmd_name.replace("_", "-")
        return group(CATALOG[name]) if name in CATALOG else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first.

        Raises:
            click.UsageError: There is none; it names the nearest.
        """
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = get_close_matches(name, self.list_commands(ctx), 1)
            advice = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"No such command {name!r}.{advice}")
        return super().resolve_command(ctx, args)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write collections by their domain."""
        for domain, heading in _DOMAINS.items():
            _section(formatter, heading, CATALOG.summaries(domain).items())


class Root(Collections):
    """The whole command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, for completion."""
        return ["explain", *COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name == "explain":
            return _explaining()
        if cmd_name in COMMANDS:
            return COMMANDS[cmd_name]()
        made = super().get_command(ctx, cmd_name)
        if cmd_name == "webhooks" and isinstance(made, click.Group):
            for command in added():
                made.add_command(command)
        return made

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write collections by their domain, then the other commands."""
        super().format_commands(ctx, formatter)
        made = [make() for make in COMMANDS.values()]
        rows = [(str(command.name), command.get_short_help_str(60)) for command in made]
        rows.insert(1, ("explain", "Say what a command would send."))
        _section(formatter, "Commands", rows)


def _section(
    formatter: click.HelpFormatter, heading: str, rows: Iterable[tuple[str, str]]
) -> None:
    with formatter.section(heading):
        formatter.write_dl(list(rows))


def _explaining() -> click.Group:
    def explain() -> None:
        click.get_current_context().ensure_object(Session).explain = True

    return Collections(
        "explain",
        callback=explain,
        help="Say what a command would send: protime explain clockings list ...",
        no_args_is_help=True,
    )


def _begin(profile: str | None, quiet: bool, verbose: bool) -> None:
    session = click.get_current_context().ensure_object(Session)
    session.profile, session.quiet, session.verbose = profile, quiet, verbose
    if verbose:
        from protime_cli.logs import log_requests

        log_requests()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("protime-client")
    except PackageNotFoundError:
        return "unknown"


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        echo(f"protime {_version()}")
        ctx.exit()


def _profiles() -> list[str]:
    from protime_cli.session import config

    return config.names(os.environ)


root = Root(
    "protime",
    params=[
        click.Option(
            ["--profile"],
            metavar="NAME",
            help="Profile of the settings.",
            shell_complete=one_of(_profiles),
        ),
        click.Option(["-q", "--quiet"], is_flag=True, help="No progress, no remarks."),
        click.Option(["-v", "--verbose"], is_flag=True, help="Log every request."),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="Show the version.",
        ),
    ],
    callback=_begin,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    help=(
        "Read and write a Protime tenant from a terminal.\n\nSettings come from"
        " PROTIME_TENANT, PROTIME_CLIENT_ID, PROTIME_CLIENT_SECRET and"
        " PROTIME_USER_AGENT, or from a profile in ~/.config/protime/config.toml."
    ),
    no_args_is_help=True,
)
"""The command ``protime``."""
