"""Compares two specs, from the whole to its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from generator import names, spec
from generator.review import collections, pairing, types
from generator.review.naming import Place, Renames, constant
from generator.review.pairing import pair
from generator.review.renaming import renamed
from generator.review.rules import Change

_APART = ("documentation", "environments", "responses")
_WORDS = ("title", "summary")


def review(old: spec.Spec, new: spec.Spec) -> list[Change]:
    """Return every change, of the whole API first, then by collection."""
    references = pair(old.reference_types, new.reference_types, pairing.references)
    old = renamed(old, dict(references.renamed))
    return [
        *_api(old.api, new.api),
        *_scopes(old, new),
        *_references(old.reference_types, new.reference_types),
        *types.types(old.types, new.types, Place(name="")),
        *_collections(old, new),
    ]


def _change(rule: str, text: str, *python: str) -> Change:
    return Change(rule=rule, collection="", text=text, python=python)


def _api(old: spec.Api, new: spec.Api) -> Iterator[Change]:
    for key in (one.name for one in attrs.fields(spec.Api) if one.name not in _APART):
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            limit = "limit" if isinstance(after, int) else "address"
            rule = "summary-changed" if key in _WORDS else f"api-{limit}-changed"
            yield _change(rule, f"Change {key} from {before} to {after}")
    if old.documentation != new.documentation:
        yield _change("source-changed", f"Move the pages to {new.documentation}")
    if old.responses != new.responses:
        yield _change("response-changed", "Change what statuses mean")
    yield from _environments(old.environments, new.environments)


def _environments(
    old: Mapping[str, spec.Environment], new: Mapping[str, spec.Environment]
) -> Iterator[Change]:
    for name in (*old, *(one for one in new if one not in old)):
        before, after = old.get(name), new.get(name)
        python = f'Protime(environment="{name}")'
        if after is None:
            yield _change("environment-removed", f"Remove environment `{name}`", python)
        elif before is None:
            yield _change("environment-added", f"Add environment `{name}`", python)
        elif (before.api, before.authentication) != (after.api, after.authentication):
            text = f"Change the hosts of environment `{name}`"
            yield _change("api-address-changed", text, python)
        else:
            if before.summary != after.summary:
                yield _change("summary-changed", f"Describe `{name}` in other words")
            if before.inferred != after.inferred:
                yield _change("inference-changed", f"Say what is known of `{name}`")


def _scopes(old: spec.Spec, new: spec.Spec) -> Iterator[Change]:
    before, after = _all_scopes(old), _all_scopes(new)
    for scope in (one for one in before if one not in after):
        text = f"Remove scope `{scope}`"
        yield _change("scope-removed", text, f"Scope.{_member(scope)}")
    for scope in (one for one in after if one not in before):
        yield _change("scope-added", f"Add scope `{scope}`", f"Scope.{_member(scope)}")


def _all_scopes(root: spec.Spec) -> dict[str, None]:
    return {
        scope: None
        for one in root.collections.values()
        for scope in (*one.scopes.read, *one.scopes.write)
    }


def _member(scope: str) -> str:
    return names.upper(scope.removeprefix("connector-protimeapi-"))


def _references(
    old: Mapping[str, spec.ReferenceType], new: Mapping[str, spec.ReferenceType]
) -> Iterator[Change]:
    found = pair(old, new, pairing.references)
    for name in found.removed:
        text, python = f"Remove references to `{name}`", f"{old[name].item}Reference"
        yield _change("reference-collection-removed", text, python)
    for name in found.added:
        text, python = f"Add references to `{name}`", f"{new[name].item}Reference"
        yield _change("reference-collection-added", text, python)
    for before, after in found.renamed:
        text = f"Rename references to `{before}` to `{after}`"
        python = f"{old[before].item}Reference"
        yield _change("reference-collection-renamed", text, python)
    for before, after in (*((one, one) for one in found.both), *found.renamed):
        yield from _reference(after, old[before], new[after])


def _reference(
    name: str, old: spec.ReferenceType, new: spec.ReferenceType
) -> Iterator[Change]:
    if old.item != new.item:
        text = f"Rename the item of `{name}` from `{old.item}` to `{new.item}`"
        classes = (f"{old.item}Reference", f"{old.item}Identifier")
        yield _change("reference-item-renamed", text, *classes)
    if old.id != new.id:
        text = f"Change the id of `{name}` from {old.id} to {new.id}"
        yield _change("reference-id-changed", text, f"{new.item}Identifier.id")
    if old.summary != new.summary:
        yield _change("summary-changed", f"Describe references to `{name}`")
    yield from _predefined(name, old, new)


def _predefined(
    name: str, old: spec.ReferenceType, new: spec.ReferenceType
) -> Iterator[Change]:
    found = pair(old.predefined, new.predefined, pairing.texts)
    for one in found.removed:
        text = f"Remove the reference type `@{one}` of `{name}`"
        yield _change("reference-type-removed", text, constant(old.item, one))
    for one in found.added:
        text = f"Add the reference type `@{one}` of `{name}`"
        yield _change("reference-type-added", text, constant(new.item, one))
    for before, after in found.renamed:
        text = f"Rename the reference type `@{before}` of `{name}` to `@{after}`"
        python = (constant(old.item, before), constant(new.item, after))
        yield _change("reference-type-renamed", text, *python)
    for one in found.both:
        if old.predefined[one] != new.predefined[one]:
            yield _change("summary-changed", f"Describe `@{one}` of `{name}`")


def _collections(old: spec.Spec, new: spec.Spec) -> Iterator[Change]:
    found = pair(old.collections, new.collections, pairing.collections)
    for name in found.removed:
        yield _of(name, old, "collection-removed", f"Remove `{name}`")
    for name in found.added:
        one = new.collections[name]
        operations = ", ".join(
            operation.replace("_", " ") for operation in one.operations
        )
        yield _of(name, new, "collection-added", f"Add `{name}`: {operations}")
    for before, after in found.renamed:
        text, was = f"Rename `{before}` to `{after}`", Place(name=before)
        gone = (was.attribute, was.class_name)
        yield _of(after, new, "collection-renamed", text, *gone)
    matched = {after: before for before, after in found.renamed}
    for name, one in new.collections.items():
        before = matched.get(name, name)
        if before in old.collections:
            yield from _collection(old.collections[before], one, found.renamed)


def _collection(
    old: spec.Collection, new: spec.Collection, renames: Renames
) -> Iterator[Change]:
    changes = list(collections.changes(old, new, renames))
    if not changes and old != new and old.collection == new.collection:
        # A key that no rule knows yet must not pass in silence.
        text = "Change what no rule knows; see the diff of the spec"
        yield Change(rule="other-changed", collection=new.collection, text=text)
    yield from changes


def _of(name: str, root: spec.Spec, rule: str, text: str, *more: str) -> Change:
    place = Place(name=name, collection=root.collections[name])
    python = (*more, place.attribute, place.class_name)
    return Change(rule=rule, collection=name, text=text, python=python)
