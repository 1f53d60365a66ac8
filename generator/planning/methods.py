"""Plans the methods of a collection: a signature, a docstring and one call each."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve

from generator import names
from generator.planning import sending
from generator.planning.bases import expressions, takes_expression
from generator.planning.naming import (
    Naming,
    by_keyword,
    docstring_of,
    endpoint,
    filter_name,
    parameter,
    references,
    split,
)
from generator.planning.package import Argument, Call, Lines, Method, PlannedOperation

_LISTS = ("list", "list_for_person", "delta")
_EXPRESSION = Argument(name="expression", annotation="str")
_TODAY = "today=self._client._today()"


def methods(
    operations: tuple[PlannedOperation, ...], naming: Naming
) -> tuple[Method, ...]:
    """Return the methods, in the order of the operations."""
    inherited = expressions(operations, naming)
    return tuple(
        method
        for operation in operations
        for method in _methods(operation, naming, inherited)
    )


def _methods(
    operation: PlannedOperation, naming: Naming, inherited: Collection[str]
) -> Iterator[Method]:
    if operation.name in _LISTS:
        yield _listing(operation, naming)
        if takes_expression(operation) and operation.name not in inherited:
            yield _where(operation, naming)
    elif operation.name == "put":
        yield sending.put(operation, naming)
        yield sending.put_all(operation, naming)
    else:
        yield sending.sending(operation, naming)


def _listing(operation: PlannedOperation, naming: Naming) -> Method:
    """Return the method that narrows by filters, if there are any."""
    at, _ = split(operation, naming)
    options = references(operation, naming)
    arguments = ("filter",) * bool(operation.filters) + by_keyword(options)
    delta = operation.name == "delta"
    kind = "delta" if delta else "list"
    by_base = delta and not at
    made = _paging(operation, naming, kind, arguments + (_TODAY,) * delta)
    return evolve(
        made,
        filter=filter_name(operation, naming.class_name) if operation.filters else None,
        # A base knows the day that a delta is checked against.
        call=Call(sender="_delta", arguments=arguments) if by_base else made.call,
    )


def _where(operation: PlannedOperation, naming: Naming) -> Method:
    """Return the method that narrows by an expression, where no base has it."""
    name = "where" if operation.name == "list" else f"{operation.name}_where"
    arguments = ("expression", *by_keyword(references(operation, naming)))
    request = "delta_where" if operation.name == "delta" else "where"
    made = _paging(operation, naming, request, arguments)
    verb = "Start to follow" if operation.name == "delta" else "Iterate over"
    words = names.prose(naming.collection.collection)
    return evolve(
        made,
        name=name,
        parameters=(*made.parameters, _EXPRESSION),
        docstring=(f"{verb} the {words} that match a filter expression.",),
    )


def _paging(
    operation: PlannedOperation, naming: Naming, request: str, arguments: Lines
) -> Method:
    """Return a method that gives a pager of what an endpoint's method requests."""
    at, _ = split(operation, naming)
    delta = operation.name == "delta"
    return Method(
        name=operation.name,
        parameters=tuple(parameter(path) for path in at),
        options=references(operation, naming),
        returns=f"{'DeltaPager' if delta else 'Pager'}[{naming.item}]",
        pager=True,
        docstring=docstring_of(operation),
        call=Call(
            sender="_client._follow" if delta else "_client._paginate",
            endpoint=endpoint(operation, naming),
            at=tuple(path.python for path in at),
            request=request,
            arguments=arguments,
        ),
    )
