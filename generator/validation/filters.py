"""Rules for filters: an expression can say them, and an operation takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import names, spec
from generator.planning.filters import marker
from generator.planning.types import SCALARS
from generator.problems import Problem, unknown
from generator.validation.fields import visible
from generator.validation.forms import KEBAB, SOURCE
from generator.validation.walking import Located, collections, of, operations

_NO_FILTER = ("json", "references", "number")
_RANGES: tuple[list[spec.Operator], ...] = (["ge"], ["ge", "le"])
_VALUES: tuple[list[spec.Operator], ...] = (["eq"], ["in"], ["eq", "in"])
_FILTERED: tuple[spec.OperationName, ...] = ("list", "delta")


def types(root: spec.Spec) -> Iterator[Problem]:
    """Refuse filters by what an expression cannot say."""
    for place, filter in of(root, spec.Filter):
        known = {
            name: kind for name, kind in visible(place, root).items() if kind.values
        }
        plain = [name for name in SCALARS if name not in _NO_FILTER]
        if filter.type not in (*plain, *known):
            what = unknown("plain type or enum", filter.type, [*plain, *known])
            yield place.problem(what, ".type")


def operators(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operators that do not go together, or not with the type."""
    for place, filter in of(root, spec.Filter):
        found, below = filter.operators, ".operators"
        if not found:
            yield place.problem("a filter without operators takes nothing", below)
        elif found not in (*_RANGES, *_VALUES):
            known = " or ".join(f"[{', '.join(some)}]" for some in (*_RANGES, *_VALUES))
            yield place.problem(f"operators are {known}", below)
        elif found in _RANGES and filter.type != "date":
            yield place.problem("only days are in a range", below)
        if filter.multiple and "eq" not in found and not filter.sets:
            what = "several values are joined by eq, or are sets"
            yield place.problem(what, ".multiple")
        if filter.rules and found not in _RANGES:
            yield place.problem("rules are for ranges of days", ".rules")


def sets(root: spec.Spec) -> Iterator[Problem]:
    """Refuse sets of what is no person, or has no list to stand in."""
    for place, filter in of(root, spec.Filter):
        if filter.sets and (filter.type != "integer" or "in" not in filter.operators):
            what = "sets hold ids, and stand after in: they need integer and [in]"
            yield place.problem(what, ".sets")
        for index, name in enumerate(filter.sets):
            if not KEBAB.fullmatch(name):
                what = f"{name!r} is no name of a set, such as 'org-group'"
                yield place.problem(what, f".sets[{index}]")


def taken(root: spec.Spec) -> Iterator[Problem]:
    """Refuse filters that are taken but not declared, and the other way round."""
    for place, _, operation, collection in operations(root):
        for index, wire in enumerate(operation.filters):
            if wire not in collection.filters:
                what = unknown("filter", wire, collection.filters)
                yield place.problem(what, f".filters[{index}]")
    for place, collection in collections(root):
        taking = collection.operations.values()
        found = {wire for operation in taking for wire in operation.filters}
        for wire in collection.filters.keys() - found:
            yield place.problem("no operation takes it", f".filters[{wire!r}]")


def markers(root: spec.Spec) -> Iterator[Problem]:
    """Refuse filters whose marker gave way to the collection's class."""
    for place, collection in collections(root):
        own = names.pascal(collection.collection)
        for wire, filter in collection.filters.items():
            if marker(filter) == own:
                what = f"what says its operators has the name of the class {own}"
                yield place.problem(what, f".filters[{wire!r}]")


def rules(root: spec.Spec) -> Iterator[Problem]:
    """Refuse rules for operations that do not take the filter, or say nothing."""
    for place, collection in collections(root):
        for wire, filter in collection.filters.items():
            kinds: set[tuple[str, str]] = set()
            for index, rule in enumerate(filter.rules):
                below = f".filters[{wire!r}].rules[{index}]"
                yield from _rule(place, below, rule, wire, collection.operations)
                both = {(rule.kind, name) for name in rule.operations}
                if both & kinds:
                    yield place.problem("the rule is given already", below)
                kinds |= both


def _rule(
    place: Located,
    below: str,
    rule: spec.Rule,
    wire: str,
    operations: Mapping[spec.OperationName, spec.Operation],
) -> Iterator[Problem]:
    if not rule.operations:
        yield place.problem("no operation is named", f"{below}.operations")
    if not SOURCE.fullmatch(rule.source):
        what = f"{rule.source!r} is no page, such as 'reference/filtering/'"
        yield place.problem(what, f"{below}.source")
    for name in rule.operations:
        taking = operations.get(name)
        if taking is None or wire not in taking.filters:
            yield place.problem(f"{name} does not take the filter", below)


RULES = (types, operators, sets, taken, markers, rules)
