"""The commands that belong to no collection."""

from __future__ import annotations

from collections.abc import Mapping

import click

from protime.catalog import CATALOG
from protime_cli.definitions.lazy import Lazy, Make, command
from protime_cli.definitions.sync import (
    status_command,
    sync_command,
    verify_command,
)
from protime_cli.parameters.completing import one_of

_COLLECTIONS = one_of(lambda: CATALOG)
_NAMES = click.Argument(
    ["names"], nargs=-1, metavar="[COLLECTION]...", shell_complete=_COLLECTIONS
)


def _scopes_command() -> click.Command:
    return command(
        "scopes",
        "scopes.show",
        [
            _NAMES,
            click.Option(["--write"], is_flag=True, help="With those for writing."),
            click.Option(
                ["-o", "--output"],
                type=click.Choice(["table", "plain", "json"]),
                default="table",
                help="plain is one line, as a token request takes it.",
            ),
        ],
        help="Show the scopes that collections need, of all or of those named.",
        short_help="Show the scopes that collections need.",
        example="protime scopes people clockings --write -o plain",
    )


def _references_group() -> click.Group:
    put = command(
        "put",
        "references.put",
        [
            click.Argument(["collection"], required=False, shell_complete=_COLLECTIONS),
            click.Argument(["reference"], required=False),
            click.Option(
                ["--from", "source"],
                required=True,
                type=click.Path(allow_dash=True),
                metavar="FILE",
                help="CSV file, or workbook (.xlsx).",
            ),
            click.Option(
                ["--report"],
                type=click.Path(),
                metavar="FILE",
                help="FILE.report.jsonl.",
            ),
            click.Option(
                ["--dry-run"], is_flag=True, help="Only report what would change."
            ),
        ],
        help=(
            "Map other systems' names onto items, from a CSV file or a workbook whose"
            " first line names the columns external and internal, and collection and"
            " reference unless they are arguments. Run again, it goes on."
        ),
        example="protime references put people HRMID --from hr-ids.csv",
    )
    return click.Group(
        "references",
        commands=[put],
        help="Map other systems' names onto items in bulk.",
        no_args_is_help=True,
    )


def _init_command() -> click.Command:
    from protime_runtime.client.secrets import SECRET_VARIABLE

    return command(
        "init",
        "init.init",
        [
            click.Option(
                ["--tenant"], metavar="NAME", help="As acme of acme.myprotime.eu."
            ),
            click.Option(["--client-id"], metavar="ID", help="As Protime gave it."),
            click.Option(
                ["--user-agent"],
                metavar="TEXT",
                help="PeopleSyncService/v1 (Acme Corp), as Protime demands.",
            ),
            click.Option(
                ["--environment"], metavar="NAME", help="production or sandbox."
            ),
            click.Option(
                ["--base-url"], metavar="URL", help="An emulator or a proxy, if any."
            ),
            click.Option(
                ["--keep"],
                type=click.Choice(["keyring", "file"]),
                help="Where the secret is kept; a file if there is no keyring.",
            ),
            click.Option(
                ["--test/--no-test"],
                default=True,
                help="Ask for one page before anything is written.",
            ),
        ],
        help=(
            "Ask for the settings of a tenant, test them, and write a profile, named as"
            " the tenant or by --profile. What options say is not asked for. The secret"
            f" is typed unseen, or comes from {SECRET_VARIABLE}, {SECRET_VARIABLE}_FILE"
            " or a pipe; no option takes it, as all users of a machine see those."
        ),
        short_help="Write a profile: settings and secret of a tenant.",
        example="protime init --tenant acme --environment sandbox",
    )


def _secret_group() -> click.Group:
    profile = click.Argument(["profile"])
    return click.Group(
        "secret",
        commands=[
            command(
                "set",
                "secret.set_secret",
                [profile],
                help="Ask for a profile's secret, and put it into the keyring.",
                example="protime secret set acme",
            ),
            command(
                "delete",
                "secret.delete_secret",
                [profile],
                help="Take a profile's secret out of the keyring.",
                example="protime secret delete acme",
            ),
        ],
        help="Keep client secrets in the system's keyring.",
        no_args_is_help=True,
    )


def _completion_command() -> click.Command:
    shells = click.Choice(["bash", "zsh", "fish"])
    return command(
        "completion",
        "completion.show",
        [click.Argument(["shell"], type=shells)],
        help='Print what a shell completes with: eval "$(protime completion bash)".',
        short_help="Print what bash, zsh or fish complete with.",
        example="protime completion bash",
    )


def _doctor_command() -> click.Command:
    text = "Check settings, credentials, scopes, clock, and responses with the spec."
    days = click.Option(
        ["--date", "days"], metavar="FROM..UNTIL", help="Days to ask for; the last 31."
    )
    return command(
        "doctor",
        "doctor.examine",
        [_NAMES, days],
        help=text,
        short_help="Check the settings, the tenant, and responses with the spec.",
        example="protime doctor people clockings --date 2026-02",
    )


def _run_command() -> click.Command:
    return command(
        "run",
        "run.run",
        [
            click.Argument(["file"], type=click.Path()),
            click.Option(
                ["--dry-run"], is_flag=True, help="Only report what would be sent."
            ),
        ],
        help="Run a pipeline file: subscribers read collections, publishers write.",
        short_help="Run a file of subscribers and publishers.",
        example="protime run pipeline.toml",
    )


def _emulate_command() -> click.Command:
    # Its arguments, help included, are left to the emulator's own parser.
    return click.Command(
        "emulate",
        params=[click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)],
        callback=Lazy("emulate.emulate"),
        short_help="Serve a Protime tenant on this machine.",
        add_help_option=False,
        context_settings={"ignore_unknown_options": True},
    )


COMMANDS: Mapping[str, Make] = {
    "init": _init_command,
    "doctor": _doctor_command,
    "scopes": _scopes_command,
    "references": _references_group,
    "sync": sync_command,
    "status": status_command,
    "verify": verify_command,
    "run": _run_command,
    "emulate": _emulate_command,
    "secret": _secret_group,
    "completion": _completion_command,
}
"""The commands by name, in the order of the help; each made when needed."""
