"""The command itself: fixed commands, and a group for each collection."""

from __future__ import annotations

from collections.abc import Iterable

import click

from protime.catalog import CATALOG
from protime_cli.definitions.general import COMMANDS
from protime_cli.definitions.webhooks import added
from protime_cli.parameters.everywhere import Context, everywhere, options
from protime_cli.session.session import Session
from protime_cli.terminal import echo
from protime_runtime.catalog.handwritten import known

_WEBHOOKS = known("webhooks", CATALOG, by=__name__)
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
        if name not in CATALOG:
            return None
        # The list of commands does without their parameters.
        from protime_cli.definitions.collections import group

        return everywhere(group(CATALOG[name]))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first.

        Raises:
            click.UsageError: There is none; it names the nearest.
        """
        name = args[0]
        if (found := self.get_command(ctx, name)) is not None:
            return name, found, args[1:]
        if not name.startswith("-"):
            from difflib import get_close_matches  # Only who is wrong waits for it.

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
            return everywhere(_explaining())
        if cmd_name in COMMANDS:
            return everywhere(COMMANDS[cmd_name]())
        made = super().get_command(ctx, cmd_name)
        if cmd_name == _WEBHOOKS and isinstance(made, click.Group):
            for command in added():
                made.add_command(everywhere(command))
        return made

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write collections by their domain, then the other commands."""
        super().format_commands(ctx, formatter)
        made = [make() for make in COMMANDS.values()]
        rows = [(str(command.name), command.get_short_help_str(60)) for command in made]
        rows.insert(2, ("explain", "Say what a command would send."))
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


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from protime_cli.version import version

        echo(f"protime {version()}")
        ctx.exit()


root = Root(
    "protime",
    params=[
        *options(),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="Show the version.",
        ),
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    help=(
        "Read and write a Protime tenant from a terminal.\n\nSettings come from"
        " PROTIME_TENANT, PROTIME_CLIENT_ID, PROTIME_CLIENT_SECRET and"
        " PROTIME_USER_AGENT, or from a profile in ~/.config/protime/config.toml."
    ),
    no_args_is_help=True,
)
"""The command ``protime``."""

root.context_class = Context
