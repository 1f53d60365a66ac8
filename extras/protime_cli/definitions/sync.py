"""``protime sync`` and ``protime status``: what can be typed."""

from __future__ import annotations

from collections.abc import Sequence

import click

from protime_cli.definitions.lazy import command
from protime_cli.session.session import DATASET, TARGET_VARIABLE, TARGETS


def sync_command() -> click.Command:
    """Return ``protime sync``."""
    return command(
        "sync",
        "sync.sync",
        [
            click.Argument(["names"], nargs=-1, metavar="[COLLECTION...]"),
            *_which_collections(),
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
            click.Option(
                ["--metrics"],
                metavar="FILE.prom",
                help="Write how the copies stand, for Prometheus, after each turn.",
            ),
            *_what_to_read_anew(),
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
        [*_target_options(), _output("prometheus")],
        help="Show how the copies in a target are doing; nothing is sent.",
        short_help="Show how the copies are doing; nothing is sent.",
        example="protime status --to duckdb:acme.duckdb",
    )


def verify_command() -> click.Command:
    """Return ``protime verify``."""
    return command(
        "verify",
        "verify.verify",
        [
            click.Argument(["names"], nargs=-1, metavar="[COLLECTION...]"),
            *_target_options(),
            *_days(),
            click.Option(
                ["--repair"], is_flag=True, help="Write what the tenant says."
            ),
            _output(),
        ],
        help=(
            "Compare the copies in a target with the tenant, every column of every row,"
            " month by month; the status is 13 if any row differs."
        ),
        short_help="Compare copies with the tenant, and repair them.",
        example="protime verify people --to duckdb:acme.duckdb",
    )


def _which_collections() -> Sequence[click.Option]:
    return (
        click.Option(
            ["--all", "every_collection"],
            is_flag=True,
            help="Every collection that can be listed as a whole; with --structure,"
            " those of activities, too.",
        ),
        click.Option(
            ["--except", "excepted"],
            multiple=True,
            metavar="COLLECTION,...",
            help="Of --all, leave out these.",
        ),
    )


def _what_to_read_anew() -> Sequence[click.Option]:
    return (
        click.Option(
            ["--full"],
            is_flag=True,
            help="Read everything again; with --since, --until or --person, only that.",
        ),
        click.Option(
            ["--person"],
            type=int,
            multiple=True,
            metavar="ID",
            help="Of --full, only what belongs to these people.",
        ),
        click.Option(
            ["--backfill"],
            type=_DAY,
            metavar="DAY",
            help="Read what lies before the copy, from this day on, by lists; it is not"
            " followed.",
        ),
    )


def _target_options() -> Sequence[click.Option]:
    return (
        click.Option(
            ["--to"],
            metavar="TARGET",
            help=f"{TARGETS}; {TARGET_VARIABLE} if not given. With a password, only"
            " there.",
        ),
        click.Option(["--dataset"], default=DATASET, help="Schema of the tables."),
        click.Option(
            ["--state"], metavar="FOLDER", help="Where dlt keeps its pipelines; ~/.dlt."
        ),
    )


_DAY = click.DateTime(["%Y-%m-%d"])


def _days() -> Sequence[click.Option]:
    return (
        click.Option(["--since"], type=_DAY, metavar="DAY", help="First day."),
        click.Option(["--until"], type=_DAY, metavar="DAY", help="Last day."),
    )


def _what_to_copy() -> Sequence[click.Option]:
    return (
        *_days(),
        click.Option(
            ["--structure"],
            multiple=True,
            metavar="ID:LEVELS",
            help="Levels of an activity structure to read, for the collections of"
            " activities: 5f3c...:1-3. Its id is found in the configuration of"
            " myProtime.",
        ),
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
        click.Option(
            ["--tenant-column"],
            is_flag=True,
            help="Let several tenants share tables, with a column that names each.",
        ),
        click.Option(
            ["--keep-deleted"],
            is_flag=True,
            help="Keep rows that are gone in Protime, marked as deleted.",
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
        click.Option(
            ["--prune"],
            is_flag=True,
            help="Let --since and --until make the copy smaller: what lies outside is"
            " deleted.",
        ),
    )


def _output(*more: str) -> click.Option:
    return click.Option(
        ["-o", "--output"],
        type=click.Choice(["table", "jsonl", *more]),
        help="Form of the report; a table on a terminal, else JSON Lines.",
    )
