"""What ``protime webhooks`` has besides the catalog's operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from protime.catalog import CATALOG
from protime_cli.definitions.lazy import command

_COLLECTIONS = click.Argument(
    ["names"],
    nargs=-1,
    required=True,
    metavar="COLLECTION...",
    shell_complete=lambda _ctx, _argument, begun: [
        name
        for name, info in CATALOG.items()
        if info.webhooks and name.startswith(begun)
    ],
)
_REFS = click.Option(
    ["--refs"],
    multiple=True,
    metavar="COLLECTION:TYPE,...",
    help="Other systems' names that events hold.",
)


def added() -> Sequence[click.Command]:
    """Return the commands."""
    return (_apply_command(), _listen_command(), _managed_group())


class Place(click.Path):
    """A file, or the address of a database."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as the base has it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - as the base has it
        """Return what was given, which must exist if it is a file that has to."""
        return value if "://" in str(value) else super().convert(value, param, ctx)


def _store(*, exists: bool) -> click.Option:
    return click.Option(
        ["--store"],
        type=Place(exists=exists, dir_okay=False),
        required=True,
        metavar="FILE|URL",
        help="Keeps the webhooks' keys: a file for its owner only, or a database, as"
        " postgresql://… or mysql://…, for receivers on several hosts.",
    )


def _apply_command() -> click.Command:
    return command(
        "apply",
        "webhooks.apply",
        [
            _COLLECTIONS,
            click.Option(
                ["--url"],
                required=True,
                metavar="URL",
                help="Where the receiver is reached; each webhook has a name below it.",
            ),
            _store(exists=False),
            _REFS,
        ],
        help=(
            "Create the webhooks of collections, replace those that end soon, and"
            " delete those that are not named any more; to be run every hour or so."
            "\n\nWebhooks to below the URL that the store does not know are deleted."
            " One that was replaced stays until the delta was read, which whoever reads"
            " it confirms in the store."
        ),
        short_help="Create, replace and delete webhooks until those named are there.",
        example="protime webhooks apply people --store keys.db --url https://acme.test",
    )


def _listen_command() -> click.Command:
    return command(
        "listen",
        "webhooks.listen",
        [
            _COLLECTIONS,
            click.Option(
                ["--url", "public_url"],
                metavar="URL",
                help="Where the port is reached from Protime, through a tunnel; the"
                " port itself if not given. For this alone: other webhooks to below it"
                " are deleted.",
            ),
            click.Option(["--host"], default="127.0.0.1", help="Where to listen."),
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                default=0,
                help="Where to listen; any free port if not given.",
            ),
            click.Option(
                ["--inbox"],
                type=Place(dir_okay=False),
                metavar="FILE|URL",
                help="Where events wait to be printed: a file or a database, which"
                " keeps those that were not; a temporary file if not given.",
            ),
            _REFS,
            *_form_options(),
            click.Option(
                ["-o", "--output"],
                type=click.Choice(["text", "jsonl"]),
                default="text",
                show_default=True,
                help="A line of text for each event, or all that it says.",
            ),
        ],
        help=(
            "Print events as they come, until Ctrl-C. Webhooks are created for it, and"
            " deleted afterwards.\n\nHow events are signed is not published: say it"
            " with --header, --hash, --encoding and --prefix. Why a delivery is refused"
            " is reported, with the names of its headers."
        ),
        short_help="Print events as they come, until Ctrl-C.",
        example="protime webhooks listen people clockings --header X-Signature",
    )


def _form_options() -> Sequence[click.Option]:
    return (
        click.Option(
            ["--header"],
            required=True,
            metavar="NAME",
            help="Header that holds the signature.",
        ),
        click.Option(
            ["--hash"],
            type=click.Choice(["sha1", "sha224", "sha256", "sha384", "sha512"]),
            default="sha256",
            show_default=True,
            help="Hash of the HMAC.",
        ),
        click.Option(
            ["--encoding"],
            type=click.Choice(["hex", "base64", "either"]),
            default="either",
            show_default=True,
            help="How the signature is written.",
        ),
        click.Option(
            ["--prefix"],
            default="",
            metavar="TEXT",
            help="What stands before the signature, as sha256=.",
        ),
    )


def _managed_group() -> click.Group:
    output = click.Option(
        ["-o", "--output"], type=click.Choice(["table", "json"]), default="table"
    )
    return click.Group(
        "managed",
        commands=[
            command(
                "list",
                "webhooks.show",
                [_store(exists=True), output],
                help="List the webhooks of a store, each with what Protime says of it.",
                example="protime webhooks managed list --store keys.db",
            ),
            command(
                "delete",
                "webhooks.delete",
                [_store(exists=True)],
                help="Delete all webhooks of a store; their keys stay two days, for"
                " deliveries that are under way.",
                short_help="Delete all webhooks of a store.",
                example="protime webhooks managed delete --store keys.db",
            ),
        ],
        help="The webhooks that `apply` made, of which a store keeps the keys.",
        no_args_is_help=True,
    )
