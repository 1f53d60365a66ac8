"""What the API refuses in a filter that is well formed.

Sources: reference/filtering/, and the list and delta pages of the collections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from protime_runtime.catalog import CollectionInfo, FilterInfo, OperationInfo

from ..wire import day, kebab
from .syntax import All, Any, Condition, Constant, Expression

_OPERATORS = ("eq", "ge", "le", "in")


def allowed_filters(
    collection: CollectionInfo, operation: OperationInfo
) -> dict[str, FilterInfo]:
    """Return the properties that an operation can be narrowed by."""
    known = {
        filter.wire: filter
        for filter in collection.filters
        if filter.wire in operation.filters
    }
    if not operation.where:
        return known
    # No page names these filters: every plain property is taken.
    plain = {
        kebab(field.wire): FilterInfo(
            wire=kebab(field.wire),
            python=field.python,
            type=field.type,
            operators=_OPERATORS,
            multiple=True,
        )
        for field in collection.fields
        if not field.list and not field.map and field.type not in ("json", "references")
    }
    return {**plain, **known}


def conditions(expression: Expression) -> Iterator[Condition]:
    """Iterate over all conditions of an expression."""
    if isinstance(expression, Condition):
        yield expression
    else:
        for part in expression.parts:
            yield from conditions(part)


def problems(
    expression: Expression | None,
    allowed: Mapping[str, FilterInfo],
    operation: str,
    today: date,
) -> list[str]:
    """Return every reason for which the API refuses the filter."""
    found = [] if expression is None else list(conditions(expression))
    reasons = [
        reason for condition in found for reason in _of_condition(condition, allowed)
    ]
    if expression is not None:
        reasons += _of_alternatives(expression, allowed)
    for filter in allowed.values():
        mine = [condition for condition in found if condition.property == filter.wire]
        reasons += _of_required(filter, mine)
        reasons += _of_rules(filter, mine, operation, today)
    return list(dict.fromkeys(reasons))


def _of_condition(
    condition: Condition, allowed: Mapping[str, FilterInfo]
) -> Iterator[str]:
    info = allowed.get(condition.property)
    if info is None:
        known = ", ".join(allowed) or "none"
        yield f"'{condition.property}' cannot be filtered on; allowed: {known}."
        return
    yield from _of_form(condition, info)
    for value in condition.values:
        expected = _type_of(info.type) if condition.named_set is None else "integer"
        if not _fits(value, expected):
            yield f"{_shown(value)} does not suit '{info.wire}': expected {expected}."


def _of_form(condition: Condition, info: FilterInfo) -> Iterator[str]:
    if condition.operator not in info.operators:
        taken = ", ".join(info.operators)
        yield f"'{info.wire}' does not take '{condition.operator}'; it takes: {taken}."
    elif condition.is_list != (condition.operator == "in"):
        form = "a list" if condition.operator == "in" else "one constant"
        yield f"'{info.wire} {condition.operator}' needs {form}."
    if condition.named_set is not None and condition.named_set not in info.sets:
        yield f"'{info.wire}' does not take the set '{condition.named_set}'."


def _of_alternatives(
    expression: Expression, allowed: Mapping[str, FilterInfo]
) -> Iterator[str]:
    """Refuse ``or`` on properties of the categories Single and Range."""
    if isinstance(expression, Any):
        for condition in conditions(expression):
            info = allowed.get(condition.property)
            if info is not None and not info.multiple:
                yield f"'or' cannot be used with '{condition.property}'."
    elif isinstance(expression, All):
        for part in expression.parts:
            yield from _of_alternatives(part, allowed)


def _of_required(info: FilterInfo, mine: list[Condition]) -> Iterator[str]:
    if not info.required:
        return
    if not mine:
        yield f"A filter on '{info.wire}' is required."
    elif "ge" in info.operators and all(
        condition.operator != "ge" for condition in mine
    ):
        yield f"A filter on '{info.wire}' needs a start: '{info.wire} ge ...'."


def _of_rules(
    info: FilterInfo, mine: list[Condition], operation: str, today: date
) -> Iterator[str]:
    kinds = {rule.kind for rule in info.rules if rule.operation == operation}
    first = max(
        (found for condition in mine if (found := _bound(condition, "ge"))),
        default=None,
    )
    last = min(
        (found for condition in mine if (found := _bound(condition, "le"))),
        default=None,
    )
    if "at-most-one-year" in kinds and first and last and last > _year_after(first):
        yield f"The range of '{info.wire}' must be at most 1 year."
    earliest = date(today.year - 1, 1, 1)
    if "not-before-previous-year" in kinds and first and first < earliest:
        yield f"The start of '{info.wire}' must not be before {earliest}."


def _bound(condition: Condition, operator: str) -> date | None:
    return day(condition.values[0]) if condition.operator == operator else None


def _year_after(first: date) -> date:
    if first.year == date.max.year:
        return date.max
    if (first.month, first.day) == (2, 29):
        return date(first.year + 1, 3, 1)
    return first.replace(year=first.year + 1)


def _type_of(type: str) -> str:
    return type if type in ("integer", "boolean", "date", "number") else "text"


def _fits(value: Constant, expected: str) -> bool:
    if isinstance(value, bool) or expected == "boolean":
        return isinstance(value, bool) and expected == "boolean"
    if expected in ("integer", "number"):
        return isinstance(value, int)
    return isinstance(value, str) and (expected == "text" or day(value) is not None)


def _shown(value: Constant) -> str:
    text = f"'{value}'" if isinstance(value, str) else str(value).lower()
    return text if len(text) <= 60 else text[:60] + "..."
