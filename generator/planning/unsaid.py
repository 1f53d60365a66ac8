"""Plans what operations' methods do not say, so that their endpoint has to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.planning.operations import STATUSES
from generator.planning.package import PlannedOperation, UnsaidOfOperation


def unsaid(operations: tuple[PlannedOperation, ...]) -> Iterator[UnsaidOfOperation]:
    """Iterate over the operations of which something is not said."""
    for operation in operations:
        found = _unsaid(operation)
        if found.arguments:
            yield found


def _unsaid(operation: PlannedOperation) -> UnsaidOfOperation:
    arguments = []
    if operation.statuses != STATUSES.get(operation.name, (200,)):
        arguments.append(f"statuses={operation.statuses}")
    if operation.name == "put":
        # Of what it sends, the method takes the one value.
        arguments.append(f"body={operation.body}")
    if operation.external_references != _said(operation):
        arguments.append(f"external_references={operation.external_references}")
    return UnsaidOfOperation(name=operation.name, arguments=tuple(arguments))


def _said(operation: PlannedOperation) -> tuple[str, ...]:
    """Return the collections whose references the method and its path name."""
    if operation.method != "GET":
        return operation.askable if operation.answer == "webhook" else ()
    named = [path.spec.identifier for path in operation.path_parameters]
    return (*(name for name in named if name), *operation.askable)
