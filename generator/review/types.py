"""Compares two versions of types: enums and their values, objects and their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import names, spec
from generator.review import pairing
from generator.review.fields import field
from generator.review.naming import Place, attributes
from generator.review.pairing import pair
from generator.review.rules import Change

_EMPTY: Mapping[str, spec.Field] = {}


def types(
    old: Mapping[str, spec.Type], new: Mapping[str, spec.Type], place: Place
) -> Iterator[Change]:
    """Yield what changed in the types of a collection, or in the shared ones."""
    found = pair(old, new, pairing.types)
    for name in found.removed:
        yield _change("type-removed", f"Remove type `{name}`", place, name)
    for name in found.added:
        yield _change("type-added", f"Add type `{name}`", place, name)
    for before, after in found.renamed:
        text = f"Rename type `{before}` to `{after}`"
        yield _change("type-renamed", text, place, before, after)
    for before, after in (*((one, one) for one in found.both), *found.renamed):
        yield from _type(after, old[before], new[after], place)


def fields(
    old: Mapping[str, spec.Field],
    new: Mapping[str, spec.Field],
    owners: tuple[str, ...],
    place: Place,
) -> Iterator[Change]:
    """Yield what changed in the fields of an item or a type."""
    found = pair(old, new, pairing.fields)
    where = f" of `{owners[0]}`" if owners else ""
    for wire in found.removed:
        text, python = (
            f"Remove field `{wire}`{where}",
            attributes(owners, wire, old[wire]),
        )
        yield _change("field-removed", text, place, *python)
    for wire in found.added:
        required = new[wire].write == "required"
        rule = "field-required" if required else "field-added"
        text = f"Add {'required ' * required}field `{wire}`{where}"
        yield _change(rule, text, place, *attributes(owners, wire, new[wire]))
    for before, after in found.renamed:
        was = attributes(owners, before, old[before])
        now = attributes(owners, after, new[after])
        rule = "field-wire-renamed" if was == now else "field-renamed"
        text = f"Rename field `{before}`{where} to `{after}`"
        yield _change(rule, text, place, *dict.fromkeys((*was, *now)))
    for before, after in (*((one, one) for one in found.both), *found.renamed):
        python = attributes(owners, after, new[after])
        gone = attributes(owners, before, old[before])
        for rule, text in field(old[before], new[after], same_name=before == after):
            touched = python or gone
            yield _change(rule, f"{text} of field `{after}`{where}", place, *touched)


def _type(name: str, old: spec.Type, new: spec.Type, place: Place) -> Iterator[Change]:
    if (old.values is None) != (new.values is None):
        yield _change("type-kind-changed", f"Change the kind of `{name}`", place, name)
        return
    if old.new != new.new:
        yield _twin(old.new, new.new, place)
    yield from _values(name, old.values or [], new.values or [], place)
    owners = tuple(one for one in (name, new.new) if one)
    yield from fields(old.fields or _EMPTY, new.fields or _EMPTY, owners, place)
    if old.summary != new.summary:
        yield _change("summary-changed", f"Describe type `{name}`", place, name)
    if old.inferred != new.inferred:
        yield _change(
            "inference-changed", f"Say what is known of `{name}`", place, name
        )


def _values(
    name: str, old: list[str], new: list[str], place: Place
) -> Iterator[Change]:
    alike = pairing.values_and(place.renames)
    found = pair(dict.fromkeys(old), dict.fromkeys(new), alike)
    for value in found.removed:
        python = f"{name}.{names.upper(value)}"
        text = f"Remove value `{value}` of `{name}`"
        yield _change("value-removed", text, place, python)
    for value in found.added:
        python = f"{name}.{names.upper(value)}"
        yield _change("value-added", f"Add value `{value}` of `{name}`", place, python)
    for before, after in found.renamed:
        members = [f"{name}.{names.upper(one)}" for one in (before, after)]
        text = f"Rename value `{before}` of `{name}` to `{after}`"
        yield _change("value-renamed", text, place, *members)


def _twin(old: str | None, new: str | None, place: Place) -> Change:
    if old is None:
        return _change("new-item-added", f"Let `{new}` be sent", place, str(new))
    if new is None:
        return _change("new-item-removed", f"Let `{old}` be sent no more", place, old)
    text = f"Rename `{old}`, which is sent, to `{new}`"
    return _change("new-item-renamed", text, place, old, new)


def _change(rule: str, text: str, place: Place, *python: str) -> Change:
    return Change(rule=rule, collection=place.name, text=text, python=python)
