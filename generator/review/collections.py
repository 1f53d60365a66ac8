"""Compares two versions of a collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import spec
from generator.review import filters, operations, types
from generator.review.naming import Place, Renames
from generator.review.rules import Change


def changes(
    old: spec.Collection, new: spec.Collection, renames: Renames = ()
) -> Iterator[Change]:
    """Yield what changed in a collection, which may have another name now."""
    place = Place(name=new.collection, collection=new, renames=renames)
    yield from _itself(old, new, place)
    yield from _parameters(old.path_parameters, new.path_parameters, place)
    yield from _item(old.item, new.item, place)
    yield from operations.changes(old, new, place)
    yield from filters.changes(old, new, place)
    yield from types.fields(old.fields, new.fields, place.models(), place)
    yield from types.types(old.types, new.types, place)


def _itself(
    old: spec.Collection, new: spec.Collection, place: Place
) -> Iterator[Change]:
    for verb in ("read", "write"):
        before, after = getattr(old.scopes, verb), getattr(new.scopes, verb)
        if before != after:
            text = f"Change the scopes to {verb} from {_list(before)} to {_list(after)}"
            yield _change("collection-scopes-changed", text, place, place.attribute)
    if old.webhooks != new.webhooks:
        rule = f"collection-webhooks-{'added' if new.webhooks else 'removed'}"
        verb, to = ("Add", "to") if new.webhooks else ("Remove", "from")
        yield _change(rule, f"{verb} webhooks {to} `{new.collection}`", place)
    if (old.summary, old.notes) != (new.summary, new.notes):
        yield _change("summary-changed", "Describe it in other words", place)
    if old.sources != new.sources:
        yield _change("source-changed", "Name other pages", place)
    known = [(one.inferred, one.scopes.inferred) for one in (old, new)]
    if known[0] != known[1]:
        yield _change("inference-changed", "Say what is known of it", place)


def _parameters(
    old: Mapping[str, spec.PathParameter],
    new: Mapping[str, spec.PathParameter],
    place: Place,
) -> Iterator[Change]:
    # What they are is told of the operations whose paths have them.
    for wire in (one for one in new if one in old):
        if old[wire].summary != new[wire].summary:
            text = f"Describe the parameter `{wire}` in other words"
            yield _change("summary-changed", text, place)


def _item(
    old: spec.Item | None, new: spec.Item | None, place: Place
) -> Iterator[Change]:
    if old is None or new is None:
        return
    if old.name != new.name:
        text = f"Rename its items from `{old.name}` to `{new.name}`"
        yield _change("item-renamed", text, place, old.name, new.name)
    if old.new != new.new:
        yield _new_item(old.new, new.new, place)
    yield from _moments(old, new, place)
    if old.summary != new.summary:
        yield _change("summary-changed", f"Describe `{new.name}`", place, new.name)


def _moments(old: spec.Item, new: spec.Item, place: Place) -> Iterator[Change]:
    for name in (*old.moments, *(one for one in new.moments if one not in old.moments)):
        python = f"{new.name}.{name}()"
        if name not in new.moments:
            yield _change(
                "moment-removed", f"Remove the moment `{name}`", place, python
            )
        elif name not in old.moments:
            yield _change("moment-added", f"Add the moment `{name}`", place, python)
        elif old.moments[name] != new.moments[name]:
            text = f"Make the moment `{name}` of {_list(new.moments[name])}"
            yield _change("moment-changed", text, place, python)


def _new_item(old: str | None, new: str | None, place: Place) -> Change:
    if old is None:
        return _change("new-item-added", f"Let `{new}` be sent", place, str(new))
    if new is None:
        return _change("new-item-removed", f"Let `{old}` be sent no more", place, old)
    text = f"Rename `{old}`, which is sent, to `{new}`"
    return _change("new-item-renamed", text, place, old, new)


def _change(rule: str, text: str, place: Place, *python: str) -> Change:
    return Change(rule=rule, collection=place.name, text=text, python=python)


def _list(parts: list[str]) -> str:
    return ", ".join(f"`{one}`" for one in parts) or "none"
