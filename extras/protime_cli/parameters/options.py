"""Parameters of commands: paths, filters and references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

import click

from protime.catalog import REFERENCES
from protime_cli.parameters.completing import several_of
from protime_runtime.catalog import (
    CollectionInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
)

if TYPE_CHECKING:
    from protime_cli.values import Reference

Given = Mapping[str, object]


def path_arguments(
    operation: OperationInfo, *, optional: bool = False
) -> list[click.Parameter]:
    """Return an argument for each segment of the path that is to be filled."""
    return [
        click.Argument(
            [parameter.python], metavar=parameter.python.upper(), required=not optional
        )
        for parameter in operation.path_parameters
    ]


def filter_options(
    info: CollectionInfo, operation: OperationInfo
) -> list[click.Parameter]:
    """Return an option for each filter, and one for an expression."""
    known = {filter.wire: filter for filter in info.filters}
    found: list[click.Parameter] = [
        _filter(known[wire], info) for wire in operation.filters
    ]
    if found or operation.where:
        text = "A filter expression of the API, instead of the filters."
        found.append(click.Option(["--where"], metavar="EXPRESSION", help=text))
    return found


def references_option(operation: OperationInfo) -> list[click.Parameter]:
    """Return the option that asks for other systems' names."""
    if not operation.external_references:
        return []
    names = [
        f"{collection}:@{name}"
        for collection in operation.askable
        for name in REFERENCES[collection].predefined
    ]
    text = f"Other systems' names to show, of {', '.join(operation.askable)}."
    return [
        click.Option(
            ["--refs"],
            multiple=True,
            metavar="COLLECTION:TYPE,...",
            help=text,
            hidden=not operation.askable,  # It is there to say what to do instead.
            shell_complete=several_of(lambda: names),
        )
    ]


def expand_option(operation: OperationInfo) -> list[click.Parameter]:
    """Return the option that asks for what belongs to an item."""
    if not operation.expand:
        return []
    return [
        click.Option(
            ["--expand"],
            multiple=True,
            type=click.Choice(list(operation.expand)),
            help="What to tell along with the item; can be given several times.",
        )
    ]


def places(operation: OperationInfo, given: Given) -> list[object]:
    """Return what stands in the path.

    Raises:
        click.BadParameter: It is neither an id nor a reference.
    """
    found = [
        (parameter, given.get(parameter.python))
        for parameter in operation.path_parameters
    ]
    return [
        _place(parameter, str(text)) for parameter, text in found if text is not None
    ]


def check_places(
    operation: OperationInfo, places: Sequence[object], *, optional: int = 0
) -> None:
    """Refuse a command that lacks an argument, but for so many of the last ones.

    Raises:
        click.UsageError: It lacks one.
    """
    if len(places) < len(operation.path_parameters) - optional:
        missing = operation.path_parameters[len(places)].python.upper()
        raise click.UsageError(f"Missing argument '{missing}'.")


def _place(info: PathParameterInfo, text: str) -> object:
    from protime_cli import values

    return values.place(info, text)


def keywords(info: CollectionInfo, operation: OperationInfo, given: Given) -> Given:
    """Return the filters, the expression, the references and what to expand.

    Raises:
        click.BadParameter: One of them stands for nothing.
    """
    from protime_cli import values

    found: dict[str, object] = {}
    known = {filter.wire: filter for filter in info.filters}
    for wire in operation.filters:
        texts = cast("Sequence[str]", given.get(known[wire].python) or ())
        if texts:
            found[known[wire].python] = values.filter_value(known[wire], texts, info)
    if given.get("where"):
        found["where"] = given["where"]
    refs = _references(operation, given)
    if refs:
        found["external_references"] = refs
    if given.get("expand"):
        found["expand"] = given["expand"]
    return found


def _references(operation: OperationInfo, given: Given) -> list[Reference]:
    """Return the reference types to ask for, but for those that the path asks for.

    Raises:
        click.BadParameter: The API would read an id in the path as a value of one.
    """
    from protime_cli import values

    named = {
        parameter.identifier: given.get(parameter.python)
        for parameter in operation.path_parameters
    }
    found = []
    for reference in values.reference_types(
        cast("Sequence[str]", given.get("refs") or ())
    ):
        text = named.get(reference.collection)
        if text is None:
            found.append(reference)
        elif str(text).partition(":")[0] != reference:
            raise click.BadParameter(_misread(reference, str(text)))
    return found


def _misread(reference: Reference, text: str) -> str:
    option = f"--refs {reference.collection}:{reference}"
    name, colon, _ = text.partition(":")
    if colon:
        return f"The path names the item by {name}, so {option} cannot be asked for."
    return (
        f"With {option} the API reads {text} as a value of {reference}, and tells of"
        f" another item: write {reference}:{text} if it is one, or leave {option} out."
    )


def _filter(filter: FilterInfo, info: CollectionInfo) -> click.Option:
    known = next((t.values for t in info.types if t.name == filter.type), ())
    return click.Option(
        [f"--{filter.wire}", filter.python],
        multiple=True,
        metavar=_metavar(filter, known),
        help=filter.summary + (" Required." if filter.required else ""),
        shell_complete=lambda _ctx, _option, begun: [
            value for value in known if value.casefold().startswith(begun.casefold())
        ],
    )


def _metavar(filter: FilterInfo, known: Sequence[str]) -> str:
    if filter.type == "date" and "ge" in filter.operators:
        return "FROM..UNTIL"
    if filter.sets:
        return "ID,...|SET:ID,..."
    if filter.type == "boolean":
        return "true|false"
    if known and len("|".join(known)) <= 40:
        return "|".join(known)
    return "ID,..." if filter.type == "integer" else "VALUE,..."
