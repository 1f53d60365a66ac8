"""Plans the bases of a collection's classes, which hold what is the same for many."""

from __future__ import annotations

from generator.planning.naming import Naming, kind_of_references
from generator.planning.package import Lines, PlannedOperation


def bases(operations: tuple[PlannedOperation, ...], naming: Naming) -> Lines:
    """Return the bases, as the class that blocks has them."""
    found = {operation.name: operation for operation in operations}
    inherited = expressions(operations, naming)
    if not inherited:
        kind = "Followed" if "delta" in found else "Listed"
        return (f"{kind}[{naming.item}]",) if "list" in found else ("Collection",)
    references = kind_of_references(found["list"], naming)
    if "delta" in inherited:
        return (f"FilteredDelta[{naming.item}, {references}]",)
    followed = (f"Followed[{naming.item}]",) if "delta" in found else ()
    return (f"Filtered[{naming.item}, {references}]", *followed)


def expressions(
    operations: tuple[PlannedOperation, ...], naming: Naming
) -> frozenset[str]:
    """Return the operations for whose filter expressions a base has the method.

    It fills no path, and takes references: for a delta, the same as for the list.
    """
    found = {
        operation.name: kind_of_references(operation, naming)
        for operation in operations
        if takes_expression(operation)
        and operation.askable
        and not operation.path_parameters
    }
    same = found.get("delta") == found.get("list")
    return frozenset({"list", "delta"} if same else {"list"}) & found.keys()


def takes_expression(operation: PlannedOperation) -> bool:
    """Return whether the API takes a filter expression there."""
    return bool(operation.filters) or operation.where
