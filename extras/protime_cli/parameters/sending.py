"""Parameters of commands that send something: where it comes from, and its form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import click

from protime_cli.parameters.completing import one_of
from protime_runtime.catalog import CollectionInfo, OperationInfo


def body_options(
    info: CollectionInfo, operation: OperationInfo
) -> Iterator[click.Parameter]:
    """Iterate over the options of what sends a body."""
    yield click.Option(
        ["--from", "source"],
        type=click.Path(allow_dash=True),
        metavar="FILE",
        help="A table (.csv, .xlsx), or a JSON object, array or lines; - for standard"
        " input, as a table with --map.",
    )
    yield click.Option(
        ["--set", "pairs"],
        multiple=True,
        metavar="PROPERTY=VALUE",
        help="A property to send; several times.",
        shell_complete=one_of(partial(_properties, info, operation)),
    )
    yield click.Option(
        ["--dry-run"], is_flag=True, help="Print what would be sent; send nothing."
    )
    yield from _table_options(info, operation)
    yield click.Option(
        ["--report"],
        type=click.Path(),
        metavar="FILE",
        help="Where the outcome of each line is kept, of a table and of JSON to create"
        " or update; FILE.report.jsonl.",
    )
    if operation.method == "POST":
        yield click.Option(
            ["--repeat-unknown"],
            is_flag=True,
            help="Send again what may have been received without a response.",
        )


def _table_options(
    info: CollectionInfo, operation: OperationInfo
) -> Iterator[click.Parameter]:
    yield click.Option(
        ["--map"],
        multiple=True,
        metavar="COLUMN=PROPERTY,...",
        help="What columns of a table fill that are called otherwise, such as"
        " badge=person@badge-number; COLUMN= leaves one out.",
    )
    yield click.Option(
        ["--day-format"],
        metavar="FORM",
        help="How a table writes days, such as dd/mm/yyyy; yyyy-mm-dd.",
    )
    if operation.name == "update" and operation.body == info.new_item:
        yield click.Option(
            ["--merge"],
            is_flag=True,
            help="Read each item first, and change only the table's columns; without"
            " it, what no column says is cleared.",
        )
        yield click.Option(
            ["--empty"],
            type=click.Choice(["omit", "null"]),
            help="What an empty cell is with --merge: nothing said, so that the item"
            " keeps what it has (omit), or a property cleared (null); omit.",
        )
    if not operation.body_is_list:
        yield click.Option(
            ["--partial"],
            is_flag=True,
            help="Send what is right in a table though other lines are wrong.",
        )
    yield click.Option(
        ["--errors"],
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Where lines of a table go that failed, to be corrected and sent;"
        " FILE.errors.csv.",
    )


def _properties(info: CollectionInfo, operation: OperationInfo) -> list[str]:
    from protime_cli.importing.names import Names

    names = Names(info, operation, len(operation.path_parameters))
    return [f"{name}=" for name in names.main()]
