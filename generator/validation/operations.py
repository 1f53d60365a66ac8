"""Rules for operations: what they take and where they are is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus as Status

import attrs

from generator import spec
from generator.problems import Problem, unknown
from generator.validation.fields import written
from generator.validation.forms import SOURCE, WIRE
from generator.validation.walking import Located, collections, of, operations

Names = tuple[spec.OperationName, ...]

_LISTS: Names = ("list", "list_for_person", "delta")
_READING: Names = (*_LISTS, "get")
_OF_ITEMS: Names = (*_READING, "create", "upsert")
_SENDING: Names = ("create", "update", "upsert", "put")
_TAKEN_BY: Mapping[str, Names] = {
    "filters": ("list", "delta"),
    "where": _LISTS,
    "paged": _LISTS,
    "expand": ("get",),
    "body": (*_SENDING, "delete"),
    "body_is_list": (*_SENDING, "delete"),
    "body_optional": ("delete",),
}
_REDIRECTION = Status.MULTIPLE_CHOICES
_ANSWERS: Mapping[spec.OperationName, tuple[spec.Answer, ...]] = {
    **dict.fromkeys(_LISTS, ("page",)),
    "get": ("item",),
    "create": ("created", "webhook", "nothing"),
    "upsert": ("upserted",),
}


def takes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse what an operation of the kind does not take, or does not answer."""
    for place, name, operation, _ in operations(root):
        for field in attrs.fields(spec.Operation):
            takers = _TAKEN_BY.get(field.name)
            given = getattr(operation, field.name)
            if takers and name not in takers and given not in (field.default, []):
                what = f"{name} takes no {field.name}; {', '.join(takers)} may"
                yield place.problem(what, f".{field.name}")
        known = _ANSWERS.get(name, ("nothing",))
        if operation.answer not in (None, *known):
            what = f"{name} is answered with {' or '.join(known)}"
            yield place.problem(what, ".answer")


def statuses(root: spec.Spec) -> Iterator[Problem]:
    """Refuse statuses that do not say that an operation is done."""
    known = [status for status in Status if Status.OK <= status < _REDIRECTION]
    for place, _, operation, _ in operations(root):
        for index, status in enumerate(operation.statuses):
            if status not in known:
                what = f"{status} is no status of success, such as 200, 201 or 204"
                yield place.problem(what, f".statuses[{index}]")


def references(root: spec.Spec) -> Iterator[Problem]:
    """Refuse external references to collections that have none."""
    asking: list[tuple[Located, spec.Collection | spec.Operation]]
    asking = [*of(root, spec.Collection), *of(root, spec.Operation)]
    for place, asked in asking:
        for index, name in enumerate(asked.external_references or ()):
            if name not in root.reference_types:
                what = unknown("reference type", name, root.reference_types)
                yield place.problem(what, f".external_references[{index}]")


def bodies(root: spec.Spec) -> Iterator[Problem]:
    """Refuse bodies that no type describes."""
    for place, name, operation, collection in operations(root):
        known = root.types | collection.types
        new = collection.item.new if collection.item else None
        sent = {
            kind.new or key
            for key, kind in known.items()
            if kind.new or written(kind.fields or {})
        } | ({new} if new else set())
        if operation.body is not None and operation.body not in sent:
            what = unknown("type that is sent", operation.body, sent)
            yield place.problem(what, ".body")
        if name in _SENDING and operation.body is None and (name == "put" or not new):
            yield place.problem("there is no item.new to send; give body:")
        listed = operation.body_is_list or operation.body_optional
        if listed and operation.body is None and name not in _SENDING:
            yield place.problem("there is no body that this would be said of")


def expansions(root: spec.Spec) -> Iterator[Problem]:
    """Refuse to expand what cannot be named in an address."""
    for place, _, operation, _ in operations(root):
        for index, name in enumerate(operation.expand):
            if not WIRE.fullmatch(name):
                what = f"{name!r} is no name of the API, such as 'firstDay'"
                yield place.problem(what, f".expand[{index}]")


def sources(root: spec.Spec) -> Iterator[Problem]:
    """Refuse sources that are no pages, and collections that nothing tells of."""
    for place, collection in collections(root):
        if not collection.sources:
            yield place.problem("no page is named", ".sources")
        for index, source in enumerate(collection.sources):
            yield from _source(place, f".sources[{index}]", source)
    for place, _, operation, _ in operations(root):
        if operation.source is not None:
            yield from _source(place, ".source", operation.source)


def _source(place: Located, below: str, source: str) -> Iterator[Problem]:
    if not SOURCE.fullmatch(source):
        what = f"{source!r} is no page of the documentation, such as 'reference/delta/'"
        yield place.problem(what, below)


def items(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that answer with items where there are none."""
    for place, name, _, collection in operations(root):
        if name in _OF_ITEMS and collection.item is None:
            yield place.problem("there is no item")
    for place, collection in collections(root):
        found = list(collection.operations)
        if not found:
            yield place.problem("nothing can be asked of it", ".operations")
        if "delta" in found and "list" not in found[: found.index("delta")]:
            what = "a delta is a list, asked for its changes, and stands after it"
            yield place.problem(what, ".operations['delta']")


def scopes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that no scope allows."""
    for place, name, _, collection in operations(root):
        scopes = collection.scopes
        if not (scopes.read if name in _READING else scopes.write):
            yield place.problem("no scope allows the operation")


RULES = (
    takes,
    statuses,
    references,
    bodies,
    expansions,
    sources,
    items,
    scopes,
)
