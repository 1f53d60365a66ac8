"""Plans the classes of filters: what each filter takes, and its marker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import names, spec
from generator.planning.naming import Naming, filter_name
from generator.planning.package import (
    FilterClass,
    FilterProperty,
    FilterRule,
    Lines,
    PlannedOperation,
)
from generator.planning.texts import docstring, inferred
from generator.planning.types import SCALARS

_MARKERS: Mapping[tuple[spec.Operator, ...], str] = {
    ("eq",): "Equal",
    ("in",): "In",
    ("eq", "in"): "EqualOrIn",
    ("ge", "le"): "Days",
}
_RULES: Mapping[spec.RuleKind, str] = {
    "at-most-one-year": "AtMostOneYear",
    "not-before-previous-year": "NotBeforePreviousYear",
}


def classes(
    operations: tuple[PlannedOperation, ...], naming: Naming
) -> Iterator[FilterClass]:
    """Iterate over the classes of the filters that operations take."""
    words = names.prose(naming.collection.collection)
    for operation in operations:
        if operation.filters:
            purpose = "follow" if operation.name == "delta" else "list"
            yield FilterClass(
                name=filter_name(operation, naming.class_name),
                docstring=(f"Which {words} to {purpose}.",),
                properties=tuple(
                    _property(wire, naming.collection.filters[wire], operation.name)
                    for wire in operation.filters
                ),
            )


def _property(
    wire: str, filter: spec.Filter, operation: spec.OperationName
) -> FilterProperty:
    python = filter.python or names.snake(wire)
    return FilterProperty(
        python=python,
        annotation=annotation(filter),
        docstring=docstring(filter.summary, inferred(filter.inferred), indent=4),
        marker=marker(filter),
        arguments=tuple(_arguments(filter, None if wire == python else wire)),
        rules=tuple(
            FilterRule(
                name=_RULES[rule.kind], source=rule.source, inferred=rule.inferred
            )
            for rule in filter.rules
            if operation in rule.operations
        ),
        required=filter.required,
    )


def annotation(filter: spec.Filter) -> str:
    """Return the type of what may be given for the filter."""
    if filter.sets:
        return "Members"
    if "ge" in filter.operators and filter.type == "date":
        return "DateRange"
    single = SCALARS.get(filter.type, filter.type)
    several = filter.multiple or "in" in filter.operators
    choices = [single] * (filter.operators != ["in"]) + [
        f"Iterable[{single}]"
    ] * several
    return " | ".join(choices)


def marker(filter: spec.Filter) -> str:
    """Return the class that says which operators the filter takes."""
    if _is_people(filter):
        return "People"
    return _MARKERS.get(tuple(filter.operators), "Property")


def _is_people(filter: spec.Filter) -> bool:
    return filter.operators == ["in"] and bool(filter.sets) and filter.multiple


def _arguments(filter: spec.Filter, wire: str | None) -> Lines:
    """Return what the marker does not say by itself."""
    found = [repr(wire)] if wire else []
    if tuple(filter.operators) not in _MARKERS:
        found.append(f"operators={tuple(filter.operators)}")
    if filter.sets:
        found.append(f"sets={tuple(filter.sets)}")
    if filter.multiple and not _is_people(filter):
        found.append("several=True")
    return tuple(found)
