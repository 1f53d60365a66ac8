"""Compares two versions of a collection's operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from generator import names, spec
from generator.review.naming import Place
from generator.review.rules import Change

_SETS: Sequence[tuple[str, str, Callable[[spec.Operation], Sequence[str]]]] = (
    ("filter", "filter", lambda one: one.filters),
    ("expand", "value of expand", lambda one: one.expand),
)


def changes(
    old: spec.Collection, new: spec.Collection, place: Place
) -> Iterator[Change]:
    """Yield what changed in the operations."""
    for name in (
        *old.operations,
        *(n for n in new.operations if n not in old.operations),
    ):
        python = place.method(name)
        verb = name.replace("_", " ")
        if name not in new.operations:
            text = f"Remove the operation {verb}"
            yield _change("operation-removed", text, place, python)
        elif name not in old.operations:
            yield _change("operation-added", f"Add the operation {verb}", place, python)
        else:
            yield from _Pair(
                old=old, new=new, name=name, place=place, python=python
            ).changes()


@frozen(kw_only=True)
class _Pair:
    """An operation that both versions have."""

    old: spec.Collection
    new: spec.Collection
    name: spec.OperationName
    place: Place
    python: str

    def changes(self) -> Iterator[Change]:
        """Yield what changed in it."""
        before, after = self.old.operations[self.name], self.new.operations[self.name]
        yield from self._path()
        yield from self._body(before, after)
        yield from self._sets(before, after)
        yield from self._references(before, after)
        if before.where != after.where:
            rule = f"operation-where-{'added' if after.where else 'removed'}"
            yield self._change(
                rule, "Take an expression" if after.where else "Take none"
            )
        if before.statuses != after.statuses:
            text = f"Change the statuses of success to {after.statuses or 'the usual'}"
            yield self._change("operation-statuses-changed", text)
        if before.paged != after.paged:
            text = "Answer in pages" if after.paged else "Answer without pages"
            yield self._change("operation-paging-changed", text)
        if (before.source, before.notes) != (after.source, after.notes):
            yield self._change("source-changed", "Name another page")
        if before.inferred != after.inferred:
            yield self._change("inference-changed", "Say what is known of it")

    def _path(self) -> Iterator[Change]:
        old, new = _path(self.old, self.name), _path(self.new, self.name)
        before, after = _parameters(self.old, old), _parameters(self.new, new)
        if before != after:
            text = f"Change the path to `{new}`"
            yield self._change("operation-arguments-changed", text)
        elif old != new:
            yield self._change("operation-path-changed", f"Change the path to `{new}`")

    def _body(self, old: spec.Operation, new: spec.Operation) -> Iterator[Change]:
        before = (old.body, old.body_is_list, old.body_optional)
        after = (new.body, new.body_is_list, new.body_optional)
        if before != after:
            what = f"{'a list of ' * new.body_is_list}`{new.body or 'the item'}`"
            yield self._change("operation-body-changed", f"Send {what}")
        if old.answer != new.answer:
            text = f"Answer with {new.answer or 'what is usual'}"
            yield self._change("operation-answer-changed", text)

    def _sets(self, old: spec.Operation, new: spec.Operation) -> Iterator[Change]:
        for kind, words, values in _SETS:
            before, after = values(old), values(new)
            for one in before:
                # A filter that is gone altogether is told once, of the collection.
                if one not in after and (kind != "filter" or one in self.new.filters):
                    text = f"Remove the {words} `{one}`"
                    yield self._change(f"operation-{kind}-removed", text, one)
            for one in after:
                if one not in before and (kind != "filter" or one in self.old.filters):
                    text = f"Add the {words} `{one}`"
                    yield self._change(f"operation-{kind}-added", text, one)

    def _references(self, old: spec.Operation, new: spec.Operation) -> Iterator[Change]:
        before = _asked(self.old, old)
        after = _asked(self.new, new)
        for one in (name for name in before if name not in after):
            text = f"Remove external references of `{one}`"
            yield self._change("operation-references-removed", text)
        for one in (name for name in after if name not in before):
            text = f"Add external references of `{one}`"
            yield self._change("operation-references-added", text)

    def _change(self, rule: str, text: str, argument: str | None = None) -> Change:
        python = self.python
        if argument is not None:
            python = self.place.method(self.name, names.snake(argument))
        verb = self.name.replace("_", " ")
        return _change(rule, f"{text} ({verb})", self.place, python)


def _asked(collection: spec.Collection, operation: spec.Operation) -> Sequence[str]:
    own = operation.external_references
    return collection.external_references if own is None else own


def _path(collection: spec.Collection, name: spec.OperationName) -> str:
    """Return the path of an operation: its own, or what follows from the collection."""
    own = collection.operations[name].path
    base = collection.path or f"/{collection.collection}"
    if own is not None:
        return own
    return f"{base}/{{id}}" if name in ("get", "update", "upsert", "delete") else base


def _parameters(collection: spec.Collection, path: str) -> list[object]:
    found: list[object] = []
    for part in path.split("/"):
        if part.startswith("{"):
            known = collection.path_parameters.get(part.strip("{}"))
            shape = (known.type, known.identifier, known.python) if known else None
            found.append(shape or part)
    return found


def _change(rule: str, text: str, place: Place, *python: str) -> Change:
    return Change(rule=rule, collection=place.name, text=text, python=python)
