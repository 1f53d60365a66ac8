"""The commands that belong to no collection; each loads what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from protime.catalog import CATALOG
from protime_cli.parameters.completing import one_of
from protime_cli.session.session import current

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COLLECTIONS = one_of(lambda: CATALOG)
_NAMES = click.Argument(
    ["names"], nargs=-1, metavar="[COLLECTION]...", shell_complete=_COLLECTIONS
)


def _scopes(names: Sequence[str], write: bool, output: str) -> int:
    from protime_cli.commands.scopes import show

    return show(names, write=write, output=output)


def _doctor(names: Sequence[str], days: str | None) -> int:
    from protime_cli.commands.doctor import examine
    from protime_cli.parameters import values

    return examine(names, values.days(days) if days else None)


def _put(
    source: str,
    collection: str | None,
    reference: str | None,
    report: str | None,
    dry_run: bool,
) -> int:
    from protime_cli.commands.references import put

    return put(source, collection, reference, report, dry_run=dry_run)


def _completion(shell: str) -> int:
    from click.shell_completion import get_completion_class

    from protime_cli.parameters import bash
    from protime_cli.root import root

    bash.use()
    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(root, {}, "protime", "_PROTIME_COMPLETE").source())
    return 0


def _set_secret(profile: str) -> int:
    from protime_cli.parameters.payloads import read
    from protime_cli.session.secrets import keep, keyring
    from protime_runtime.client.credentials import check
    from protime_runtime.secret import Secret

    keyring()
    # A terminal asks without an echo; a pipe gives the secret as its first line.
    value = (
        click.prompt("Client secret", hide_input=True)
        if sys.stdin.isatty()
        else read("-").strip().partition("\n")[0]
    )
    secret = str(value).strip()
    check("The secret", Secret(secret))
    keep(profile, secret)
    current().say(f"The secret of {profile} is in the keyring.")
    return 0


def _delete_secret(profile: str) -> int:
    from protime_cli.session.secrets import forget

    forget(profile)
    current().say(f"The secret of {profile} is gone from the keyring.")
    return 0


def _emulate(arguments: Sequence[str]) -> int:
    from protime_cli.session.extras import extra

    taken = extra("protime_emulator.command_line", "emulator", "the emulator")
    options = taken.parser("protime emulate").parse_args(list(arguments))
    served = extra("protime_emulator.__main__", "emulator", "the emulator")
    return int(served.serve(options))


def _sync_itself() -> click.Command:
    from protime_cli.commands.syncing import command

    return command()


def _status_itself() -> click.Command:
    from protime_cli.commands.standing import command

    return command()


def _parsed(command: click.Command, arguments: Sequence[str]) -> int:
    done: object = command.main(
        list(arguments),
        command.name,
        standalone_mode=False,
        parent=click.get_current_context().parent,
    )
    return done if isinstance(done, int) else 0


def _run(file: str, dry_run: bool) -> int:
    from protime_cli.commands.pipelines import run

    return run(file, dry_run=dry_run)


class _PassingOn(click.Command):
    """A command that leaves its arguments, help included, to another one."""

    def __init__(
        self, name: str, run: Callable[[Sequence[str]], int], short_help: str
    ) -> None:
        """Take what is called with the arguments."""
        super().__init__(
            name,
            params=[click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)],
            callback=run,
            short_help=short_help,
            add_help_option=False,
            context_settings={"ignore_unknown_options": True},
        )


class _Later(_PassingOn):
    """A command that is made, with all that it needs, to be run or completed."""

    def __init__(
        self, name: str, make: Callable[[], click.Command], short_help: str
    ) -> None:
        """Take what makes it."""
        super().__init__(name, lambda arguments: _parsed(make(), arguments), short_help)
        self._make = make

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Return the options that begin like this."""
        made = self._make()
        return made.shell_complete(click.Context(made, parent=ctx.parent), incomplete)


def _scopes_command() -> click.Command:
    return click.Command(
        "scopes",
        params=[
            _NAMES,
            click.Option(["--write"], is_flag=True, help="With those for writing."),
            click.Option(
                ["-o", "--output"],
                type=click.Choice(["table", "plain", "json"]),
                default="table",
                help="plain is one line, as a token request takes it.",
            ),
        ],
        callback=_scopes,
        help="Show the scopes that collections need, of all or of those named.",
        short_help="Show the scopes that collections need.",
    )


def _references_group() -> click.Group:
    put = click.Command(
        "put",
        params=[
            click.Argument(["collection"], required=False, shell_complete=_COLLECTIONS),
            click.Argument(["reference"], required=False),
            click.Option(
                ["--from", "source"],
                required=True,
                type=click.Path(allow_dash=True),
                metavar="FILE",
                help="CSV file.",
            ),
            click.Option(
                ["--report"],
                type=click.Path(),
                metavar="FILE",
                help="FILE.report.jsonl.",
            ),
            click.Option(
                ["--dry-run"], is_flag=True, help="Only tell what would change."
            ),
        ],
        callback=_put,
        help=(
            "Map other systems' names onto items, from a CSV file whose first line"
            " names the columns external and internal, and collection and"
            " reference unless they are arguments. Run again, it goes on."
        ),
    )
    return click.Group(
        "references",
        commands=[put],
        help="Map other systems' names onto items in bulk.",
        no_args_is_help=True,
    )


def _secret_group() -> click.Group:
    profile = click.Argument(["profile"])
    return click.Group(
        "secret",
        commands=[
            click.Command(
                "set",
                params=[profile],
                callback=_set_secret,
                help="Ask for a profile's secret, and put it into the keyring.",
            ),
            click.Command(
                "delete",
                params=[profile],
                callback=_delete_secret,
                help="Take a profile's secret out of the keyring.",
            ),
        ],
        help="Keep client secrets in the system's keyring.",
        no_args_is_help=True,
    )


def _completion_command() -> click.Command:
    shells = click.Choice(["bash", "zsh", "fish"])
    return click.Command(
        "completion",
        params=[click.Argument(["shell"], type=shells)],
        callback=_completion,
        help='Print what a shell completes with: eval "$(protime completion bash)".',
        short_help="Print what bash, zsh or fish complete with.",
    )


def _doctor_command() -> click.Command:
    text = "Check settings, credentials, scopes, the clock, and answers with the spec."
    days = click.Option(
        ["--date", "days"], metavar="FROM..UNTIL", help="Days to ask for; the last 31."
    )
    return click.Command(
        "doctor",
        params=[_NAMES, days],
        callback=_doctor,
        help=text,
        short_help="Check the settings, the tenant, and answers with the spec.",
    )


def _run_command() -> click.Command:
    return click.Command(
        "run",
        params=[
            click.Argument(["file"], type=click.Path()),
            click.Option(
                ["--dry-run"], is_flag=True, help="Only tell what would be sent."
            ),
        ],
        callback=_run,
        help="Run a pipeline file: subscribers read collections, publishers write.",
        short_help="Run a file of subscribers and publishers.",
    )


COMMANDS: dict[str, Callable[[], click.Command]] = {
    "doctor": _doctor_command,
    "scopes": _scopes_command,
    "references": _references_group,
    "sync": lambda: _Later(
        "sync",
        _sync_itself,
        "Copy collections into a warehouse, and keep the copy in step.",
    ),
    "status": lambda: _Later(
        "status", _status_itself, "Show how the copies are doing; nothing is sent."
    ),
    "run": _run_command,
    "emulate": lambda: _PassingOn(
        "emulate", _emulate, "Serve a Protime tenant on this machine."
    ),
    "secret": _secret_group,
    "completion": _completion_command,
}
"""The commands by name, in the order of the help; each made when needed."""
