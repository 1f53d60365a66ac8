"""``protime sync`` and ``protime status``: what can be typed."""

from __future__ import annotations

from collections.abc import Sequence

import click

from protime_cli.definitions.lazy import command
from protime_cli.session.session import TARGET_VARIABLE


def sync_command() -> click.Command:
    """Return ``protime sync``."""
    return command(
        "sync",
        "sync.sync",
        [
            click.Argument(["names"], nargs=-1, required=True, metavar="COLLECTION..."),
            *_target_options(),
            *_what_to_copy(),
            click.Option(
                ["--profiles"],
                metavar="NAME,...",
                help="Several tenants, each into a schema DATASET_NAME; none waits for"
                " another that fails.",
            ),
            click.Option(["--follow"], is_flag=True, help="Keep running."),
            click.Option(
                ["--every"],
                type=click.FloatRange(min=0),
                default=60,
                show_default=True,
                metavar="SECONDS",
                help="Pause between two turns of --follow.",
            ),
            *_permissions(),
            _output(),
        ],
        help=(
            "Copy collections into a warehouse; run again, only what changed is asked"
            " for, and deletions reach the copy."
        ),
        short_help="Copy collections into a warehouse, and keep the copy in step.",
        example="protime sync people --to duckdb:acme.duckdb",
    )


def status_command() -> click.Command:
    """Return ``protime status``."""
    return command(
        "status",
        "status.status",
        [*_target_options(), _output()],
        help="Show how the copies in a target are doing; nothing is sent.",
        short_help="Show how the copies are doing; nothing is sent.",
        example="protime status --to duckdb:acme.duckdb",
    )


def _target_options() -> Sequence[click.Option]:
    return (
        click.Option(
            ["--to"],
            metavar="TARGET",
            help="duckdb:FILE, postgresql://host/database, delta:FOLDER (Delta tables),"
            f" or a destination of dlt by its name; {TARGET_VARIABLE} if not given."
            " With a password, only there.",
        ),
        click.Option(["--dataset"], default="protime", help="Schema of the tables."),
        click.Option(
            ["--state"], metavar="FOLDER", help="Where dlt keeps its pipelines; ~/.dlt."
        ),
    )


def _what_to_copy() -> Sequence[click.Option]:
    day = click.DateTime(["%Y-%m-%d"])
    return (
        click.Option(["--since"], type=day, metavar="DAY", help="First day."),
        click.Option(["--until"], type=day, metavar="DAY", help="Last day."),
        click.Option(
            ["--refs"],
            multiple=True,
            metavar="COLLECTION:TYPE,...",
            help="Other systems' names to have columns of.",
        ),
        click.Option(
            ["--timezone"],
            metavar="ZONE",
            help="Add points in time to minutes of a day: Europe/Brussels.",
        ),
    )


def _permissions() -> Sequence[click.Option]:
    return (
        click.Option(
            ["--allow-deletions"],
            is_flag=True,
            help="Let this run's full loads delete what they do not bring. Without"
            " it, more than 100 rows that are more than half of those in the window"
            " stop a collection.",
        ),
        click.Option(
            ["--accept-older"],
            is_flag=True,
            help="Let this run's full loads bring older versions than the copy"
            " holds, as after the tenant was restored.",
        ),
    )


def _output() -> click.Option:
    return click.Option(
        ["-o", "--output"],
        type=click.Choice(["table", "jsonl"]),
        help="Form of the report; a table on a terminal, else JSON Lines.",
    )
