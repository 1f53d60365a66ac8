"""Compares two versions of a collection's filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator import spec
from generator.review import pairing
from generator.review.naming import Place, argument
from generator.review.pairing import pair
from generator.review.rules import Change

Where: TypeAlias = tuple[spec.RuleKind, spec.OperationName]


def changes(
    old: spec.Collection, new: spec.Collection, place: Place
) -> Iterator[Change]:
    """Yield what changed in the filters."""
    found = pair(old.filters, new.filters, pairing.filters)
    for wire in found.removed:
        yield _change("filter-removed", f"Remove filter `{wire}`", old, wire, place)
    for wire in found.added:
        required = new.filters[wire].required
        text = f"Add {'required ' * required}filter `{wire}`"
        rule = "filter-required" if required else "filter-added"
        yield _change(rule, text, new, wire, place)
    for before, after in found.renamed:
        text = f"Rename filter `{before}` to `{after}`"
        yield _change("filter-renamed", text, old, before, place)
    for before, after in (*((one, one) for one in found.both), *found.renamed):
        for rule, text in _filter(old.filters[before], new.filters[after]):
            yield _change(rule, f"{text} of filter `{after}`", new, after, place)


def _filter(old: spec.Filter, new: spec.Filter) -> Iterator[tuple[str, str]]:
    if old.type != new.type:
        yield "filter-type-changed", f"Change the type from {old.type} to {new.type}"
    if old.python != new.python:
        yield "filter-renamed", "Change the Python name"
    if old.required != new.required:
        rule = "filter-required" if new.required else "filter-optional"
        yield rule, "Demand a value" if new.required else "Demand no value"
    yield from _values(old, new)
    yield from _rules(old, new)
    if old.summary != new.summary:
        yield "summary-changed", "Change the description"
    if old.inferred != new.inferred:
        yield "inference-changed", "Say what is known"


def _values(old: spec.Filter, new: spec.Filter) -> Iterator[tuple[str, str]]:
    for words, before, after in (
        ("operator", old.operators, new.operators),
        ("set", old.sets, new.sets),
        ("several values by", ["or"] * old.multiple, ["or"] * new.multiple),
    ):
        for one in (each for each in before if each not in after):
            yield "filter-narrowed", f"Remove {words} `{one}`"
        for one in (each for each in after if each not in before):
            yield "filter-widened", f"Add {words} `{one}`"


def _rules(old: spec.Filter, new: spec.Filter) -> Iterator[tuple[str, str]]:
    before = {(one.kind, where) for one in old.rules for where in one.operations}
    after = {(one.kind, where) for one in new.rules for where in one.operations}
    for kind, where in sorted(after - before):
        yield "filter-rule-added", f"Add rule {kind} to {where}"
    for kind, where in sorted(before - after):
        yield "filter-rule-removed", f"Remove rule {kind} from {where}"
    yield from _said(_by_place(old), _by_place(new))


def _by_place(one: spec.Filter) -> Mapping[Where, spec.Rule]:
    return {(rule.kind, where): rule for rule in one.rules for where in rule.operations}


def _said(
    old: Mapping[Where, spec.Rule], new: Mapping[Where, spec.Rule]
) -> Iterator[tuple[str, str]]:
    for where in (one for one in old if one in new):
        words = f"rule {where[0]} of {where[1]}"
        if old[where].source != new[where].source:
            yield "source-changed", f"Name another page for {words}"
        if old[where].inferred != new[where].inferred:
            yield "inference-changed", f"Say what is known of {words}"


def _change(
    rule: str, text: str, collection: spec.Collection, wire: str, place: Place
) -> Change:
    name = argument(wire, collection.filters[wire])
    python = tuple(
        place.method(operation, name)
        for operation, one in collection.operations.items()
        if wire in one.filters
    )
    return Change(rule=rule, collection=place.name, text=text, python=python)
