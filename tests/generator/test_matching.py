"""What two specs have in common: what was renamed, moved, or is new as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve

from generator import rendering, spec, validation
from generator.planning import plan
from generator.problems import SpecError
from generator.review import review
from generator.review.rules import worst

from .other_changes import OTHERS, RENAMES, VALUES
from .spec_edits import Edit, Files, changes, drop, edited, everywhere, rehome


@pytest.mark.parametrize(("edits", "expected"), [one[1:] for one in RENAMES])
def test_renames_of_the_vendor(
    real: spec.Spec,
    content: Files,
    edits: Sequence[Edit],
    expected: tuple[str, str],
) -> None:
    """What the vendor renamed is told as a rename, not as something gone and come."""
    found = changes(real, content, edits)
    assert [one for one in found if one.rule == expected[0] and expected[1] in one.text]
    gone = {"collection-removed", "field-removed", "filter-removed"}
    assert not gone & {one.rule for one in found}


@pytest.mark.heavy
def test_what_follows_from_a_rename_is_not_told_again(
    real: spec.Spec, content: Files
) -> None:
    """A collection that is renamed wherever it is named is a rename and new paths."""
    new = edited(real, content, [everywhere("people", "persons")])
    found = review(real, new)
    assert {one.rule for one in found} == {
        "collection-renamed",
        "reference-collection-renamed",
        "operation-path-changed",
        "value-renamed",
    }
    (one,) = (one for one in found if one.rule == "collection-renamed")
    assert set(one.python) == {"client.people", "People", "client.persons", "Persons"}
    (one,) = (one for one in found if one.rule == "value-renamed")
    assert one.python == ("WebhookCollection.PEOPLE", "WebhookCollection.PERSONS")
    # What is not told did not change: the classes are what they were.
    before, after = (rendering.render(plan(one)) for one in (real, new))
    models = "protime/models/clockings.py"
    assert before[models] == after[models]


@pytest.mark.parametrize(("old", "new", "was", "now", "same"), OTHERS)
def test_a_field_is_renamed_by_whole_words(
    real: spec.Spec, old: str, new: str, was: str, now: str, same: bool
) -> None:
    """Another name is a rename where words of names and of summaries say so."""
    before, after = (
        with_fields(real, {name: spec.Field(summary=text, type="string")})
        for name, text in ((old, was), (new, now))
    )
    rules = {one.rule for one in review(before, after)} - {"summary-changed"}
    assert bool(rules & {"field-renamed", "field-wire-renamed"}) == same
    assert bool(rules & {"field-removed", "field-added"}) != same


def with_fields(root: spec.Spec, fields: dict[str, spec.Field]) -> spec.Spec:
    jobs = evolve(root.collections["jobs"], fields=fields)
    return evolve(root, collections={**root.collections, "jobs": jobs})


@pytest.mark.parametrize(("old", "new", "same"), VALUES)
def test_opposites_are_no_rename(
    real: spec.Spec, old: str, new: str, same: bool
) -> None:
    """Values that merely look alike are one that is gone and one that has come."""
    before, after = (
        evolve(real, types={"Kind": spec.Type(summary="A kind.", values=[value])})
        for value in (old, new)
    )
    rules = [one.rule for one in review(before, after)]
    assert rules == (["value-renamed"] if same else ["value-removed", "value-added"])


def test_order_means_nothing(real: spec.Spec, content: Files) -> None:
    """Lists in the opposite order are words, but for scopes, which are asked for so."""
    found = changes(real, content, [lambda after: after.update(backwards(after))])
    assert {one.rule for one in found if one.level != "documentation"} == {
        "collection-scopes-changed"
    }
    assert {"order-changed", "source-changed"} < {one.rule for one in found}


def backwards(node: Any) -> Any:
    """Return a node with its lists in the opposite order, but for a moment's parts."""
    if isinstance(node, dict):
        return {
            key: one if key == "moments" else backwards(one)
            for key, one in node.items()
        }
    return (
        [backwards(one) for one in reversed(node)] if isinstance(node, list) else node
    )


def test_a_type_is_the_same_wherever_it_is_declared(
    real: spec.Spec, content: Files
) -> None:
    """Types of collections among those of all are words, in both directions."""
    types = [(n, one) for one, of in real.collections.items() for n in of.types]
    new = edited(real, content, [rehome(name, home, "types") for name, home in types])
    for old, now in ((real, new), (new, real)):
        found = review(old, now)
        assert {one.rule for one in found} == {"type-moved"}
        assert len(found) == len(types)
    edits = [
        drop("contracts", "types/ContractKind/values/Addendum"),
        rehome("ContractKind", "contracts", "types"),
    ]
    rules = [one.rule for one in changes(real, content, edits)]
    assert rules == ["type-moved", "value-removed"]


@pytest.mark.heavy
def test_what_belongs_to_what_is_new_asks_nothing(
    real: spec.Spec, content: Files
) -> None:
    """An operation with all that only it needs is additive; without it, it breaks."""
    tried = 0
    for name, collection in real.collections.items():
        some = {one: real.collections[one] for one in {name, "people"}}
        domains = list({one.domain for one in some.values()})
        alone = evolve(real, collections=some, api=evolve(real.api, domains=domains))
        for operation in collection.operations:
            old = edited(alone, content, [without(name, operation)])
            try:
                validation.check(old)
            except SpecError:  # Such as a list that a delta needs.
                continue
            tried += 1
            found = review(old, alone)
            assert worst(found) == "additive", (name, operation, found)
            assert worst(review(alone, old)) == "breaking", (name, operation)
    assert tried > len(real.collections)


def test_a_filter_that_a_call_now_needs_breaks_it(
    real: spec.Spec, content: Files
) -> None:
    """A required filter breaks an operation that was there before, whoever had it."""
    old = edited(real, content, [drop("clockings", "operations/delta/filters/date")])
    assert "filter-required" in [one.rule for one in review(old, real)]


def without(name: str, operation: str) -> Edit:
    """Take an operation from a collection, with what only it needs."""

    def edit(content: Files) -> None:
        collection = content[name]
        left = collection["operations"]
        del left[operation]
        taken = {wire for one in left.values() for wire in one.get("filters", ())}
        filters = collection.get("filters", {})
        for wire in [*filters]:
            for rule in filters[wire].get("rules", ()):
                rule["operations"] = [one for one in rule["operations"] if one in left]
            if wire not in taken:
                del filters[wire]
        if "create" not in left and not {"update", "upsert", "put", "delete"} & {*left}:
            unwritten(collection)

    return edit


def unwritten(node: dict[str, Any]) -> None:
    """Take from a collection what tells that anything is sent."""
    node["scopes"].pop("write", None)
    for owner in (node.get("item", {}), *node.get("types", {}).values()):
        owner.pop("new", None)
    for one in (node, *node.get("types", {}).values()):
        for field in one.get("fields", {}).values():
            field.pop("write", None)
