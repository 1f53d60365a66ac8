"""A group of commands for each collection, made from its entry in the catalog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import click

from protime_cli.definitions.described import Described
from protime_cli.definitions.examples import epilog, example
from protime_cli.parameters import options, printing
from protime_cli.parameters.options import Given
from protime_cli.parameters.sending import body_options
from protime_cli.session.session import current
from protime_runtime.catalog import CollectionInfo, OperationInfo

Run = Callable[[CollectionInfo, OperationInfo, Given], int]
_LISTS = ("list", "list_for_person")


def group(info: CollectionInfo) -> click.Group:
    """Return the commands of a collection."""
    scopes = {"To read": info.read_scopes, "To write": info.write_scopes}
    asked = [
        f"{verb}: {' or '.join(found)}." for verb, found in scopes.items() if found
    ]
    return click.Group(
        info.name,
        commands=[command(info, operation) for operation in info.operations],
        help="\n\n".join([info.summary, *asked]),
        short_help=info.summary,
        no_args_is_help=True,
    )


def command(info: CollectionInfo, operation: OperationInfo) -> click.Command:
    """Return the command of one operation."""
    parameters, run = _parts(info, operation)
    made = (click.Command if operation.body is None else Described)(
        operation.name.replace("_", "-"),
        params=parameters,
        callback=lambda **given: run(info, operation, given),
        help=_help(info, operation),
        epilog=epilog(example(info, operation)),
        short_help=_summary(info, operation),
    )
    if isinstance(made, Described):
        made.info, made.operation = info, operation
    return made


def _parts(
    info: CollectionInfo, operation: OperationInfo
) -> tuple[list[click.Parameter], Run]:
    if operation.name in _LISTS:
        return _list_parameters(info, operation), partial(_run, "list_items")
    if operation.name == "delta":
        return _delta_parameters(info, operation), partial(_run, "changes")
    if operation.name == "get":
        read = [
            *options.path_arguments(operation),
            *options.references_option(operation),
            *options.expand_option(operation),
            *printing.output_options(info),
        ]
        return read, partial(_run, "get_item")
    return _write_parameters(info, operation), partial(_run, "write")


def _run(
    name: str, info: CollectionInfo, operation: OperationInfo, given: Given
) -> int:
    # What sends is loaded when it is needed: help and completion do without.
    if current().explain:
        from protime_cli.commands import explaining

        return explaining.explain(info, operation, given)
    from protime_cli.commands import reading, writing

    module = writing if name == "write" else reading
    run: Run = getattr(module, name)
    return run(info, operation, given)


def _list_parameters(
    info: CollectionInfo, operation: OperationInfo
) -> list[click.Parameter]:
    return [
        *options.path_arguments(operation),
        *options.filter_options(info, operation),
        *options.references_option(operation),
        click.Option(["--limit"], type=click.IntRange(1), help="Stop after so many."),
        click.Option(
            ["--resume"], metavar="LINK", help="Go on from a page that failed."
        ),
        *printing.output_options(info),
    ]


def _delta_parameters(
    info: CollectionInfo, operation: OperationInfo
) -> list[click.Parameter]:
    return [
        *options.filter_options(info, operation),
        *options.references_option(operation),
        click.Option(
            ["--link-file"],
            type=click.Path(dir_okay=False),
            required=True,
            help="Keeps the link to later changes; without the file, all is loaded.",
        ),
        *printing.output_options(info),
    ]


def _write_parameters(
    info: CollectionInfo, operation: OperationInfo
) -> list[click.Parameter]:
    # Of a file, columns can say what stands in the path.
    found = options.path_arguments(operation, optional=operation.body is not None)
    if operation.body is None:
        return found
    return [*found, *body_options(info, operation)]


def _summary(info: CollectionInfo, operation: OperationInfo) -> str:
    words = info.name.replace("-", " ")
    known = {
        "list": f"List {words}.",
        "list_for_person": f"List {words} of one person.",
        "delta": f"Load {words} once, and from then on only what changes.",
        "get": "Show one item.",
        "create": "Create one item, or many from a file.",
        "update": "Replace one item, or many from a file.",
        "upsert": "Replace an item, or create it by its reference.",
        "delete": "Delete an item.",
        "put": "Let a custom reference name an item.",
    }
    return known[operation.name]


def _help(info: CollectionInfo, operation: OperationInfo) -> str:
    text = _summary(info, operation)
    if operation.name in _LISTS or operation.name == "delta":
        known = {filter.wire: filter for filter in info.filters}
        rules = [
            f"{wire}: {rule.kind.replace('-', ' ')}. {rule.citation}."
            for wire in operation.filters
            for rule in known[wire].rules
            if rule.operation == operation.name
        ]
        return "\n\n".join([text, *rules])
    if any(parameter.identifier for parameter in operation.path_parameters):
        text += " Instead of an id, TYPE:VALUE such as @badge-number:6700001 can stand."
    if operation.path_parameters and operation.body is not None:
        text += " Columns of a table can give what stands in the path."
    return text
